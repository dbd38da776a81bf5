"""Companies in and out once people have worked with them on screen."""

import json

from aftaler.actions import virksomhed as actions
from aftaler.models import Kontaktperson, Virksomhed, name_fields
from opfoelgning.sagsdata.eksporter import export_document
from opfoelgning.sagsdata.importer import import_document
from tests.raekker import make_medarbejder
from tests.sagsdata.dokumenter import eksempel


def merged(kommune) -> Virksomhed:
    """The example, read, and its company merged into one made on screen."""
    import_document(eksempel())
    ind_i = Virksomhed.objects.create(**name_fields("Åby Planteskole"), adresse="Engvej 1")
    leder = make_medarbejder("leder", "teamleder")
    actions.merge_virksomhed(dublet=Virksomhed.objects.get(ekstern_id="v1"), ind_i=ind_i, by=leder)
    return ind_i


def test_a_name_from_a_document_can_be_sorted_and_searched(kommune):
    doc = eksempel()
    import_document(doc)
    doc["virksomheder"][0]["navn"] = "Åby Planteskole"
    import_document(doc)
    assert Virksomhed.objects.values_list("navn_sortering", "navn_soegning").get() == (
        "}by planteskole",
        " åby planteskole",
    )


def test_what_the_format_does_not_know_is_left_alone(kommune):
    import_document(eksempel())
    Virksomhed.objects.update(adresse="Engvej 1", bynavn="Vestby")
    Kontaktperson.objects.update(funktion="indehaver", aktiv=False)
    import_document(eksempel())
    assert Virksomhed.objects.values_list("adresse", "bynavn").get() == ("Engvej 1", "Vestby")
    assert Kontaktperson.objects.values_list("funktion", "aktiv").get() == ("indehaver", False)


def test_a_document_read_again_after_a_merge_undoes_nothing(kommune, rows):
    ind_i = merged(kommune)
    before = rows()
    import_document(eksempel())
    assert rows() == before
    assert ind_i.ansaettelser.count() == ind_i.tilbud.count() == ind_i.kontaktpersoner.count() == 1


def test_a_merged_company_is_written_once(kommune):
    ind_i = merged(kommune)
    ud = json.loads("".join(export_document(kommune)))
    assert [v["id"] for v in ud["virksomheder"]] == [ind_i.ekstern_id]
    assert ud["forloeb"][0]["ansaettelser"][0]["virksomhed"] == ind_i.ekstern_id
    assert [k["id"] for k in ud["virksomheder"][0]["kontaktpersoner"]] == ["k1"]
