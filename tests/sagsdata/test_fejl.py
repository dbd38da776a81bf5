"""Every error has its place, the value and what was expected; nothing of a document with errors is stored."""

import pytest

from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata.fejl import ImportFejl
from opfoelgning.sagsdata.importer import import_document
from tests.sagsdata.dokumenter import dokument, eksempel, forloeb, put

F = "/forloeb/0"
JOB = f"{F}/ansaettelser/0"
PERIODE = {"fra": "2020-04-01", "til": "2020-04-30"}


def errors(doc) -> list[tuple[str, str]]:
    with pytest.raises(ImportFejl) as fanget:
        import_document(doc)
    return [(fejl.pointer, str(fejl)) for fejl in fanget.value.fejl]


# What is put where in a right document, where the error is reported (None: there), and words of the message.
FORKERT = [
    ("/sagsdata", 2, None, "2. Her læses kun version 1"),
    ("/sagsdata", True, None, "true. Her læses kun version 1"),
    ("/sagsdata", ..., None, "mangler"),
    ("/kommune", ..., None, "mangler"),
    ("/kommune", "9999", None, "“9999”. Der skal stå en dansk kommunekode"),
    ("/kommune", 751, None, "751. Der skal stå en dansk kommunekode"),
    ("/andet", [], None, "Feltet er ukendt"),
    ("/forloeb", {}, None, "Der skal stå en liste"),
    ("/medarbejdere", {}, None, "Der skal stå en liste"),
    ("/medarbejdere/0/alder", 4, None, "Feltet er ukendt"),
    ("/medarbejdere/0/navn", ..., None, "mangler. Feltet skal udfyldes"),
    ("/medarbejdere/0/navn", " ", None, "må ikke være tom"),
    ("/medarbejdere/0/roller", ["chef"], None, "jobformidler, sagsbehandler, teamleder, administrator"),
    ("/medarbejdere/0/roller", "chef", None, "Der skal stå en liste af tekster"),
    (
        "/medarbejdere/1",
        {"id": "m1", "navn": "En til"},
        "/medarbejdere/1/id",
        "står allerede i /medarbejdere/0",
    ),
    ("/virksomheder/0/cvr", "123", None, "CVR-nummer med 8 cifre"),
    ("/virksomheder/0/kontaktpersoner/0/alder", 4, None, "Feltet er ukendt"),
    (
        "/virksomheder/0/kontaktpersoner/1",
        {"id": "k1", "navn": "En til"},
        "/virksomheder/0/kontaktpersoner/1/id",
        "står allerede i /virksomheder/0/kontaktpersoner/0",
    ),
    ("/regler/0/indsatsmodel", "uif9", None, "uif2"),
    ("/regler/0/vaerdier/kontakt.findes_ikke", 4, None, "findes ikke"),
    ("/regler/0/vaerdier/kontakt.interval_dage", "4", None, "et helt tal"),
    ("/regler/0/vaerdier", [], None, "Der skal stå et objekt"),
    (
        "/regler/1",
        {"indsatsmodel": "uif2", "gyldig_fra": "2020-04-01", "vaerdier": {}},
        "/regler/1/gyldig_fra",
        "står allerede i /regler/0",
    ),
    (f"{F}/id", ..., None, "mangler"),
    (f"{F}/id", 7, None, "7. Der skal stå en tekst"),
    (f"{F}/id", "x" * 101, None, "der er plads til 100"),
    (f"{F}/fra", ..., None, "mangler"),
    (f"{F}/fra", None, None, "null. Feltet skal udfyldes"),
    (f"{F}/borger", ..., None, "mangler"),
    (f"{F}/borger", "b1", None, "Der skal stå et objekt"),
    (f"{F}/indsatsmodel", ..., None, "mangler"),
    (f"{F}/indsatsmodel", "uif9", None, "Der skal stå en af: uif2"),
    (f"{F}/farve", "rød", None, "“rød”. Feltet er ukendt"),
    (f"{F}/a~1b~0c", 1, None, "Feltet er ukendt"),
    (f"{F}/til", "2020-03-31", None, "ligger før den første"),
    (f"{F}/fra", "2026-02-31", None, "“2026-02-31”. Datoen findes ikke"),
    (f"{F}/fra", "1-4-2020", None, "ÅÅÅÅ-MM-DD"),
    (f"{F}/fra", "2020-04-01T00:00:00", None, "ÅÅÅÅ-MM-DD"),
    (f"{F}/fra", "20200401", None, "ÅÅÅÅ-MM-DD"),
    (f"{F}/fra", 20200401, None, "ÅÅÅÅ-MM-DD"),
    (f"{F}/til", "9999-12-31", None, "en åben periode har null"),
    (f"{F}/afslutningsaarsag", "a\0b", None, "tegn, der ikke kan gemmes"),
    (f"{F}/afslutningsaarsag", "\ud800", None, "tegn, der ikke kan gemmes"),
    (f"{F}/borger/cpr", "610180-123", None, "“610180-123”. CPR-nummeret har 10 cifre"),
    (f"{F}/borger/cpr", "990180-1234", None, "ikke med en dato, der findes"),
    (f"{F}/borger/cpr", 6101801234, None, "skrives som en tekst"),
    (f"{F}/borger/cpr", ..., None, "når borgeren ikke findes i forvejen"),
    (f"{F}/borger/navn", ..., None, "når borgeren ikke findes i forvejen"),
    (f"{F}/borger/alder", 40, None, "Feltet er ukendt"),
    (f"{F}/faser", {}, None, "Der skal stå en liste"),
    (f"{F}/faser/0/nr", 9, None, "1, 2, 3"),
    (f"{F}/faser/0/nr", "2", None, "et helt tal"),
    (f"{F}/faser/0/fra", "2020-03-31", None, "begynder før forløbet"),
    (f"{F}/tildelinger/0/fra", "2020-03-31", None, "begynder før forløbet"),
    (f"{F}/tildelinger/0/medarbejder", "m9", None, "“m9”. Der skal stå id på en medarbejder"),
    (f"{F}/tildelinger/0/medarbejder", ["m1"], None, "Der skal stå id på en medarbejder"),
    (f"{F}/ydelser/0/type", "dagpenge", None, "ledighedsydelse"),
    (f"{F}/ydelser/0/til", "2018-04-30", None, "“2018-04-30”. Den sidste dag"),
    (f"{F}/fravaer/0/type", "fridag", None, "sygdom"),
    (f"{F}/fravaer/0/til", "2020-06-30", None, "ligger før den første"),
    (f"{F}/anden_aktoer/0/hjemmel", "stk3", None, "stk1, stk2"),
    (f"{F}/anden_aktoer/0/til", "2020-08-31", None, "ligger før den første"),
    (f"{F}/tilbud/0/type", "kursus", None, "virksomhedspraktik"),
    (f"{F}/tilbud/0/til", "2020-04-30", None, "ligger før den første"),
    (f"{F}/tilbud/0/virksomhed", "v9", None, "id på en virksomhed"),
    (f"{F}/tilbud/0/parallel", "ja", None, "true eller false"),
    (f"{F}/tilbud/0/id", ..., None, "mangler"),
    (f"{F}/tilbud/1", {"id": "t1", "type": "mentor", **PERIODE}, f"{F}/tilbud/1/id", "kun bruges én gang"),
    (f"{JOB}/til", "2020-10-31", None, "ligger før den første"),
    (f"{JOB}/virksomhed", "v9", None, "id på en virksomhed"),
    (f"{JOB}/timer/0/timer", 37.5, None, "37.5. Timer pr. uge er et tal mellem 0 og 37"),
    (f"{JOB}/timer/0/timer", -1, None, "mellem 0 og 37"),
    (f"{JOB}/timer/0/timer", "8", None, "mellem 0 og 37"),
    (f"{JOB}/timer/0/timer", True, None, "mellem 0 og 37"),
    (f"{JOB}/timer/0/timer", 8.125, None, "højst to decimaler"),
    (f"{JOB}/timer/0/intensitet", 0, None, "mellem 1 og 100"),
    (f"{JOB}/timer/0/intensitet", 101, None, "mellem 1 og 100"),
    (f"{JOB}/timer/1", {"fra": "2020-11-01", "timer": 9}, f"{JOB}/timer/1/fra", "fra samme dag"),
    (f"{JOB}/fleksjobaftale", [], None, "Der skal stå et objekt"),
    (f"{JOB}/fleksjobaftale/kontaktperson", "k9", None, "id på en kontaktperson"),
    (f"{JOB}/fleksjobaftale/udfyldt", "i går", None, "ÅÅÅÅ-MM-DD"),
    (f"{JOB}/opfoelgninger/0/form", "fax", None, "telefon"),
    (f"{JOB}/opfoelgninger/0/status", "måske", None, "gennemfoert"),
    (f"{JOB}/opfoelgninger/0/note", "…", None, "Feltet er ukendt"),
    (f"{F}/kontakter/0", "c1", f"{F}/kontakter/0", "Der skal stå et objekt"),
    (f"{F}/kontakter/0/dato", ..., None, "mangler"),
    (f"{F}/kontakter/0/form", "fax", None, "“fax”. Der skal stå en af: telefon"),
    (f"{F}/kontakter/0/status", "holdt", None, "planlagt"),
    (f"{F}/sagsgennemgange/0/resultat", "ja", None, "indsats_aftalt, genbehandling, lovlig_grund"),
    (f"{F}/sagsgennemgange/0/forventet_start", "snart", None, "ÅÅÅÅ-MM-DD"),
    (f"{F}/genbehandlinger/0/moede", ..., None, "mangler"),
    (f"{F}/genbehandlinger/0/indstillede_indsatser", [1], None, "Nr. 0 i listen er 1"),
    (f"{F}/persongruppemarkeringer/0/navn", "", None, "må ikke være tom"),
    (f"{F}/persongruppemarkeringer/0/til", "2020-10-31", None, "ligger før den første"),
    (f"{F}/henvendelser/0/modtaget", "2020-10-01T09:00:00", None, "et tidspunkt med tidszone"),
    (f"{F}/henvendelser/0/modtaget", "2020-10-01", None, "et tidspunkt med tidszone"),
    (f"{F}/henvendelser/0/besvaret", "2020-10-01T08:59:00+02:00", None, "før den er modtaget"),
    ("/forloeb/1", {}, "/forloeb/1/id", "mangler"),
    ("/forloeb/1", [], None, "Der skal stå et objekt"),
    ("/forloeb/1", forloeb(1), "/forloeb/1/id", "“f1”. Samme id står allerede i /forloeb/0"),
]


