"""Writes to how a kommune's pages look."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kommuner.afvist import Afvist, danish_refusal
from kommuner.farver import MINDST, contrast_to_white, read_colour
from kommuner.logo import ForkertLogo, clean_logo
from kommuner.models import Medarbejder, Udseende
from kommuner.versioner import lock_version, save_changes

FOR_LYS = "Farven er for lys til hvid tekst. Vælg en mørkere, fx #005a8c."


@transaction.atomic
def save_udseende(
    *,
    navn: str,
    farve: str,
    afsender: str,
    version: int,
    by: Medarbejder,
    logo: bytes | None = None,
    fjern_logo: bool = False,
) -> Udseende:
    """Choose name, colour, sender and logo; an empty one is the installation's own. ``version`` is the one read or 0.

    Without ``logo`` the present one stays unless ``fjern_logo``. Refuses a colour on which white cannot be read, and
    a logo that is too large or could do harm.
    """
    vaerdier: dict[str, Any] = {
        "navn": " ".join(navn.split()),
        "farve": check_colour(farve),
        "afsender": afsender,
    }
    if logo or fjern_logo:
        rent, slags = check_logo(logo) if logo else (None, "")
        vaerdier |= {"logo": rent, "logo_type": slags}
    raekke = Udseende.objects.filter(kommune=by.kommune_id).first()
    if raekke is None:
        with danish_refusal():
            return Udseende.objects.create(kommune=by.kommune, **vaerdier)
    return save_changes(lock_version(raekke, version, "Udseendet"), vaerdier)


@transaction.atomic
def reset_udseende(*, by: Medarbejder) -> None:
    """Look like the installation again; the history keeps what was chosen."""
    Udseende.objects.filter(kommune=by.kommune_id).delete()


def check_colour(farve: str) -> str:
    """``#rrggbb``, or empty; refuses what is no colour, and one on which white text cannot be read."""
    if not farve.strip():
        return ""
    hex_ = read_colour(farve)
    if hex_ is None:
        raise Afvist("Skriv farven som #005a8c.", "farve")
    if contrast_to_white(hex_) < MINDST:
        raise Afvist(FOR_LYS, "farve")
    return hex_


def check_logo(raa: bytes) -> tuple[bytes, str]:
    """The logo made safe, and its media type."""
    try:
        return clean_logo(raa)
    except ForkertLogo as fejl:
        raise Afvist(str(fejl), "logo") from fejl
