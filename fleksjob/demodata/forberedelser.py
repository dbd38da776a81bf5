"""What fase 1 left behind in the demo's cases, beyond the sagsdata format: sections, jobmål, documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.db.models import Model

from fleksjob.demodata.fordeling import make_rng
from forloeb.models import (
    Dokumentanmodning,
    Fase,
    Forberedelsesafsnit,
    Forloeb,
    Jobmaal,
    Konsulentdeltagelse,
    Orientering,
    Tildeling,
)
from kommuner.forberedelse import modellens_skema

MODEL = "uif2"
JOBFUNKTIONER = (
    *("Pakke varer", "Passe planter", "Svare på mails", "Lettere rengøring", "Fylde hylder op"),
    *("Hjælpe i køkken", "Tage telefon", "Scanne bilag", "Køre ud med mad", "Sortere post"),
)
FORSLAGSSTILLERE = ("borger", "borger", "jobformidler", "virksomhedskonsulent", "rehabiliteringsteam")
TEKSTER = {
    "1.4": "To ugers praktik i foråret. Mødte hver dag og var glad for kollegerne.",
    "2.1": "Folkeskole og et års handelsskole. Kursus i it for to år siden.",
    "2.2": "Lager i ni år, derefter butik. Har haft ansvar for varebestilling.",
    "2.3": "Kørekort, dansk og engelsk, god til kasseapparat og lagersystem.",
    "2.4": "Mødestabil, hjælpsom og god til at huske aftaler.",
    "2.5": "Frivillig i genbrugsbutik hver anden lørdag. Have og strikning.",
    "3.1": "Vil gerne have et job med faste opgaver, to korte dage om ugen.",
    "3.2": "Kan arbejde to timer ad gangen. Har brug for pauser og faste rammer.",
    "3.3": "Lægens attest beskriver de hensyn, et job skal tage.",
    "3.4": "Bor tæt på bus. Familien støtter op.",
}
DOKUMENTER = (
    ("Lægeattest", "Egen læge"),
    ("Journaludskrift", "Sygehuset"),
    ("Praktikrapport", "Virksomheden"),
)
KONSULENTER = ("Kirsten Bødker", "Asger Toft", "Yrsa Ømark")


def fill_forberedelser(kommune: str, dag: date, seed: int) -> None:
    """Give the present kommune's open cases what fase 1 leaves behind, as it looks on a day; once only."""
    if Jobmaal.objects.exists():
        return
    rng = make_rng(seed, kommune, "forberedelser")
    hos = dict(Tildeling.objects.filter(slut=None).values_list("forloeb_id", "medarbejder_id"))
    fase1 = dict(Fase.objects.filter(nr=1, slut=None).values_list("forloeb_id", "start"))
    rows: dict[type[Model], list[Model]] = {}
    for forloeb in Forloeb.objects.filter(indsatsmodel=MODEL).aabne(dag).order_by("ekstern_id"):
        for row in _rows(rng, forloeb, fase1.get(forloeb.pk), dag):
            row.registreret_af_id = hos.get(forloeb.pk)  # type: ignore[attr-defined]
            rows.setdefault(type(row), []).append(row)
    for model, alle in rows.items():
        model._default_manager.bulk_create(alle, batch_size=1000)


def _rows(rng: Random, forloeb: Forloeb, fase1: date | None, dag: date) -> Iterator[Model]:
    start = fase1 or forloeb.start
    dage = max((dag - start).days, 0)
    if fase1 is None or dage > 20:
        yield from _goals(rng, forloeb, start)
    if fase1 is None:
        return
    yield from _sections(rng, forloeb, start, dage)
    yield from _documents(rng, forloeb, start, dag)
    if dage > 14:
        moede = start + timedelta(days=rng.randint(7, 14))
        yield Konsulentdeltagelse(
            forloeb=forloeb,
            dato=moede,
            navn=rng.choice(KONSULENTER),
            note="Pegede på jobfunktioner i området.",
        )


def _goals(rng: Random, forloeb: Forloeb, start: date) -> Iterator[Model]:
    for jobfunktion in rng.sample(JOBFUNKTIONER, rng.choice((1, 1, 2, 3))):
        fra = start + timedelta(days=rng.randint(0, 20))
        yield Jobmaal(
            forloeb=forloeb, jobfunktion=jobfunktion, foreslaaet_af=rng.choice(FORSLAGSSTILLERE), start=fra
        )


def _sections(rng: Random, forloeb: Forloeb, start: date, dage: int) -> Iterator[Model]:
    # Most of a borger's sections are filled after about eight weeks.
    andel = min(dage / 56, 1)
    skema = modellens_skema(MODEL)
    for en in skema.afsnit:
        if rng.random() < andel and en.nr in TEKSTER:
            skrevet = start + timedelta(days=rng.randint(0, dage))
            yield Forberedelsesafsnit(
                forloeb=forloeb, nr=en.nr, titel=en.titel, tekst=TEKSTER[en.nr], dato=skrevet
            )
    for tekst in skema.orientering:
        if rng.random() < andel:
            yield Orientering(forloeb=forloeb, tekst=tekst, dato=start)


def _documents(rng: Random, forloeb: Forloeb, start: date, dag: date) -> Iterator[Model]:
    for dokument, hos in rng.sample(DOKUMENTER, rng.choice((1, 1, 2))):
        frist = start + timedelta(days=21)
        kom = frist + timedelta(days=rng.randint(-10, 15))
        modtaget = kom if kom <= dag else None
        rykket = [frist + timedelta(days=2)] if modtaget is None and frist + timedelta(days=2) <= dag else []
        yield Dokumentanmodning(
            forloeb=forloeb,
            dokument=dokument,
            hos=hos,
            dato=start,
            frist=frist,
            rykket=rykket,
            modtaget=modtaget,
        )
