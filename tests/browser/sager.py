"""Fills an empty database for the browser tests, as the app role.

One kommune, one login per role, and a handful of cases that show every kind of row on ``DAG``.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from aftaler.models import Aabning, Planaftale, Virksomhed, Virksomhedsnotat
from forloeb.models import CvTilstand, Forloeb
from kommuner.models import Forberedelsesskema, Kommune, Medarbejder
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions import stepup as stepups
from opfoelgning.actions.forslag import Forslagsindhold, send_forslag
from opfoelgning.actions.lederbeslutning import Beslutningsindhold, Laest, decide
from opfoelgning.models import Henvendelse, Koersel
from opfoelgning.sagsdata.importer import import_document
from opfoelgning.sweep import sweep

DAG = date(2026, 11, 23)
KOMMUNE = "0751"
ADGANGSKODE = "hemmelig-nok-til-test"
ROLLER = ("jobformidler", "sagsbehandler", "teamleder", "administrator")
METTE, TEAM = "Jobformidler Prøve", "Fleksteam"
RESERVE = "Reserve Prøve"  # nobody logs in as her, so her password may change
VIRKSOMHED, DUBLET = "Vestby Planteskole", "Vestby planteskole"
TRYKKERI = "Tårnby Trykkeri"
KONTAKTPERSON, AABNING, NOTAT = "Per Lund", "Potte om", "Ringet om flere timer."
LUKKET = "Lis Lukket"  # her case is closed
JOBMAAL, KONSULENT, DOKUMENT = "Passe planter", "Kaj Konsulent", "Lægeattest"
BESLUTNING = "Praktik er afbrudt to gange; teamet skal se sagen igen."
STEPUP = "Frida Flere"  # her case follows the model with step-ups
RING_TIL = "Asta Ågård"  # the borger whose contact is most overdue


def dokument() -> dict[str, Any]:
    """The cases as a sagsdata document; all but the last belong to the jobformidler."""
    return {
        "sagsdata": 1,
        "kommune": KOMMUNE,
        "medarbejdere": [
            {"id": rolle, "navn": f"{rolle.capitalize()} Prøve", "roller": [rolle], "team": "Fleksteam"}
            for rolle in ROLLER
        ]
        + [{"id": "reserve", "navn": RESERVE, "roller": ["sagsbehandler"], "team": "Fleksteam"}],
        "virksomheder": [
            {
                "id": "v1",
                "navn": VIRKSOMHED,
                "cvr": "13585628",
                "kontaktpersoner": [{"id": "k1", "navn": KONTAKTPERSON, "telefon": "10202020"}],
            },
            {"id": "v2", "navn": DUBLET},
        ],
        "regler": [
            {"indsatsmodel": "uif2", "gyldig_fra": "2027-01-01", "vaerdier": {"kontakt.interval_dage": 12}}
        ],
        "forloeb": _sager(),
    }


def _sager() -> list[dict[str, Any]]:
    return [
        sag(1, RING_TIL, kontakter=[kontakt(1, 17, "Talt om lagerarbejde.")]),
        sag(2, "Bo Æbelø", kontakter=[kontakt(2, 15, "")]),
        sag(3, "Carla Ørsted", kontakter=[kontakt(3, 14, "")]),
        sag(4, "Dan Eg", kontakter=[kontakt(4, 12, "")]),
        sag(5, "Eva Fri", kontakter=[kontakt(5, 2, "")], fravaer=[fra("sygdom", 5, til=-11)]),
        sag(6, "Finn Passiv", start=260, kontakter=[kontakt(6, 1, "")], **ledig()),
        sag(7, "Gerda Snart", start=175, kontakter=[kontakt(7, 1, "")], **ledig()),
        sag(8, "Hans Halvvejs", start=90, kontakter=[kontakt(8, 1, "")], **ledig()),
        sag(9, "Ida Nyvisiteret", fase=1, start=60),
        sag(10, "Jens Job", fase=3, start=170, **job(10)),
        sag(11, "Ingens Borger", medarbejder=None),
        sag(21, STEPUP, kontakter=[kontakt(21, 1, "")], indsatsmodel="fsm2"),
        closed(sag(12, LUKKET, start=90), 10),
    ]


def _dag(antal: int) -> str:
    return (DAG - timedelta(days=antal)).isoformat()


def sag(nr: int, navn: str, *, fase: int = 2, start: int = 40, medarbejder="jobformidler", **fakta) -> dict:
    fra = _dag(start)
    borger = {
        "id": f"b{nr}",
        "cpr": f"{60 + nr}0180-{1000 + nr}",
        "navn": navn,
        "foedselsdato": f"1980-01-{nr:02d}",
    }
    tildelt = [{"medarbejder": medarbejder, "fra": fra}] if medarbejder else []
    basis = {"id": f"f{nr}", "indsatsmodel": "uif2", "fra": fra, "borger": borger}
    return basis | {"faser": [{"nr": fase, "fra": fra}], "tildelinger": tildelt} | fakta


def closed(sag: dict[str, Any], dage: int) -> dict[str, Any]:
    """A case whose last day was so many days ago."""
    til = {"til": _dag(dage)}
    perioder = {navn: [sag[navn][0] | til] for navn in ("faser", "tildelinger")}
    return sag | til | perioder | {"afslutningsaarsag": "flyttet"}


def kontakt(nr: int, dage: int, note: str) -> dict:
    return {"id": f"c{nr}", "dato": _dag(dage), "form": "telefon", "status": "gennemfoert", "note": note}


def fra(type_: str, dage: int, til: int) -> dict:
    return {"type": type_, "fra": _dag(dage), "til": _dag(til)}


def ledig() -> dict:
    return {"ydelser": [{"type": "ledighedsydelse", "fra": _dag(300)}]}


def job(nr: int) -> dict:
    job = {"id": f"a{nr}", "virksomhed": "v1", "fra": _dag(170), "timer": [{"fra": _dag(170), "timer": 6}]}
    job["fleksjobaftale"] = {"udfyldt": _dag(172)}
    job["opfoelgninger"] = [
        {"id": f"o{nr}-{i}", "dato": _dag(160 - 30 * i), "form": "fysisk", "fremmoede_virksomhed": i == 0}
        | {"status": "gennemfoert", "statusmoede": False}
        for i in range(3)
    ]
    planlagt = {"id": f"o{nr}-planlagt", "dato": _dag(-3), "form": "fysisk", "fremmoede_virksomhed": True}
    job["opfoelgninger"].append(planlagt | {"status": "planlagt", "statusmoede": False})
    markering = [{"navn": "Udvikling i fleksjob II", "fra": _dag(170)}]
    return {"ansaettelser": [job], "persongruppemarkeringer": markering}


def load_people() -> None:
    """Everybody and one company, with no case."""
    import_document(
        dokument() | {"forloeb": [], "regler": [], "virksomheder": [{"id": "v1", "navn": TRYKKERI}]}
    )
    with kommunekontekst(Kommune.objects.get(kode=KOMMUNE).pk):
        _let_everybody_in()


def _let_everybody_in() -> None:
    for person in Medarbejder.objects.all():
        person.username, person.is_active = person.ekstern_id, True
        person.set_password(ADGANGSKODE)
        person.save()


def load() -> None:
    """Import the cases, judge them, and let everybody log in with ``ADGANGSKODE``."""
    import_document(dokument())
    kommune_id = Kommune.objects.get(kode=KOMMUNE).pk
    sweep(kommune_id, DAG)
    with kommunekontekst(kommune_id):
        _let_everybody_in()
        _talk_with_company()
        _prepare()
        _ask_the_leader()
        _step_up()
        _agree_with_borger()
        _plan_a_list()
        _fail_a_run()


def _fail_a_run() -> None:
    """A run of long ago with a case that could not be judged."""
    fejl = [{"forloeb": "f1", "fejl": "ValueError: en vejledning"}]
    da = datetime(2026, 10, 1, 5, 2, tzinfo=UTC)
    Koersel.objects.create(opgave="genberegn", dag=date(2026, 10, 1), startet=da, sluttet=da, fejl=fejl)


def _plan_a_list() -> None:
    """A list of sections of the kommune's own, still to come."""
    indhold = {
        "dele": [{"nr": "2", "titel": "Mit CV"}],
        "afsnit": [{"nr": "2.1", "titel": "Uddannelse"}],
        "orientering": [],
    }
    Forberedelsesskema.objects.create(
        indsatsmodel="uif2",
        gyldig_fra=DAG + timedelta(days=60),
        indhold=indhold,
        af=Medarbejder.objects.get(ekstern_id="administrator"),
    )


