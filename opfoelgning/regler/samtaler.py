"""So many individual conversations within the first months of a benefit, by law.

Setup: ``ydelse``. Parameters: ``antal``, ``maaneder``, ``former`` and ``varsel_dage``. Source: the law, as configured;
the municipality verifies it. Benefit periods that touch are one. Only those that begin within the forløb are judged:
what was held before it is not known. Too late is still better: the flag ends with the last conversation missing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice
from operator import attrgetter

from kalender.perioder import Periode, daekkende, foren
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import Virkning, straekninger
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, frem, nedtaelling, udfald
from opfoelgning.regler.typer import Effekt, Kontakt, Sagsfakta, Straekning, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement while conversations are missing; none on a day without the benefit."""
    if _periode(regel, sag, dag) is None:
        return INTET
    return udfald(regel, sag, regler, dag, partial(_stilling, regel, sag, regler))


def _periode(regel: Regel, sag: Sagsfakta, dag: date) -> Periode | None:
    ydelse = regel.opsaetning["ydelse"]
    begyndte = [y for y in sag.ydelser if y.type == ydelse and y.start <= dag]
    periode = daekkende(foren(begyndte), dag) if daekkende(begyndte, dag) else None
    return periode if periode and periode.start >= sag.start else None


def _stilling(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    periode = _periode(regel, sag, dag)
    if periode is None:
        return None
    version = regler.gaeldende(periode.start, dag)
    antal = version.tal(regel.noegle("antal"))
    if len(list(islice(holdte(regel, sag, regler, periode.start, dag), antal))) == antal:
        return None
    frist = frem(periode.start, version, regel) - EN_DAG
    skel = (periode.start, regler.seneste_loebende_skift(dag))
    return nedtaelling(
        dag, frist, version.tal(regel.noegle("varsel_dage")), skel, anker=periode.start, version=version
    )


def holdte(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, fra: date, til: date) -> Iterator[Kontakt]:
    """Yield the contacts that count from ``fra`` up to and including ``til``, by the values of each one's day."""
    foerste = bisect_left(sag.kontakter, fra, key=attrgetter("dato"))
    return (
        kontakt
        for kontakt in sag.kontakter[foerste:]
        if kontakt.status == "gennemfoert"
        and kontakt.dato <= til
        and kontakt.form in regler.gaeldende(kontakt.dato, kontakt.dato).liste(regel.noegle("former"))
    )


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)``: each conversation on its own day, and the days between them."""
    samtaler = {k.dato: k for k in holdte(regel, sag, regler, vurdering.anker, dag)}
    skel = (graense for dato in samtaler if dato < dag for graense in (dato, dato + EN_DAG))

    def virkning_paa(dato: date) -> Virkning:
        if samtale := samtaler.get(dato):
            return Virkning(Effekt.TAELLER, "Samtale holdt", samtale.id)
        return Virkning(Effekt.TAELLER, "Ingen samtale")

    return straekninger(vurdering.anker, dag, skel, virkning_paa)
