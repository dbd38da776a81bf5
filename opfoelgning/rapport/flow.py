"""Flow between phases: who moved from where to where in the period, and how long they had been there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from opfoelgning.rapport.celler import Diagram, Noegletal, Raekke, Rapport, Saetning, Tabel, antal, midt
from opfoelgning.rapport.udsnit import Sag, Udsnit

NY, AFSLUTTET, UDEN = 0, -1, -2
INGEN = "Der er ingen borgere i forløb i perioden."


class Skridt(NamedTuple):
    """One step within the period: the phase left (``NY``: none), the one begun, when, and the days in the one left."""

    pk: int
    fra: int
    til: int
    dag: date
    dage: int


class Staar(NamedTuple):
    """In which phase the borger is on the day, and how many days she has been there."""

    pk: int
    fase: int
    dage: int


def observer(sag: Sag, u: Udsnit) -> Iterator[Skridt | Staar]:
    """The steps of the case within the period, and where it stands."""
    slut = sag.fakta.slut
    foer, begyndt = NY, sag.fakta.start
    for fase in sag.fakta.faser:
        if fase.start > u.dag:
            break
        if u.har(fase.start):
            yield Skridt(sag.pk, foer, fase.nr, fase.start, (fase.start - begyndt).days if foer else 0)
        foer, begyndt = fase.nr, fase.start
        if fase.start <= u.dag < min(fase.slut, slut):
            yield Staar(sag.pk, fase.nr, (u.dag - fase.start).days)
    if u.har(slut):
        yield Skridt(sag.pk, foer, AFSLUTTET, slut, (slut - begyndt).days)


def saml(alle: Iterable[Skridt | Staar], u: Udsnit) -> Rapport:
    """Steps with the time in the phase left, month by month, and where everybody stands on the day."""
    set_ = list(alle)
    skridt = [en for en in set_ if isinstance(en, Skridt)]
    staar = [en for en in set_ if isinstance(en, Staar)]
    faser = sorted({s.til for s in skridt if s.til > 0} | {s.fase for s in staar}) or [1]
    i_job = [s for s in skridt if s.til == 3]
    tid = midt([(s.pk, s.dage) for s in i_job if s.fra == 2])
    tal = (
        Noegletal("Nye forløb i perioden", antal(s.pk for s in skridt if s.fra == NY)),
        Noegletal("Gik videre til fase 3", antal(s.pk for s in i_job)),
        Noegletal("Halvdelen brugte højst i fase 2", tid, "Dage i fase 2, før fase 3 begyndte (median)."),
        Noegletal("Gik tilbage", antal(s.pk for s in skridt if 0 < s.til < s.fra)),
        Noegletal("Afsluttede forløb i perioden", antal(s.pk for s in skridt if s.til == AFSLUTTET)),
        *(Noegletal(f"I fase {nr} på dagen", antal(s.pk for s in staar if s.fase == nr)) for nr in faser),
    )
    return Rapport(
        fund=_fund(tal, tid.for_faa or tid.vaerdi is None),
        noegletal=tal,
        tabeller=(_maaneder(skridt, faser, u), _overgange(skridt), _nu(staar, faser)),
        diagram=Diagram("soejler", "Borgere, der begyndte i hver fase", tuple(range(len(faser)))),
        maalt=tid,
        tom="" if set_ else INGEN,
    )


def _fund(tal: tuple[Noegletal, ...], uden_tid: bool) -> Saetning:
    nye, videre, tid, tilbage, sluttede = (n.celle for n in tal[:5])
    if uden_tid:
        return Saetning(
            "{} begyndte, {} gik videre til fase 3, {} gik tilbage, og {} forløb blev afsluttet.",
            (nye, videre, tilbage, sluttede),
        )
    return Saetning(
        "{} begyndte, og {} gik videre til fase 3; halvdelen af dem, der kom fra fase 2, brugte højst {} der. {} gik "
        "tilbage, og {} forløb blev afsluttet.",
        (nye, videre, tid, tilbage, sluttede),
    )


def _maaneder(skridt: list[Skridt], faser: list[int], u: Udsnit) -> Tabel:
    til = [*faser, AFSLUTTET]
    raekker = tuple(
        Raekke(m.navn, tuple(antal(s.pk for s in skridt if s.til == nr and m.har(s.dag)) for nr in til))
        for m in u.maaneder
    )
    return Tabel("Måned for måned", tuple(_til(nr) for nr in til), raekker)


def _overgange(skridt: list[Skridt]) -> Tabel:
    par = sorted({(s.fra, s.til) for s in skridt}, key=lambda p: (p[0], p[1] == AFSLUTTET, p[1]))
    raekker = []
    for fra, til in par:
        disse = [s for s in skridt if (s.fra, s.til) == (fra, til)]
        tid = midt([(s.pk, s.dage) for s in disse] if fra else [])
        raekker.append(Raekke(f"{_fra(fra)} → {_til(til).lower()}", (antal(s.pk for s in disse), tid)))
    return Tabel("Skridt i perioden", ("Borgere", "Halvdelen var der højst"), tuple(raekker))


def _nu(staar: list[Staar], faser: list[int]) -> Tabel:
    raekker = []
    for nr in faser:
        disse = [s for s in staar if s.fase == nr]
        raekker.append(
            Raekke(f"Fase {nr}", (antal(s.pk for s in disse), midt([(s.pk, s.dage) for s in disse])))
        )
    return Tabel("Hvor borgerne står på dagen", ("Borgere", "Halvdelen har været der højst"), tuple(raekker))


def _fra(nr: int) -> str:
    return f"Fase {nr}" if nr else "Nyt forløb"


def _til(nr: int) -> str:
    return f"Fase {nr}" if nr > 0 else "Afsluttet"