def _prepare() -> None:
    """Fase 1 of «Ida Nyvisiteret», some of everything; the document is late."""
    forloeb = Forloeb.objects.get(ekstern_id="f9")
    own = {"registreret_af": Medarbejder.objects.get(ekstern_id="jobformidler")}
    paa = own | {"dato": DAG - timedelta(days=20)}
    afsnit = {"nr": "2.1", "titel": "Uddannelse og kurser", "tekst": "Kokkeskole i to år."}
    forloeb.forberedelsesafsnit.create(**afsnit, **paa)
    forloeb.jobmaal.create(jobfunktion=JOBMAAL, foreslaaet_af="borger", start=paa["dato"], **own)
    forloeb.konsulentdeltagelser.create(navn=KONSULENT, note="Pegede på to steder", **paa)
    forloeb.orienteringer.create(tekst="Timerne kan vokse, og der følges op på det", **paa)
    forloeb.dokumentanmodninger.create(
        dokument=DOKUMENT, hos="Egen læge", frist=DAG - timedelta(days=3), rykket=[DAG], **paa
    )


def _agree_with_borger() -> None:
    forloeb = Forloeb.objects.get(ekstern_id="f1")
    af = Medarbejder.objects.get(ekstern_id="jobformidler")
    ens = {"forloeb": forloeb, "registreret_af": af}
    firma = Virksomhed.objects.get(ekstern_id="v1")
    Planaftale.objects.create(
        hvad="Ring til planteskolen", virksomhed=firma, hvem="Borgeren", dato=DAG, **ens
    )
    modtaget = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    Henvendelse.objects.create(modtaget=modtaget, note="Må jeg skifte dag?", besvaret=modtaget, **ens)
    CvTilstand.objects.create(stand="klar", dato=DAG, **ens)


