"""What a kommune's rules are today, were and will be: the rows of the page for administrators. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kommuner.indsatsmodel import Indsatsmodel, Regel, Version
from kommuner.models import Regelsaet
from kommuner.parametre import Parameter, Vaerdi
from kommuner.vaerditekst import OPHAV, vaerdi_tekst

AKTIV = "aktiv"


class Linje(NamedTuple):
    """One value: what it is today, since when, from where, by whom; ``model`` is the model's own if another."""

    etiket: str
    vaerdi: str
    gaelder_fra: date
    ophav: str
    model: str
    kilde: str
    af: str


class Regelraekke(NamedTuple):
    """One rule and its values; ``slaaet_fra``: the kommune does not use it today."""

    regel: Regel
    slaaet_fra: bool
    linjer: list[Linje]

    @property
    def kan_slaas_fra(self) -> bool:
        """Whether a kommune may do without the rule."""
        return AKTIV in self.regel.navne


class Versionsraekke(NamedTuple):
    """One of the kommune's versions; ``status`` is tidligere, nu or kommer, ``vaerdier`` its own in words."""

    row: Regelsaet
    status: str
    vaerdier: list[str]


def rules_today(model: Indsatsmodel, rows: Sequence[Regelsaet], kode: str, dag: date) -> list[Regelraekke]:
    """Every rule with its values for a clock that starts on the day; ``rows`` are the versions, oldest first."""
    kaede = [(None, version) for version in model.standard if version.gyldig_fra <= dag] or [
        (None, model.standard[0])
    ]
    kaede += [(row, version_of(model, row, kode)) for row in rows if row.gyldig_fra <= dag]  # type: ignore[misc]
    nu = kaede[-1][1]
    standard = model.standard_paa(dag)
    return [
        Regelraekke(
            regel,
            nu.vaerdier.get(regel.noegle(AKTIV)) == "nej",
            [_line(parameter, kaede, standard) for parameter in regel.parametre],
        )
        for regel in model.regler
    ]


def version_of(model: Indsatsmodel, row: Regelsaet, kode: str) -> Version:
    """A stored version with every value, its own and the model's."""
    return model.version(kode, row.gyldig_fra, row.vaerdier, row.gaelder_loebende)


def _line(
    parameter: Parameter, kaede: Sequence[tuple[Regelsaet | None, Version]], standard: Version
) -> Linje:
    """The last version of the chain and, going back, the first that brought the value."""
    noegle = parameter.noegle
    nu = kaede[-1][1].vaerdier[noegle]
    nr = len(kaede) - 1
    while nr and kaede[nr - 1][1].vaerdier[noegle] == nu:
        nr -= 1
    row, version = kaede[nr]
    egen = nu != standard.vaerdier[noegle]
    return Linje(
        parameter.etiket,
        vaerdi_tekst(parameter, nu),
        version.gyldig_fra,
        OPHAV[parameter.ophav],
        vaerdi_tekst(parameter, standard.vaerdier[noegle]) if egen else "",
        row.kilde if row else "",
        row.af.navn if row and row.af else "",
    )


def versions(model: Indsatsmodel, rows: Sequence[Regelsaet], dag: date) -> list[Versionsraekke]:
    """The kommune's versions, the latest first."""
    i_kraft = max((row.gyldig_fra for row in rows if row.gyldig_fra <= dag), default=None)

    def status(row: Regelsaet) -> str:
        if row.gyldig_fra > dag:
            return "kommer"
        return "nu" if row.gyldig_fra == i_kraft else "tidligere"

    return [Versionsraekke(row, status(row), values_in_words(model, row.vaerdier)) for row in reversed(rows)]


def values_in_words(model: Indsatsmodel, vaerdier: Mapping[str, Any]) -> list[str]:
    """Each own value as «Kontakt i jobsøgningsfasen – højst så længe …: 10 dage», in the model's order."""
    return [
        f"{regel.navn} – {parameter.etiket[:1].lower()}{parameter.etiket[1:]}: {_words(parameter, vaerdier)}"
        for regel in model.regler
        for parameter in regel.parametre
        if parameter.noegle in vaerdier
    ]


def _words(parameter: Parameter, vaerdier: Mapping[str, Any]) -> str:
    laest: Any = parameter.laes(vaerdier[parameter.noegle])
    return vaerdi_tekst(parameter, laest)


def differences(model: Indsatsmodel, foer: Version, efter: Version) -> list[tuple[str, str, str]]:
    """Label, old and new text of every value in which two versions differ, in the model's order."""

    def ord_(parameter: Parameter, version: Version) -> str:
        vaerdi: Vaerdi = version.vaerdier[parameter.noegle]
        return vaerdi_tekst(parameter, vaerdi)

    return [
        (parameter.etiket, ord_(parameter, foer), ord_(parameter, efter))
        for parameter in model.parametre.values()
        if foer.vaerdier[parameter.noegle] != efter.vaerdier[parameter.noegle]
    ]
