"""Addresses of the administrator's pages about people, teams, types and looks, under ``/administration``."""

from django.urls import path

from opfoelgning.views import brugeradgang, brugere, teams

urlpatterns = [
    path("brugere", brugere.brugere, name="brugere"),
    path("brugere/ny", brugere.bruger_ny, name="bruger_ny"),
    path("adgang/<int:pk>", brugeradgang.giv_adgang, name="giv_adgang"),
    path("adgang/<int:pk>/ret", brugere.ret_adgang, name="ret_adgang"),
    path("adgang/<int:pk>/totrinslogin", brugeradgang.nulstil_totrinslogin, name="nulstil_totrinslogin"),
    path("adgang/<int:pk>/luk", brugeradgang.luk_adgang, name="luk_adgang"),
    path("adgang/<int:pk>/adgangskode", brugeradgang.ny_adgangskode, name="ny_adgangskode"),
    path("team/ny", teams.team_ny, name="team_ny"),
    path("team/<int:pk>", teams.team_ret, name="team_ret"),
    path("team/<int:pk>/luk", teams.team_luk, name="team_luk"),
    path("team/<int:pk>/aabn", teams.team_aabn, name="team_aabn"),
]
