"""A case with a row of every kind that an address leads to, and the ids of those rows."""

from datetime import UTC, date, datetime, timedelta

from aftaler.models import Ansaettelse, Fleksjobaftale, Planaftale, Tilbud, Virksomhed, name_fields
from forloeb.models import (
    Afgoerelse,
    Afslutning,
    AndenAktoer,
    CvTilstand,
    Forloeb,
    Fravaer,
    Overdrag,
    Persongruppemarkering,
    Rehabiliteringsmoede,
    Sagsbehandling,
    Tildeling,
    Ydelse,
)
from kommuner.kommunedata import setup_code_tables
from kommuner.models import (
    Forberedelsesskema,
    Fravaerstype,
    Lukkedag,
    Medarbejder,
    Regelsaet,
    Rehabiliteringsorgan,
    Stedfortraeder,
    Team,
    Tilbudstype,
)
from opfoelgning.models import (
    Beslutning,
    Dataimport,
    Forslag,
    Gemtfilter,
    Genbehandlingssag,
    Henvendelse,
    Kladde,
    Koersel,
    Kontakt,
    Opbevaringsregel,
    Opfoelgning,
    Rapportmaal,
    Sagsgennemgang,
    Sletningsstop,
    Stepup,
)
from tests.raekker import DAG, START, make_borger, make_forloeb, make_medarbejder


def add_case(jobformidler: Medarbejder, navn: str, cpr: str, tildelt: bool = True) -> dict[str, int]:
    """A case in fase 2 without contact for long, with a contact and a draft of the jobformidler; its ids."""
    forloeb = make_forloeb(make_borger(navn, cpr))
    forloeb.faser.create(nr=2, start=START)
    forloeb.ydelser.create(type="ledighedsydelse", start=START)
    if tildelt:
        Tildeling.objects.create(forloeb=forloeb, medarbejder=jobformidler, start=START)
    kontakt = Kontakt.objects.create(
        forloeb=forloeb, dato=START, form="telefon", status="gennemfoert", registreret_af=jobformidler
    )
    kladde = Kladde.objects.create(
        forloeb=forloeb, medarbejder=jobformidler, formular="kontakt", indhold={"note": navn}
    )
    setup_code_tables()
    ids = {"borger": forloeb.borger_id, "forloeb": forloeb.pk, "kontakt": kontakt.pk, "kladde": kladde.pk}
    return (
        ids
        | _before(forloeb, jobformidler)
        | _facts(forloeb, jobformidler, navn)
        | _company(forloeb, navn)
        | _preparation(forloeb, jobformidler, navn)
        | _to_the_leader(forloeb, navn, jobformidler)
        | _files(jobformidler)
        | _of_a_leader(jobformidler, navn, DAG + timedelta(days=forloeb.pk))
        | _kept(forloeb, jobformidler)
        | {"medarbejder": make_medarbejder(f"ny{forloeb.pk}", "jobformidler", navn=navn, is_active=False).pk}
    )


def _before(forloeb: Forloeb, af: Medarbejder) -> dict[str, int]:
    """Who had the case until it began; its ids."""
    foer = {
        "forloeb": forloeb,
        "medarbejder": af,
        "start": START - timedelta(days=9),
        "slut": START,
    }
    haft = {"tildeling": Tildeling.objects.create(**foer).pk}
    haft |= {"sagsbehandling": Sagsbehandling.objects.create(**foer).pk}
    return haft


def _facts(forloeb: Forloeb, jobformidler: Medarbejder, navn: str) -> dict[str, int]:
    """What is registered of the case, and what its kommune has; their ids."""
    own = {"forloeb": forloeb, "start": START, "registreret_af": jobformidler}
    ferie = Fravaerstype.objects.get(kode="ferie", kommune=forloeb.kommune_id)
    fravaer = Fravaer.objects.create(type=ferie, slut=DAG, **own)
    anden_aktoer = AndenAktoer.objects.create(hjemmel="stk1", slut=DAG, **own)
    praktik = Tilbudstype.objects.get(kode="virksomhedspraktik", kommune=forloeb.kommune_id)
    ids = {"fravaerstype": ferie.pk, "tilbudstype": praktik.pk}
    ids |= {"team": Team.objects.filter(kommune=forloeb.kommune_id).latest("pk").pk}
    moede = Rehabiliteringsmoede.objects.create(forloeb=forloeb, dato=START, status="holdt")
    afgjort = Afgoerelse.objects.create(forloeb=forloeb, dato=START, resultat="ikke_visiteret", start=START)
    afsluttet = Afslutning.objects.create(forloeb=forloeb, sidste_dag=START, aarsag="flyttet", genaabnet=DAG)
    ids |= {"moede": moede.pk, "afgoerelse": afgjort.pk, "afslutning": afsluttet.pk}
    ids |= _own_facts(own)
    ids |= {"fravaer": fravaer.pk, "anden_aktoer": anden_aktoer.pk}
    fra = DAG + timedelta(days=30 + forloeb.pk % 7)
    ids["regelsaet"] = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=fra, kilde=navn).pk
    mentor = Tilbudstype.objects.get(kode="mentor", kommune=forloeb.kommune_id)
    tilbud = Tilbud.objects.create(type=mentor, slut=DAG, **own)
    ids |= {"tilbud": tilbud.pk, **_plan(tilbud, jobformidler)}
    return ids


