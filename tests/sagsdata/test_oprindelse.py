"""What was made on screen and what came from a file: a document takes nothing of the first, and says when it would."""

import json
from datetime import date

import pytest
from django.apps import apps

from aftaler.models import Ansaettelse, Timer
from forloeb.models import Fase, Forloeb, Fravaer
from forloeb.registreret import UdenId
from kommuner.models import Fravaerstype, Medarbejder
from opfoelgning.sagsdata.eksporter import export_document
from opfoelgning.sagsdata.fejl import ImportFejl
from opfoelgning.sagsdata.importer import import_document
from opfoelgning.sagsdata.lagring import Antal
from tests.sagsdata.dokumenter import dokument, eksempel, forloeb

# Made on screen only: no file knows of them.
KUN_HER = {"Afgoerelse", "Rehabiliteringsmoede", "Sagsbehandling"}
KENDTE = (m for m in apps.get_models() if issubclass(m, UdenId) and m.__name__ not in KUN_HER)
UDEN_ID = sorted(KENDTE, key=lambda m: m.__name__)
# Per list of the example without ids: values that overlap what it has, and say something else.
ANDET = {
    "faser": {"til": "2020-10-31"},
    "tildelinger": {"skifteaarsag": "ferie"},
    "ydelser": {"fra": "2019-01-01"},
    "fravaer": {"til": "2020-07-28"},
    "anden_aktoer": {"hjemmel": "stk2"},
    "sagsgennemgange": {"resultat": "lovlig_grund"},
    "genbehandlinger": {"progressionsmaal": "Et andet"},
    "persongruppemarkeringer": {"til": "2021-11-01"},
}
each_list = pytest.mark.parametrize("navn", ANDET)


def exported(kommune) -> dict:
    return json.loads("".join(export_document(kommune)))


def mark_as_made_here() -> None:
    """As if everything without an id had been made on screen."""
    for model in UDEN_ID:
        model.objects.update(fra_fil=False)


def refused(doc) -> list[tuple[str, str]]:
    with pytest.raises(ImportFejl) as refusal:
        import_document(doc)
    return [(fejl.pointer, fejl.besked) for fejl in refusal.value.fejl]


def test_the_nine_kinds_without_an_id():
    assert [m.__name__ for m in UDEN_ID] == [
        "AndenAktoer",
        "Fase",
        "Fravaer",
        "Genbehandling",
        "Persongruppemarkering",
        "Sagsgennemgang",
        "Tildeling",
        "Timer",
        "Ydelse",
    ]


@pytest.mark.parametrize("model", UDEN_ID, ids=lambda m: m.__name__)
def test_what_an_import_makes_is_from_a_file(kommune, model):
    import_document(eksempel())
    assert set(model.objects.values_list("fra_fil", "registreret_af")) == {(True, None)}


@each_list
def test_an_emptied_list_takes_nothing_made_on_screen(kommune, navn):
    import_document(eksempel())
    mark_as_made_here()
    tom = eksempel()
    tom["forloeb"][0][navn] = []
    assert import_document(tom).antal == Antal()
    assert exported(kommune) == eksempel()


def test_a_list_without_it_leaves_hours_made_on_screen(kommune):
    import_document(eksempel())
    job = Ansaettelse.objects.get()
    Timer.objects.create(forloeb_id=job.forloeb_id, ansaettelse=job, fra=date(2021, 1, 1), timer=10)
    assert import_document(eksempel()).antal == Antal()
    assert [str(t.timer) for t in Timer.objects.order_by("fra")] == ["8.00", "10.00"]


def test_an_equal_one_is_the_same_and_stays_made_on_screen(kommune, rows):
    import_document(eksempel())
    mark_as_made_here()
    before, history = rows(), rows(events=True)
    assert import_document(eksempel()).antal == Antal()
    assert (rows(), rows(events=True)) == (before, history)
    assert not Fravaer.objects.get().fra_fil


