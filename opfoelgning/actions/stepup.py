"""Writes to a step-up: begun, prepared (A), met about (B), agreed on (C), and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db import transaction

from forloeb.actions.fjernt import GAMMEL
from forloeb.actions.registrering import lock_forloeb
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal, danish_refusal
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder
from kommuner.stepupmodel import Stepupmodel
from kommuner.versioner import save_changes
from opfoelgning.models import Moedestatus, Stepup, Stepupmoede


@dataclass(frozen=True, kw_only=True)
class Forberedelse:
    """Part A: answers by code of the question, what is enclosed, and which conditions hold."""

    skema: dict[str, str]
    dokumenter: str = ""
    forhold: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Samtykkeindhold:
    """That the borger lets the case be shared with these, from a day on; ``trukket``: until she withdrew it."""

    samtykke: date | None
    omfang: tuple[str, ...]
    trukket: date | None = None


@dataclass(frozen=True, kw_only=True)
class Moedeindhold:
    """Part B: a meeting held on a day, by whom, and what was answered."""

    dato: date
    deltagere: tuple[str, ...]
    svar: dict[str, str]
    andre_deltog: str = ""


@dataclass(frozen=True, kw_only=True)
class Aftaleindhold:
    """Part C: what was agreed on, and who follows up when."""

    aftale: str
    maal: str
    foelger_op: Medarbejder | None
    foelger_op_dato: date | None
    aftalt: date


def model_of(forloeb: Forloeb) -> Stepupmodel | None:
    """What the forløb's model says of a step-up; None where it has none."""
    model = indsatsmodeller().get(forloeb.indsatsmodel)
    return model.stepup if model else None


@transaction.atomic
def begin_stepup(*, forloeb: Forloeb, by: Medarbejder, dag: date) -> Stepup:
    """Begin a step-up today. Refuses a second one, and a model without."""
    forloeb = lock_forloeb(forloeb, dag)
    if model_of(forloeb) is None:
        raise Afvist("Borgerens forløb følger en model uden step-up.")
    with danish_refusal():
        return Stepup.objects.create(forloeb=forloeb, dato=dag, registreret_af=by)


@transaction.atomic
def save_forberedelse(
    *, stepup: Stepup, indhold: Forberedelse, version: int, by: Medarbejder, dag: date
) -> None:
    """Write part A; ``Konflikt`` if ``version`` is not the present one."""
    stepup = _locked(stepup, dag, version)
    vaerdier = {"skema": indhold.skema, "dokumenter": indhold.dokumenter, "forhold": list(indhold.forhold)}
    save_changes(stepup, vaerdier)


@transaction.atomic
def save_samtykke(
    *, stepup: Stepup, indhold: Samtykkeindhold, version: int, by: Medarbejder, dag: date
) -> None:
    """Write what the borger agreed to, or that she withdrew it; ``Konflikt`` if ``version`` is not the present one."""
    stepup = _locked(stepup, dag, version)
    if indhold.samtykke is None and (indhold.omfang or indhold.trukket or stepup.samtykke is None):
        raise Afvist("Skriv, hvornår borgeren gav samtykke.", "samtykke")
    for felt, dato in (("samtykke", indhold.samtykke), ("trukket", indhold.trukket)):
        if dato and dato > dag:
            raise Afvist("Datoen er ikke nået endnu.", felt)
    if indhold.trukket and indhold.samtykke and indhold.trukket < indhold.samtykke:
        raise Afvist("Et samtykke kan ikke trækkes tilbage, før det er givet.", "trukket")
    vaerdier = {"samtykke": indhold.samtykke, "samtykke_omfang": list(indhold.omfang)}
    save_changes(stepup, vaerdier | {"samtykke_trukket": indhold.trukket})


@transaction.atomic
def plan_stepupmoede(
    *, stepup: Stepup, dato: date, by: Medarbejder, dag: date, bekraeftet: bool = False
) -> Stepupmoede:
    """Plan the next meeting, or move the one planned. Refuses more than the model has, and a day in the past."""
    stepup = _locked(stepup, dag)
    if dato < dag:
        raise Afvist("Mødet kan tidligst holdes i dag. Skriv en senere dato.", "dato")
    if dato - dag > GAMMEL and not bekraeftet:
        raise Spoergsmaal("Datoen ligger mere end 1 år frem. Er det rigtigt?", "dato", dato=dato)
    return _put_moede(stepup, dato, by, Moedestatus.PLANLAGT)