@pytest.mark.parametrize(("pointer", "vaerdi", "sted", "ord_"), FORKERT)
def test_each_error_has_its_place(pointer, vaerdi, sted, ord_, kommune, rows):
    import_document(dokument(forloeb(8)))
    before, history = rows(), rows(events=True)
    doc = eksempel()
    if pointer.startswith("/forloeb/0/kontakter/0") and vaerdi == "c1":
        doc["forloeb"][0]["kontakter"] = []
    put(doc, pointer, vaerdi)
    found = errors(doc)
    assert [text for place, text in found if place == (sted or pointer) and ord_ in text], found
    assert (rows(), rows(events=True)) == (before, history)


@pytest.mark.parametrize(
    ("liste", "felter"),
    [
        ("faser", {"nr": 2}),
        ("tildelinger", {"medarbejder": "m1"}),
        ("ydelser", {"type": "ledighedsydelse"}),
        ("anden_aktoer", {"hjemmel": "stk1"}),
        ("fravaer", {"type": "ferie"}),
    ],
)
@pytest.mark.parametrize(
    ("anden", "overlapper"),
    [
        ({"fra": "2020-05-01", "til": "2020-05-31"}, False),
        ({"fra": "2020-05-01", "til": None}, False),
        ({"fra": "2020-04-30", "til": "2020-05-31"}, True),
        ({"fra": "2020-04-30", "til": "2020-04-30"}, True),
        ({"fra": "2020-04-01"}, True),
        ({"fra": "2020-04-10", "til": "2020-04-12"}, True),
    ],
)
def test_overlap_is_an_error_and_touching_is_none(liste, felter, anden, overlapper, kommune):
    doc = dokument(forloeb(**{liste: [felter | PERIODE, felter | anden]}))
    if not overlapper:
        assert import_document(doc).forloeb == 1
        return
    ((sted, besked),) = errors(doc)
    assert (sted, f"overlapper {F}/{liste}/0" in besked) == (f"{F}/{liste}/1/fra", True)