def _talk_with_company() -> None:
    virksomhed = Virksomhed.objects.get(ekstern_id="v1")
    af = Medarbejder.objects.get(ekstern_id="jobformidler")
    Aabning.objects.create(
        virksomhed=virksomhed, opgaver=AABNING, timer=5, hensyn="Ro", start=DAG, registreret_af=af
    )
    Virksomhedsnotat.objects.create(
        virksomhed=virksomhed, dato=DAG, form="telefon", note=NOTAT, registreret_af=af
    )


def _ask_the_leader() -> None:
    """A proposal that waits, and a genbehandling that was decided on."""
    af = {m.ekstern_id: m for m in Medarbejder.objects.filter(ekstern_id__in=ROLLER)}
    forloeb = {f.borger.navn: f for f in Forloeb.objects.select_related("borger")}
    foreslaaet = Forslagsindhold(type="genbehandling", begrundelse="To praktikker er afbrudt", dato=DAG)
    send_forslag(forloeb=forloeb["Gerda Snart"], indhold=foreslaaet, by=af["jobformidler"], dag=DAG)
    decide(
        forloeb=forloeb["Hans Halvvejs"],
        indhold=Beslutningsindhold(
            udfald="genbehandling", begrundelse=BESLUTNING, dato=DAG, moede=DAG + timedelta(days=10)
        ),
        laest=Laest(),
        by=af["teamleder"],
        dag=DAG,
    )


def _step_up() -> None:
    """One that is prepared and met about; the agreement is still to be written."""
    af = {"by": Medarbejder.objects.get(ekstern_id="jobformidler"), "dag": DAG}
    forloeb = Forloeb.objects.get(borger__navn=STEPUP)
    stepup = stepups.begin_stepup(forloeb=forloeb, **af)
    skema = stepups.Forberedelse(skema={"situation": "Praktik er afbrudt"}, forhold=("sundhed",))
    stepups.save_forberedelse(stepup=stepup, indhold=skema, version=1, **af)
    samtykke = stepups.Samtykkeindhold(samtykke=DAG, omfang=("sundhed",))
    stepups.save_samtykke(stepup=stepup, indhold=samtykke, version=2, **af)
    alle = ("borger", "sagsbehandler", "jobformidler", "sundhed")
    moede = stepups.Moedeindhold(dato=DAG, deltagere=alle, svar={"naeste": "Besøg på lageret"})
    stepups.hold_stepupmoede(stepup=stepup, indhold=moede, **af)
