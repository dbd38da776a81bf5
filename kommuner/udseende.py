"""How a kommune's pages look: its stylesheet, and who its e-mail is from."""

from __future__ import annotations

from email.utils import formataddr

from django.conf import settings

from kommuner.farver import darker, for_dark
from kommuner.models import Kommune, Udseende


def find_udseende(kommune_id: int | None) -> Udseende | None:
    """The kommune's own look, without the bytes of its logo; None when it has chosen none."""
    return Udseende.objects.filter(kommune=kommune_id).defer("logo").first()


def stylesheet(farve: str, omraade: str = "") -> str:
    """What colours light and dark pages, or only what ``omraade`` (a selector) matches; empty without a colour."""
    if not farve:
        return ""
    lys, moerk = omraade or ":root", f"[data-bs-theme=dark] {omraade}".strip()
    paa_moerk = for_dark(farve)
    return (
        f"{lys}{{--kommune:{farve};--kommune-moerk:{darker(farve)}}}\n"
        f"{moerk}{{--kommune:{paa_moerk};--kommune-moerk:{darker(paa_moerk)}}}\n"
    )


def mail_sender(kommune: Kommune) -> str:
    """Who e-mail to the kommune's own people is from: its chosen address and name, or the installation's."""
    valgt = find_udseende(kommune.pk)
    if valgt is None or not valgt.afsender:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((valgt.navn or str(kommune), valgt.afsender))
