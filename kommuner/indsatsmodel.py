"""Indsatsmodeller and their dated values, read from data files; plain Python, so that the rules may use it.

A model is one file in ``kommuner/indsatsmodeller/``: phases and allowed steps between them, the rules that
run, the parameters of each rule and the model's own default values. A new model is a new file.

A rule is an instance of a general kind: ``slags`` and ``hvad`` name the kind, ``opsaetning`` says what the model fixes
(such as the phases it runs in) and the parameters what a kommune may change. ``faelles`` names parameters that
many rules share; they are described once, with their default, under ``faelles_parametre``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kalender.helligdage import Arbejdskalender
from kommuner.betingelser import Betingelse, broken
from kommuner.parametre import Fejl, Parameter, UgyldigeVaerdier, Vaerdi
from kommuner.regelord import Ord, laes_ord
from kommuner.stepupmodel import Stepupmodel, laes_stepup

MAPPE = Path(__file__).parent / "indsatsmodeller"


@dataclass(frozen=True, slots=True)
class Version:
    """One dated, complete set of values. ``label`` names it on judgements: ``uif2/0751/2020-04-01``.

    ``gaelder_loebende``: the values also govern clocks that were already running on ``gyldig_fra``. ``kilde`` is what a
    kommune has written down as the source of its own.
    """

    label: str
    gyldig_fra: date
    vaerdier: Mapping[str, Vaerdi]
    gaelder_loebende: bool = False
    kilde: str = ""

    def tal(self, noegle: str) -> int:
        """Return a whole number (type ``heltal``)."""
        return self.vaerdier[noegle]  # type: ignore[return-value]  # the parameter's type was checked on the way in

    def tal_hvis_sat(self, noegle: str) -> int | None:
        """Return a whole number, or None when the value is empty (type ``heltal``, ``valgfri``)."""
        return self.vaerdier[noegle]  # type: ignore[return-value]  # as above

    def dato(self, noegle: str) -> date:
        """Return a day (type ``dato``)."""
        return self.vaerdier[noegle]  # type: ignore[return-value]  # as above

    def tekst(self, noegle: str) -> str:
        """Return a text or a choice (types ``tekst`` and ``valg``)."""
        return self.vaerdier[noegle]  # type: ignore[return-value]  # as above

    def liste(self, noegle: str) -> tuple[str, ...]:
        """Return the chosen words (type ``valgliste``)."""
        return self.vaerdier[noegle]  # type: ignore[return-value]  # as above


class Fasenavn(NamedTuple):
    nr: int
    navn: str


class Regel(NamedTuple):
    """A rule as the model describes it: ``slags`` and ``hvad`` are its kind, ``kilde`` the source cited on screen.

    ``opsaetning`` is what the model fixes for this instance of the kind; a kommune cannot change it.
    ``ophav`` tells where the duty comes from (model, lov, lokal), ``ord`` what the screen calls it, ``kilder`` a finer
    source of what a day does to the clock, by effect.
    """

    kode: str
    slags: str
    navn: str
    kilde: str
    parametre: tuple[Parameter, ...]
    hvad: str = ""
    opsaetning: Mapping[str, Any] = MappingProxyType({})
    navne: frozenset[str] = frozenset()  # of the parameters, without the rule's code
    ophav: str = "model"
    ord: Ord = Ord("Frist", "Frist")
    kilder: Mapping[str, str] = MappingProxyType({})
    side: Mapping[str, Any] = MappingProxyType({})  # of the page of rules: betyder, gaelder, eksempel

    @property
    def er_lov(self) -> bool:
        """Whether the duty is the law's."""
        return self.ophav == "lov"

    def noegle(self, navn: str) -> str:
        """Return the key of one of the rule's parameters: ``kontakt.interval_dage``."""
        return f"{self.kode}.{navn}"


