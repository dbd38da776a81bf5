"""Addresses of a leader's pages about her team."""

from django.urls import path

from opfoelgning.views import overdrag, stedfortraeder, team, team_borgere, ufordelte

TEAM = [
    path("team", team.team, name="team"),
    path("team.csv", team.team_fil, {"endelse": "csv"}, name="team_csv"),
    path("team.xlsx", team.team_fil, {"endelse": "xlsx"}, name="team_xlsx"),
    path("team/borgere", team_borgere.team_borgere, name="team_borgere"),
    path("team/borgere.csv", team_borgere.team_borgere_fil, {"endelse": "csv"}, name="team_borgere_csv"),
    path("team/borgere.xlsx", team_borgere.team_borgere_fil, {"endelse": "xlsx"}, name="team_borgere_xlsx"),
    path("team/filter/gem", team_borgere.filter_gem, name="filter_gem"),
    path("team/filter/<int:pk>/slet", team_borgere.filter_slet, name="filter_slet"),
    path("team/overdrag", overdrag.overdrag, name="overdrag"),
    path("team/overdrag/<int:pk>/fortryd", overdrag.overdrag_fortryd, name="overdrag_fortryd"),
    path("team/stedfortraeder", stedfortraeder.stedfortraeder, name="stedfortraeder"),
    path("team/stedfortraeder/<int:pk>", stedfortraeder.stedfortraeder_ret, name="stedfortraeder_ret"),
    path("team/stedfortraeder/<int:pk>/slut", stedfortraeder.stedfortraeder_slut, name="stedfortraeder_slut"),
    path("team/ufordelte", ufordelte.ufordelte, name="ufordelte"),
]
