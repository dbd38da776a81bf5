"""Pages about cases."""

from django.db.models import Model
from django.urls import URLPattern, path

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer
from opfoelgning.dagsslags import CV, HENVENDELSE, PLANAFTALE, TILBUDSOPFOELGNING
from opfoelgning.forberedelsesdele import DELTAGELSE, DOKUMENT, JOBMAAL, ORIENTERING, Fasedel
from opfoelgning.joburls import FLEKSJOB
from opfoelgning.models import Sagsgennemgang, Stepup, Stepupmoede
from opfoelgning.slags import AKTIVITET, ANDEN_AKTOER, FASE, FRAVAER, MARKERING, YDELSE, Slags
from opfoelgning.teamurls import TEAM
from opfoelgning.views import (
    adgang,
    afgoerelse,
    afslutning,
    annuller,
    beslutning,
    beslutninger,
    borger,
    borgerfaner,
    dokumenter,
    fase,
    forberedelse,
    forberedelse_dele,
    forslag,
    genbehandling,
    hvadnu,
    hvorfor,
    indsats,
    indstillinger,
    kalender,
    kladder,
    kontakt,
    kontakt_ret,
    mine,
    ny_borger,
    opfoelgning,
    opfoelgning_plan,
    opfoelgning_ret,
    plan,
    prognose,
    rapporter,
    registrering,
    registrering_ret,
    regler,
    rehabilitering,
    sagsfortryd,
    sagsstamme,
    soeg,
    stamdata,
    stepup,
    stepups,
    virksomhed_ret,
    virksomheder,
)


def _annulment(sti: str, navn: str, model: type[Model], den: str, retur: str) -> URLPattern:
    """The address at which one kind of registration is taken back."""
    alt = {"model": model, "den": den, "retur": retur}
    return path(f"{sti}/<int:pk>/annuller", annuller.annuller, alt, name=f"{navn}_annuller")


def _registration(slags: Slags, sti: str) -> list[URLPattern]:
    """The addresses of one kind of registration."""
    alt = {"slags": slags}
    return [
        path(f"borger/<int:pk>/{sti}/ny", registrering.ny, alt, name=f"{slags.kode}_ny"),
        path(f"{sti}/<int:pk>/ret", registrering_ret.ret, alt, name=f"{slags.kode}_ret"),
        path(f"{sti}/<int:pk>/fortryd", registrering.fortryd, alt, name=f"{slags.kode}_fortryd"),
    ]


def _fasedel(slags: Fasedel) -> list[URLPattern]:
    """The addresses of one kind of thing of fase 1."""
    alt = {"slags": slags}
    mulige = [path(f"{slags.kode}/<int:pk>/ret", forberedelse_dele.ret, alt, name=f"{slags.kode}_ret")]
    if slags.register:
        mulige += [
            path(f"borger/<int:pk>/{slags.kode}/ny", forberedelse_dele.ny, alt, name=f"{slags.kode}_ny"),
            path(
                f"{slags.kode}/<int:pk>/fortryd",
                forberedelse_dele.fortryd,
                alt,
                name=f"{slags.kode}_fortryd",
            ),
        ]
    return mulige


