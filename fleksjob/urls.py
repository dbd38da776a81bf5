"""Every page of the product. Names are promises to tests and templates."""

from allauth.account import views as konto
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as koder
from allauth.mfa.totp import views as totp
from django.urls import include, path

from fleksjob import administration, views
from opfoelgning.views import udseende

handler403 = "fleksjob.views.fejl_403"
handler404 = "fleksjob.views.fejl_404"
handler500 = "fleksjob.views.fejl_500"

konto_urls = [
    path("log-paa", konto.login, name="account_login"),
    path("log-af", konto.logout, name="account_logout"),
    path("opret", konto.signup, name="account_signup"),
    path("inaktiv", konto.account_inactive, name="account_inactive"),
    path("adgangskode", konto.password_change, name="account_change_password"),
    path("bekraeft", konto.reauthenticate, name="account_reauthenticate"),
    path("bekraeft-med-kode", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("to-faktor", mfa.index, name="mfa_index"),
    path("to-faktor/log-paa", mfa.authenticate, name="mfa_authenticate"),
    path("to-faktor/opret", totp.activate_totp, name="mfa_activate_totp"),
    path("to-faktor/fjern", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("to-faktor/koder", koder.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("to-faktor/koder/nye", koder.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("to-faktor/koder/hent", koder.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", views.forside, name="forside"),
    path("healthz", views.healthz, name="healthz"),
    path("demo/<str:rolle>", views.demo_login, name="demo_login"),
    path("om", views.om, name="om"),
    path("tilgaengelighed", views.tilgaengelighed, name="tilgaengelighed"),
    path("driftsstatus", views.driftsstatus, name="driftsstatus"),
    path("hjaelp", views.hjaelp, name="hjaelp"),
    path("genveje", views.genveje, name="genveje"),
    path("ingen-rolle", views.ingen_rolle, name="ingen_rolle"),
    path("tema.css", udseende.tema_css, name="tema_css"),
    path("logo", udseende.logo, name="logo"),
    path("konto/", include(konto_urls)),
    path("administration", administration.administration, name="administration"),
    path("administration/", include("opfoelgning.adminurls")),
    path("administration/", include("opfoelgning.administrationsurls")),
    path("", include("opfoelgning.urls")),
]