def test_an_open_period_overlaps_a_later_one_whatever_the_order(kommune):
    ydelser = [
        {"type": "sygedagpenge", "fra": "2020-08-01"},
        {"type": "ledighedsydelse", "fra": "2020-01-01"},
        {"type": "kontanthjaelp", "fra": "2019-01-01", "til": "2019-12-31"},
    ]
    assert [sted for sted, _ in errors(dokument(forloeb(ydelser=ydelser)))] == [f"{F}/ydelser/1/fra"]


def test_other_overlaps_are_life(kommune):
    hele = {"fra": "2020-04-01", "til": None}
    doc = dokument(
        forloeb(
            fravaer=[{"type": "sygdom", **hele}, {"type": "ferie", **hele}],
            tilbud=[{"id": "t1", "type": "mentor", **hele}, {"id": "t2", "type": "mentor", **hele}],
            ansaettelser=[{"id": "a1", **hele}, {"id": "a2", **hele}],
            persongruppemarkeringer=[{"navn": "X", **hele}, {"navn": "X", **hele}],
            ydelser=[{"type": "ledighedsydelse", "fra": "2018-01-01"}],
        )
    )
    assert import_document(doc).forloeb == 1


@pytest.mark.parametrize(
    ("fase", "felt"),
    [
        ({"fra": "2020-04-01"}, "til"),
        ({"fra": "2020-04-01", "til": "2020-06-01"}, "til"),
        ({"fra": "2020-06-01", "til": "2020-06-01"}, "fra"),
        ({"fra": "2020-03-31", "til": "2020-05-31"}, "fra"),
        ({"fra": "2020-04-01", "til": "2020-05-31"}, None),
    ],
)
@pytest.mark.parametrize(("liste", "felter"), [("faser", {"nr": 2}), ("tildelinger", {"medarbejder": "m1"})])
def test_faser_and_tildelinger_lie_within_a_closed_forloeb(fase, felt, liste, felter, kommune):
    doc = dokument(forloeb(til="2020-05-31", **{liste: [felter | fase]}))
    if felt is None:
        assert import_document(doc).forloeb == 1
    else:
        assert [sted for sted, _ in errors(doc)] == [f"{F}/{liste}/0/{felt}"]


