"""The page Administration: what each part of the kommune's setup stands at, and what is left of the first steps.

Everything is read from what is there; nobody ticks anything off.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.brugere import count_brugere
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import (
    Forberedelsesskema,
    Fravaerstype,
    Lukkedag,
    Medarbejder,
    Regelsaet,
    Rolle,
    Team,
    Tilbudstype,
    Udseende,
)
from kommuner.organ import organ_paa
from opfoelgning.models import Dataimport
from opfoelgning.models.dataimport import Importtilstand
from opfoelgning.models.opbevaring import Sletteslags
from opfoelgning.opbevaring import expired_forloeb, next_night, rules
from opfoelgning.rapport.bestilling import maal_paa
from opfoelgning.rapport.katalog import RAPPORTER


class Kort(NamedTuple):
    """One part of the setup: its name, the page it opens (by name, with arguments), and its state in a sentence."""

    navn: str
    side: str
    tilstand: str
    argumenter: tuple[str, ...] = ()


class Skridt(NamedTuple):
    """One of the first steps: whether it is done, what to do, and where."""

    gjort: bool
    tekst: str
    side: str


def kort(user: Medarbejder, dag: date, nu: datetime) -> list[Kort]:
    """The cards in order, each with its state on the day; ``nu`` says which night comes next."""
    return [
        Kort("Regler", "regelsaet", _rules(user)),
        Kort("Fravær og indsatstyper", "typer", _types(user)),
        Kort("Brugere og team", "brugere", _people(user)),
        Kort("Kommunens udseende", "udseende", _look(user)),
        Kort("Lukkedage", "lukkedage", _closing_days(user, dag)),
        Kort("Rehabilitering", "organ", f"Organet hedder {organ_paa(dag).navn}."),
        Kort("Den forberedende del", "forberedelsesskema", _sections(user), ("uif2",)),
        Kort("Import", "dataimport", _imports(user)),
        Kort("Opbevaring og sletning", "opbevaring", _retention(next_night(dag, nu))),
        Kort("Log", "log", "Hvem der har set og ændret hvad."),
        Kort("Rapporter og mål", "rapporter", _targets(user, dag)),
    ]


def _rules(user: Medarbejder) -> str:
    sidst = (
        Regelsaet.objects.filter(kommune=user.kommune_id)
        .select_related("af")
        .order_by("-tidspunkt", "-gyldig_fra")
    )
    row = sidst.filter(tidspunkt__isnull=False).first() or sidst.first()
    if row is None:
        navne = " og ".join(model.navn for model in indsatsmodeller().values())
        return f"Modellernes egne værdier: {navne}."
    if row.tidspunkt is None:
        return f"Indlæst med en fil. Gælder fra {dato_aar(row.gyldig_fra)}."
    af = f" af {row.af.navn}" if row.af else ""
    return f"Sidst ændret {dato_aar(timezone.localdate(row.tidspunkt))}{af}."


def _types(user: Medarbejder) -> str:
    vist = {model: _shown(model, user) for model in (Fravaerstype, Tilbudstype)}
    if not any(vist.values()):
        return "Standardtyperne er ikke indlæst."
    return f"{vist[Fravaerstype]} slags fravær og {vist[Tilbudstype]} indsatser kan vælges."


def _shown(model: Any, user: Medarbejder) -> int:
    return model.objects.filter(kommune=user.kommune_id, aktiv=True).count()


def _people(user: Medarbejder) -> str:
    antal = count_brugere(user)
    uden = f", {antal.uden_team} uden team" if antal.uden_team else ""
    return f"{antal.aktive} kan logge på{uden}."


def _look(user: Medarbejder) -> str:
    valgt = Udseende.objects.filter(kommune=user.kommune_id).defer("logo").first()
    if valgt is None:
        return "Systemets egen farve, uden logo."
    return f"Farve {valgt.farve or 'som systemets'}, {'med' if valgt.logo_type else 'uden'} logo."


def _closing_days(user: Medarbejder, dag: date) -> str:
    naeste = Lukkedag.objects.filter(kommune=user.kommune_id, dag__gte=dag).order_by("dag").first()
    return f"Næste: {naeste.navn} {dato_aar(naeste.dag)}." if naeste else "Kun helligdage."


def _sections(user: Medarbejder) -> str:
    sidst = Forberedelsesskema.objects.filter(kommune=user.kommune_id).order_by("-gyldig_fra").first()
    return f"Kommunens egen liste fra {dato_aar(sidst.gyldig_fra)}." if sidst else "Modellens afsnit."


def _imports(user: Medarbejder) -> str:
    sidst = Dataimport.objects.filter(kommune=user.kommune_id).defer("fil").order_by("-modtaget").first()
    if sidst is None:
        return "Ingen filer er læst ind endnu."
    dag = dato_aar(timezone.localdate(sidst.modtaget))
    return f"Sidst: {sidst.filnavn} {dag}. {Importtilstand(sidst.tilstand).label}."


def _retention(dag: date) -> str:
    """What the coming night deletes of cases, by the rules of its day."""
    regel = rules(dag)[Sletteslags.FORLOEB]
    antal = expired_forloeb(regel.limit(dag), dag).count()
    return f"{antal} forløb slettes i nat." if antal else "Intet slettes i nat."


def _targets(user: Medarbejder, dag: date) -> str:
    antal = len(maal_paa(user.kommune.pk, dag))
    return f"{antal} af {len(RAPPORTER)} rapporter har et mål." if antal else "Kommunen har ikke sat mål."


def kom_i_gang(user: Medarbejder, dag: date) -> list[Skridt]:
    """The first steps of a new kommune, in order."""
    egne = {"kommune": user.kommune_id}
    roller = set().union(*Medarbejder.objects.filter(is_active=True, **egne).values_list("roller", flat=True))
    typer = Fravaerstype.objects.filter(**egne).exists() and Tilbudstype.objects.filter(**egne).exists()
    return [
        Skridt(typer, "Indlæs standardtyperne for fravær og indsatser", "typer"),
        Skridt(Team.objects.filter(aktiv=True, **egne).exists(), "Opret et team", "team_ny"),
        Skridt(Rolle.TEAMLEDER in roller, "Giv en teamleder adgang", "bruger_ny"),
        Skridt(Rolle.JOBFORMIDLER in roller, "Giv jobformidlerne adgang", "bruger_ny"),
        Skridt(Udseende.objects.filter(**egne).exists(), "Vælg kommunens udseende", "udseende"),
        Skridt(
            Lukkedag.objects.filter(dag__gte=dag, **egne).exists(), "Tilføj kommunens lukkedage", "lukkedage"
        ),
        Skridt(Forloeb.objects.filter(**egne).exists(), "Indlæs eller opret borgere", "dataimport"),
    ]
