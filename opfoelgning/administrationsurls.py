"""Addresses of the administrator's pages about rules, people, teams, types and looks, under ``/administration``."""

from typing import Any

from django.urls import URLPattern, path

from kommuner.models import Fravaerstype, Tilbudstype
from opfoelgning.views import (
    brugeradgang,
    brugere,
    forberedelsesskema,
    lukkedage,
    organ,
    regelfil,
    regelsaet,
    regelversion,
    teams,
    typer,
    udseende,
)


def _types(slags: str, model: Any) -> list[URLPattern]:
    """The addresses of one kind of type."""
    alt = {"model": model}
    return [
        path(f"typer/{slags}/ny", typer.type_ny, alt, name=f"{slags}_ny"),
        path(f"typer/{slags}/<int:pk>", typer.type_ret, alt, name=f"{slags}_ret"),
        path(
            f"typer/{slags}/<int:pk>/skjul", typer.type_skjul, alt | {"vises": False}, name=f"{slags}_skjul"
        ),
        path(f"typer/{slags}/<int:pk>/vis", typer.type_skjul, alt | {"vises": True}, name=f"{slags}_vis"),
        path(f"typer/{slags}/<int:pk>/slet", typer.type_slet, alt, name=f"{slags}_slet"),
    ]


urlpatterns = [
    path("brugere", brugere.brugere, name="brugere"),
    path("brugere/ny", brugere.bruger_ny, name="bruger_ny"),
    path("adgang/<int:pk>", brugeradgang.giv_adgang, name="giv_adgang"),
    path("adgang/<int:pk>/ret", brugere.ret_adgang, name="ret_adgang"),
    path("adgang/<int:pk>/sidste-dag", brugere.sidste_dag, name="sidste_dag"),
    path("adgang/<int:pk>/totrinslogin", brugeradgang.nulstil_totrinslogin, name="nulstil_totrinslogin"),
    path("adgang/<int:pk>/luk", brugeradgang.luk_adgang, name="luk_adgang"),
    path("adgang/<int:pk>/adgangskode", brugeradgang.ny_adgangskode, name="ny_adgangskode"),
    path("team/ny", teams.team_ny, name="team_ny"),
    path("team/<int:pk>", teams.team_ret, name="team_ret"),
    path("team/<int:pk>/luk", teams.team_luk, name="team_luk"),
    path("team/<int:pk>/aabn", teams.team_aabn, name="team_aabn"),
    path("udseende", udseende.udseende, name="udseende"),
    path("udseende/nulstil", udseende.udseende_nulstil, name="udseende_nulstil"),
    path("udseende/proeve.css", udseende.tema_proeve, name="tema_proeve"),
    path("typer", typer.typer, name="typer"),
    path("typer/indlaes", typer.typer_indlaes, name="typer_indlaes"),
    path("rehabilitering", organ.organ, name="organ"),
    path("rehabilitering/<int:pk>/fjern", organ.fjern_organ, name="fjern_organ"),
    path("lukkedage", lukkedage.lukkedage, name="lukkedage"),
    path("lukkedage/<int:pk>/fjern", lukkedage.fjern_lukkedag, name="fjern_lukkedag"),
    path(
        "forberedelse/<slug:model>",
        forberedelsesskema.forberedelsesskema,
        name="forberedelsesskema",
    ),
    path(
        "forberedelse/liste/<int:pk>",
        forberedelsesskema.forberedelsesskema_ret,
        name="forberedelsesskema_ret",
    ),
    path(
        "forberedelse/liste/<int:pk>/traek-tilbage",
        forberedelsesskema.forberedelsesskema_traek_tilbage,
        name="forberedelsesskema_traek_tilbage",
    ),
    path("regler", regelsaet.regelsaet, name="regelsaet"),
    path("regler/hent", regelfil.regelsaet_hent, name="regelsaet_hent"),
    path("regler/indlaes", regelfil.regelsaet_indlaes, name="regelsaet_indlaes"),
    path("regler/version/<int:pk>", regelversion.regelversion, name="regelversion"),
    path(
        "regler/version/<int:pk>/traek-tilbage",
        regelversion.regelversion_traek_tilbage,
        name="regelversion_traek_tilbage",
    ),
    path("regler/<slug:model>/<slug:regel>", regelsaet.regel_ret, name="regel_ret"),
    *_types("fravaerstype", Fravaerstype),
    *_types("tilbudstype", Tilbudstype),
]
