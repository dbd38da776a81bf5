"""The commands as a shell sees them: what is on which stream, the exit code, the files."""

import io
import json
import os
import stat
from contextlib import suppress

import pytest
from django.core.management import call_command

from forloeb.models import Forloeb, Markering
from opfoelgning.models import Sagsstatus, Vurdering
from opfoelgning.sagsdata.importer import import_document
from tests.sagsdata.dokumenter import dokument, eksempel, forloeb


@pytest.fixture
def fil(tmp_path):
    def fil(doc, navn="sager.json"):
        sti = tmp_path / navn
        sti.write_bytes(doc if isinstance(doc, bytes) else json.dumps(doc).encode())
        return sti

    return fil


def test_in_and_out_again(kommune, fil, run, tmp_path):
    ind = run("importer", fil(eksempel()))
    assert (ind.code, ind.out) == (0, "")
    assert "1 forløb er indlæst i kommune 0751" in ind.err
    ud = run("eksporter")
    assert (ud.code, ud.err, json.loads(ud.out)) == (0, "", eksempel())
    maal = tmp_path / "ud.json"
    skrevet = run("eksporter", "--kommune", "0751", "--forloeb", "f1", "--ud", maal)
    assert (skrevet.code, skrevet.out) == (0, "")
    assert json.loads(maal.read_text("utf-8")) == eksempel()
    assert stat.S_IMODE(maal.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("doc", "sted", "ord_"),
    [
        (dokument(forloeb(fra="2026-02-31")), "/forloeb/0/fra: ", "«2026-02-31». Datoen findes ikke"),
        (dokument(forloeb()) | {"kommune": "0000"}, "/kommune: ", "«0000»"),
        (b'{"sagsdata": 1,\n "kommune" "0751"}', "Linje 2, kolonne 12: ", "kolon"),
        (b"[]", "Dokumentet: ", "et objekt"),
    ],
)
def test_errors_go_to_standard_error_and_nothing_is_stored(doc, sted, ord_, kommune, fil, run, rows):
    before = rows()
    svar = run("importer", fil(doc))
    assert (svar.code, svar.out) == (1, "")
    assert sted in svar.err and ord_ in svar.err and "Intet er gemt." in svar.err
    assert rows() == before


def test_many_errors_are_counted(kommune, fil, run):
    svar = run("importer", fil(dokument(forloeb(kontakter=[{} for _ in range(50)]))))
    assert svar.err.count("mangler") == 100
    assert "… og 100 fejl mere." in svar.err


def test_a_file_that_is_not_there(kommune, run, tmp_path):
    svar = run("importer", tmp_path / "findes-ikke.json")
    assert (svar.code, svar.out) == (1, "")
    assert "Kan ikke læse eller skrive" in svar.err


def test_the_faulty_go_to_a_file_that_can_be_put_right(kommune, fil, run, tmp_path):
    doc = eksempel()
    doc["medarbejdere"].append({"id": "m2", "navn": "Ikke nævnt"})
    doc["forloeb"][0]["ydelser"][0]["type"] = "dagpenge"
    doc["forloeb"].append(forloeb(2))
    svar = run("importer", fil(doc), "--spring-over-fejl")
    rest = tmp_path / "sager-fejl.json"
    assert (svar.code, svar.out) == (0, "")
    assert "/forloeb/0/ydelser/0/type: «dagpenge»" in svar.err and str(rest) in svar.err
    assert list(Forloeb.objects.values_list("ekstern_id", flat=True)) == ["f2"]
    assert stat.S_IMODE(rest.stat().st_mode) == 0o600
    tilbage = json.loads(rest.read_text("utf-8"))
    assert [en["id"] for en in tilbage["medarbejdere"]] == ["m1"]
    assert [en["id"] for en in tilbage["virksomheder"]] == ["v1"]
    tilbage["forloeb"][0]["ydelser"][0]["type"] = "ledighedsydelse"
    assert run("importer", fil(tilbage, "rettet.json")).code == 0
    assert json.loads(run("eksporter", "--forloeb", "f1").out)["forloeb"] == eksempel()["forloeb"]


