"""What single days do to the passivity clock and why: the explanation behind its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from kalender.dansk import dato_aar
from kalender.maaneder import add_months
from kalender.perioder import HarPeriode, daekkende
from opfoelgning.regler.forklaring import Virkning, straekninger
from opfoelgning.regler.passivitetsgrundlag import Grundlag
from opfoelgning.regler.stilling import EN_DAG
from opfoelgning.regler.typer import Effekt, Fravaer, Straekning, Tilbud

# Absence types that exempt the borger from the effort; all other lawful ones are plain absence.
FRITAGELSER = frozenset({"mindre_intensiv_indsats", "afklaring_foertidspension"})
UDEN_INDSATS = Virkning(Effekt.TAELLER, "Ledighedsydelse uden virksomhedsrettet indsats")
IKKE_BEGYNDT = "Aftalt virksomhedsrettet indsats begyndte ikke"

TILBUD = {
    "virksomhedspraktik": "Virksomhedspraktik",
    "loentilskud": "Løntilskud",
    "jobrettet_uddannelse": "Jobrettet uddannelse",
    "opkvalificering": "Opkvalificering",
    "vejledning": "Vejledning",
    "mentor": "Mentor",
}


def virkning(g: Grundlag, dag: date, set_fra: date) -> Virkning:
    """Return the effect of ``dag`` as a judgement on ``set_fra``, the same day or later, sees it."""
    return _nulstiller(g, dag, set_fra) or _i_gang(g, dag)


def _i_gang(g: Grundlag, dag: date) -> Virkning:
    """Return the effect of a day on which nothing stops the clock, as on all from the anchor on."""
    return _pauser(g, dag) or _taeller(g, dag)


def uret(g: Grundlag, anker: date, dag: date, brudte_aftaler: list[date]) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)`` as seen on ``dag``; the expected starts of broken agreements stand out as one day."""

    def virkning_paa(dato: date) -> Virkning:
        virker = _i_gang(g, dato)
        if dato in brudte_aftaler:
            return virker._replace(grund=f"{virker.grund} – {IKKE_BEGYNDT[0].lower()}{IKKE_BEGYNDT[1:]}")
        return virker

    brud = (graense for dato in brudte_aftaler for graense in (dato, dato + EN_DAG))
    return straekninger(anker, dag, chain(_skel(g), brud), virkning_paa)


def foer_ankeret(g: Grundlag, anker: date, dag: date, maaneder: int) -> Straekning | None:
    """Return the stretch up to the anchor that stopped the clock, at most ``maaneder`` long; None without one."""
    tidligst = add_months(anker, -maaneder)
    begyndelser = sorted({tidligst, *(skel for skel in _skel(g) if tidligst < skel < anker)})
    sidste = virkning(g, begyndelser[-1], dag)
    if sidste.effekt is not Effekt.NULSTILLER:
        return None
    while len(begyndelser) > 1 and virkning(g, begyndelser[-2], dag) == sidste:
        begyndelser.pop()
    return Straekning(begyndelser[-1], anker, *sidste)


def _skel(g: Grundlag) -> Iterator[date]:
    yield from (g.forloeb.start, g.start)
    perioder: chain[HarPeriode] = chain(
        *(g.ledighedsydelser, g.fravaer, g.pligt, g.ret, g.tilbud, g.andre_tilbud, g.ansaettelser)
    )
    for periode in perioder:
        yield periode.start
        yield periode.slut


def _nulstiller(g: Grundlag, dag: date, set_fra: date) -> Virkning | None:
    fund = _uden_for_uret(g, dag) or _indsats(g, dag) or _lang_sygdom(g, dag, set_fra)
    return Virkning(Effekt.NULSTILLER, *fund) if fund else None


def _uden_for_uret(g: Grundlag, dag: date) -> tuple[str, str | None] | None:
    if dag < g.forloeb.start:
        return "Før forløbet begyndte", None
    if dag < g.start:
        return f"Før {dato_aar(g.start)}", None
    if daekkende(g.paa_ledighedsydelse, dag):
        return None
    return "Ikke på ledighedsydelse", None


def _indsats(g: Grundlag, dag: date) -> tuple[str, str | None] | None:
    if job := daekkende(g.ansaettelser, dag):
        return "I fleksjob", job.id
    if tilbud := daekkende(g.tilbud, dag):
        return _navn(tilbud), tilbud.id
    if aktoer := daekkende(g.pligt, dag):
        return "Anden aktør efter stk. 2", f"{aktoer.hjemmel} {aktoer.start}"
    return None


def _lang_sygdom(g: Grundlag, dag: date, set_fra: date) -> tuple[str, str | None] | None:
    sygdom = daekkende([s for s in g.sygdomme if s.lang_fra <= set_fra], dag)
    return ("Længere tids sygdom", f"sygdom {sygdom.start}") if sygdom else None


def _pauser(g: Grundlag, dag: date) -> Virkning | None:
    pause = daekkende(g.pauser, dag)
    return Virkning(Effekt.PAUSER, f"{_med_lovligt(pause)} – tæller ikke", _post(pause)) if pause else None


def _med_lovligt(fravaer: Fravaer) -> str:
    """Return the name of an absence that does not count, told to be lawful where the name does not say it."""
    selvsagt = fravaer.type in FRITAGELSER or "lovligt" in fravaer.navn.lower()
    return fravaer.navn if selvsagt else f"{fravaer.navn}, lovligt fravær"


def _taeller(g: Grundlag, dag: date) -> Virkning:
    if tilbud := daekkende(g.andre_tilbud, dag):
        return Virkning(Effekt.TAELLER, f"{_navn(tilbud)} – nulstiller ikke", tilbud.id)
    if aktoer := daekkende(g.ret, dag):
        return Virkning(
            Effekt.TAELLER, "Anden aktør efter stk. 1 – tæller", f"{aktoer.hjemmel} {aktoer.start}"
        )
    if fravaer := daekkende(g.fravaer, dag):
        return Virkning(Effekt.TAELLER, f"{fravaer.navn} – tæller", _post(fravaer))
    return UDEN_INDSATS


def _navn(tilbud: Tilbud) -> str:
    return TILBUD.get(tilbud.type) or tilbud.type.replace("_", " ").capitalize()


def _post(fravaer: Fravaer) -> str:
    return f"{fravaer.type} {fravaer.start}"
