"""Follow-ups in a fleksjob of few hours: what the first six months held, and how it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kommuner.indsatsmodel import Regel
from opfoelgning.rapport.celler import Diagram, Noegletal, Raekke, Rapport, Saetning, Tabel, andel, antal
from opfoelgning.rapport.udsnit import EN_DAG, Sag, Udsnit, doem, regler_om
from opfoelgning.regler.jobvindue import ended_windows
from opfoelgning.regler.typer import Ansaettelse, Tilstand, Vurdering

HOLDT, FOR_SENT, MANGLER, VENTER = "holdt", "for_sent", "mangler", "venter"
INGEN = "Der er ingen borgere i fase 3 i perioden. Opfølgninger tælles i job på højst 10 timer."
KRAV = (
    "Reglen afgør det: fire opfølgninger, heraf to ved fremmøde, i de første seks måneder i job på højst 10 timer, "
    "medmindre kommunens regelsæt sagde noget andet. Sluttede jobbet, eller steg timerne over grænsen, er perioden "
    "ikke talt med."
)


class Vindue(NamedTuple):
    """Six months that ended on ``slut``: whether the follow-ups were held, and what became of the status meeting."""

    pk: int
    slut: date
    opfyldt: bool
    statusmoede: str


class Nu(NamedTuple):
    """How the follow-ups stand on the day of the report."""

    pk: int
    tilstand: Tilstand


def observer(sag: Sag, u: Udsnit) -> Iterator[Vindue | Nu]:
    """The six months that ended within the period, the last of them; and how it stands on the day."""
    if not sag.fakta.ansaettelser:
        return
    for regel in regler_om(sag, "antal", "opfoelgning"):
        yield from list(_vinduer(sag, regel, u))[-1:]
        if v := next(iter(doem(sag, regel, u.dag)), None):
            yield Nu(sag.pk, v.tilstand)


def _vinduer(sag: Sag, regel: Regel, u: Udsnit) -> Iterator[Vindue]:
    for job, slut in ended_windows(sag.fakta, sag.regler, u.dag):
        if u.har(slut):
            yield Vindue(
                sag.pk, slut, not _mangler(sag, regel, job, slut), _statusmoede(sag, job, slut, u.dag)
            )


def _om(sag: Sag, regel: Regel, job: Ansaettelse, dag: date) -> Vurdering | None:
    return next((v for v in doem(sag, regel, dag) if v.genstand == job.id), None)


def _mangler(sag: Sag, regel: Regel, job: Ansaettelse, slut: date) -> bool:
    """Whether something is missing on the last day in time, which a closed day may have moved."""
    sidste = _om(sag, regel, job, slut - EN_DAG)
    if sidste is None or sidste.frist is None:
        return False
    paa_fristen = _om(sag, regel, job, sidste.frist)
    return paa_fristen is not None and paa_fristen.frist is not None


def _statusmoede(sag: Sag, job: Ansaettelse, slut: date, dag: date) -> str:
    for regel in regler_om(sag, "mangler", "statusmoede"):
        forfaldent = _om(sag, regel, job, slut)
        if forfaldent is None or forfaldent.frist is None:
            return HOLDT
        if forfaldent.frist >= dag:
            return VENTER if _om(sag, regel, job, dag) else HOLDT
        if _om(sag, regel, job, forfaldent.frist) is None:
            return HOLDT
        return MANGLER if _om(sag, regel, job, dag) else FOR_SENT
    return HOLDT


def saml(alle: Iterable[Vindue | Nu], u: Udsnit) -> Rapport:
    """Who had every follow-up, whose status meeting was held, and who is behind on the day."""
    set_ = list(alle)
    vinduer = [en for en in set_ if isinstance(en, Vindue)]
    nu = [en for en in set_ if isinstance(en, Nu)]
    opfyldt = andel((v.pk for v in vinduer if v.opfyldt), (v.pk for v in vinduer))
    tal = (
        Noegletal("Seks måneder gik i perioden", antal(v.pk for v in vinduer), KRAV),
        Noegletal("Fik alle opfølgninger", opfyldt, KRAV),
        Noegletal("Statusmøde holdt til tiden", _status(vinduer, HOLDT)),
        Noegletal("Statusmøde holdt for sent", _status(vinduer, FOR_SENT)),
        Noegletal("Statusmøde mangler", _status(vinduer, MANGLER)),
        Noegletal("Statusmøde venter, fristen er ikke gået", _status(vinduer, VENTER)),
        Noegletal(
            "Er i de seks måneder på dagen", antal(n.pk for n in nu if n.tilstand is not Tilstand.OVERSKREDET)
        ),
        Noegletal("Heraf bagud", antal(n.pk for n in nu if n.tilstand is Tilstand.VARSEL)),
        Noegletal("Overskredet på dagen", antal(n.pk for n in nu if n.tilstand is Tilstand.OVERSKREDET)),
    )
    return Rapport(
        fund=_fund(tal, bool(vinduer)),
        noegletal=tal,
        tabeller=(_maaneder(vinduer, u),),
        diagram=Diagram("soejler", "Borgere, hvis seks måneder gik", (1, 2)),
        maalt=opfyldt,
        tom="" if set_ else INGEN,
    )


def _status(vinduer: list[Vindue], hvad: str):
    return antal(v.pk for v in vinduer if v.statusmoede == hvad)


def _fund(tal: tuple[Noegletal, ...], nogen: bool) -> Saetning:
    if not nogen:
        return Saetning(
            "Ingen nåede seks måneder i perioden. {} er i dem på dagen, heraf {} bagud.",
            (tal[6].celle, tal[7].celle),
        )
    return Saetning(
        "{} af de {}, hvis første seks måneder gik i perioden, fik alle opfølgninger. Hos {} mangler statusmødet.",
        (tal[1].celle, tal[0].celle, tal[4].celle),
    )


def _maaneder(vinduer: list[Vindue], u: Udsnit) -> Tabel:
    raekker = []
    for maaned in u.maaneder:
        i = [v for v in vinduer if maaned.har(v.slut)]
        ok = antal(v.pk for v in i if v.opfyldt)
        mangler = antal(v.pk for v in i if not v.opfyldt)
        raekker.append(Raekke(maaned.navn, (antal(v.pk for v in i), ok, mangler)))
    hoved = ("Seks måneder gik", "Alle opfølgninger holdt", "Noget mangler")
    return Tabel("Måned for måned", hoved, tuple(raekker))