# The leader's decisions, and a case's way back to the rehabiliteringsteam.
LEDERSAGER = [
    path("borger/<int:pk>/forslag", forslag.forslag_ny, name="forslag_ny"),
    path("forslag/<int:pk>/traek-tilbage", forslag.forslag_tilbage, name="forslag_tilbage"),
    path("beslutning/<int:pk>", beslutning.beslutning_ny, name="beslutning_ny"),
    path("beslutninger", beslutninger.beslutninger, name="beslutninger"),
    path("beslutninger/<int:pk>/notat", beslutning.beslutningsnotat, name="beslutningsnotat"),
    path("beslutninger/<int:pk>/annuller", beslutning.beslutning_annuller, name="beslutning_annuller"),
    path("borger/<int:pk>/genbehandling", genbehandling.genbehandling, name="genbehandling"),
    path("borger/<int:pk>/aendring", stepups.aendring_ny, name="aendring_ny"),
    path("fleksjob/<int:pk>/parallel", stepups.parallel_ny, name="parallel_ny"),
    path("borger/<int:pk>/stepup", stepup.stepup, name="stepup"),
    path("borger/<int:pk>/stepup/ny", stepup.stepup_ny, name="stepup_ny"),
    path("stepup/<int:pk>/skema", stepup.stepup_skema, name="stepup_skema"),
    path("stepup/<int:pk>/samtykke", stepup.stepup_samtykke, name="stepup_samtykke"),
    path("stepup/<int:pk>/plan", stepup.stepup_plan, name="stepup_plan"),
    path("stepup/<int:pk>/moede", stepup.stepup_moede, name="stepup_moede"),
    path("stepup/<int:pk>/aftal", stepup.stepup_aftal, name="stepup_aftal"),
    path("stepup/<int:pk>/aftale", stepup.stepup_aftale, name="stepup_aftale"),
    path("moede/<int:pk>/fortryd", sagsfortryd.moede_fortryd, name="moede_fortryd"),
    path("afgoerelse/<int:pk>/fortryd", sagsfortryd.afgoerelse_fortryd, name="afgoerelse_fortryd"),
    path("afslutning/<int:pk>/fortryd", sagsfortryd.afslut_fortryd, name="afslut_fortryd"),
    path("tildeling/<int:pk>/fortryd", sagsfortryd.tildeling_fortryd, name="tildeling_fortryd"),
    path(
        "sagsbehandling/<int:pk>/fortryd", sagsfortryd.sagsbehandling_fortryd, name="sagsbehandling_fortryd"
    ),
    path("stepup/<int:pk>/aftale.pdf", stepup.stepup_pdf, name="stepup_pdf"),
    path("stepup/<int:pk>/slut", stepup.stepup_slut, name="stepup_slut"),
    *(
        path(
            f"genbehandling/<int:pk>/{trin}",
            genbehandling.genbehandling_trin,
            {"trin": trin},
            name=f"genbehandling_{trin}",
        )
        for trin in genbehandling.TRIN
    ),
]

RAPPORTER = [
    path("rapporter", rapporter.rapporter, name="rapporter"),
    path("rapporter/maal/<int:pk>/fjern", rapporter.rapport_maal_fjern, name="rapport_maal_fjern"),
    path("rapporter/<slug:kode>", rapporter.rapport, name="rapport"),
    path("rapporter/<slug:kode>.csv", rapporter.rapport_fil, {"endelse": "csv"}, name="rapport_csv"),
    path("rapporter/<slug:kode>.xlsx", rapporter.rapport_fil, {"endelse": "xlsx"}, name="rapport_xlsx"),
    path("rapporter/<slug:kode>/borgere", rapporter.rapport_borgere, name="rapport_borgere"),
    path("rapporter/<slug:kode>/maal", rapporter.rapport_maal, name="rapport_maal"),
]

