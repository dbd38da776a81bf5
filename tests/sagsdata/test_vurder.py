"""The worked examples of the rule text, from document to line."""

import json

import pytest

from opfoelgning.sagsdata.importer import import_document
from tests.sagsdata.dokumenter import dokument, forloeb

FASE2 = {
    "faser": [{"nr": 2, "fra": "2020-04-01"}],
    "tildelinger": [{"medarbejder": "m1", "fra": "2020-04-01"}],
}
LEDIG = {"ydelser": [{"type": "ledighedsydelse", "fra": "2018-05-01"}]}
PLAIN = "Ledighedsydelse uden virksomhedsrettet indsats"


def ferie(fra: str, til: str) -> dict:
    return {"fravaer": [{"type": "ferie", "fra": fra, "til": til}]}


def tilbud(type_: str, fra: str, til: str) -> dict:
    return {"tilbud": [{"id": "t1", "type": type_, "fra": fra, "til": til}]}


EXAMPLES = [
    (FASE2, "kontakt", "2020-04-15", "varsel", "2020-04-15"),
    (FASE2, "kontakt", "2020-04-16", "overskredet", "2020-04-15"),
    (FASE2 | ferie("2020-04-10", "2020-04-20"), "kontakt", "2020-04-15", "pause", None),
    (FASE2 | ferie("2020-04-10", "2020-04-20"), "kontakt", "2020-05-04", "varsel", "2020-05-04"),
    (FASE2 | ferie("2020-04-10", "2020-04-20"), "kontakt", "2020-05-05", "overskredet", "2020-05-04"),
    (LEDIG, "passivitet", "2020-09-30", "varsel", "2020-09-30"),
    (LEDIG, "passivitet", "2020-10-01", "overskredet", "2020-09-30"),
    (LEDIG | ferie("2020-07-01", "2020-07-21"), "passivitet", "2020-10-21", "varsel", "2020-10-21"),
    (LEDIG | ferie("2020-07-01", "2020-07-21"), "passivitet", "2020-10-22", "overskredet", "2020-10-21"),
    (
        LEDIG | tilbud("virksomhedspraktik", "2020-05-01", "2020-05-14"),
        "passivitet",
        "2020-05-14",
        None,
        None,
    ),
    (
        LEDIG | tilbud("virksomhedspraktik", "2020-05-01", "2020-05-14"),
        "passivitet",
        "2020-11-14",
        "varsel",
        "2020-11-14",
    ),
    (
        LEDIG | tilbud("virksomhedspraktik", "2020-05-01", "2020-05-14"),
        "passivitet",
        "2020-11-15",
        "overskredet",
        "2020-11-14",
    ),
    (
        LEDIG | tilbud("jobrettet_uddannelse", "2020-05-01", "2020-07-31"),
        "passivitet",
        "2020-10-01",
        "overskredet",
        "2020-09-30",
    ),
    (
        LEDIG | {"genbehandlinger": [{"moede": "2020-10-12"}]},
        "passivitet",
        "2021-04-11",
        "varsel",
        "2021-04-11",
    ),
    (
        LEDIG | {"genbehandlinger": [{"moede": "2020-10-12"}]},
        "passivitet",
        "2021-04-12",
        "overskredet",
        "2021-04-11",
    ),
    ({"faser": [{"nr": 1, "fra": "2020-04-01"}]}, "fase1_varighed", "2020-06-10", "varsel", "2020-06-10"),
    (
        {"faser": [{"nr": 1, "fra": "2020-04-01"}]},
        "fase1_varighed",
        "2020-06-11",
        "overskredet",
        "2020-06-10",
    ),
]


@pytest.mark.parametrize(("felter", "regel", "dag", "tilstand", "frist"), EXAMPLES)
def test_the_worked_examples(felter, regel, dag, tilstand, frist, kommune, run):
    import_document(dokument(forloeb(**felter)))
    (linje,) = run("vurder", "--dato", dag, "--kommune", "0751", "--forloeb", "f1").out.splitlines()
    fundet = {v["regel"]: (v["tilstand"], v["frist"]) for v in json.loads(linje)["vurderinger"]}
    assert fundet.get(regel, (None, None)) == (tilstand, frist)


def test_the_line_of_the_format(kommune, run):
    # The statutory calendar is switched off, as a kommune may; what is left is the line the format's page shows.
    lov = ("revurdering", "anden_aktoer_ret", "anden_aktoer_pligt")
    vaerdier = {"kontakt.interval_dage": 21} | {f"{regel}.aktiv": "nej" for regel in lov}
    regler = [{"indsatsmodel": "uif2", "gyldig_fra": "2020-04-01", "vaerdier": vaerdier}]
    import_document(dokument(forloeb(**LEDIG), regler=regler))
    assert run("vurder", "--dato", "2020-10-01").out == (
        '{"forloeb": "f1", "dato": "2020-10-01", "vurderinger": ['
        '{"regel": "passivitet", "genstand": null, "tilstand": "overskredet", "frist": "2020-09-30", '
        '"siden": "2020-10-01", "regelsaet": "uif2/0751/2020-04-01", "forklaring": ['
        '{"fra": "2020-04-01", "til": "2020-09-30", "effekt": "taeller", "dage": 183, '
        f'"grund": "{PLAIN}"}}]}}]}}\n'
    )


def test_a_job_is_named_by_its_id(kommune, run):
    job = {"id": "a-7", "fra": "2020-05-01", "timer": [{"fra": "2020-05-01", "timer": 8}]}
    import_document(dokument(forloeb(ansaettelser=[job])))
    vurderinger = json.loads(run("vurder", "--dato", "2020-05-02").out)["vurderinger"]
    assert ("fleksjobaftale", "a-7") in {(v["regel"], v["genstand"]) for v in vurderinger}


HENVENDELSE = {"henvendelser": [{"id": "h1", "modtaget": "2020-10-24T09:30:00+02:00", "besvaret": None}]}


@pytest.mark.parametrize(
    ("dato", "tilstand"),
    [
        ("2020-10-25T08:30", "varsel"),  # summer time has ended: an hour less on the clock
        ("2020-10-25T08:31", "overskredet"),
        ("2020-10-25T07:30:01+00:00", "overskredet"),
        ("2020-10-25T07:30:00Z", "varsel"),
        ("2020-10-24T10:00", "loeber"),
        ("2020-10-24", "loeber"),
        ("2020-10-25", "overskredet"),
    ],
)
def test_an_answer_is_judged_to_the_minute(kommune, run, dato, tilstand):
    import_document(dokument(forloeb(**HENVENDELSE)))
    svar = json.loads(run("vurder", "--dato", dato).out)
    assert [v["tilstand"] for v in svar["vurderinger"] if v["regel"] == "svar"] == [tilstand]
    assert svar["dato"] == dato[:10]


@pytest.mark.parametrize("dato", ["2020-10-25T", "2020-10-25T25:00", "T10:00", "1700-01-01T10:00"])
def test_an_instant_that_is_none_is_refused(kommune, run, dato):
    svar = run("vurder", "--dato", dato)
    assert svar.code == 1
    assert svar.err.startswith(f"--dato {dato}: ")
