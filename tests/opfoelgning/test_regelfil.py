"""The configuration file: what is written is read again as the same, twice is once, and faults are named by place."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pghistory
import pytest
from django.core.management import call_command

from kommuner.actions.regelsaet import save_regelsaet, withdraw_regelsaet
from kommuner.models import Kommune, Regelhistorik, Regelsaet
from kommuner.regelhistorik import historik
from kommuner.regelsaet import Aendring, events, stand
from kommuner.tenancy import kommunekontekst
from opfoelgning.regelfil import export_rules, import_rules
from opfoelgning.sagsdata.dokument import Fildokument
from opfoelgning.sagsdata.eksporter import export_document
from opfoelgning.sagsdata.fejl import ImportFejl
from opfoelgning.sagsdata.importer import import_document
from tests.raekker import DAG, make_medarbejder

FREM = DAG + timedelta(days=30)
FOER = DAG - timedelta(days=30)
NU = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KONTAKT = "kontakt.interval_dage"


@pytest.fixture
def admin(kommune):
    return make_medarbejder("admin", "administrator", navn="Mette Ærø", ekstern_id="m1")


@pytest.fixture
def lived(admin, kommune):
    """A configuration with a past: a version in force, corrected, one to come, one taken back."""

    def save(**fields):
        aendring = Aendring(**{"indsatsmodel": "uif2"} | fields)
        with pghistory.context(user=admin.pk):
            return save_regelsaet(aendring=aendring, by=admin, dag=DAG, stand=stand("uif2"))

    row = save(gyldig_fra=FOER, vaerdier={KONTAKT: 12}, begrundelse="Besluttet i oktober", kilde="Byrådet")
    save(gyldig_fra=FOER, vaerdier={KONTAKT: 11}, begrundelse="Tastefejl: elleve", kilde="Byrådet", pk=row.pk)
    save(gyldig_fra=FREM, vaerdier={KONTAKT: 10}, gaelder_loebende=True)
    gone = save(gyldig_fra=FREM + timedelta(days=9), vaerdier={"fase1_varighed.uger": 8})
    with pghistory.context(user=admin.pk):
        withdraw_regelsaet(pk=gone.pk, by=admin, dag=DAG, stand=stand("uif2"))
    return export_rules(kommune)


def read(document, kommune, by=None):
    """Through the file's text, as the page and the command do."""
    hoved = Fildokument(BytesIO(json.dumps(document).encode())).hoved
    return import_rules(hoved, kommune, DAG, NU, by)


def faults(document, kommune) -> list[str]:
    before = list(Regelsaet.objects.values())
    with pytest.raises(ImportFejl) as caught:
        read(document, kommune)
    assert list(Regelsaet.objects.values()) == before
    assert not Regelhistorik.objects.exists()
    return [str(fejl) for fejl in caught.value.fejl]


def regel(**fields) -> dict:
    return {"indsatsmodel": "uif2", "gyldig_fra": FREM.isoformat(), "vaerdier": {KONTAKT: 10}} | fields


def fil(*regler, **fields) -> dict:
    return {"regelfil": 1, "kommune": "0751", "regler": list(regler)} | fields


def test_the_file_tells_every_version_and_every_step(lived):
    assert [(r["gyldig_fra"], r["vaerdier"], r["af"]) for r in lived["regler"]] == [
        (FOER.isoformat(), {KONTAKT: 11}, {"id": "m1", "navn": "Mette Ærø"}),
        (FREM.isoformat(), {KONTAKT: 10}, {"id": "m1", "navn": "Mette Ærø"}),
    ]
    assert [(h["handling"], h["vaerdier"], h["begrundelse"]) for h in lived["historik"]] == [
        ("oprettet", {KONTAKT: 12}, "Besluttet i oktober"),
        ("rettet", {KONTAKT: 11}, "Tastefejl: elleve"),
        ("oprettet", {KONTAKT: 10}, ""),
        ("oprettet", {"fase1_varighed.uger": 8, KONTAKT: 10}, ""),
        ("slettet", {"fase1_varighed.uger": 8, KONTAKT: 10}, ""),
    ]
    assert {h["af"] for h in lived["historik"]} == {"Mette Ærø"}


