"""Typed parameters of the rules: what a value must look like, and Danish messages when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

Vaerdi = int | str | date | tuple[str, ...] | None


class Fejl(NamedTuple):
    """One fault in a set of values: the key it is about and a Danish sentence."""

    noegle: str
    besked: str


class UgyldigeVaerdier(ValueError):
    """A set of values was refused; ``fejl`` holds every fault."""

    def __init__(self, fejl: tuple[Fejl, ...]) -> None:
        super().__init__(" ".join(en.besked for en in fejl))
        self.fejl = fejl


class Parameter(NamedTuple):
    """One parameter of one rule.

    ``noegle`` is ``<rule>.<name>``; ``type`` one of heltal, dato, valg, valgliste, tekst; ``enhed`` the unit in
    singular and plural; ``ophav`` tells whether the default comes from the model, the law or a local choice.
    A ``valgfri`` one may be empty (None). ``bemaerk`` is what whoever changes it should know, if anything.
    """

    noegle: str
    type: str
    etiket: str
    ophav: str
    enhed: tuple[str, str] = ("", "")
    mindst: int | None = None
    hoejst: int | None = None
    valg: tuple[str, ...] = ()
    valgfri: bool = False
    bemaerk: str = ""

    @classmethod
    def fra_fil(cls, noegle: str, raa: Mapping[str, Any]) -> Parameter:
        """Return the parameter as a model's data file describes it; an unknown type or ophav is a ValueError."""
        if raa["type"] not in _LAESERE or raa["ophav"] not in ("model", "lov", "lokal"):
            raise ValueError(f"{noegle}: type {raa['type']!r}, ophav {raa['ophav']!r}")
        ental, flertal = raa.get("enhed", ("", ""))
        return cls(
            noegle=noegle,
            type=raa["type"],
            etiket=raa["etiket"],
            ophav=raa["ophav"],
            enhed=(ental, flertal),
            mindst=raa.get("min"),
            hoejst=raa.get("max"),
            valg=tuple(raa.get("valg", ())),
            valgfri=raa.get("valgfri", False),
            bemaerk=raa.get("bemaerk", ""),
        )

    def laes(self, raa: object) -> Vaerdi | Fejl:
        """Return the value as the rules use it, from JSON or from Python, or what is wrong with it."""
        if self.valgfri and raa is None:
            return None
        return _LAESERE[self.type](self, raa)

    def fra_tekst(self, tekst: str) -> object:
        """Return what somebody typed as JSON would have it, for ``laes`` to judge; a list is parted by commas."""
        tekst = tekst.strip()
        if not tekst and self.valgfri:
            return None
        if self.type == "heltal" and tekst.removeprefix("-").isdecimal() and len(tekst) < 10:
            return int(tekst)
        if self.type == "valgliste":
            return [ord_.strip() for ord_ in tekst.split(",") if ord_.strip()]
        return tekst

    def _fejl(self, krav: str) -> Fejl:
        return Fejl(self.noegle, f"{self.noegle} skal være {krav}.")

    def _antal(self, tal: int) -> str:
        return f"{tal} {self.enhed[0] if tal == 1 else self.enhed[1]}".rstrip()


def _laes_heltal(parameter: Parameter, raa: object) -> Vaerdi | Fejl:
    if isinstance(raa, bool) or not isinstance(raa, int):
        return parameter._fejl("et helt tal")
    if parameter.mindst is not None and raa < parameter.mindst:
        return parameter._fejl(f"mindst {parameter._antal(parameter.mindst)}")
    if parameter.hoejst is not None and raa > parameter.hoejst:
        return parameter._fejl(f"højst {parameter._antal(parameter.hoejst)}")
    return raa


def _laes_dato(parameter: Parameter, raa: object) -> Vaerdi | Fejl:
    if type(raa) is date:
        return raa
    try:
        dag = date.fromisoformat(str(raa))
    except ValueError:
        dag = None
    if not isinstance(raa, str) or dag is None or dag.isoformat() != raa:
        return parameter._fejl("en dato skrevet som ÅÅÅÅ-MM-DD")
    return dag


def _laes_valg(parameter: Parameter, raa: object) -> Vaerdi | Fejl:
    if not isinstance(raa, str) or raa not in parameter.valg:
        return parameter._fejl(f"en af: {', '.join(parameter.valg)}")
    return raa


def _laes_valgliste(parameter: Parameter, raa: object) -> Vaerdi | Fejl:
    if not isinstance(raa, list | tuple) or not raa or any(ord_ not in parameter.valg for ord_ in raa):
        return parameter._fejl(f"en liste med mindst én af: {', '.join(parameter.valg)}")
    if len(set(raa)) != len(raa):
        return parameter._fejl("en liste uden gentagelser")
    return tuple(raa)


def _laes_tekst(parameter: Parameter, raa: object) -> Vaerdi | Fejl:
    if not isinstance(raa, str) or not raa.strip():
        return parameter._fejl("en tekst")
    return raa


_LAESERE = {
    "heltal": _laes_heltal,
    "dato": _laes_dato,
    "valg": _laes_valg,
    "valgliste": _laes_valgliste,
    "tekst": _laes_tekst,
}
