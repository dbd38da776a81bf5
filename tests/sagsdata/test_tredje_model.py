"""A made-up third model, put there as a data file alone: into a document, through `vurder`, and onto the pages."""

import json

import pytest
from django.urls import reverse

from borgere.models import Borger
from kommuner import indsatsmodel
from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning import ordvalg
from opfoelgning.sagsdata.fejl import ImportFejl
from opfoelgning.sagsdata.importer import import_document
from tests.opfoelgning.sager import client_for, kontor, text_of
from tests.regler.test_modeller import TREDJE
from tests.sagsdata.dokumenter import dokument, forloeb

__all__ = ["kontor"]


@pytest.fixture
def spor9(tmp_path, monkeypatch):
    """The shipped data files and one more."""
    for fil in indsatsmodel.MAPPE.glob("*.json"):
        (tmp_path / fil.name).write_bytes(fil.read_bytes())
    (tmp_path / "spor9.json").write_text(json.dumps(TREDJE), "utf-8")
    monkeypatch.setattr(indsatsmodel, "MAPPE", tmp_path)
    husket = (indsatsmodeller, ordvalg._regel)
    for en in husket:
        en.cache_clear()
    yield
    for en in husket:
        en.cache_clear()


def sag(medarbejder: str = "m1", **andet) -> dict:
    """Letters every third week: one was sent Saturday 31 October, the next is due Monday 23 November."""
    kontakter = [{"id": "c1", "dato": "2026-10-31", "form": "brev", "status": "gennemfoert"}]
    tildelinger = [{"medarbejder": medarbejder, "fra": "2026-10-01", "til": "2026-11-25"}]
    felter = {"kontakter": kontakter, "tildelinger": tildelinger, **andet}
    faser = [{"nr": 7, "fra": "2026-10-01"}]
    return forloeb() | {"indsatsmodel": "spor9", "fra": "2026-10-01", "faser": faser} | felter


def vurderinger(run, dag: str) -> list[tuple]:
    (linje,) = run("vurder", "--dato", dag, "--forloeb", "f1").out.splitlines()
    return [(v["regel"], v["tilstand"], v["frist"], v["siden"]) for v in json.loads(linje)["vurderinger"]]


def test_a_document_of_the_model_is_judged_by_its_rules_and_the_kommunes_values(kommune, run, spor9):
    egne = {"indsatsmodel": "spor9", "gyldig_fra": "2026-12-01", "vaerdier": {"brevkontakt.interval_uger": 1}}
    brev = {"id": "c2", "dato": "2026-12-01", "form": "brev", "status": "gennemfoert"}
    en_sag = sag()
    import_document(dokument({**en_sag, "kontakter": [*en_sag["kontakter"], brev]}, regler=[egne]))
    # Three weeks after the letter is a Saturday, which the model itself moves to Monday.
    assert vurderinger(run, "2026-11-23") == [("brevkontakt", "varsel", "2026-11-23", "2026-11-16")]
    assert vurderinger(run, "2026-11-26") == [
        ("brevkontakt", "overskredet", "2026-11-23", "2026-11-24"),
        ("konsulent", "overskredet", "2026-11-25", "2026-11-26"),
    ]
    assert vurderinger(run, "2026-12-02")[0] == ("brevkontakt", "loeber", "2026-12-08", "2026-12-01")
    ud = json.loads(run("eksporter", "--kommune", "0751").out)
    assert (ud["forloeb"][0]["indsatsmodel"], ud["regler"][0]["indsatsmodel"]) == ("spor9", "spor9")


@pytest.mark.parametrize(
    ("forkert", "sted"),
    [
        ({"faser": [{"nr": 2, "fra": "2026-10-01"}]}, "/forloeb/0/faser/0/nr"),
        ({"indsatsmodel": "spor10"}, "/forloeb/0/indsatsmodel"),
    ],
)
def test_what_the_model_does_not_have_is_refused(forkert, sted, kommune, spor9):
    with pytest.raises(ImportFejl) as fejl:
        import_document(dokument(sag() | forkert))
    assert [en.pointer for en in fejl.value.fejl] == [sted]


def test_the_pages_speak_the_models_words(kontor, spor9):
    dok = dokument(sag(kontor.mette.ekstern_id))
    del dok["medarbejdere"]
    import_document(dok)
    borger = Borger.objects.get(ekstern_id="b1").pk
    browser = client_for(kontor.mette)
    mine = text_of(browser.get(reverse("mine")))
    assert "Brev hver tredje uge" in mine and "7 Opstart" in mine
    side = text_of(browser.get(reverse("borger", args=[borger])))
    assert "Brev hver tredje uge" in side and "Opstart" in side and "Opfundet" in side
    hvorfor = text_of(browser.get(reverse("hvorfor", args=[borger, "brevkontakt"])))
    for ord_ in ("Brev hver tredje uge", "23. november 2026", "Kontakt gennemført (brev)", "Ingen kontakt"):
        assert ord_ in hvorfor
    for html in (mine, side, hvorfor):
        assert "brevkontakt.interval" not in html and "spor9/standard" not in html
    assert "Passivitetsur" not in side


def test_a_borger_in_flere_skal_med_2_has_her_page(kontor):
    faser = [{"nr": 2, "fra": "2026-10-01"}]
    dok = dokument(sag(kontor.mette.ekstern_id, indsatsmodel="fsm2", faser=faser))
    del dok["medarbejdere"]
    import_document(dok)
    side = client_for(kontor.mette).get(reverse("borger", args=[Borger.objects.get(ekstern_id="b1").pk]))
    assert side.status_code == 200
    assert "Kontakt i trin 2" in text_of(side) and "Passivitetsur" not in text_of(side)
