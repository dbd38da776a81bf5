"""Contact: who was contacted in time, who too late, and what was only written down too late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kommuner.indsatsmodel import Regel
from opfoelgning.rapport.celler import (
    Diagram,
    Noegletal,
    Raekke,
    Rapport,
    Saetning,
    Snit,
    Tabel,
    andel,
    antal,
    midt,
    snit,
)
from opfoelgning.rapport.udsnit import EN_DAG, Sag, Udsnit, regler_om
from opfoelgning.regler import kadence
from opfoelgning.regler.typer import Tilstand

PLIGT = (Tilstand.LOEBER, Tilstand.VARSEL, Tilstand.OVERSKREDET)
INGEN = "Ingen skulle kontaktes løbende i perioden."
TIL_TIDEN = "Af de kontakter, der mødte en frist, dem der lå senest på fristens dag."
KONTAKT = (
    "Reglen om kontakt afgør det: i fase 2 mindst hver 14. dag, medmindre kommunens regelsæt siger noget andet. "
    "Borgere med lovligt fravær eller hos anden aktør er ikke med den dag."
)


class Kontakter(NamedTuple):
    """One case over the period: its days with a duty, and each deadline that was met or missed.

    ``tilstande``: (day, overdue) on the last day of each month and on the day of the report, where there is a duty.
    ``moedt``: days late of each contact that met a deadline, 0 in time. ``registreret``: days from a contact in time
    until it was written down, where the flag stood meanwhile.
    """

    pk: int
    tilstande: tuple[tuple[date, bool], ...]
    moedt: tuple[int, ...]
    registreret: tuple[int, ...] = ()


def observer(sag: Sag, u: Udsnit) -> Iterator[Kontakter]:
    """The case's contacts within the period; nothing where none were due."""
    dage = sorted({*(m.sidste for m in u.maaneder), u.dag})
    tilstande: list[tuple[date, bool]] = []
    moedt: list[int] = []
    for regel in regler_om(sag, "kadence", "kontakt"):
        if _gaelder(sag, regel, u):
            tilstande += _paa_dagene(sag, regel, dage)
            moedt += _moedt(sag, regel, u)
    sene = tuple(dage for lukket, dage in sag.sene if u.har(lukket))
    if tilstande or moedt or sene:
        yield Kontakter(sag.pk, tuple(tilstande), tuple(moedt), sene)


def _gaelder(sag: Sag, regel: Regel, u: Udsnit) -> bool:
    return any(
        f.nr in regel.opsaetning["faser"] and f.start <= u.dag and f.slut > u.fra for f in sag.fakta.faser
    )


def _paa_dagene(sag: Sag, regel: Regel, dage: list[date]) -> Iterator[tuple[date, bool]]:
    for dag in dage:
        stilling = kadence.laes(regel, sag.fakta, sag.regler, dag)
        if stilling and stilling.tilstand in PLIGT:
            yield dag, stilling.tilstand is Tilstand.OVERSKREDET


def _moedt(sag: Sag, regel: Regel, u: Udsnit) -> Iterator[int]:
    """Days late of each contact that met a deadline: the frist is the one of the day before."""
    foer = date.min
    for dag in sorted(set(kadence.counting_days(regel, sag.fakta, sag.regler))):
        if u.har(dag) and kadence.in_phase(regel, sag.fakta, dag):
            yield _for_sent(sag, regel, foer, dag)
        foer = dag


def _for_sent(sag: Sag, regel: Regel, foer: date, dag: date) -> int:
    # So soon after another contact no deadline can have passed: most contacts need no asking.
    if foer > date.min and dag <= kadence.earliest_frist(regel, sag.regler, foer):
        return 0
    dagen_foer = kadence.laes(regel, sag.fakta, sag.regler, dag - EN_DAG)
    return max((dag - dagen_foer.frist).days, 0) if dagen_foer and dagen_foer.frist else 0