@transaction.atomic
def hold_stepupmoede(
    *, stepup: Stepup, indhold: Moedeindhold, by: Medarbejder, dag: date, bekraeftet: bool = False
) -> Stepupmoede:
    """Register that a meeting was held: the one planned, else the next.

    A step-up written down after its meeting began with it. Refuses a day before the forløb or within an earlier
    step-up, a participant the borger's consent does not cover on that day, and a meeting without answers. Asks when
    somebody who should have taken part did not.
    """
    stepup = _locked(stepup, dag)
    model = _model(stepup)
    if indhold.dato > dag:
        raise Afvist("Datoen er ikke nået endnu.", "dato")
    _refuse_before(stepup, indhold.dato)
    _refuse_without_consent(stepup, model, indhold)
    if not any(svar.strip() for svar in indhold.svar.values()):
        raise Afvist("Skriv, hvad mødet kom frem til.", model.spoergsmaal[0].kode)
    if not bekraeftet:
        _ask_who_was_missing(stepup, model, indhold)
    moede = _put_moede(stepup, indhold.dato, by, Moedestatus.HOLDT)
    if indhold.dato < stepup.dato:
        save_changes(stepup, {"dato": indhold.dato})
    svar = {"deltagere": list(indhold.deltagere), "andre_deltog": indhold.andre_deltog, "svar": indhold.svar}
    return save_changes(moede, svar)


@transaction.atomic
def save_aftale(*, stepup: Stepup, indhold: Aftaleindhold, version: int, by: Medarbejder, dag: date) -> None:
    """Write part C. Refuses before a meeting is held, and an agreement that nobody follows up."""
    stepup = _locked(stepup, dag, version)
    if not stepup.moeder.filter(status=Moedestatus.HOLDT).exists():
        raise Afvist("Hold mindst ét møde, før I skriver aftalen.")
    if indhold.foelger_op is None:
        raise Afvist("Vælg, hvem der følger op.", "foelger_op")
    if indhold.foelger_op_dato is None:
        raise Afvist("Skriv, hvornår der følges op.", "foelger_op_dato")
    if indhold.aftalt > dag:
        raise Afvist("Datoen er ikke nået endnu.", "aftalt")
    if indhold.foelger_op_dato < indhold.aftalt:
        raise Afvist("Opfølgningen ligger før aftalen.", "foelger_op_dato")
    save_changes(stepup, vars(indhold))


@transaction.atomic
def end_stepup(*, stepup: Stepup, grund: str, by: Medarbejder, dag: date) -> None:
    """The step-up is over: what came of it, or why it was given up."""
    stepup = _locked(stepup, dag)
    if not grund.strip():
        raise Afvist("Skriv, hvad der kom ud af det.", "grund")
    save_changes(stepup, {"afsluttet": dag, "afslutningsgrund": grund.strip()})


def _locked(stepup: Stepup, dag: date, version: int | None = None) -> Stepup:
    lock_forloeb(stepup.forloeb, dag)
    stepup = Stepup.objects.select_for_update(no_key=True).get(pk=stepup.pk)
    if stepup.afsluttet:
        raise Afvist("Step-uppet er afsluttet og kan ikke ændres.")
    if version is not None and stepup.version != version:
        raise Konflikt("Oplysningerne er rettet, siden du åbnede siden.", stepup)
    return stepup


def _model(stepup: Stepup) -> Stepupmodel:
    model = model_of(stepup.forloeb)
    assert model is not None
    return model


def _put_moede(stepup: Stepup, dato: date, by: Medarbejder, status: Moedestatus) -> Stepupmoede:
    """The meeting planned with another day or status; without one the next in number."""
    moeder = list(stepup.moeder.order_by("nr"))
    planlagt = next((m for m in moeder if m.status == Moedestatus.PLANLAGT), None)
    if planlagt:
        return save_changes(planlagt, {"dato": dato, "status": status})
    if len(moeder) >= _model(stepup).moeder:
        raise Afvist(f"Et step-up har højst {_model(stepup).moeder} møder.", "dato")
    with danish_refusal():
        return Stepupmoede.objects.create(
            forloeb_id=stepup.forloeb_id,
            stepup=stepup,
            nr=next(nr for nr in count(1) if nr not in {moede.nr for moede in moeder}),
            dato=dato,
            status=status,
            registreret_af=by,
        )


def _refuse_before(stepup: Stepup, dato: date) -> None:
    if dato < stepup.forloeb.start:
        raise Afvist(f"Forløbet begyndte først {dato_aar(stepup.forloeb.start)}.", "dato")
    foer = Stepup.objects.filter(forloeb=stepup.forloeb_id, afsluttet__gt=dato).order_by("-afsluttet").first()
    if dato < stepup.dato and foer:
        raise Afvist(f"Det forrige step-up sluttede {dato_aar(foer.afsluttet)}.", "dato")


def _refuse_without_consent(stepup: Stepup, model: Stepupmodel, indhold: Moedeindhold) -> None:
    for deltager in model.betingede:
        if deltager.kode in indhold.deltagere and not stepup.may_share(deltager.kode, indhold.dato):
            navn = deltager.navn[:1].lower() + deltager.navn[1:]
            raise Afvist(f"Borgerens samtykke den dag omfatter ikke {navn}.", "deltagere")


def _ask_who_was_missing(stepup: Stepup, model: Stepupmodel, indhold: Moedeindhold) -> None:
    mangler = [d.navn for d in model.kraevede(stepup.forhold) if d.kode not in indhold.deltagere]
    if mangler:
        raise Spoergsmaal(
            f"De skulle også have deltaget: {', '.join(mangler)}. Er mødet holdt uden?", "deltagere"
        )