def test_without_faulty_there_is_no_file(kommune, fil, run, tmp_path):
    assert (
        run("importer", fil(eksempel()), "--spring-over-fejl", "--fejlfil", tmp_path / "rest.json").code == 0
    )
    assert run("importer", fil(b"{}", "tom.json"), "--spring-over-fejl").code == 1
    assert sorted(sti.name for sti in tmp_path.iterdir()) == ["sager.json", "tom.json"]


def test_export_asks_which_kommune(kommune, other_kommune, run):
    assert "Ingen kommune har sager" in run("eksporter").err
    import_document(eksempel())
    import_document(eksempel() | {"kommune": other_kommune.kode})
    svar = run("eksporter")
    assert (svar.code, svar.out) == (1, "")
    assert "Flere kommuner har sager: 0265 (Roskilde), 0751 (Aarhus)" in svar.err
    assert json.loads(run("eksporter", "--kommune", "0265").out)["kommune"] == "0265"


@pytest.mark.parametrize("kommando", ["eksporter", "vurder"])
def test_what_does_not_exist_is_said(kommando, kommune, run):
    import_document(eksempel())
    for valg, ord_ in (
        (("--kommune", "9999"), "Kommunen «9999» findes ikke"),
        (("--kommune", "0751", "--forloeb", "f1", "fx"), "Forløbet «fx» findes ikke"),
    ):
        svar = run(kommando, *valg)
        assert (svar.code, svar.out) == (1, "")
        assert ord_ in svar.err


def test_judging_prints_a_line_per_forloeb_in_order_of_id_and_writes_nothing(
    kommune, other_kommune, run, rows
):
    import_document(dokument(*(forloeb(nr) for nr in (10, 2)), forloeb(1, til="2020-05-01")))
    import_document(dokument(forloeb(9) | {"id": "F9"}, medarbejdere=[], kommune=other_kommune.kode))
    before = rows()
    svar = run("vurder", "--dato", "2020-10-01")
    linjer = [json.loads(linje) for linje in svar.out.splitlines()]
    assert [linje["forloeb"] for linje in linjer] == ["F9", "f1", "f10", "f2"]
    assert all(
        linje == {"forloeb": linje["forloeb"], "dato": "2020-10-01", "vurderinger": []} for linje in linjer
    )
    assert (svar.code, svar.err, rows()) == (0, "", before)
    assert (Markering.objects.count(), Sagsstatus.objects.count(), Vurdering.objects.count()) == (3, 0, 0)
    assert [json.loads(x)["forloeb"] for x in run("vurder", "--kommune", "0265").out.splitlines()] == ["F9"]
    assert run("vurder", "--dato", "2020-10-32").code == 1


def test_the_table_is_aligned(kommune, run):
    import_document(eksempel() | {"forloeb": [*eksempel()["forloeb"], forloeb(2)]})
    hoved, *raekker = run("vurder", "--dato", "2020-12-01", "--format", "tabel").out.splitlines()
    assert hoved.split() == ["Forløb", "Regel", "Genstand", "Tilstand", "Frist", "Siden", "Regelsæt"]
    kontakt = next(raekke for raekke in raekker if " kontakt " in raekke)
    assert kontakt.index("overskredet") == hoved.index("Tilstand")
    assert raekker[-1].split() == ["f2", "–"]


@pytest.mark.parametrize("kommando", [["vurder"], ["vurder", "--format", "tabel"], ["eksporter"]])
def test_a_reader_who_has_seen_enough_ends_the_run_in_one_sentence(kommando, kommune):
    import_document(eksempel())
    laeser, skriver = os.pipe()
    os.close(laeser)
    ud, err = os.fdopen(skriver, "w"), io.StringIO()
    with pytest.raises(SystemExit) as slut:
        call_command(*kommando, stdout=ud, stderr=err)
    with suppress(BrokenPipeError):
        ud.close()
    assert slut.value.code == 1
    assert err.getvalue() == "Kan ikke skrive til standard output: modtageren har lukket.\n"
