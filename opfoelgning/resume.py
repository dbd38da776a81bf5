"""The resumé of a case: chosen parts of what the pages show, on one or two sheets."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from aftaler.models import Fleksjobaftale
from borgere import cpr
from forloeb.models import Forloeb, Tildeling
from kalender.dansk import dato_aar, tal
from kommuner.models import Kommune
from opfoelgning import vurdering
from opfoelgning.dokument import Afsnit, Dokument
from opfoelgning.overblik import Overblik
from opfoelgning.tidslinje import Haendelse, whole_timeline

KONTAKTER = 10


@dataclass(frozen=True, kw_only=True)
class Valg:
    """What is to be in it: ``dele`` are keys of ``DELE``, the period both days included."""

    dele: Collection[str]
    fra: date
    til: date


@dataclass(frozen=True)
class Sag:
    """What the parts are made from."""

    forloeb: Forloeb
    overblik: Overblik
    haendelser: list[Haendelse]
    kommune: Kommune
    dag: date


def make_resume(
    forloeb: Forloeb, valg: Valg, *, kommune: Kommune, af: str, dag: date, nu: datetime | None = None
) -> Dokument:
    """The resumé of a forløb as it is on ``dag``, at the instant ``nu`` of it; ``af`` is who prints it.

    CPR numbers are masked.
    """
    billede = vurdering.live(forloeb.pk, dag, nu)
    alle = whole_timeline(forloeb, dag)
    i_perioden = [h for h in alle if valg.fra <= h.dato <= valg.til]
    sag = Sag(forloeb, Overblik(billede, dag), i_perioden, kommune, dag)
    return Dokument(
        titel=f"Resumé: {forloeb.borger.navn}",
        afsender=str(kommune),
        fod=f"Fortroligt · udskrevet af {af} {dag:%d-%m-%Y}",
        indledning=f"Kontakter og aftaler fra {dato_aar(valg.fra)} til og med {dato_aar(valg.til)}.",
        afsnit=[lav(sag) for kode, (_, lav) in DELE.items() if kode in valg.dele],
    )


def _stamdata(sag: Sag) -> Afsnit:
    borger = sag.forloeb.borger
    nummer = cpr.masked(cpr.decrypt(bytes(borger.cpr_krypteret), sag.kommune.kode))
    seneste = Tildeling.objects.filter(forloeb=sag.forloeb, start__lte=sag.dag).order_by("-start")
    tildeling = seneste.select_related("medarbejder").first()
    alle = [
        ("Navn", borger.navn),
        ("CPR-nr.", nummer),
        ("Telefon", borger.telefon),
        ("Forløbet begyndte", dato_aar(sag.forloeb.start)),
        ("Jobformidler", tildeling.medarbejder.navn if tildeling else "Ingen"),
        ("Status", ", ".join(chip.tekst for chip in sag.overblik.chips) or sag.overblik.slut_tekst),
    ]
    return Afsnit(titel="Stamdata", oplysninger=[(navn, vaerdi) for navn, vaerdi in alle if vaerdi])


def _fase(sag: Sag) -> Afsnit:
    return Afsnit(titel="Fase", oplysninger=[(trin.navn, trin.linje) for trin in sag.overblik.faser])


def _frister(sag: Sag) -> Afsnit:
    raekker = [(f.navn, f.naar, f.stand) for f in sag.overblik.frister] if sag.overblik.aaben else []
    return Afsnit(
        titel="Frister",
        hoveder=("Hvad", "Hvornår", "Status"),
        bredder=(3, 4, 3),
        raekker=raekker,
        tom="Ingen frister lige nu.",
    )


def _forklaringer(sag: Sag) -> Afsnit:
    frister = sag.overblik.frister if sag.overblik.aaben else []
    return Afsnit(
        titel="Forklaring af fristerne",
        hoveder=("Hvad", "Hvorfor"),
        bredder=(2, 8),
        raekker=[(f.navn, "\n".join(f.hvorfor.tekst())) for f in frister],
        tom="Ingen frister lige nu.",
    )


def _ur(sag: Sag) -> Afsnit:
    overblik = sag.overblik
    linjer = [*overblik.ur_linjer, overblik.ur_i_alt] if overblik.ur else []
    tekst = "\n".join(linje for linje in linjer if linje)
    return Afsnit(titel="Passivitetsur", tekst=tekst, tom="Uret løber ikke.")


def _kontakter(sag: Sag) -> Afsnit:
    fundne = [h for h in sag.haendelser if h.gruppe == "kontakter" and h.dato <= sag.dag]
    return _events(
        f"Seneste kontakter (højst {KONTAKTER})", fundne[:KONTAKTER], "Ingen kontakter i perioden."
    )


def _aftaler(sag: Sag) -> Afsnit:
    fundne = [h for h in sag.haendelser if h.gruppe in ("indsats", "fravaer") or h.maerke == "planlagt"]
    return _events("Aftaler, indsats og fravær", fundne, "Ingen aftaler i perioden.")


def _events(titel: str, haendelser: list[Haendelse], tom: str) -> Afsnit:
    return Afsnit(
        titel=titel,
        hoveder=("Dato", "Hvad", "Tekst"),
        bredder=(2, 3, 5),
        raekker=[(dato_aar(h.dato), _named(h), h.tekst) for h in haendelser],
        tom=tom,
    )


def _named(h: Haendelse) -> str:
    return f"{h.overskrift} ({h.maerke})" if h.maerke else h.overskrift


def _progression(sag: Sag) -> Afsnit:
    aftaler = Fleksjobaftale.objects.filter(forloeb=sag.forloeb).exclude(progressionsmaal="")
    maal = aftaler.order_by("-pk").values_list("progressionsmaal", flat=True).first()
    return Afsnit(
        titel="Progression",
        hoveder=("Fra", "Effektive timer om ugen"),
        bredder=(1, 1),
        raekker=[(dato_aar(fra), tal(timer)) for fra, timer in sag.overblik.timetrin],
        tekst=f"Mål: {maal}" if maal else "",
        tom="Intet fleksjob endnu.",
    )


DELE: dict[str, tuple[str, Callable[[Sag], Afsnit]]] = {
    "stamdata": ("Stamdata", _stamdata),
    "fase": ("Fase", _fase),
    "frister": ("Frister", _frister),
    "forklaringer": ("Forklaring af fristerne, dag for dag", _forklaringer),
    "ur": ("Passivitetsur med perioder", _ur),
    "kontakter": ("Seneste kontakter", _kontakter),
    "aftaler": ("Aftaler, indsats og fravær", _aftaler),
    "progression": ("Progression", _progression),
}
NORMALT = tuple(kode for kode in DELE if kode != "forklaringer")
"""What fits on one or two sheets."""