def test_reading_ones_own_file_changes_nothing(lived, kommune):
    before = list(Regelsaet.objects.values()), events("uif2").count()
    assert "intet er ændret" in str(read(lived, kommune))
    assert (list(Regelsaet.objects.values()), events("uif2").count()) == before
    assert not Regelhistorik.objects.exists()


def test_an_empty_installation_gets_versions_authors_and_history(lived, kommune):
    """What the database itself kept cannot be removed; a kommune that never had rules stands for another machine."""
    other = Kommune.objects.get(kode="0265")
    # All of the test happens at one instant of the database; the past did not.
    past = [
        step | {"tidspunkt": f"2026-10-0{nr}T09:00:00.123456+02:00"}
        for nr, step in enumerate(lived["historik"], 1)
    ]
    moved = lived | {"kommune": "0265", "historik": past}
    with kommunekontekst(other.pk):
        make_medarbejder("admin.b", "administrator", navn="Mette Ærø", ekstern_id="m1")
        assert str(read(moved, other)) == (
            "Filen er indlæst: 2 nye versioner og 0 ændrede, 5 nye poster i historikken."
        )
        again = export_rules(other)
        assert again["regler"] == lived["regler"]
        assert again["historik"][:5] == past
        assert [(h["handling"], h["af"]) for h in again["historik"][5:]] == [
            ("oprettet", "Indlæst fra fil"),
            ("oprettet", "Indlæst fra fil"),
        ]
        kept = Regelhistorik.objects.count()
        assert "intet er ændret" in str(read(moved, other))
        assert "intet er ændret" in str(read(again, other))
        assert Regelhistorik.objects.count() == kept == 5
    assert not Regelhistorik.objects.exists()


def test_a_file_without_authors_names_who_read_it_once(admin, kommune):
    read(fil(regel(af=None, tidspunkt=None)), kommune, admin)
    row = Regelsaet.objects.get()
    assert (row.af, row.tidspunkt) == (admin, NU)
    assert "intet er ændret" in str(read(fil(regel(af=None, tidspunkt=None)), kommune))
    assert "intet er ændret" in str(read(fil(regel()), kommune))


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (fil(regelfil=2), "/regelfil: 2. Her læses kun version 1 af formatet."),
        (fil(kommune="0265"), "/kommune: «0265». Her læses kun filer fra"),
        (fil(sagsdata=1), "/sagsdata: 1. Feltet er ukendt."),
        (fil(historik={}), "/historik: et objekt. Der skal stå en liste [ … ]."),
        (fil(7), "/regler/0: 7. Der skal stå et objekt { … }."),
        (fil(regel(indsatsmodel="x")), "/regler/0/indsatsmodel: «x». Der skal stå en af:"),
        (fil(regel(gyldig_fra="2026-02-30")), "/regler/0/gyldig_fra: «2026-02-30». Datoen findes ikke."),
        (
            fil(regel(vaerdier={KONTAKT: 0})),
            f"/regler/0/vaerdier/{KONTAKT}: 0. «Højst så længe mellem to kontakter» skal være mindst 1 dag.",
        ),
        (fil(regel(vaerdier={KONTAKT: 1.5})), f"/regler/0/vaerdier/{KONTAKT}: 1.5."),
        (fil(regel(vaerdier={"kontakt.x": 1})), "/regler/0/vaerdier/kontakt.x: 1. Parameteren"),
        (
            fil(regel(gyldig_fra="2099-01-01")),
            "/regler/0/gyldig_fra: «2099-01-01». Dagen ligger mere end 5 år frem.",
        ),
        (fil(regel(), regel()), "/regler/1/gyldig_fra: «2026-12-23». Det samme står allerede i /regler/0."),
        (fil(regel(af="Mette")), "/regler/0/af: «Mette». Der skal stå et objekt med id og navn"),
        (fil(regel(af={"id": 7})), "/regler/0/af: et objekt. Der skal stå et objekt med id og navn"),
        (fil(regel(tidspunkt="i går")), "/regler/0/tidspunkt: «i går»."),
        (fil(regel(ukendt=1)), "/regler/0/ukendt: 1. Feltet er ukendt."),
        (fil(historik=[{}]), "/historik/0/tidspunkt mangler."),
    ],
)
def test_a_fault_is_named_by_its_place_and_nothing_is_stored(kommune, document, told):
    assert any(fault.startswith(told) for fault in faults(document, kommune)), faults(document, kommune)


