"""Corrects who a borger is: her name, her phone number, and whether a progressive illness is documented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from borgere.models import Borger
from forloeb.actions.registrering import lock_forloeb
from forloeb.models import Forloeb, Rettelse
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt, danish_refusal
from kommuner.models import Medarbejder
from opfoelgning import vurdering

_FELTER = {
    "navn": "Navn",
    "telefon": "Telefon",
    "progredierende_diagnose_fra": "Progredierende diagnose dokumenteret",
}
DIAGNOSE = "progredierende_diagnose_fra"


@dataclass(frozen=True, kw_only=True)
class Nye:
    """What is to stand there now."""

    navn: str
    telefon: str = ""
    progredierende_diagnose_fra: date | None = None


class Stamdataaendring(NamedTuple):
    """One change: when, who (empty: a file), and each of it in words."""

    tidspunkt: datetime
    af: str
    linjer: list[str]


def stamdata_version(borger: Borger) -> int:
    """A number that rises with every change of the borger, by whomever."""
    sidste: int | None = _events(borger).order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    return sidste or 0


@transaction.atomic
def correct_stamdata(
    *, forloeb: Forloeb, nye: Nye, begrundelse: str, version: int, by: Medarbejder, dag: date
) -> Borger:
    """Correct the borger of a forløb; a changed diagnosis needs a reason, and leaves it in the forløb's timeline.

    Raises ``Konflikt`` when somebody, or a file, changed her since ``version``. Every forløb of hers is judged anew.
    """
    lock_forloeb(forloeb, dag)
    borger = Borger.objects.select_for_update(no_key=True).get(pk=forloeb.borger_id)
    if stamdata_version(borger) != version:
        raise Konflikt("Oplysningerne er rettet, siden du åbnede dem.", _with_version(borger))
    foer = borger.progredierende_diagnose_fra
    if nye.progredierende_diagnose_fra and nye.progredierende_diagnose_fra > dag:
        raise Afvist("Datoen er ikke nået endnu.", "diagnose_fra")
    if nye.progredierende_diagnose_fra != foer:
        _trace(forloeb, borger, nye, begrundelse, by)
    _save(borger, nye)
    vurdering.refresh(list(borger.forloeb.values_list("pk", flat=True)), dag)
    return borger


def stamdata_history(borger: Borger) -> list[Stamdataaendring]:
    """What was corrected, newest first."""
    par = list(_changes(borger))
    ider = {_user(event) for event, _ in par}
    navne = dict(Medarbejder.objects.filter(pk__in=ider).values_list("pk", "navn"))
    return [
        Stamdataaendring(event.pgh_created_at, navne.get(_user(event), ""), linjer)
        for event, linjer in reversed(par)
    ]


def _save(borger: Borger, nye: Nye) -> None:
    navn = " ".join(nye.navn.split())
    ens = (borger.navn, borger.telefon, borger.progredierende_diagnose_fra)
    if ens == (navn, nye.telefon, nye.progredierende_diagnose_fra):
        return
    borger.set_navn(navn)
    borger.telefon = nye.telefon
    borger.progredierende_diagnose_fra = nye.progredierende_diagnose_fra
    with danish_refusal():
        borger.save(update_fields=[*_FELTER, "navn_sortering", "navn_soegning"])


def _trace(forloeb: Forloeb, borger: Borger, nye: Nye, begrundelse: str, by: Medarbejder) -> None:
    grund = " ".join(begrundelse.split())
    if not grund:
        raise Afvist("Skriv, hvorfor du retter diagnosen.", "begrundelse")
    fra, til = borger.progredierende_diagnose_fra, nye.progredierende_diagnose_fra
    Rettelse.objects.create(
        forloeb=forloeb,
        slags="borger",
        genstand=borger.pk,
        tekst="Borgerens oplysninger",
        annulleret=False,
        aendringer=[[_FELTER[DIAGNOSE], dato_aar(fra), dato_aar(til)]],
        begrundelse=grund,
        registreret_af=by,
    )


def _changes(borger: Borger) -> Iterator[tuple[Any, list[str]]]:
    """Each change and its lines, oldest first."""
    foer: Any = None
    for event in _events(borger).order_by("pgh_id"):
        linjer = [
            f"{navn}: {_shown(getattr(foer, felt))} → {_shown(getattr(event, felt))}"
            for felt, navn in _FELTER.items()
            if foer and getattr(foer, felt) != getattr(event, felt)
        ]
        if linjer:
            yield event, linjer
        foer = event


def _user(event: Any) -> int:
    return (event.pgh_context or {}).get("user") or 0


def _shown(vaerdi: Any) -> str:
    return (dato_aar(vaerdi) if isinstance(vaerdi, date) else vaerdi) or "ikke udfyldt"


def _with_version(borger: Any) -> Any:
    borger.version = stamdata_version(borger)
    return borger


def _events(borger: Any) -> Any:
    return borger.historik
