"""A kommune's versions of a model's values, and what a change would make of them. Reads only; ``actions`` writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import QuerySet

from kalender.dansk import dato_aar
from kalender.maaneder import add_months
from kommuner.afvist import Afvist, Overlap
from kommuner.betingelser import unlikely
from kommuner.indsatsmodel import Indsatsmodel, Version, indsatsmodeller
from kommuner.models import Kommune, Medarbejder, Regelsaet
from kommuner.parametre import Fejl
from kommuner.tenancy import current_kommune_id

BEGRUNDELSE_MINDST = 10
AAR_FREM = 5  # a version of a later day is a slip of the pen


@dataclass(frozen=True, kw_only=True)
class Aendring:
    """What somebody wants changed: some values from a day on, or in the version with the primary key ``pk``.

    ``vaerdier`` are JSON values by key; keys not mentioned stay as they are in the version built upon.
    """

    indsatsmodel: str
    gyldig_fra: date
    vaerdier: Mapping[str, object] = field(default_factory=dict)
    gaelder_loebende: bool = False
    kilde: str = ""
    begrundelse: str = ""
    pk: int | None = None


class Plan(NamedTuple):
    """A change that may be saved: the row as it will be, its complete values, and the day of the version it moves."""

    raekke: Regelsaet
    version: Version
    i_stedet_for: date | None

    @property
    def is_moved(self) -> bool:
        """Whether a version of another day gives way to it."""
        return self.i_stedet_for not in (None, self.version.gyldig_fra)


class AfvisteVaerdier(Afvist):
    """Some values were refused; ``fejl`` has every fault by key, each with a Danish sentence for the screen."""

    def __init__(self, fejl: tuple[Fejl, ...]):
        super().__init__(" ".join(en.besked for en in fejl))
        self.fejl = fejl


class Foraeldet(Afvist):
    """The configuration was changed after the person read it: ``af`` and ``tidspunkt`` tell by whom and when."""

    def __init__(self, af: str, tidspunkt: datetime):
        super().__init__("Reglerne er ændret, siden du åbnede siden.")
        self.af, self.tidspunkt = af, tidspunkt


def versioner(indsatsmodel: str) -> QuerySet[Regelsaet]:
    """The present kommune's own versions for a model, oldest first."""
    egne = Regelsaet.objects.filter(kommune=current_kommune_id(), indsatsmodel=indsatsmodel)
    return egne.select_related("af").order_by("gyldig_fra")


def events(indsatsmodel: str) -> QuerySet[Any]:
    """What the database kept of every change to the present kommune's versions for a model, oldest first."""
    kept = apps.get_model("kommuner", "RegelsaetEvent")._default_manager
    return kept.filter(kommune=current_kommune_id(), indsatsmodel=indsatsmodel).order_by("pgh_id")


def stand(indsatsmodel: str) -> int:
    """Number of the last change to the kommune's versions for a model; 0 before the first."""
    last = events(indsatsmodel).last()
    return last.pgh_id if last else 0


def check_stand(indsatsmodel: str, laest: int) -> None:
    """Raise ``Foraeldet`` when anything changed after the number ``laest`` was read."""
    last = events(indsatsmodel).last()
    if last and last.pgh_id != laest:
        raise Foraeldet(changed_by(last), last.pgh_created_at)


def changed_by(event: Any) -> str:
    """Who made a change that the database kept: a name, or what it came by."""
    context = event.pgh_context or {}
    user = Medarbejder.objects.filter(pk=context.get("user", 0), kommune=event.kommune_id).first()
    if user:
        return user.navn
    return "Indlæst fra fil" if context.get("kommando") else "Systemet"


def plan(aendring: Aendring, dag: date) -> Plan:
    """Return what saving the change on ``dag`` would make, or raise ``Afvist`` with the field it is about.

    ``Overlap`` names the version that has the day already.
    """
    rows = list(versioner(aendring.indsatsmodel))
    rettet = next((row for row in rows if row.pk == aendring.pk), None)
    if aendring.pk and rettet is None:
        raise Afvist("Versionen findes ikke længere.")
    _check_day(aendring, rettet, rows, dag)
    grundlag = rettet or _valid_on(rows, aendring.gyldig_fra)
    egne, version = _version(aendring, grundlag)
    model = indsatsmodeller()[aendring.indsatsmodel]
    _refuse(model, unlikely(model.betingelser, version.vaerdier, aendring.vaerdier))
    _check_difference(aendring, rettet, egne, grundlag)
    i_stedet_for = rettet.gyldig_fra if rettet else None
    return Plan(_row(aendring, rettet, egne), version, i_stedet_for)


def imagine(aendring: Aendring) -> Version:
    """Return the version that a change would make, without asking whether it may be saved.

    On a day that has a version already it stands in its place. Raises ``AfvisteVaerdier``.
    """
    rows = list(versioner(aendring.indsatsmodel))
    return _version(aendring, _valid_on(rows, aendring.gyldig_fra))[1]


