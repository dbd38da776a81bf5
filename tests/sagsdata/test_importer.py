"""What an import does to the rows: by difference and by key; lists without ids are whole."""

import json
from datetime import date

import pytest
from django.contrib.auth.hashers import is_password_usable, make_password

from aftaler.models import Ansaettelse, Timer
from borgere.models import Borger
from forloeb.models import Fase, Forloeb, Fravaer, Markering
from kommuner.models import Medarbejder, Tilbudstype
from opfoelgning.models import Genbehandling, Kontakt
from opfoelgning.sagsdata.eksporter import export_document
from opfoelgning.sagsdata.importer import import_document
from opfoelgning.sagsdata.lagring import Antal
from tests.sagsdata.dokumenter import dokument, eksempel, forloeb, put

F = "/forloeb/0"


def exported(kommune) -> dict:
    return json.loads("".join(export_document(kommune)))


def test_a_document_read_twice_changes_nothing(kommune, rows):
    first = import_document(eksempel())
    before, history = rows(), rows(events=True)
    Markering.objects.all().delete()
    second = import_document(eksempel())
    assert (first.antal.nye > 20, second.antal.nye, second.antal.aendrede) == (True, 0, 0)
    del before["Markering"]
    assert (rows(), rows(events=True)) == (before, history)


def test_what_is_exported_is_what_was_imported(kommune):
    import_document(eksempel())
    assert exported(kommune) == eksempel()


CHANGES = [
    ("/medarbejdere/0/navn", "Mette Holm Lund"),
    ("/medarbejdere/0/roller", ["sagsbehandler", "teamleder"]),
    ("/medarbejdere/0/team", "Et nyt team"),
    ("/virksomheder/0/cvr", None),
    ("/virksomheder/0/kontaktpersoner/0/telefon", "30303030"),
    ("/regler/0/vaerdier/kontakt.varsel_dage", 5),
    (f"{F}/til", "2021-12-31"),
    (f"{F}/afslutningsaarsag", "flyttet"),
    (f"{F}/borger/navn", "Jens Østergaard"),
    (f"{F}/borger/cpr", "610180-1235"),
    (f"{F}/borger/progredierende_diagnose_fra", "2020-05-05"),
    (f"{F}/faser/0/nr", 3),
    (f"{F}/tildelinger/0/skifteaarsag", "ferie"),
    (f"{F}/ydelser/0/type", "sygedagpenge"),
    (f"{F}/fravaer/0/til", "2020-07-28"),
    (f"{F}/anden_aktoer/0/hjemmel", "stk2"),
    (f"{F}/tilbud/0/type", "loentilskud"),
    (f"{F}/tilbud/0/virksomhed", None),
    (f"{F}/tilbud/0/formaal", "At afprøve lagerarbejde"),
    (f"{F}/tilbud/0/timer", 7.5),
    (f"{F}/tilbud/0/kontaktperson", "k1"),
    (f"{F}/ansaettelser/0/slutaarsag", "opsagt"),
    (f"{F}/ansaettelser/0/timer/0/timer", 8.25),
    (f"{F}/ansaettelser/0/fleksjobaftale/vitas", "2020-11-02"),
    (f"{F}/ansaettelser/0/opfoelgninger/0/statusmoede", True),
    (f"{F}/kontakter/0/note", "Æble, ørred og 🙂"),
    (f"{F}/kontakter/0/note", None),
    (f"{F}/sagsgennemgange/0/resultat", "lovlig_grund"),
    (f"{F}/genbehandlinger/0/indstillede_indsatser", ["mentor", "noget helt andet"]),
    (f"{F}/persongruppemarkeringer/0/til", "2021-11-01"),
    (f"{F}/henvendelser/0/besvaret", "2020-12-02T09:00:00.250000+01:00"),
]


@pytest.mark.parametrize(("pointer", "vaerdi"), CHANGES)
def test_a_changed_value_is_one_changed_row(pointer, vaerdi, kommune, rows):
    import_document(eksempel())
    before = rows()
    doc = eksempel()
    put(doc, pointer, vaerdi)
    if pointer.endswith("/til") and pointer.count("/") == 3:
        for liste in ("faser", "tildelinger"):
            doc["forloeb"][0][liste][0]["til"] = vaerdi
    resultat = import_document(doc)
    assert (resultat.antal.nye, resultat.antal.aendrede) == (0, 3 if pointer == f"{F}/til" else 1)
    assert exported(kommune) == doc
    assert {k: v for k, v in rows().items() if "Event" not in k and k != "Team"} == {
        k: v for k, v in before.items() if "Event" not in k and k != "Team"
    }


