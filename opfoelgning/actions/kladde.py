"""Drafts on the server, and when they are forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now

from borgere import cpr
from forloeb.actions.registrering import lock_forloeb, saved_before
from forloeb.models import Forloeb
from kommuner.models import Medarbejder
from opfoelgning.models import HOLDT_ELLER_FORSOEGT, NY_BORGER, Kladde, Kontakt, Opfoelgning

KONTAKT = "kontakt"  # the contact form's name on drafts
# The fields, of whatever form, that hold what somebody wrote; without any of them there is nothing to keep.
KLADDETEKST = (
    *("tekst", "note", "naeste_skridt", "sted", "deltagere", "formaal", "maal", "opgaver", "virksomhed"),
    *("jobfunktioner", "stoette", "hensyn", "progressionsmaal", "begrundelse_32", "indstilling_tekst"),
    "begrundelse",
    *("plan", "hvad", "resultat", "svar", "aftalt"),
    *("arbejdsopgaver", "indsatser", "opfoelgning_hvornaar", "aftalt_mellem", "aarsag"),
)


@transaction.atomic
def save_kladde(
    *,
    forloeb: Forloeb,
    indhold: dict[str, Any],
    by: Medarbejder,
    dag: date,
    formular: str = KONTAKT,
    model: type[Model] = Kontakt,
    lukket: bool = False,
) -> Kladde | None:
    """Keep what somebody is writing in a form that makes a ``model``; nothing written removes the draft.

    Refuses a closed forløb, but for ``lukket``: the form is about such a one.
    A draft that arrives after its form was saved (``noegle``) is dropped, so that a slow line brings nothing back.
    """
    if not lukket:
        forloeb = lock_forloeb(forloeb, dag)
    if not any(indhold.get(felt) for felt in KLADDETEKST):
        drop_kladde(forloeb=forloeb, by=by, formular=formular)
        return None
    if saved_before(model, forloeb, by, str(indhold.get("noegle", ""))) or _held_already(indhold, by):
        return None
    return put_kladde(forloeb=forloeb, indhold=indhold, by=by, formular=formular)


@transaction.atomic
def save_ny_borger(*, indhold: dict[str, Any], by: Medarbejder) -> Kladde | None:
    """Keep what somebody is writing about a new borger: not the CPR number, in whichever field it stands.

    Without a name or a phone number there is nothing to keep. A draft that arrives after the borger was made
    (``noegle``) is dropped.
    """
    rene = {felt: v for felt, v in indhold.items() if felt != "cpr" and not cpr.stands_in(str(v))}
    if not (rene.get("navn") or rene.get("telefon")):
        drop_kladde(forloeb=None, by=by, formular=NY_BORGER)
        return None
    noegle = str(indhold.get("noegle", ""))
    if noegle and Forloeb.objects.filter(kommune=by.kommune_id, ekstern_id=noegle).exists():
        return None
    return put_kladde(forloeb=None, indhold=rene, by=by, formular=NY_BORGER)


def _held_already(indhold: dict[str, Any], by: Medarbejder) -> bool:
    """Whether it is about a planned follow-up that the person has since registered; that row keeps its own key."""
    pk = str(indhold.get("planlagt", ""))
    if not pk.isdecimal():
        return False
    holdt = Opfoelgning.objects.filter(pk=int(pk), registreret_af=by, status__in=HOLDT_ELLER_FORSOEGT)
    return holdt.exists()


@transaction.atomic
def delete_kladde(*, kladde: Kladde, by: Medarbejder) -> None:
    """Throw one's own draft away; another's is left alone."""
    Kladde.objects.filter(pk=kladde.pk, medarbejder=by).delete()


def put_kladde(*, forloeb: Forloeb | None, indhold: dict[str, Any], by: Medarbejder, formular: str) -> Kladde:
    """Make this the person's draft in a form about a forløb, or without one in that of a new borger.

    Null characters, which no database keeps and the form itself refuses, are left out.
    """
    rent = {felt: v.replace("\0", "") if isinstance(v, str) else v for felt, v in indhold.items()}
    kladde, _ = Kladde.objects.update_or_create(
        medarbejder=by, forloeb=forloeb, formular=formular, defaults={"indhold": rent, "gemt": Now()}
    )
    kladde.refresh_from_db(fields=["gemt"])
    return kladde


def drop_kladde(*, forloeb: Forloeb | None, by: Medarbejder, formular: str) -> None:
    """Forget the person's draft in a form about a forløb: it was saved, or there is nothing in it."""
    Kladde.objects.filter(medarbejder=by, forloeb=forloeb, formular=formular).delete()