@dataclass(frozen=True, eq=False)
class Indsatsmodel:
    """One model: ``trin`` are the allowed steps (from phase, to phase), ``standard`` its own versions by date."""

    kode: str
    navn: str
    faser: tuple[Fasenavn, ...]
    trin: frozenset[tuple[int, int]]
    regler: tuple[Regel, ...]
    parametre: Mapping[str, Parameter]
    betingelser: tuple[Betingelse, ...]
    standard: tuple[Version, ...]
    stepup: Stepupmodel | None = None

    def standard_paa(self, dag: date) -> Version:
        """Return the model's own version valid on the day; before the first one, the first."""
        for version in reversed(self.standard):
            if version.gyldig_fra <= dag:
                return version
        return self.standard[0]

    def has_own(self, regel: Regel, version: Version) -> bool:
        """Whether a version gives the rule another value than the model does."""
        standard = self.standard_paa(version.gyldig_fra).vaerdier
        return any(version.vaerdier[p.noegle] != standard[p.noegle] for p in regel.parametre)

    @cached_property
    def koder(self) -> Mapping[str, Regel]:
        """The model's rules by code."""
        return MappingProxyType({regel.kode: regel for regel in self.regler})

    def fejl_i(self, vaerdier: Mapping[str, object], gyldig_fra: date) -> tuple[Fejl, ...]:
        """Return what is wrong with a kommune's own values (JSON types or Python's); empty when they are valid."""
        fejl = [
            Fejl(noegle, f"Parameteren {noegle} findes ikke i {self.navn}.")
            for noegle in vaerdier
            if noegle not in self.parametre
        ]
        laest: dict[str, Vaerdi] = dict(self.standard_paa(gyldig_fra).vaerdier) if self.standard else {}
        for noegle in vaerdier.keys() & self.parametre.keys():
            svar = self.parametre[noegle].laes(vaerdier[noegle])
            if isinstance(svar, Fejl):
                fejl.append(svar)
            else:
                laest[noegle] = svar
        return tuple(sorted(fejl)) or broken(self.betingelser, laest)

    def version(
        self,
        kommune: str,
        gyldig_fra: date,
        vaerdier: Mapping[str, object],
        gaelder_loebende: bool = False,
        kilde: str = "",
    ) -> Version:
        """Return a kommune's complete version: its own values, and the model's for those it does not mention.

        ``kommune`` is the four-digit code. Raises ``UgyldigeVaerdier`` with every Danish message.
        """
        if fejl := self.fejl_i(vaerdier, gyldig_fra):
            raise UgyldigeVaerdier(fejl)
        egne = {noegle: self.parametre[noegle].laes(raa) for noegle, raa in vaerdier.items()}
        samlet = MappingProxyType({**self.standard_paa(gyldig_fra).vaerdier, **egne})
        return Version(f"{self.kode}/{kommune}/{gyldig_fra}", gyldig_fra, samlet, gaelder_loebende, kilde)


class Regelvaerdier:
    """The dated values of one kommune for one model; ``versioner`` are the kommune's own, oldest first.

    ``kalender`` knows the kommune's own closing days (default: none but weekends and public holidays);
    ``loebende_skift`` are the days, latest first, on which running clocks change values.
    """

    __slots__ = ("_afloesere", "_foerste", "_skift", "kalender", "loebende_skift", "model", "versioner")

    def __init__(
        self,
        model: Indsatsmodel,
        versioner: Iterable[Version] = (),
        kalender: Arbejdskalender | None = None,
    ) -> None:
        self.model = model
        self.versioner = tuple(sorted(versioner, key=lambda version: version.gyldig_fra))
        self.kalender = kalender or Arbejdskalender()
        nyeste_foerst = self.versioner[::-1]
        self.loebende_skift = tuple(v.gyldig_fra for v in nyeste_foerst if v.gaelder_loebende)
        # The kommune's go before the model's. Most kommuner have none, and most models one: nothing to look through.
        self._foerste, *senere = model.standard
        self._afloesere = (*nyeste_foerst, *reversed(senere))
        self._skift = tuple(sorted(version.gyldig_fra for version in (*model.standard, *self.versioner)))

    def gaeldende(self, anker: date, dag: date) -> Version:
        """Return the version that governs, on ``dag``, a clock that started running on ``anker``.

        That is the kommune's latest one valid on the anchor, or later but said to govern running clocks too;
        without any, the model's own version valid on the anchor.
        """
        for version in self._afloesere:
            if version.gyldig_fra <= anker or (version.gaelder_loebende and version.gyldig_fra <= dag):
                return version
        return self._foerste

    def med(self, version: Version, i_stedet_for: date | None = None) -> Regelvaerdier:
        """Return the values as they would be with a version more; it takes the place of one of the same day.

        ``i_stedet_for`` is the day of a version that it replaces under another day.
        """
        erstattes = {version.gyldig_fra, i_stedet_for}
        andre = [v for v in self.versioner if v.gyldig_fra not in erstattes]
        return Regelvaerdier(self.model, [*andre, version], self.kalender)

    def uden(self, gyldig_fra: date) -> Regelvaerdier:
        """Return the values as they would be without the kommune's version of that day."""
        andre = [v for v in self.versioner if v.gyldig_fra != gyldig_fra]
        return Regelvaerdier(self.model, andre, self.kalender)

    def skift(self) -> tuple[date, ...]:
        """Return every day on which a version, of the kommune or of the model, becomes valid, in order."""
        return self._skift

    def seneste_skift(self, dag: date) -> date:
        """Return the last day on or before ``dag`` on which any version became valid (``date.min``: never)."""
        for gyldig_fra in reversed(self._skift):
            if gyldig_fra <= dag:
                return gyldig_fra
        return date.min

    def seneste_loebende_skift(self, dag: date) -> date:
        """Return the last day on or before ``dag`` on which running clocks changed values (``date.min``: never)."""
        for gyldig_fra in self.loebende_skift:
            if gyldig_fra <= dag:
                return gyldig_fra
        return date.min