def _same_borger(**felter):
    doc = dokument(forloeb(1, til="2020-12-31"), forloeb(2))
    doc["forloeb"][1]["borger"] = doc["forloeb"][0]["borger"] | felter
    return doc


@pytest.mark.parametrize(
    ("felter", "felt"),
    [({"navn": "En Anden"}, "navn"), ({"cpr": "620180-1001"}, "cpr"), ({"id": "b7"}, "cpr")],
)
def test_one_borger_is_one_person(felter, felt, kommune):
    ((sted, besked),) = errors(_same_borger(**felter))
    assert sted == f"/forloeb/1/borger/{felt}"
    assert "1001" not in besked, "a right CPR number is not shown"


def test_one_borger_may_have_several_forloeb_and_stand_by_id_alone(kommune):
    doc = _same_borger()
    doc["forloeb"][1]["borger"] = {"id": "b1"}
    assert import_document(doc).forloeb == 2


def test_a_second_open_forloeb_of_the_same_model(kommune):
    doc = _same_borger()
    doc["forloeb"][0]["til"] = None
    ((sted, besked),) = errors(doc)
    assert (sted, "forløbet “f1”" in besked) == ("/forloeb/1/til", True)
    doc["forloeb"].pop()
    import_document(doc)
    again = dokument(forloeb(2))
    again["forloeb"][0]["borger"] = {"id": "b1"}
    assert [sted for sted, _ in errors(again)] == ["/forloeb/0/til"]
    again["forloeb"].append(forloeb(1, til="2020-12-31"))
    assert import_document(again).forloeb == 2, "the document closes the first one itself"


