"""What would keep a duty from being missed, told by the kind of the rule and the values in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from kalender.dansk import dato, tal
from kommuner.indsatsmodel import Regel, Regelvaerdier, Version
from opfoelgning.regler.kadence import FORMER
from opfoelgning.regler.typer import Vurdering

_Tekst = Callable[[Regel, Version, str], str]


def hvad_standser(vurdering: Vurdering, regler: Regelvaerdier, dag: date, misset: date) -> str:
    """Return, in Danish sentences, what keeps the duty from being missed.

    ``vurdering`` is the miss foreseen on the day ``misset``, after ``dag``.
    """
    regel = regler.model.koder[vurdering.regel]
    version = regler.gaeldende(vurdering.anker, dag)
    sidste = sidste_dag(vurdering, dag, misset)
    senest = f"senest {dato(sidste, dag)}" if sidste else "inden da"
    # A date ends in a full stop when its month is shortened: one is enough.
    return TEKSTER[regel.slags, regel.hvad](regel, version, senest).replace("..", ".")


def sidste_dag(vurdering: Vurdering, dag: date, misset: date) -> date | None:
    """Return the last day on which the duty can be met, for the same arguments; None without a frist.

    A frist that has passed while an agreed step is awaited, or while a plan covers the duty, can be met until the day
    before the miss.
    """
    if vurdering.frist is None or vurdering.frist >= dag:
        return vurdering.frist
    return misset - timedelta(days=1)


def _passivitet(regel: Regel, version: Version, senest: str) -> str:
    return f"Virksomhedspraktik, løntilskud, fleksjob eller genbehandling {senest}. Lovligt fravær udskyder."


def _kontakt(regel: Regel, version: Version, senest: str) -> str:
    return f"Kontakt ({_former(regel, version)}) {senest}. Lovligt fravær udskyder."


def _former(regel: Regel, version: Version) -> str:
    *foerste, sidste = (FORMER[form] for form in version.liste(regel.noegle("former")))
    return f"{', '.join(foerste)} eller {sidste}" if foerste else sidste


def _opfoelgninger(regel: Regel, version: Version, senest: str) -> str:
    antal, heraf = version.tal(regel.noegle("antal")), version.tal(regel.noegle("heraf_fremmoede"))
    fremmoede = f", heraf {tal(heraf)} ved fremmøde på virksomheden" if heraf else ""
    return f"I alt {tal(antal)} gennemførte opfølgninger{fremmoede} {senest}."


def _samtaler(regel: Regel, version: Version, senest: str) -> str:
    antal = version.tal(regel.noegle("antal"))
    return f"I alt {tal(antal)} gennemførte samtaler ({_former(regel, version)}) {senest}."


def _fase(regel: Regel, version: Version, senest: str) -> str:
    return f"{regel.opsaetning['ord']} afsluttes {senest}."


def _svar(regel: Regel, version: Version, senest: str) -> str:
    return f"Et svar på henvendelsen inden {tal(version.tal(regel.noegle('timer')))} timer."


def _optjening(regel: Regel, version: Version, senest: str) -> str:
    return f"Genbehandling {senest}."


def _persongruppe(regel: Regel, version: Version, senest: str) -> str:
    return f"Persongruppemarkeringen «{version.tekst(regel.noegle('navn'))}» {senest}."


def _fast(tekst: str) -> _Tekst:
    return lambda regel, version, senest: tekst.format(senest=senest)


TEKSTER: Mapping[tuple[str, str], _Tekst] = MappingProxyType(
    {
        ("ur", "passivitet"): _passivitet,
        ("kadence", "kontakt"): _kontakt,
        ("kadence", "opfoelgning"): _fast("En gennemført opfølgning i jobbet {senest}."),
        ("kadence", "timer"): _fast("Flere effektive timer i jobbet."),
        ("varighed", "fase"): _fase,
        ("antal", "opfoelgning"): _opfoelgninger,
        ("antal", "samtale"): _samtaler,
        ("planlagt", "kontakt"): _fast("At kontakten holdes eller aflyses {senest}."),
        ("planlagt", "opfoelgning"): _fast("At opfølgningen holdes eller aflyses {senest}."),
        ("mangler", "statusmoede"): _fast("Et statusmøde {senest}."),
        ("mangler", "opfoelgningsplan"): _fast("En dato for næste opfølgning {senest}."),
        ("mangler", "jobformidler"): _fast("En jobformidler tildelt {senest}."),
        ("mangler", "fleksjobaftale"): _fast("En udfyldt fleksjobaftale {senest}."),
        ("mangler", "vitas"): _fast("Registrering af fleksjobaftalen i VITAS."),
        ("mangler", "persongruppe"): _persongruppe,
        ("mangler", "jobstatus"): _fast("Et statusmøde i jobbet {senest}."),
        ("svartid", "henvendelse"): _svar,
        ("optjening", "ydelse"): _optjening,
    }
)
"""One text per kind of rule for one forløb."""