def _version(aendring: Aendring, grundlag: Regelsaet | None) -> tuple[dict[str, object], Version]:
    model = indsatsmodeller()[aendring.indsatsmodel]
    egne = own_values(model, grundlag.vaerdier if grundlag else {}, aendring)
    _refuse(model, model.fejl_i(egne, aendring.gyldig_fra))
    kode = Kommune.objects.get(pk=current_kommune_id() or 0).kode
    return egne, model.version(kode, aendring.gyldig_fra, egne, aendring.gaelder_loebende)


def _refuse(model: Indsatsmodel, fejl: tuple[Fejl, ...]) -> None:
    if fejl:
        raise AfvisteVaerdier(tuple(Fejl(en.noegle, in_words(model, en.besked)) for en in fejl))


def own_values(model: Indsatsmodel, grundlag: Mapping[str, object], aendring: Aendring) -> dict[str, object]:
    """The own values of the version that a change makes of those it builds upon; nothing is checked.

    A changed value that is the model's on the day is left out, and so follows the model.
    """
    standard = model.standard_paa(aendring.gyldig_fra).vaerdier
    egne = {**grundlag, **aendring.vaerdier}
    for noegle in aendring.vaerdier.keys() & model.parametre.keys():
        if model.parametre[noegle].laes(egne[noegle]) == standard[noegle]:
            del egne[noegle]
    return dict(sorted(egne.items()))


def _valid_on(rows: list[Regelsaet], dag: date) -> Regelsaet | None:
    return next((row for row in reversed(rows) if row.gyldig_fra <= dag), None)


def _check_day(aendring: Aendring, rettet: Regelsaet | None, rows: list[Regelsaet], dag: date) -> None:
    for row in rows:
        if row.gyldig_fra == aendring.gyldig_fra and row is not rettet:
            fra = dato_aar(row.gyldig_fra)
            raise Overlap(f"Der findes allerede en version fra {fra}. Ret den i stedet.", "gyldig_fra", row)
    if rettet is None or rettet.gyldig_fra != aendring.gyldig_fra:
        _check_range(aendring, dag)
    har_gaeldt = rettet is not None and rettet.gyldig_fra <= dag
    if rettet and har_gaeldt and aendring.gyldig_fra != rettet.gyldig_fra:
        fra = dato_aar(rettet.gyldig_fra)
        raise Afvist(f"Versionen har gældt fra {fra}. Datoen kan ikke flyttes.", "gyldig_fra")
    if (har_gaeldt or aendring.gyldig_fra < dag) and len(aendring.begrundelse.strip()) < BEGRUNDELSE_MINDST:
        raise Afvist(
            f"Skriv hvorfor med mindst {BEGRUNDELSE_MINDST} tegn: værdierne ændres for dage, der er gået, "
            "og frister kan blive nogle andre.",
            "begrundelse",
        )


def _check_range(aendring: Aendring, dag: date) -> None:
    foerste = indsatsmodeller()[aendring.indsatsmodel].standard[0].gyldig_fra
    if aendring.gyldig_fra < foerste:
        raise Afvist(f"Modellen gælder fra {dato_aar(foerste)}. Skriv den dag eller en senere.", "gyldig_fra")
    sidste = add_months(dag, 12 * AAR_FREM)
    if aendring.gyldig_fra > sidste:
        raise Afvist(
            f"Dagen ligger mere end {AAR_FREM} år frem. Skriv {dato_aar(sidste)} eller en tidligere dag.",
            "gyldig_fra",
        )


def _check_difference(
    aendring: Aendring, rettet: Regelsaet | None, egne: dict[str, object], grundlag: Regelsaet | None
) -> None:
    same_values = egne == (dict(grundlag.vaerdier) if grundlag else {})
    if rettet:
        same = same_values and all(
            getattr(rettet, navn) == getattr(aendring, navn)
            for navn in ("gyldig_fra", "gaelder_loebende", "kilde")
        )
    else:
        same = same_values and not aendring.gaelder_loebende
    if same:
        raise Afvist("Der er ingen ændring at gemme. Værdierne er dem, der gælder i forvejen.")


def _row(aendring: Aendring, rettet: Regelsaet | None, egne: dict[str, object]) -> Regelsaet:
    row = rettet or Regelsaet(indsatsmodel=aendring.indsatsmodel)
    row.gyldig_fra, row.vaerdier, row.kilde = aendring.gyldig_fra, egne, aendring.kilde
    row.gaelder_loebende, row.begrundelse = aendring.gaelder_loebende, aendring.begrundelse.strip()
    return row


def in_words(model: Indsatsmodel, besked: str) -> str:
    """A message about values with each key replaced by what it is called on screen."""
    for noegle in sorted(model.parametre, key=len, reverse=True):
        besked = besked.replace(noegle, f"«{model.parametre[noegle].etiket}»")
    return besked
