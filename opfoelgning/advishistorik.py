"""What became of every flag, in words and as rows for a file: opened, closed, by which fact, and how late it was.

A late contact and a late registration are two different figures: the first counts the days from the deadline to what
was done, the second the days from what was done until somebody wrote it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from kalender.dansk import dage, dato_aar
from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning import aarsag, poster
from opfoelgning.aarsag import Brud, Noegle, rejst
from opfoelgning.fakta import fetch_sager, regelvaerdier
from opfoelgning.models import Advis, Kontakt, Opfoelgning
from opfoelgning.poster import Post, Sag
from opfoelgning.posttekster import posttekst
from opfoelgning.vurdering import Sagsbillede

MODELLER: Mapping[str, type[Kontakt] | type[Opfoelgning]] = {
    "kontakter": Kontakt,
    "opfoelgninger": Opfoelgning,
}
EN_DAG = timedelta(days=1)
# What a flag came to.
AABEN, FOR_SENT, SAMME_DAG, SEN_REGISTRERING, RETTET, BORTFALDT = (
    *("åben", "for sent", "samme dag", "sen registrering", "rettelse"),
    "bortfaldet",
)
_MAADER = {
    None: "Lukket, før årsagen blev gemt",
    aarsag.UKENDT: "Lukket efter de oplysninger, der var registreret dengang",
    aarsag.FORLOEBET: "Forløbet sluttede",
    aarsag.REGELSAET: "Nye værdier i regelsættet",
}
_ALLIGEVEL = "fristen var alligevel ikke overskredet"


@dataclass(frozen=True)
class Overskridelse:
    """One flag with what is known of the record that closed it; ``registrering`` is that record as it is stored."""

    advis: Advis
    regelnavn: str
    registrering: Kontakt | Opfoelgning | None = None
    siden_rettet: bool = False  # by what is registered now, the deadline had not been missed
    aabnet: str = ""  # in words, by which fact; only where somebody reads it

    @property
    def art(self) -> str:
        """What the flag came to: done too late, in time but registered late, corrected, lapsed; or still open."""
        if self.advis.lukket_dag is None:
            return AABEN
        if self._maade == aarsag.RETTELSE:
            return SEN_REGISTRERING if self.registrering else RETTET
        if self.siden_rettet:
            return RETTET
        if self._maade != aarsag.OPLYSNING:
            return BORTFALDT
        # What is due at once is told at once; done on the day itself it is not late.
        return SAMME_DAG if self.advis.lukket_dag == self.advis.frist else FOR_SENT

    @property
    def dage_for_sent(self) -> int | None:
        """Days from the deadline to what was done, when it was done too late."""
        advis = self.advis
        if self.art != FOR_SENT or not advis.frist or not advis.lukket_dag:
            return None
        return (advis.lukket_dag - advis.frist).days

    @property
    def registreret(self) -> date | None:
        """The day on which what closed the flag was registered; None when not known, or planned before it was held."""
        if self.registrering is None:
            return None
        dag = timezone.localdate(self.registrering.registreret_tidspunkt)
        return dag if dag >= self.registrering.dato else None

    @property
    def dage_til_registrering(self) -> int | None:
        """Days from what was done until it was registered."""
        return (
            (self.registreret - self.registrering.dato).days
            if self.registreret and self.registrering
            else None
        )

    @property
    def lukket(self) -> str:
        """«Kontakt 20. nov. 2026 (telefon), registreret 22. november 2026 af Mette Holm», «Fase 2 fra … sluttede»."""
        if self.advis.lukket_dag is None:
            return "Stadig overskredet"
        af = self.advis.lukket_af or {}
        tekst = f"{af.get('tekst', '')}{self._af_hvem}"
        if self._maade == aarsag.RETTELSE:
            return f"Rettelse: {tekst} – {_ALLIGEVEL}" if tekst else f"Rettelse – {_ALLIGEVEL}"
        grund = _MAADER.get(self._maade) or (f"{tekst} sluttede" if self._maade == aarsag.OPHOERT else tekst)
        return f"{grund} – siden rettet: {_ALLIGEVEL}" if self.siden_rettet else grund

    @property
    def _maade(self) -> str | None:
        return (self.advis.lukket_af or {}).get("maade")

    @property
    def _af_hvem(self) -> str:
        if not self.registreret or not self.registrering:
            return ""
        navn = self.registrering.registreret_af
        return f", registreret {dato_aar(self.registreret)}{f' af {navn}' if navn else ''}"


def historik(forloeb_id: int, billede: Sagsbillede, til: date) -> list[Overskridelse]:
    """The flags of a forløb closed by ``til``, newest first, each with the fact its deadline was counted from."""
    alle = Advis.objects.filter(forloeb_id=forloeb_id, lukket_dag__lte=til).order_by("-aabnet_dag", "-pk")
    sag = Sag(billede.sag, billede.regler)
    return [replace(en, aabnet=_aabnet(sag, en.advis)) for en in overskridelser(alle, {forloeb_id: sag})]


def overskridelser(advis: Iterable[Advis], sager: Mapping[int, Sag]) -> Iterator[Overskridelse]:
    """Join flags with the records that closed them, in two queries; ``sager``: their cases by id of the forløb."""
    alle = list(advis)
    fundne = _registreringer(alle)
    navne = {kode: r.navn for model in indsatsmodeller().values() for kode, r in model.koder.items()}
    for en in alle:
        sag = sager.get(en.forloeb_id)
        rettet = sag is not None and _siden_rettet(sag, en)
        yield Overskridelse(en, navne.get(en.regel, en.regel), fundne.get(_peger(en)), rettet)


def fetch_cases(advis: Iterable[Advis]) -> dict[int, Sag]:
    """The cases of flags by id of the forløb, without those whose model is not known."""
    values = cache(regelvaerdier)
    return {
        raekke.forloeb_id: Sag(raekke.sag, values(raekke.sag.indsatsmodel))
        for raekke in fetch_sager({en.forloeb_id for en in advis})
        if raekke.sag.indsatsmodel in indsatsmodeller()
    }


def _siden_rettet(sag: Sag, advis: Advis) -> bool:
    if advis.lukket_dag is None or advis.lukket_dag <= advis.aabnet_dag:
        return False
    if (advis.lukket_af or {}).get("maade") == aarsag.RETTELSE:
        return False
    return not rejst(sag, _brud(advis), advis.aabnet_dag)


def _brud(advis: Advis) -> Brud:
    return Brud(Noegle(advis.regel, advis.genstand, advis.frist), advis.anker)


def _peger(advis: Advis) -> tuple[int, str, str]:
    af = advis.lukket_af or {}
    return advis.forloeb_id, af.get("slags", ""), af.get("post", "")


def _registreringer(alle: list[Advis]) -> Mapping[tuple[int, str, str], Any]:
    fundne: dict[tuple[int, str, str], Any] = {}
    for slags, model in MODELLER.items():
        ider = [post for _, s, post in map(_peger, alle) if s == slags]
        rows = model.objects.filter(ekstern_id__in=ider).select_related("registreret_af") if ider else ()
        fundne |= {(row.forloeb_id, slags, row.ekstern_id): row for row in rows}
    return fundne


def _aabnet(sag: Sag, advis: Advis) -> str:
    """«14 dage siden kontakt 3. nov. 2026 (telefon)»: what the missed deadline was counted from."""
    if advis.anker is None:
        return f"Fristen var {dato_aar(advis.frist)}" if advis.frist else ""
    antal = dage(max((advis.aabnet_dag - EN_DAG - advis.anker).days, 0))
    grund = _grund(sag, advis, advis.anker)
    if grund is None:
        return f"{antal} siden {dato_aar(advis.anker)}"
    return f"{antal} siden {grund[0].lower()}{grund[1:]}"


def _grund(sag: Sag, advis: Advis, anker: date) -> str | None:
    """The record on the anchor without which, or without whose end, the flag would not be this one."""
    brud = _brud(advis)
    if not rejst(sag, brud, advis.aabnet_dag):
        return None

    def vigtig(uden: Sag) -> bool:
        return not rejst(uden, brud, advis.aabnet_dag)

    alle = list(poster.poster(sag))
    for post in (p for p in alle if p.dato == anker):
        if vigtig(poster.kun(sag, lambda en, p=post: en != p)):  # type: ignore[misc]
            return posttekst(post, date.min)
    for post in (p for p in alle if p.slut in (anker, anker + EN_DAG)):
        if vigtig(poster.med_aabent_slut(sag, post)):
            return f"{posttekst(Post(*post), date.min)} sluttede"
    return None