def test_a_value_that_stands_twice_is_no_value(kommune):
    text = json.dumps(fil(regel())).replace(f'"{KONTAKT}": 10', f'"{KONTAKT}": 10, "{KONTAKT}": 12')
    with pytest.raises(ImportFejl) as caught:
        import_rules(Fildokument(BytesIO(text.encode())).hoved, kommune, DAG, NU)
    (fault,) = map(str, caught.value.fejl)
    assert fault.startswith("/regler/0/vaerdier: ")
    assert fault.endswith(f"{KONTAKT} står flere gange i samme objekt.")


@pytest.mark.parametrize("values", [{"a": 1.5}, {"a": {}}, {"a": "\0"}, {"a": ["x", 1]}, []])
def test_faulty_values_in_the_history_are_refused(lived, kommune, values):
    step = lived["historik"][0] | {"vaerdier": values, "tidspunkt": "2020-01-01T12:00:00+01:00"}
    assert faults(fil(historik=[step]), kommune)[0].startswith("/historik/0/vaerdier")


def test_a_faulty_file_leaves_its_faultless_part_out_too(kommune):
    assert len(faults(fil(regel(), regel(gyldig_fra="2027-01-01", vaerdier={KONTAKT: 0})), kommune)) == 1


def test_a_version_that_has_governed_needs_a_reason_in_the_file(lived, kommune):
    other = regel(gyldig_fra=FOER.isoformat(), vaerdier={KONTAKT: 9})
    assert faults(fil(other | {"begrundelse": None}), kommune) == [
        "/regler/0/begrundelse: null. Dagene fra 24. oktober 2026 er gået. "
        "Skriv i filen med mindst 10 tegn, hvorfor værdierne er nogle andre."
    ]
    assert faults(fil(regel(gyldig_fra="2020-04-01")), kommune)[0].startswith(
        "/regler/0/begrundelse mangler."
    )
    read(fil(other | {"begrundelse": "Aftalt med KL i november"}), kommune)
    row = Regelsaet.objects.get(gyldig_fra=FOER)
    assert (row.vaerdier, row.begrundelse) == ({KONTAKT: 9}, "Aftalt med KL i november")


def test_the_rules_of_a_sagsdata_document_are_exact_and_name_no_author_they_do_not_know(lived, kommune):
    document = {"sagsdata": 1, "kommune": "0751", "regler": [regel(gaelder_loebende_frister=True)]}
    import_document(document)
    row = Regelsaet.objects.get(gyldig_fra=FREM)
    assert row.af is not None  # the same values: nothing was written
    import_document(document | {"regler": [regel()]})
    row.refresh_from_db()
    assert (row.gaelder_loebende, row.af, row.tidspunkt) == (False, None, None)
    written = json.loads("".join(export_document(kommune)))
    assert written["regler"][1] == regel() | {"kilde": None}


def test_another_kommunes_rules_are_in_no_file(lived, kommune, other_kommune):
    with kommunekontekst(other_kommune.pk):
        Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=date(2020, 1, 1), vaerdier={KONTAKT: 5})
    assert export_rules(kommune) == lived
    assert len(historik("uif2")) == 5


def test_the_commands_carry_the_file(lived, kommune, tmp_path, capsys):
    path = tmp_path / "regler.json"
    call_command("eksporter_regler", kommune="0751", ud=str(path))
    assert json.loads(path.read_text("utf-8")) == lived
    call_command("eksporter_regler", kommune="0751")
    assert json.loads(capsys.readouterr().out) == lived
    call_command("importer_regler", str(path))
    assert "intet er ændret" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "Linje 1"),
        (json.dumps(fil(regel(vaerdier={KONTAKT: 0}))), f"/regler/0/vaerdier/{KONTAKT}: 0."),
        (json.dumps(fil(kommune="9999")), "/kommune: «9999». Kommunen findes ikke."),
    ],
)
def test_the_command_says_what_is_wrong(kommune, tmp_path, capsys, text, told):
    path = tmp_path / "regler.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SystemExit) as caught:
        call_command("importer_regler", str(path))
    assert caught.value.code == 1
    assert told in capsys.readouterr().err
    assert not Regelsaet.objects.exists()


def test_a_missing_file_is_told(capsys, kommune):
    with pytest.raises(SystemExit):
        call_command("importer_regler", "/findes/ikke.json")
    assert "filen eller mappen findes ikke" in capsys.readouterr().err