def test_what_the_document_does_not_mention_stays(kommune):
    import_document(eksempel())
    import_document(dokument(forloeb() | {"borger": {"id": "b1"}}))
    eksporteret = exported(kommune)["forloeb"][0]
    assert eksporteret == eksempel()["forloeb"][0]


@pytest.mark.parametrize(
    ("navn", "poster"),
    [
        ("fravaer", [{"type": "ferie", "fra": "2020-06-30", "til": "2020-07-20"}]),
        ("fravaer", [{"type": "ferie", "fra": "2020-08-01", "til": "2020-08-05"}]),
        ("fravaer", []),
        (
            "faser",
            [
                {"nr": 1, "fra": "2020-04-01", "til": "2020-05-31"},
                {"nr": 2, "fra": "2020-06-01", "til": None},
            ],
        ),
        ("ydelser", [{"type": "ledighedsydelse", "fra": "2018-05-02", "til": None}]),
        ("tildelinger", []),
        ("genbehandlinger", []),
    ],
)
def test_a_list_of_the_document_is_the_whole_list(kommune, navn, poster):
    """Corrected and removed periods come in by file, and the first document read again brings the first back."""
    import_document(eksempel())
    rettet = eksempel()
    rettet["forloeb"][0][navn] = poster
    import_document(rettet)
    assert exported(kommune) == rettet
    assert import_document(rettet).antal == Antal()
    import_document(eksempel())
    assert exported(kommune) == eksempel()


def test_what_another_system_does_not_know_of_a_measure_stays(kommune):
    fuld = eksempel()
    fuld["forloeb"][0]["tilbud"][0] |= {
        "timer": 12,
        "formaal": "Lager",
        "maal": "Fleksjob",
        "opgaver": "Pakke",
        "kontaktperson": "k1",
        "samtykke": "2020-04-28",
        "vitas": "2020-04-29",
        "vitas_reference": "V-1",
        "resultat": "Fortsætter",
    }
    import_document(fuld)
    assert exported(kommune) == fuld
    assert import_document(eksempel()).antal == Antal()
    assert exported(kommune) == fuld
    fuld["forloeb"][0]["tilbud"].append({"id": "t2", "type": "mentor", "fra": "2020-06-01"})
    import_document(fuld)
    assert exported(kommune)["forloeb"][0]["tilbud"][0] == fuld["forloeb"][0]["tilbud"][0]


def test_hours_that_moved_replace_those_before(kommune):
    import_document(eksempel())
    rettet = eksempel()
    rettet["forloeb"][0]["ansaettelser"][0]["timer"] = [{"fra": "2020-11-02", "timer": 6, "intensitet": 50}]
    assert import_document(rettet).antal.slettede == 1
    assert exported(kommune) == rettet


def test_what_a_document_removed_stays_in_the_history(kommune):
    import_document(eksempel())
    rettet = eksempel()
    rettet["forloeb"][0]["fravaer"] = []
    import_document(rettet)
    slettet = Fravaer._meta.get_field("historik").related_model.objects.get(pgh_label="delete")
    assert slettet.start == date(2020, 7, 1)


def test_contacts_registered_here_survive_a_list_that_does_not_have_them(kommune):
    import_document(eksempel())
    uden = eksempel()
    uden["forloeb"][0]["kontakter"] = []
    import_document(uden)
    assert exported(kommune) == eksempel()


def test_equal_records_are_told_apart_by_their_order(kommune):
    moeder = [
        {"moede": "2020-10-12", "indstillede_indsatser": [], "progressionsmaal": maal} for maal in ("a", "b")
    ]
    import_document(dokument(forloeb(genbehandlinger=moeder)))
    moeder[1]["progressionsmaal"] = "c"
    assert import_document(dokument(forloeb(genbehandlinger=moeder))).antal.aendrede == 1
    assert sorted(Genbehandling.objects.values_list("progressionsmaal", flat=True)) == ["a", "c"]
    assert import_document(dokument(forloeb(genbehandlinger=[*moeder, moeder[0]]))).antal.nye == 1


