"""Every error has its place, the value and what was expected; nothing of a document with errors is stored."""

import pytest

from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata.fejl import ImportFejl
from opfoelgning.sagsdata.importer import import_document
from tests.sagsdata.dokumenter import dokument, eksempel, forloeb, put
from tests.sagsdata.forkert import FORKERT, PERIODE

F = "/forloeb/0"


def errors(doc) -> list[tuple[str, str]]:
    with pytest.raises(ImportFejl) as fanget:
        import_document(doc)
    return [(fejl.pointer, str(fejl)) for fejl in fanget.value.fejl]


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
    assert (sted, "forløbet «f1»" in besked) == ("/forloeb/1/til", True)
    doc["forloeb"].pop()
    import_document(doc)
    again = dokument(forloeb(2))
    again["forloeb"][0]["borger"] = {"id": "b1"}
    assert [sted for sted, _ in errors(again)] == ["/forloeb/0/til"]
    again["forloeb"].append(forloeb(1, til="2020-12-31"))
    assert import_document(again).forloeb == 2, "the document closes the first one itself"


def test_what_is_registered_already_must_fit(kommune):
    """A list the document leaves out stays, and must lie within the forløb as the document has it."""
    import_document(dokument(forloeb(faser=[{"nr": 2, "fra": "2020-04-01"}])))
    assert [sted for sted, _ in errors(dokument(forloeb(til="2020-12-31")))] == ["/forloeb/0/til"]


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
