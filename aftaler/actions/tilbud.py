"""Writes to tilbud: virksomhedspraktik and other measures, with the company they are at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Unpack

from django.db import transaction

from aftaler.actions.virksomhed import (
    Personoplysninger,
    Virksomhedsoplysninger,
    add_kontaktperson,
    create_virksomhed,
)
from aftaler.models import Ansaettelse, Kontaktperson, Tilbud, Virksomhed
from borgere import navne
from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet
from forloeb.models import Forloeb
from kalender.dansk import periode_lang
from kommuner.afvist import Afvist, Spoergsmaal, Svar, ask
from kommuner.models import Medarbejder, Tilbudstype

PRAKTIK = "virksomhedspraktik"  # its code among the kommune's types


@dataclass(frozen=True, kw_only=True)
class Sted:
    """A company as somebody wrote it: found by CVR number, else by name, else made."""

    navn: str
    cvr: str = ""
    kontaktperson: str = ""
    telefon: str = ""


@dataclass(frozen=True, kw_only=True)
class Tilbudsindhold:
    """What the person wrote of a measure; ``slut`` is the first day after it."""

    type: Tilbudstype
    start: date
    slut: date | None = None
    timer: Decimal | None = None
    formaal: str = ""
    maal: str = ""
    opgaver: str = ""
    parallel: bool = False
    samtykke: date | None = None
    vitas: date | None = None
    vitas_reference: str = ""
    resultat: str = ""


@dataclass(frozen=True, kw_only=True)
class Parallelindhold:
    """What the person wrote of a praktik beside a fleksjob; ``slut`` is the first day after it."""

    job: Ansaettelse
    start: date
    opgaver: str
    samtykke: date
    slut: date | None = None
    timer: Decimal | None = None
    formaal: str = ""


@transaction.atomic
def register_tilbud(
    *, forloeb: Forloeb, indhold: Tilbudsindhold, sted: Sted | None, **skrevet: Unpack[Skrevet]
) -> Tilbud:
    """Register a measure, past, present or planned, and its company and contact person where they are new.

    Asks (``Spoergsmaal``) when another company-based one has some of the days, and about days more than a year away.
    Refuses one that is company-based without a company, and a parallel one without a job or the borger's consent.
    """
    vaerdier = _values(indhold, sted, skrevet["by"])
    return registrering.register(Tilbud, forloeb, vaerdier, _look_at, **skrevet)


@transaction.atomic
def correct_tilbud(
    *, raekke: Tilbud, indhold: Tilbudsindhold, sted: Sted | None, **rettet: Unpack[Rettet]
) -> Tilbud:
    """Correct a measure; see ``registrering.correct``. Refuses and asks like ``register_tilbud``."""
    return registrering.correct(raekke, _values(indhold, sted, rettet["by"]), _look_at, **rettet)


@transaction.atomic
def register_parallel(*, indhold: Parallelindhold, **skrevet: Unpack[Skrevet]) -> Tilbud:
    """Register virksomhedspraktik beside a fleksjob: at the same company, with other tasks, and with consent.

    Refuses tasks that are those of the job, a day of consent to come or after the first day, and a job without a
    company or that does not run in the period. Asks like ``register_tilbud``.
    """
    job = indhold.job
    if job.virksomhed is None:
        raise Afvist("Fleksjobbet har ingen virksomhed. Ret det først.")
    _refuse_same_tasks(job, indhold.opgaver)
    if indhold.samtykke > skrevet["dag"]:
        raise Afvist("Datoen for samtykket er ikke nået endnu.", "samtykke")
    if indhold.start < job.start or (job.slut and (indhold.slut or date.max) > job.slut):
        raise Afvist("Praktikken skal ligge inden for fleksjobbets periode.", "start")
    type_ = Tilbudstype.objects.filter(kode=PRAKTIK, kommune=job.kommune_id).first()
    if type_ is None:
        raise Afvist("Kommunen har ikke typen «Virksomhedspraktik». Spørg administratoren.")
    vaerdier = {navn: vaerdi for navn, vaerdi in vars(indhold).items() if navn != "job"}
    vaerdier |= {"type": type_, "parallel": True, "virksomhed": job.virksomhed}
    return registrering.register(Tilbud, job.forloeb, vaerdier, _look_at, **skrevet)


def _refuse_same_tasks(job: Ansaettelse, opgaver: str) -> None:
    aftale = job.aftaler.first()
    egne = navne.search_text(aftale.arbejdsopgaver) if aftale else ""
    if not opgaver.strip():
        raise Afvist("Skriv de nye jobfunktioner, borgeren skal prøve.", "opgaver")
    if egne and navne.search_text(opgaver) == egne:
        raise Afvist("Det er opgaverne i fleksjobbet. Skriv de nye jobfunktioner.", "opgaver")


def find_virksomhed(sted: Sted, by: Medarbejder) -> Virksomhed | None:
    """The company meant, None for a new one; refuses a name that several have, unless a CVR number tells them apart."""
    alle = Virksomhed.objects.egne(by).order_by("pk")
    if sted.cvr and (samme := alle.filter(cvr=sted.cvr).first()):
        return samme
    fundne = list(alle.filter(navn_soegning=navne.search_text(sted.navn)[:250])[:20])
    if sted.cvr:
        fundne = [virksomhed for virksomhed in fundne if not virksomhed.cvr]
    if len(fundne) > 1:
        raise Afvist("Der er flere virksomheder med det navn. Skriv også CVR-nummeret.", "virksomhed")
    return fundne[0] if fundne else None


def _values(indhold: Tilbudsindhold, sted: Sted | None, by: Medarbejder) -> dict[str, Any]:
    vaerdier = dict(vars(indhold))
    return vaerdier | (place(sted, by) if sted else {"virksomhed": None, "kontaktperson": None})


def place(sted: Sted, by: Medarbejder) -> dict[str, Virksomhed | Kontaktperson | None]:
    """The company and the contact person meant, each found or made, as the columns of a row."""
    oplysninger = Virksomhedsoplysninger(navn=sted.navn, cvr=sted.cvr)
    virksomhed = find_virksomhed(sted, by) or create_virksomhed(
        oplysninger=oplysninger, by=by, bekraeftet=True
    )
    if not sted.kontaktperson:
        return {"virksomhed": virksomhed, "kontaktperson": None}
    person = virksomhed.kontaktpersoner.filter(navn__iexact=sted.kontaktperson, aktiv=True).first()
    if person is None:
        ny = Personoplysninger(navn=sted.kontaktperson, telefon=sted.telefon)
        person = add_kontaktperson(virksomhed=virksomhed, oplysninger=ny, by=by)
    return {"virksomhed": virksomhed, "kontaktperson": person}


def _look_at(raekke: Tilbud, bekraeftet: Svar) -> None:
    if raekke.type.virksomhedsrettet and raekke.virksomhed is None:
        raise Afvist("Skriv virksomhedens navn. Findes den ikke, bliver den oprettet.", "virksomhed")
    if raekke.parallel:
        _refuse_parallel(raekke)
    if not raekke.type.virksomhedsrettet:
        return
    if anden := registrering.overlapping(raekke, type__virksomhedsrettet=True).first():
        hos = f" hos {anden.virksomhed}" if anden.virksomhed else ""
        hvad = f"{str(anden.type).lower()}{hos} {periode_lang(anden.start, anden.slut)}"
        spoergsmaal = Spoergsmaal(f"Perioden overlapper {hvad}.", "start", anden, kode=f"overlap:{anden.pk}")
        ask([spoergsmaal], bekraeftet)


def _refuse_parallel(raekke: Tilbud) -> None:
    if not registrering.overlapping(
        Ansaettelse(forloeb=raekke.forloeb, start=raekke.start, slut=raekke.slut)
    ).exists():
        raise Afvist("Parallel praktik kræver et fleksjob i perioden.", "parallel")
    if raekke.samtykke is None:
        raise Afvist("Skriv, hvornår borgeren gav samtykke til parallel praktik.", "samtykke")
    if raekke.samtykke > raekke.start:
        raise Afvist("Borgeren skal have givet samtykke, senest når praktikken begynder.", "samtykke")
