"""One row of every kommune table, for tests that ask each the same question."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.utils import timezone
from pghistory.models import Event

from aftaler.models import (
    Aabning,
    Ansaettelse,
    Fleksjobaftale,
    Kontaktperson,
    Planaftale,
    Tilbud,
    Tilbudsopfoelgning,
    Timer,
    Virksomhed,
    Virksomhedsnotat,
    name_fields,
)
from borgere.models import Laesning
from forloeb.models import (
    Adgang,
    Afgoerelse,
    Afslutning,
    AndenAktoer,
    CvTilstand,
    Dokumentanmodning,
    Fase,
    Forberedelsesafsnit,
    Forloeb,
    Fravaer,
    Jobmaal,
    Konsulentdeltagelse,
    Markering,
    Orientering,
    Overdrag,
    Persongruppemarkering,
    Rehabiliteringsmoede,
    Rettelse,
    Sagsbehandling,
    Tildeling,
    Ydelse,
)
from kommuner.hardening import has_kommune
from kommuner.kommunedata import setup_code_tables
from kommuner.models import (
    Bevaegelse,
    Forberedelsesskema,
    Fratraedelse,
    Fravaerstype,
    Lukkedag,
    Medarbejder,
    Optaelling,
    Regelhistorik,
    Regelsaet,
    Rehabiliteringsorgan,
    Stedfortraeder,
    Team,
    Tilbudstype,
    Udseende,
)
from opfoelgning.models import (
    Advis,
    Aftryk,
    Beslutning,
    Dataimport,
    Forslag,
    Gemtfilter,
    Genbehandling,
    Genbehandlingsmoede,
    Genbehandlingssag,
    Henvendelse,
    Kalenderlink,
    Kladde,
    Koersel,
    Kolonnevalg,
    Kontakt,
    Mailoenske,
    Morgenmail,
    Opbevaringsregel,
    Opfoelgning,
    Rapportmaal,
    Sagsgennemgang,
    Sletning,
    Sletningsstop,
    Stepup,
    Stepupmoede,
    Vurdering,
)
from tests.raekker import DAG, KLOKKEN_NI, START, make_forloeb, make_medarbejder, make_sagsstatus

Raekker = dict[type[models.Model], models.Model]


def kommune_models() -> Iterator[type[models.Model]]:
    """Every model whose rows belong to one kommune, history apart."""
    return (model for model in apps.get_models() if has_kommune(model) and not issubclass(model, Event))


def make_every_kind(tag: str) -> Raekker:
    """At least one row in every table of the present kommune; ``tag`` keeps user names of kommuner apart."""
    setup_code_tables()
    team = Team.objects.create(navn="Fleksteam")
    medarbejder = make_medarbejder(f"mette.{tag}", "jobformidler", team=team)
    forloeb = make_forloeb()
    made = [team, medarbejder, forloeb.borger, forloeb, *_login_rows(medarbejder)]
    made += [Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=START)]
    made += [_skema(medarbejder)]
    made += [Regelhistorik.objects.create(noegle="0" * 64, indhold={"gyldig_fra": "2020-04-01"})]
    made += [Rehabiliteringsorgan.objects.create(navn="visitationsudvalget", meget_begraenset_timer=5)]
    made += [Udseende.objects.create(navn="Vestby", farve="#005a8c", logo=b"x", logo_type="image/png")]
    made += [Rapportmaal.objects.create(rapport="kontakt", gyldig_fra=START, maal=90, af=medarbejder)]
    made += [Mailoenske.objects.create(medarbejder=medarbejder)]
    made += [Morgenmail.objects.create(medarbejder=medarbejder, dag=DAG, egne=1)]
    made += [Lukkedag.objects.create(dag=date(2026, 12, 24), navn="juleaftensdag")]
    made += [Fravaerstype.objects.get(kode="ferie"), Tilbudstype.objects.get(kode="mentor")]
    made += [*_course(forloeb, medarbejder), *_preparation(forloeb), *_agreements(forloeb)]
    made += [*_follow_up(forloeb, _of(made, Ansaettelse)), *_to_the_leader(forloeb)]
    made += [*_derived(forloeb, medarbejder)]
    return {type(row): row for row in made}


def _of(made, model):
    return next(row for row in made if type(row) is model)


def _login_rows(user: Medarbejder):
    yield Fratraedelse.objects.create(medarbejder=user, slut=date(2027, 1, 1))
    yield Stedfortraeder.objects.create(team=user.team, medarbejder=user, start=START, slut=DAG)
    yield Gemtfilter.objects.create(medarbejder=user, navn="Passive", valg={"status": "passiv"})
    yield Overdrag.objects.create(medarbejder=user, fra=DAG, begrundelse="Barsel", registreret_af=user)
    yield Kalenderlink.objects.create(medarbejder=user, noegle=f"{user.pk:064}")
    yield EmailAddress.objects.create(user=user, email=f"{user.username}@example.dk")
    yield Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})


def _course(forloeb: Forloeb, medarbejder: Medarbejder):
    period = {"forloeb": forloeb, "start": START}
    ferie = Fravaerstype.objects.get(kode="ferie")
    yield Fase.objects.create(nr=2, **period)
    yield Tildeling.objects.create(medarbejder=medarbejder, **period)
    yield Ydelse.objects.create(type="ledighedsydelse", **period)
    yield Fravaer.objects.create(type=ferie, slut=date(2026, 10, 8), **period)
    yield AndenAktoer.objects.create(hjemmel="stk1", **period)
    yield Persongruppemarkering.objects.create(navn="Udvikling i fleksjob II", **period)
    yield Rettelse.objects.create(
        forloeb=forloeb,
        slags="fravaer",
        genstand=1,
        tekst="Ferie",
        annulleret=True,
        begrundelse="Skrevet på en forkert borger",
        registreret_af=medarbejder,
    )
    yield Sagsbehandling.objects.create(medarbejder=medarbejder, **period)
    yield Rehabiliteringsmoede.objects.create(forloeb=forloeb, dato=START, status="planlagt")
    yield Afgoerelse.objects.create(forloeb=forloeb, dato=START, resultat="ikke_visiteret", start=START)
    yield Afslutning.objects.create(forloeb=forloeb, sidste_dag=START, aarsag="flyttet", genaabnet=DAG)
    yield Adgang.objects.create(
        medarbejder=medarbejder, borger=forloeb.borger, dato=DAG, begrundelse="Vikar for en kollega"
    )


def _skema(medarbejder: Medarbejder) -> Forberedelsesskema:
    indhold = {"dele": [], "afsnit": [], "orientering": ["Timerne kan vokse"]}
    return Forberedelsesskema.objects.create(
        indsatsmodel="uif2", gyldig_fra=START, indhold=indhold, af=medarbejder
    )


def _preparation(forloeb: Forloeb):
    paa = {"forloeb": forloeb, "dato": START}
    yield Forberedelsesafsnit.objects.create(
        nr="1.4", titel="Seneste aktiviteter", tekst="Praktik i foråret", **paa
    )
    yield Jobmaal.objects.create(
        forloeb=forloeb, start=START, jobfunktion="Pakke planter", foreslaaet_af="borger"
    )
    yield Konsulentdeltagelse.objects.create(navn="Kaj Konsulent", **paa)
    yield Orientering.objects.create(tekst="Timerne kan vokse", **paa)
    yield Dokumentanmodning.objects.create(dokument="Lægeattest", hos="Egen læge", frist=DAG, **paa)


def _agreements(forloeb: Forloeb):
    virksomhed = Virksomhed.objects.create(cvr="13585628", **name_fields("Vestby Planteskole"))
    kontaktperson = Kontaktperson.objects.create(virksomhed=virksomhed, navn="Per Lund")
    job = Ansaettelse.objects.create(forloeb=forloeb, virksomhed=virksomhed, start=START)
    yield from (virksomhed, kontaktperson, job)
    yield Aabning.objects.create(virksomhed=virksomhed, opgaver="Pakke planter", start=START)
    yield Virksomhedsnotat.objects.create(
        virksomhed=virksomhed, dato=START, form="besoeg", note="Set på hallen"
    )
    praktik = Tilbudstype.objects.get(kode="virksomhedspraktik")
    tilbud = Tilbud.objects.create(forloeb=forloeb, type=praktik, virksomhed=virksomhed, start=START)
    yield tilbud
    underway = {"tilbud": tilbud, "dato": START, "form": "besoeg", "note": "Det går godt"}
    yield Tilbudsopfoelgning.objects.create(forloeb=forloeb, **underway)
    yield Planaftale.objects.create(forloeb=forloeb, hvad="Ringe til møllen", dato=START)
    yield CvTilstand.objects.create(forloeb=forloeb, dato=START, stand="klar")
    yield Timer.objects.create(forloeb=forloeb, ansaettelse=job, fra=START, timer=Decimal("8"))
    yield Fleksjobaftale.objects.create(forloeb=forloeb, ansaettelse=job, kontaktperson=kontaktperson)


def _follow_up(forloeb: Forloeb, job: Ansaettelse):
    held = {"forloeb": forloeb, "dato": date(2026, 11, 20), "form": "telefon", "status": "gennemfoert"}
    yield Kontakt.objects.create(**held)
    yield Opfoelgning.objects.create(ansaettelse=job, **held)
    yield Henvendelse.objects.create(forloeb=forloeb, modtaget=KLOKKEN_NI)
    gennemgang = Sagsgennemgang.objects.create(forloeb=forloeb, dato=DAG, resultat="lovlig_grund")
    genbehandling = Genbehandling.objects.create(forloeb=forloeb, moede=DAG)
    yield from (gennemgang, genbehandling)


def _to_the_leader(forloeb: Forloeb):
    about = {"forloeb": forloeb, "dato": DAG}
    yield Forslag.objects.create(type="genbehandling", begrundelse="Intet er lykkedes", afgjort=DAG, **about)
    beslutning = Beslutning.objects.create(udfald="genbehandling", begrundelse="Teamet skal se den", **about)
    sag = Genbehandlingssag.objects.create(beslutning=beslutning, afsluttet=DAG, **about)
    yield from (beslutning, sag, Genbehandlingsmoede.objects.create(sag=sag, status="holdt", **about))
    stepup = Stepup.objects.create(afsluttet=DAG, **about)
    yield from (stepup, Stepupmoede.objects.create(stepup=stepup, nr=1, **about))


def _derived(forloeb: Forloeb, medarbejder: Medarbejder):
    yield Markering.objects.get(forloeb=forloeb)
    yield make_sagsstatus(forloeb, medarbejder)
    yield Aftryk.objects.create(forloeb=forloeb, tal=4711)
    yield Bevaegelse.objects.get(emne="stamme", noegle=str(medarbejder.pk))
    now = timezone.now()
    made_from = {"billede": "3:3:", "aeldste": 3, "egen": 3, "kode": 1, "server": now, "tidspunkt": now}
    yield Optaelling.objects.create(emne="stamme", tal=[0], **made_from)
    judged = {"forloeb": forloeb, "regel": "kontakt", "frist": DAG}
    yield Vurdering.objects.create(
        tilstand="varsel", siden=DAG, anker=START, regelsaet="uif2/0751/2026-10-01", **judged
    )
    yield Advis.objects.create(aabnet_dag=DAG, **judged)
    yield Koersel.objects.create(opgave="genberegn", dag=DAG)
    yield Kladde.objects.create(medarbejder=medarbejder, forloeb=forloeb, formular="kontakt", indhold={})
    yield Dataimport.objects.create(
        medarbejder=medarbejder, filnavn="f.csv", format="csv", tilstand="faerdig"
    )
    yield Sletning.objects.create(slags="kladde", graense=DAG, antal=3, regel="Kladder: 7 dage")
    kept = {"af": medarbejder, "slut": date(2030, 1, 1), "begrundelse": "Klagesag"}
    yield Sletningsstop.objects.create(forloeb=forloeb, **kept)
    kept = {"af": medarbejder, "gyldig_fra": DAG, "kilde": "Byrådet"}
    yield Opbevaringsregel.objects.create(slags="kladde", antal=7, **kept)
    yield Kolonnevalg.objects.create(noegle="0" * 64, kolonner={"cpr": 0})
    yield Laesning.objects.create(medarbejder=medarbejder, side="borger", borgere=[forloeb.borger_id])