def _of_a_leader(af: Medarbejder, navn: str, dag: date) -> dict[str, int]:
    """A filter and an overdrag of somebody's own, and the day on which she stands in; their ids."""
    givet = Overdrag.objects.create(medarbejder=af, fra=START, begrundelse=navn, registreret_af=af)
    return {
        "filter": Gemtfilter.objects.create(medarbejder=af, navn=navn, valg={"navn": navn}).pk,
        "overdrag": givet.pk,
        "vikar": Stedfortraeder.objects.create(
            team=af.team, medarbejder=af, start=dag, slut=dag + timedelta(days=1)
        ).pk,
    }


def _preparation(forloeb: Forloeb, af: Medarbejder, navn: str) -> dict[str, int]:
    """What fase 1 left behind, written by ``af``; its ids."""
    own = {"registreret_af": af}
    paa = own | {"dato": START}
    return {
        "skema": _skema(af, START + timedelta(days=100 + forloeb.pk)),
        "fase": forloeb.faser.create(nr=1, start=START - timedelta(days=70), slut=START, **own).pk,
        "jobmaal": forloeb.jobmaal.create(jobfunktion=navn, foreslaaet_af="borger", start=START, **own).pk,
        "konsulent": forloeb.konsulentdeltagelser.create(navn=navn, **paa).pk,
        "orientering": forloeb.orienteringer.create(tekst=navn, **paa).pk,
        "dokument": forloeb.dokumentanmodninger.create(dokument=navn, hos=navn, frist=DAG, **paa).pk,
    }


def _to_the_leader(forloeb: Forloeb, navn: str, af: Medarbejder) -> dict[str, int]:
    """A proposal that waits, a decision and a genbehandling on its way; their ids."""
    own = {"forloeb": forloeb, "dato": DAG, "registreret_af": af}
    beslutning = Beslutning.objects.create(udfald="genbehandling", begrundelse=navn, **own)
    return {
        "forslag": Forslag.objects.create(type="genbehandling", begrundelse=navn, **own).pk,
        "beslutning": beslutning.pk,
        "genbehandlingssag": Genbehandlingssag.objects.create(beslutning=beslutning, **own).pk,
        **_step_up(forloeb),
    }


def _step_up(forloeb: Forloeb) -> dict[str, int]:
    """In an older case of the same borger, by the model that has step-ups; whoever has the one has the other."""
    aeldre = make_forloeb(forloeb.borger, START - timedelta(days=30), indsatsmodel="fsm2")
    for tildeling in forloeb.tildelinger.filter(slut=None):
        Tildeling.objects.create(forloeb=aeldre, medarbejder=tildeling.medarbejder, start=aeldre.start)
    stepup = Stepup.objects.create(forloeb=aeldre, dato=DAG, aftale=forloeb.borger.navn)
    moede = stepup.moeder.create(forloeb=aeldre, nr=1, dato=DAG, andre_deltog=forloeb.borger.navn)
    return {"stepup": stepup.pk, "stepupmoede": moede.pk}


def _files(af: Medarbejder) -> dict[str, int]:
    """A file that was tried and waits for a yes, and a run of the jobs, named like somebody; their ids."""
    fejl = [[2, "Navn", af.navn]]
    proevet = Dataimport.objects.create(
        medarbejder=af, filnavn=af.navn, format="csv", fejl=fejl, tilstand="proevet"
    )
    koersel = Koersel.objects.create(
        opgave="genberegn", dag=DAG, fejl=[{"forloeb": af.navn, "fejl": af.navn}]
    )
    return {"dataimport": proevet.pk, "koersel": koersel.pk}


