"""Passivity: how many are passive, month by month, who became it, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from opfoelgning.rapport.celler import (
    Diagram,
    Noegletal,
    Raekke,
    Rapport,
    Saetning,
    Tabel,
    andel,
    antal,
    midt,
)
from opfoelgning.rapport.udsnit import EN_DAG, Sag, Stykke, Udsnit, passivitetsstykker, regler_om
from opfoelgning.regler.typer import Tilstand

INGEN = "Ingen er på ledighedsydelse i perioden."
UDEN_FOR = "uden_for"
UDFALD = {
    "genbehandling": "Genbehandling",
    "indsats_aftalt": "Virksomhedsrettet indsats aftalt",
    "lovlig_grund": "Lovlig grund",
    UDEN_FOR: "Ikke længere i målgruppen",
}
PASSIV = (
    "Reglen om passivitet afgør det: seks måneder på ledighedsydelse uden virksomhedsrettet indsats, medmindre "
    "kommunens regelsæt siger noget andet. En aftalt indsats, der er på vej, holder borgeren uden for tallet."
)


class Passivitet(NamedTuple):
    """One case over the period. ``tilstande`` are (day, state) on the last day of each month and on the day.

    ``blev_passiv`` are first days of passivity within the period, ``beslutninger`` outcomes decided in it, and
    ``ventede`` the days from the first passive day until the next decision, where there was one.
    """

    pk: int
    tilstande: tuple[tuple[date, Tilstand], ...]
    blev_passiv: tuple[date, ...]
    beslutninger: tuple[str, ...]
    ventede: tuple[int, ...] = ()


def observer(sag: Sag, u: Udsnit) -> Iterator[Passivitet]:
    """The case within the period."""
    # Contacts change nothing here, and are by far the most records to walk along.
    uden_kontakter = sag._replace(fakta=replace(sag.fakta, kontakter=(), henvendelser=()))
    alle = [
        stykke
        for regel in regler_om(sag, "ur", "passivitet")
        for stykke in passivitetsstykker(uden_kontakter, regel, u.fra - EN_DAG, u.dag)
    ]
    tilstande = tuple(_paa_dagene(alle, sorted({*(m.sidste for m in u.maaneder), u.dag})))
    beslutninger = [*_beslutninger(sag), *((dag, UDEN_FOR) for dag in sag.uden_for)]
    i_perioden = tuple(udfald for dag, udfald in beslutninger if u.har(dag) and dag <= u.dag)
    if i_perioden or any(s.tilstand for s in alle if s.slut > u.fra):
        blev = tuple(_blev_passiv(alle, u))
        yield Passivitet(sag.pk, tilstande, blev, i_perioden, tuple(_ventede(blev, beslutninger, u.dag)))


def _beslutninger(sag: Sag) -> list[tuple[date, str]]:
    return [(g.dato, g.resultat) for g in sag.fakta.sagsgennemgange]


def _paa_dagene(alle: list[Stykke], dage: list[date]) -> Iterator[tuple[date, Tilstand]]:
    for start, slut, tilstand in alle:
        if tilstand:
            yield from ((dag, tilstand) for dag in dage if start <= dag < slut)


def _blev_passiv(alle: list[Stykke], u: Udsnit) -> Iterator[date]:
    """The days on which the state became passive, as a list of the day would say «passiv siden»."""
    foer = None
    for start, _, tilstand in alle:
        if tilstand is Tilstand.OVERSKREDET and foer is not tilstand and u.har(start):
            yield start
        foer = tilstand


def _ventede(blev: Iterable[date], beslutninger: list[tuple[date, str]], dag: date) -> Iterator[int]:
    for foerste in blev:
        senere = [d for d, _ in beslutninger if foerste <= d <= dag]
        if senere:
            yield (min(senere) - foerste).days


def saml(alle: Iterable[Passivitet], u: Udsnit) -> Rapport:
    """How many are passive on the day and were month by month; what was decided in the period."""
    sager = list(alle)
    paa_dagen = {t: _med(sager, u.dag, t) for t in Tilstand}
    i_uret: frozenset[int] = frozenset().union(*paa_dagen.values())
    del_ = andel(paa_dagen[Tilstand.OVERSKREDET], i_uret)
    tal = (
        Noegletal("Passive på dagen", antal(paa_dagen[Tilstand.OVERSKREDET]), PASSIV),
        Noegletal("Andel af dem, uret gælder for", del_, I_URET),
        Noegletal("Bliver snart passive", antal(paa_dagen[Tilstand.VARSEL])),
        Noegletal("Afventer en aftalt indsats", antal(paa_dagen[Tilstand.AFVENTER])),
        *_i_perioden(sager),
    )
    return Rapport(
        fund=Saetning(FUND, (tal[0].celle, del_, tal[4].celle, tal[5].celle)),
        noegletal=tal,
        tabeller=(_maaneder(sager, u), _udfald(sager)),
        diagram=Diagram("soejler", "Passive og snart passive", (0, 1)),
        maalt=del_,
        tom="" if sager else INGEN,
    )


FUND = (
    "{} er passive på dagen ({} af dem, uret gælder for). {} blev passive i perioden, og der blev truffet beslutning "
    "om {}."
)
I_URET = "Borgere på ledighedsydelse, som reglen vurderer den dag."


def _i_perioden(sager: list[Passivitet]) -> tuple[Noegletal, ...]:
    ventede = [(s.pk, max(s.ventede)) for s in sager if s.ventede]
    return (
        Noegletal("Blev passive i perioden", antal(s.pk for s in sager if s.blev_passiv)),
        Noegletal("Besluttet i perioden", antal(s.pk for s in sager if s.beslutninger)),
        Noegletal("Halvdelen ventede højst på beslutning", midt(ventede), "Fra første passive dag (median)."),
    )


def _med(sager: list[Passivitet], dag: date, tilstand: Tilstand) -> frozenset[int]:
    return frozenset(s.pk for s in sager if (dag, tilstand) in s.tilstande)


def _maaneder(sager: list[Passivitet], u: Udsnit) -> Tabel:
    raekker = []
    for maaned in u.maaneder:
        over, snart = (_med(sager, maaned.sidste, t) for t in (Tilstand.OVERSKREDET, Tilstand.VARSEL))
        nye = (s.pk for s in sager if any(maaned.har(d) for d in s.blev_passiv))
        raekker.append(Raekke(maaned.navn, (antal(over), antal(snart), antal(nye))))
    hoved = ("Passive den sidste dag", "Snart passive", "Blev passive i måneden")
    return Tabel("Måned for måned", hoved, tuple(raekker))


def _udfald(sager: list[Passivitet]) -> Tabel:
    raekker = tuple(
        Raekke(navn, (antal(s.pk for s in sager if udfald in s.beslutninger),))
        for udfald, navn in UDFALD.items()
    )
    return Tabel("Beslutninger i perioden", ("Borgere",), raekker)