def saml(alle: Iterable[Kontakter], u: Udsnit) -> Rapport:
    """Share in time on the day and month by month; late contacts and late registrations apart."""
    sager = list(alle)
    pligt, over = _paa(sager, u.dag)
    til_tiden = andel(pligt - over, pligt)
    tal = (
        Noegletal("Kontaktet til tiden på dagen", til_tiden, KONTAKT),
        Noegletal("Kontakt overskredet på dagen", antal(over), KONTAKT),
        *_i_perioden(sager),
        *_registreringer(sager),
    )
    return Rapport(
        fund=_fund(tal),
        noegletal=tal,
        tabeller=(_maaneder(sager, u),),
        diagram=Diagram("kurve", "Kontaktet til tiden", (2,)),
        maalt=til_tiden,
        tom="" if sager else INGEN,
    )


def _paa(sager: list[Kontakter], dag: date) -> tuple[frozenset[int], frozenset[int]]:
    """Who had to be contacted on the day, and who of them was overdue."""
    pligt = frozenset(s.pk for s in sager if any(d == dag for d, _ in s.tilstande))
    return pligt, frozenset(s.pk for s in sager if (dag, True) in s.tilstande)


def _i_perioden(sager: list[Kontakter]) -> tuple[Noegletal, ...]:
    med = [s for s in sager if s.moedt]
    sene = [(s.pk, max(s.moedt)) for s in med if any(s.moedt)]
    holdt = snit([(s.pk, len(s.moedt)) for s in med], "kontakter")
    i_alt = holdt._replace(vaerdi=float(sum(len(s.moedt) for s in med)) if med else None)
    til_tiden = sum(not dage for s in med for dage in s.moedt)
    andel_af_dem = int(til_tiden * 100 // i_alt.vaerdi) if i_alt.vaerdi else None
    return (
        Noegletal("Kontakter, der mødte en frist", i_alt, "Kontakter i perioden, der tæller efter reglen."),
        Noegletal("Kontakter til tiden i perioden", Snit(andel_af_dem, "%", holdt.borgere), TIL_TIDEN),
        Noegletal(
            "Blev kontaktet for sent",
            antal(pk for pk, _ in sene),
            "Borgere med mindst én kontakt i perioden efter fristen, uanset hvornår den blev registreret.",
        ),
        Noegletal("Halvdelen højst for sent", midt(sene), "Den seneste af hver borgers kontakter (median)."),
    )


def _registreringer(sager: list[Kontakter]) -> tuple[Noegletal, ...]:
    sene = [(s.pk, max(s.registreret)) for s in sager if s.registreret]
    return (
        Noegletal(
            "Kontaktet til tiden, men registreret for sent",
            antal(pk for pk, _ in sene),
            "Fristen stod som overskredet i perioden, indtil en kontakt inden fristen blev registreret. Kendes fra den "
            "dag, systemet begyndte at følge forløbet.",
        ),
        Noegletal(
            "Halvdelen registreret efter højst", midt(sene), "Dage fra kontakt til registrering (median)."
        ),
    )


def _fund(tal: tuple[Noegletal, ...]) -> Saetning:
    til_tiden, sent, registreret = tal[0].celle, tal[4].celle, tal[6].celle
    return Saetning(
        "{} af dem, der skulle kontaktes på dagen, var kontaktet til tiden. I perioden blev {} kontaktet for sent, og "
        "hos {} var kun registreringen for sen.",
        (til_tiden, sent, registreret),
    )


def _maaneder(sager: list[Kontakter], u: Udsnit) -> Tabel:
    raekker = []
    for maaned in u.maaneder:
        pligt, over = _paa(sager, maaned.sidste)
        raekker.append(Raekke(maaned.navn, (antal(pligt), antal(over), andel(pligt - over, pligt))))
    hoved = ("Skulle kontaktes", "Overskredet", "Til tiden")
    return Tabel("Den sidste dag i hver måned", hoved, tuple(raekker))