def test_defaults_of_what_may_be_left_out(kommune):
    import_document(
        dokument(
            forloeb(
                ansaettelser=[
                    {
                        "id": "a1",
                        "fra": "2020-05-01",
                        "timer": [{"fra": "2020-05-01", "timer": 0}],
                        "opfoelgninger": [
                            {"id": "o1", "dato": "2020-06-01", "form": "video", "status": "planlagt"}
                        ],
                    }
                ],
                tilbud=[{"id": "t1", "type": "mentor", "fra": "2020-05-01", "parallel": None}],
                fravaer=None,
            )
        )
    )
    sag = exported(kommune)["forloeb"][0]
    job = sag["ansaettelser"][0]
    assert job["timer"] == [{"fra": "2020-05-01", "timer": 0, "intensitet": 100}]
    assert (job["fleksjobaftale"], job["virksomhed"], job["slutaarsag"]) == (None, None, None)
    assert (job["opfoelgninger"][0]["fremmoede_virksomhed"], sag["tilbud"][0]["parallel"]) == (False, False)
    assert (sag["fravaer"], sag["borger"]["foedselsdato"]) == ([], "1980-01-01")


def test_til_is_the_last_day_included(kommune):
    import_document(
        dokument(forloeb(til="2020-12-31", faser=[{"nr": 2, "fra": "2020-04-01", "til": "2020-04-30"}]))
    )
    assert str(Forloeb.objects.get().slut) == "2021-01-01"
    assert str(Fase.objects.get().slut) == "2020-05-01"


def test_imported_people_cannot_log_in_until_somebody_lets_them(kommune):
    import_document(eksempel())
    person = Medarbejder.objects.get()
    assert (person.username, person.is_active, is_password_usable(person.password)) == (
        "0751-m1",
        False,
        False,
    )


def test_an_import_leaves_the_login_of_an_active_person_alone(kommune):
    import_document(eksempel())
    Medarbejder.objects.update(
        is_active=True, password=make_password("hemmelig"), username="mette", email="a@b.dk"
    )
    before = Medarbejder.objects.values().get()
    doc = eksempel()
    doc["medarbejdere"][0] |= {
        "navn": "Mette Ny",
        "roller": ["administrator"],
        "email": "x@y.dk",
        "team": None,
    }
    import_document(doc)
    assert Medarbejder.objects.values().get() == before | {"navn": "Mette Ny"}


def test_a_username_that_is_taken_gets_a_number(kommune):
    Medarbejder.objects.create(username="0751-m1", navn="En anden", ekstern_id="x")
    import_document(eksempel())
    assert Medarbejder.objects.get(ekstern_id="m1").username == "0751-m1-2"


def test_the_kommunes_own_types_count(kommune):
    import_document(dokument())
    Tilbudstype.objects.create(kode="havearbejde", navn="Havearbejde", virksomhedsrettet=True)
    tilbud = [{"id": "t1", "type": "havearbejde", "fra": "2020-05-01"}]
    assert import_document(dokument(forloeb(tilbud=tilbud))).forloeb == 1


def test_skip_faulty_stores_the_faultless(kommune):
    doc = dokument(
        forloeb(1),
        forloeb(2, fra="i går"),
        forloeb(3, tildelinger=[{"medarbejder": "m2", "fra": "2020-04-01"}]),
    )
    doc["medarbejdere"].append({"id": "m2", "navn": ""})
    resultat = import_document(doc, skip_faulty=True)
    assert (resultat.forloeb, resultat.fejlramte) == (1, 2)
    assert [fejl.pointer for fejl in resultat.fejl.fejl] == [
        "/medarbejdere/1/navn",
        "/forloeb/1/fra",
        "/forloeb/2/tildelinger/0/medarbejder",
    ]
    assert list(Forloeb.objects.values_list("ekstern_id", flat=True)) == ["f1"]
    assert list(Borger.objects.values_list("ekstern_id", flat=True)) == ["b1"]
    assert list(Medarbejder.objects.values_list("ekstern_id", flat=True)) == ["m1"]


def test_every_imported_forloeb_is_marked_for_refresh(kommune):
    import_document(dokument(forloeb(1), forloeb(2)))
    assert Markering.objects.count() == 2


def test_rows_of_several_kinds_arrive(kommune):
    import_document(eksempel())
    assert str(Timer.objects.get().ansaettelse_id) == str(Ansaettelse.objects.get().pk)
    assert Fravaer.objects.get().type.kode == "ferie"
    assert (Kontakt.objects.get().version, Kontakt.objects.get().registreret_tidspunkt is not None) == (
        1,
        True,
    )