def _kept(forloeb: Forloeb, af: Medarbejder) -> dict[str, int]:
    """A closed case that must not be deleted, and a rule to come, with somebody's name in both; their ids."""
    lukket = make_forloeb(forloeb.borger, date(2015, 1, 1), slut=date(2016, 1, 1))
    for tildeling in forloeb.tildelinger.filter(slut=None):
        period = {"start": lukket.start, "slut": lukket.slut}
        Tildeling.objects.create(forloeb=lukket, medarbejder=tildeling.medarbejder, **period)
    stop = Sletningsstop.objects.create(forloeb=lukket, slut=date(2030, 1, 1), begrundelse=af.navn, af=af)
    fra = DAG + timedelta(days=forloeb.pk)
    regel = Opbevaringsregel.objects.create(slags="kladde", antal=7, gyldig_fra=fra, kilde=af.navn, af=af)
    return {"lukket": lukket.pk, "stop": stop.pk, "opbevaringsregel": regel.pk}


def _skema(af: Medarbejder, fra: date) -> int:
    indhold = {"dele": [], "afsnit": [], "orientering": [af.navn]}
    return Forberedelsesskema.objects.create(indsatsmodel="uif2", gyldig_fra=fra, indhold=indhold, af=af).pk


def _own_facts(own: dict) -> dict[str, int]:
    """What the jobformidler registered long ago; its ids."""
    gammel = own | {"start": date(2015, 1, 1), "slut": date(2015, 2, 1)}
    forloeb, af = own["forloeb"], own["registreret_af"]
    job = Ansaettelse.objects.create(**gammel)
    gennemgang = Sagsgennemgang.objects.create(
        forloeb=forloeb, dato=START, resultat="lovlig_grund", registreret_af=af
    )
    return {
        "ydelse": Ydelse.objects.create(type="sygedagpenge", **gammel).pk,
        "markering": Persongruppemarkering.objects.create(navn="Udvikling i fleksjob II", **gammel).pk,
        "eget_job": job.pk,
        "aftale": Fleksjobaftale.objects.create(forloeb=forloeb, ansaettelse=job).pk,
        "sagsgennemgang": gennemgang.pk,
    }


def _company(forloeb: Forloeb, navn: str) -> dict[str, int]:
    """A company named like the borger who works there, with one of everything; its ids."""
    firma = Virksomhed.objects.create(**name_fields(f"Firma {navn}"))
    job = Ansaettelse.objects.create(forloeb=forloeb, virksomhed=firma, start=START)
    return {
        "ansaettelse": job.pk,
        "timer": job.timer.create(forloeb=forloeb, fra=START, timer=12).pk,
        "virksomhed": firma.pk,
        "kontaktperson": firma.kontaktpersoner.create(navn=navn).pk,
        "aabning": firma.aabninger.create(opgaver=navn, start=START).pk,
        "notat": firma.notater.create(dato=START, form="telefon", note=navn).pk,
        "organ": Rehabiliteringsorgan.objects.create(
            navn=navn, gyldig_fra=START + timedelta(days=forloeb.pk), meget_begraenset_timer=10
        ).pk,
        **_follow_ups(job, navn),
        "rapportmaal": Rapportmaal.objects.create(
            rapport="kontakt", gyldig_fra=START + timedelta(days=forloeb.pk), maal=50
        ).pk,
        "lukkedag": Lukkedag.objects.create(dag=START + timedelta(days=forloeb.pk), navn=navn).pk,
    }


def _follow_ups(job: Ansaettelse, navn: str) -> dict[str, int]:
    """A follow-up that was held and one that is planned; their ids."""
    af = Kontakt.objects.get(forloeb=job.forloeb).registreret_af
    fakta = {
        "ansaettelse": job,
        "forloeb": job.forloeb,
        "form": "telefon",
        "registreret_af": af,
        "note": navn,
    }
    holdt = Opfoelgning.objects.create(dato=START, status="gennemfoert", **fakta)
    planlagt = Opfoelgning.objects.create(dato=DAG, status="planlagt", **fakta)
    return {"opfoelgning": holdt.pk, "planlagt": planlagt.pk}


def _plan(tilbud: Tilbud, af: Medarbejder) -> dict[str, int]:
    """An agreement, a message, a follow-up in a measure and a state of the CV; their ids."""
    fakta = {"forloeb": tilbud.forloeb, "registreret_af": af}
    modtaget = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    paa_dag = {"dato": START, **fakta}
    return {
        "planaftale": Planaftale.objects.create(hvad="Ring", **paa_dag).pk,
        "henvendelse": Henvendelse.objects.create(modtaget=modtaget, **fakta).pk,
        "tilbudsopfoelgning": tilbud.opfoelgninger.create(form="besoeg", note="Godt", **paa_dag).pk,
        "cv": CvTilstand.objects.create(stand="klar", **paa_dag).pk,
    }