def test_what_is_registered_already_must_fit(kommune):
    import_document(
        dokument(
            forloeb(ydelser=[{"type": "ledighedsydelse", **PERIODE}], faser=[{"nr": 2, "fra": "2020-04-01"}])
        )
    )
    found = errors(
        dokument(forloeb(til="2020-12-31", ydelser=[{"type": "sygedagpenge", "fra": "2020-04-30"}], faser=[]))
    )
    assert [sted for sted, _ in found] == ["/forloeb/0/til", "/forloeb/0/ydelser/0/fra"]


def test_an_id_stays_in_its_forloeb_and_a_forloeb_with_its_borger(kommune):
    kontakt = {"id": "c1", "dato": "2020-04-10", "form": "telefon", "status": "gennemfoert"}
    import_document(dokument(forloeb(1, kontakter=[kontakt]), forloeb(2)))
    assert [sted for sted, _ in errors(dokument(forloeb(2, kontakter=[kontakt])))] == [f"{F}/kontakter/0/id"]
    assert [sted for sted, _ in errors(dokument(forloeb(3, kontakter=[kontakt])))] == [f"{F}/kontakter/0/id"]
    assert [sted for sted, _ in errors(dokument(forloeb(3) | {"id": "f1"}))] == [f"{F}/borger/id"]
    assert import_document(dokument(forloeb(1, kontakter=[kontakt]))).antal.nye == 0


def test_ids_are_unique_per_kommune_only(kommune, other_kommune):
    import_document(eksempel())
    doc = eksempel() | {"kommune": other_kommune.kode}
    assert import_document(doc).antal.nye
    with kommunekontekst(other_kommune.pk):
        assert import_document(doc).antal.nye == 0


def test_all_errors_are_collected_in_order_of_the_document(kommune):
    doc = dokument(
        forloeb(1, fra="x", ydelser=[{"type": "y", "fra": "z"}]),
        forloeb(2),
        forloeb(3, kontakter=[{"id": "c"}], tildelinger=[{"medarbejder": "m2", "fra": "2020-04-01"}]),
    )
    doc["medarbejdere"].append({"id": "m2"})
    assert [sted for sted, _ in errors(doc)] == [
        "/medarbejdere/1/navn",
        "/forloeb/0/fra",
        "/forloeb/0/ydelser/0/type",
        "/forloeb/0/ydelser/0/fra",
        "/forloeb/2/tildelinger/0/medarbejder",
        "/forloeb/2/kontakter/0/dato",
        "/forloeb/2/kontakter/0/form",
        "/forloeb/2/kontakter/0/status",
    ]


def test_however_many_errors_only_the_first_are_kept(kommune):
    doc = dokument(forloeb(kontakter=[{"x": nr} for nr in range(600)]))
    with pytest.raises(ImportFejl) as fanget:
        import_document(doc)
    assert (len(fanget.value.fejl), fanget.value.antal) == (1000, 3000)
