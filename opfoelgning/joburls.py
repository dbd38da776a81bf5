"""Addresses of the tab «Fleksjob og timer» and its forms."""

from django.urls import path

from opfoelgning.views import dokumenter, fleksjob, fleksjob_fortryd, fleksjob_ret

FLEKSJOB = [
    path("borger/<int:pk>/fleksjob", fleksjob.fleksjob, name="fleksjob"),
    path("borger/<int:pk>/fleksjob/ny", fleksjob.fleksjob_ny, name="fleksjob_ny"),
    path("borger/<int:pk>/markering", fleksjob.markering_ny, name="markering_ny"),
    path("fleksjob/effektive", fleksjob.effektive_timer, name="effektive_timer"),
    path("fleksjob/<int:pk>/ret", fleksjob_ret.fleksjob_ret, name="fleksjob_ret"),
    path("fleksjob/<int:pk>/fortryd", fleksjob_fortryd.fleksjob_fortryd, name="fleksjob_fortryd"),
    path("fleksjob/<int:pk>/slut/fortryd", fleksjob_fortryd.slut_fortryd, name="slut_fortryd"),
    path("fleksjobaftale/<int:pk>/fortryd", fleksjob_fortryd.aftale_fortryd, name="aftale_fortryd"),
    path("timer/<int:pk>/fortryd", fleksjob_fortryd.timer_fortryd, name="timer_fortryd"),
    path("fleksjob/<int:pk>/timer", fleksjob.timer_skift, name="timer_skift"),
    path("fleksjob/<int:pk>/slut", fleksjob.fleksjob_slut, name="fleksjob_slut"),
    path("fleksjob/<int:pk>/aftale", fleksjob.fleksjobaftale, name="fleksjobaftale"),
    path("fleksjob/<int:pk>/aftale.pdf", dokumenter.fleksjobaftale_pdf, name="fleksjobaftale_pdf"),
    path("timer/<int:pk>/ret", fleksjob.timer_ret, name="timer_ret"),
]