@cache
def indsatsmodeller() -> Mapping[str, Indsatsmodel]:
    """Return every shipped model by code. Raises ``UgyldigeVaerdier`` or ``KeyError`` on a broken data file."""
    modeller = (laes_model(json.loads(fil.read_text("utf-8"))) for fil in sorted(MAPPE.glob("*.json")))
    return MappingProxyType({model.kode: model for model in modeller})


def laes_model(raa: Mapping[str, Any]) -> Indsatsmodel:
    """Return the model described by a data file's content; its default values are checked like any others."""
    faelles = raa.get("faelles_parametre", {})
    regler = tuple(_laes_regel(regel, faelles) for regel in raa["regler"])
    parametre = {parameter.noegle: parameter for regel in regler for parameter in regel.parametre}
    uden_standard = Indsatsmodel(
        kode=raa["kode"],
        navn=raa["navn"],
        faser=tuple(Fasenavn(**fase) for fase in raa["faser"]),
        trin=frozenset((fra, til) for fra, til in raa["trin"]),
        regler=regler,
        parametre=MappingProxyType(parametre),
        betingelser=tuple(Betingelse(**betingelse) for betingelse in raa["betingelser"]),
        standard=(),
        stepup=laes_stepup(raa.get("stepup")),
    )
    faelles_standard = {
        f"{regel['kode']}.{navn}": faelles[navn]["standard"]
        for regel in raa["regler"]
        for navn in regel.get("faelles", ())
    }
    standard = sorted(
        (_laes_standard(uden_standard, post, faelles_standard) for post in raa["standard"]),
        key=lambda v: v.gyldig_fra,
    )
    return replace(uden_standard, standard=tuple(standard))


def _laes_regel(raa: Mapping[str, Any], faelles: Mapping[str, Any]) -> Regel:
    poster = [*raa["parametre"], *({**faelles[navn], "noegle": navn} for navn in raa.get("faelles", ()))]
    parametre = tuple(Parameter.fra_fil(f"{raa['kode']}.{post['noegle']}", post) for post in poster)
    return Regel(
        kode=raa["kode"],
        slags=raa["slags"],
        navn=raa["navn"],
        kilde=raa["kilde"],
        parametre=parametre,
        hvad=raa["hvad"],
        opsaetning=MappingProxyType(dict(raa.get("opsaetning", {}))),
        navne=frozenset(post["noegle"] for post in poster),
        ophav=raa.get("ophav", "model"),
        ord=laes_ord(raa["kode"], raa["navn"], raa.get("ord", {})),
        kilder=MappingProxyType(dict(raa.get("kilder", {}))),
        side=MappingProxyType(dict(raa.get("side", {}))),
    )


def _laes_standard(model: Indsatsmodel, raa: Mapping[str, Any], faelles: Mapping[str, Any]) -> Version:
    gyldig_fra = date.fromisoformat(raa["gyldig_fra"])
    alle = {**faelles, **raa["vaerdier"]}
    manglende = model.parametre.keys() - alle.keys()
    fejl = tuple(Fejl(noegle, f"{noegle} mangler en standardværdi.") for noegle in sorted(manglende))
    if fejl := fejl or model.fejl_i(alle, gyldig_fra):
        raise UgyldigeVaerdier(fejl)
    vaerdier = {noegle: model.parametre[noegle].laes(vaerdi) for noegle, vaerdi in alle.items()}
    return Version(f"{model.kode}/standard/{gyldig_fra}", gyldig_fra, MappingProxyType(vaerdier))
