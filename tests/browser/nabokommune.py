"""A second kommune for the browser tests: a full caseload, a team without borgere, and somebody without a role."""

from typing import Any

from kommuner.models import Kommune, Medarbejder
from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata.importer import import_document
from opfoelgning.sweep import sweep
from tests.browser.sager import ADGANGSKODE, DAG, job, kontakt, ledig, sag

KOMMUNE = "0265"
ANTAL = 25
MANGE, MANGE_LEDER = "mange", "mange_leder"
INGEN, INGEN_LEDER = "ingen", "ingen_leder"
UDEN_ROLLE, TO_FAKTOR = "uden_rolle", "to_faktor"
PEOPLE = {
    MANGE: ("jobformidler", "Team Fuld"),
    MANGE_LEDER: ("teamleder", "Team Fuld"),
    INGEN: ("jobformidler", "Team Tom"),
    INGEN_LEDER: ("teamleder", "Team Tom"),
    UDEN_ROLLE: ("jobformidler", "Team Tom"),
    TO_FAKTOR: ("jobformidler", "Team Tom"),
}
ANDEN_BORGER = "Bo Abildtrup Christoffersen"  # belongs to the full team
FORNAVNE = ("Anna-Margrethe", "Bo", "Cecilie", "Ditlev", "Else")
EFTERNAVNE = ("Abildtrup Christoffersen", "Bang", "Carstensen", "Degn", "Ørsted-Madsen")


def dokument() -> dict[str, Any]:
    """Every kind of row: 5 in fase 1, 5 in fleksjob, 15 looking for one, of whom 3 are passive."""
    return {
        "sagsdata": 1,
        "kommune": KOMMUNE,
        "medarbejdere": [
            {
                "id": id_,
                "navn": f"{id_.replace('_', ' ').capitalize()} Prøvesen",
                "roller": [rolle],
                "team": team,
            }
            for id_, (rolle, team) in PEOPLE.items()
        ],
        "virksomheder": [{"id": "v1", "navn": "Vestby Maskinværksted", "cvr": "13585628"}],
        "forloeb": [_borger(nr) for nr in range(1, ANTAL + 1)],
    }


def _borger(nr: int) -> dict:
    navn = f"{FORNAVNE[nr % 5]} {EFTERNAVNE[nr // 5 % 5]}"
    kind = {"start": 60, "fase": 1} if nr % 5 == 0 else _looking(nr)
    if nr % 5 == 1:
        kind = {"start": 170, "fase": 3} | job(nr)
    return sag(nr, navn, medarbejder=MANGE, kontakter=[kontakt(nr, nr % 18, "Talt om næste skridt.")], **kind)


def _looking(nr: int) -> dict:
    return {"start": {2: 260, 7: 250, 12: 240, 17: 170, 22: 165}.get(nr, 40 + nr), "fase": 2} | ledig()


def load() -> None:
    """Import the cases, judge them, and let everybody log in with the password of the other kommune's people."""
    import_document(dokument())
    kommune_id = Kommune.objects.get(kode=KOMMUNE).pk
    sweep(kommune_id, DAG)
    with kommunekontekst(kommune_id):
        for person in Medarbejder.objects.all():
            person.username, person.is_active = person.ekstern_id, True
            person.roller = [] if person.ekstern_id == UDEN_ROLLE else person.roller
            person.set_password(ADGANGSKODE)
            person.save()