def test_what_was_made_on_screen_goes_out_and_comes_in_again_as_it_was(kommune):
    import_document(eksempel())
    ferie = Fravaerstype.objects.get(kode="ferie")
    Fravaer.objects.create(
        forloeb=Forloeb.objects.get(), type=ferie, start=date(2020, 8, 1), slut=date(2020, 8, 6)
    )
    ude = exported(kommune)
    assert len(ude["forloeb"][0]["fravaer"]) == 2
    assert import_document(ude).antal == Antal()
    assert exported(kommune) == ude
    Forloeb.objects.get().fravaer.all().delete()
    import_document(ude)
    assert exported(kommune) == ude


@each_list
def test_a_document_that_overlaps_what_was_made_on_screen_is_refused_at_its_place(kommune, navn):
    import_document(eksempel())
    mark_as_made_here()
    doc = eksempel()
    doc["forloeb"][0][navn][0] |= ANDET[navn]
    ((pointer, besked),) = refused(doc)
    assert pointer.startswith(f"/forloeb/0/{navn}/0/")
    assert besked.startswith("Der er registreret noget andet på skærmen")
    assert besked.endswith("Ret det dér, eller ret dokumentet.")
    assert exported(kommune) == eksempel()


def test_hours_of_the_same_day_are_refused_at_their_place(kommune):
    import_document(eksempel())
    mark_as_made_here()
    doc = eksempel()
    doc["forloeb"][0]["ansaettelser"][0]["timer"][0]["timer"] = 9
    ((pointer, besked),) = refused(doc)
    assert pointer == "/forloeb/0/ansaettelser/0/timer/0/fra"
    assert "på skærmen 1. november 2020." in besked


def test_the_refusal_says_which_days(kommune):
    import_document(eksempel())
    mark_as_made_here()
    doc = eksempel()
    doc["forloeb"][0]["fravaer"] = [{"type": "ferie", "fra": "2020-07-20", "til": "2020-07-25"}]
    assert refused(doc) == [
        (
            "/forloeb/0/fravaer/0/fra",
            "Der er registreret noget andet på skærmen 1. juli 2020 – 21. juli 2020. "
            "Ret det dér, eller ret dokumentet.",
        )
    ]


def test_absence_of_another_type_may_overlap(kommune):
    import_document(eksempel())
    mark_as_made_here()
    doc = eksempel()
    doc["forloeb"][0]["fravaer"].append({"type": "sygdom", "fra": "2020-07-10", "til": "2020-07-12"})
    assert import_document(doc).antal.nye == 1
    assert exported(kommune) == doc


def test_a_file_still_corrects_what_came_from_a_file_beside_what_did_not(kommune):
    import_document(dokument(forloeb(fravaer=[{"type": "ferie", "fra": "2020-07-01", "til": "2020-07-21"}])))
    sygdom = Fravaerstype.objects.get(kode="sygdom")
    Fravaer.objects.create(forloeb=Forloeb.objects.get(), type=sygdom, start=date(2020, 9, 1))
    import_document(dokument(forloeb(fravaer=[{"type": "ferie", "fra": "2020-07-02", "til": "2020-07-22"}])))
    assert [(f.start.isoformat(), f.fra_fil) for f in Fravaer.objects.order_by("start")] == [
        ("2020-07-02", True),
        ("2020-09-01", False),
    ]


def test_a_forloeb_does_not_shrink_away_from_what_was_made_on_screen(kommune):
    faser = [{"nr": 2, "fra": "2020-04-01", "til": "2020-05-31"}]
    import_document(dokument(forloeb(faser=faser)))
    Fase.objects.create(forloeb=Forloeb.objects.get(), nr=3, start=date(2020, 6, 1))
    ((pointer, besked),) = refused(dokument(forloeb(faser=faser, til="2020-12-31")))
    assert pointer == "/forloeb/0/til"
    assert "faser fra 2020-06-01" in besked


def test_made_here_by_default(kommune):
    import_document(eksempel())
    mette = Medarbejder.objects.get()
    sygdom = Fravaerstype.objects.get(kode="sygdom")
    fravaer = Fravaer.objects.create(
        forloeb=Forloeb.objects.get(), type=sygdom, start=date(2020, 9, 1), registreret_af=mette
    )
    fravaer.refresh_from_db()
    assert (fravaer.fra_fil, fravaer.version, fravaer.registreret_tidspunkt is not None) == (False, 1, True)