urlpatterns = [
    *LEDERSAGER,
    *TEAM,
    *RAPPORTER,
    path("mine", mine.mine, name="mine"),
    path("mine/raekke/<int:forloeb_pk>", mine.mine_raekke, name="mine_raekke"),
    path("borger/ny", ny_borger.borger_ny, name="borger_ny"),
    path("borger/<int:pk>", borger.borger, name="borger"),
    path("borger/<int:pk>/ret", stamdata.borger_ret, name="borger_ret"),
    path("borger/<int:pk>/startdato", stamdata.forloebsstart, name="forloebsstart"),
    path("borger/<int:pk>/forloeb/ny", ny_borger.forloeb_ny, name="forloeb_ny"),
    path("borger/<int:pk>/adgang", adgang.bed_om_adgang, name="bed_om_adgang"),
    path("borger/<int:pk>/cpr", borger.vis_cpr, name="vis_cpr"),
    path("borger/<int:pk>/hvorfor/<slug:regel>", hvorfor.hvorfor, name="hvorfor"),
    path("borger/<int:pk>/resume", dokumenter.resume, name="resume"),
    path("borger/<int:pk>/sagsakt.pdf", dokumenter.sagsakt, name="sagsakt"),
    path("borger/<int:pk>/kontakt/ny", kontakt.kontakt_ny, name="kontakt_ny"),
    path("borger/<int:pk>/kontakt/kladde", kontakt.kontakt_kladde, name="kontakt_kladde"),
    path("kontakt/<int:pk>/ret", kontakt_ret.kontakt_ret, name="kontakt_ret"),
    path("kontakt/<int:pk>/fortryd", kontakt.kontakt_fortryd, name="kontakt_fortryd"),
    path("borger/<int:pk>/indsats", indsats.indsats, name="indsats"),
    *_registration(AKTIVITET, "aktivitet"),
    *_registration(PLANAFTALE, "planaftale"),
    *_registration(HENVENDELSE, "henvendelse"),
    *_registration(TILBUDSOPFOELGNING, "praktikopfoelgning"),
    *_registration(CV, "cv"),
    path("planaftale/<int:pk>/afslut", plan.planaftale_afslut, name="planaftale_afslut"),
    path("henvendelse/<int:pk>/svar", plan.henvendelse_svar, name="henvendelse_svar"),
    *_registration(FRAVAER, "fravaer"),
    *_registration(ANDEN_AKTOER, "anden-aktoer"),
    path("borger/<int:pk>/skift-fase", fase.skift_fase, name="skift_fase"),
    *_registration(YDELSE, "ydelse"),
    path("faser/<int:pk>/ret", registrering_ret.ret, {"slags": FASE}, name="fase_ret"),
    path("markering/<int:pk>/ret", registrering_ret.ret, {"slags": MARKERING}, name="markering_ret"),
    path("borger/<int:pk>/afslut", afslutning.afslut, name="afslut"),
    path("borger/<int:pk>/genaabn", afslutning.genaabn, name="genaabn"),
    path("borger/<int:pk>/forberedelse", forberedelse.forberedelse, name="forberedelse"),
    path("borger/<int:pk>/forberedelse/start", forberedelse.forberedelse_start, name="forberedelse_start"),
    path("fase/<int:pk>/ret", forberedelse.forberedelse_start_ret, name="forberedelse_start_ret"),
    path(
        "borger/<int:pk>/forberedelse/<str:afsnit>",
        forberedelse.forberedelse_afsnit,
        name="forberedelse_afsnit",
    ),
    path("borger/<int:pk>/orientering/ny", forberedelse_dele.orientering_ny, name="orientering_ny"),
    path("jobmaal/<int:pk>/slut", forberedelse_dele.jobmaal_slut, name="jobmaal_slut"),
    path("dokument/<int:pk>/rykket", forberedelse_dele.dokument_rykket, name="dokument_rykket"),
    path("dokument/<int:pk>/modtaget", forberedelse_dele.dokument_modtaget, name="dokument_modtaget"),
    *_fasedel(JOBMAAL),
    *_fasedel(DELTAGELSE),
    *_fasedel(ORIENTERING),
    *_fasedel(DOKUMENT),
    path("borger/<int:pk>/rehabilitering", rehabilitering.rehabilitering, name="rehabilitering"),
    path("borger/<int:pk>/rehabilitering/moede/ny", rehabilitering.moede_ny, name="rehabiliteringsmoede_ny"),
    path("rehabiliteringsmoede/<int:pk>/ret", rehabilitering.moede_ret, name="rehabiliteringsmoede_ret"),
    path("borger/<int:pk>/afgoerelse/ny", afgoerelse.afgoerelse_ny, name="afgoerelse_ny"),
    path("afgoerelse/<int:pk>/ret", afgoerelse.afgoerelse_ret, name="afgoerelse_ret"),
    path("borger/<int:pk>/sagsstamme", sagsstamme.sagsstamme, name="sagsstamme"),
    path("borger/<int:pk>/tildel/<slug:rolle>", sagsstamme.tildel, name="tildel"),
    path("kladder", kladder.kladder, name="kladder"),
    path("kladder/<int:pk>/slet", kladder.kladde_slet, name="kladde_slet"),
    path("indstillinger", indstillinger.indstillinger, name="indstillinger"),
    path("kalender", kalender.kalender, name="kalender"),
    path("kalender/abonnement", kalender.abonnement, name="kalender_abonnement"),
    path("kalender/<slug:noegle>.ics", kalender.feed, name="kalender_feed"),
    path("soeg", soeg.soeg, name="soeg"),
    path("regler/", regler.regler, name="regler"),
    path("prognose", prognose.prognose, name="prognose"),
    path("prognose.csv", prognose.prognose_fil, {"endelse": "csv"}, name="prognose_csv"),
    path("prognose.xlsx", prognose.prognose_fil, {"endelse": "xlsx"}, name="prognose_xlsx"),
    path("hvadnu", hvadnu.hvadnu, name="hvadnu"),
    path("borger/<int:pk>/plan", plan.plan, name="plan"),
    path("borger/<int:pk>/opfoelgning/ny", opfoelgning.opfoelgning_ny, name="opfoelgning_ny"),
    path(
        "borger/<int:pk>/opfoelgning/planlaeg",
        opfoelgning_plan.opfoelgning_planlaeg,
        name="opfoelgning_planlaeg",
    ),
    path("opfoelgning/<int:pk>/flyt", opfoelgning_plan.opfoelgning_flyt, name="opfoelgning_flyt"),
    path(
        "opfoelgning/<int:pk>/flyt/fortryd",
        opfoelgning_plan.opfoelgning_flyt_fortryd,
        name="opfoelgning_flyt_fortryd",
    ),
    path("opfoelgning/<int:pk>/ret", opfoelgning_ret.opfoelgning_ret, name="opfoelgning_ret"),
    path("opfoelgning/<int:pk>/fortryd", opfoelgning.opfoelgning_fortryd, name="opfoelgning_fortryd"),
    path("borger/<int:pk>/kontakter", borgerfaner.kontakter, name="kontakter"),
    path("borger/<int:pk>/historik", borgerfaner.historik, name="historik"),
    *FLEKSJOB,
    _annulment("fleksjob", "fleksjob", Ansaettelse, "Fleksjobbet", "fleksjob"),
    _annulment("fleksjobaftale", "fleksjobaftale", Fleksjobaftale, "Fleksjobaftalen", "fleksjob"),
    _annulment("timer", "timer", Timer, "Registreringen af timer", "fleksjob"),
    _annulment("sagsgennemgang", "sagsgennemgang", Sagsgennemgang, "Sagsgennemgangen", "borger"),
    _annulment("stepup", "stepup", Stepup, "Step-uppet", "stepup"),
    _annulment("stepupmoede", "stepupmoede", Stepupmoede, "Mødet", "stepup"),
    path("virksomheder", virksomheder.virksomheder, name="virksomheder"),
    path("virksomheder/ny", virksomhed_ret.virksomhed_ny, name="virksomhed_ny"),
    path("virksomheder/<int:pk>", virksomheder.virksomhed, name="virksomhed"),
    path("virksomheder/<int:pk>/ret", virksomhed_ret.virksomhed_ret, name="virksomhed_ret"),
    path(
        "virksomheder/<int:pk>/oplysninger",
        virksomheder.virksomhed_oplysninger,
        name="virksomhed_oplysninger",
    ),
    path(
        "virksomheder/<int:pk>/sammenlaeg", virksomhed_ret.virksomhed_sammenlaeg, name="virksomhed_sammenlaeg"
    ),
    path("virksomheder/<int:pk>/kontaktperson/ny", virksomhed_ret.kontaktperson_ny, name="kontaktperson_ny"),
    path("virksomheder/<int:pk>/aabning/ny", virksomhed_ret.aabning_ny, name="aabning_ny"),
    path("virksomheder/<int:pk>/note/ny", virksomhed_ret.notat_ny, name="notat_ny"),
    path("virksomheder/kontaktperson/<int:pk>", virksomhed_ret.kontaktperson_ret, name="kontaktperson_ret"),
    path("virksomheder/aabning/<int:pk>", virksomhed_ret.aabning_ret, name="aabning_ret"),
    path("virksomheder/aabning/<int:pk>/luk", virksomhed_ret.aabning_luk, name="aabning_luk"),
    path("virksomheder/note/<int:pk>", virksomhed_ret.notat_ret, name="notat_ret"),
]
