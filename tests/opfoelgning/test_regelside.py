"""The page of rules: all of them, with the kommune's values, and examples that the rules themselves decide."""

from datetime import date

import pytest

from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller, laes_model
from kommuner.models import Regelsaet
from kommuner.tenancy import set_kommune
from opfoelgning.eksempler import INTET, outcome
from opfoelgning.regelside import model_card
from tests.opfoelgning.sager import client_for, count_queries, text_of
from tests.raekker import make_medarbejder
from tests.regler.test_modeller import TREDJE

DAG = date(2026, 11, 23)
ALLE = [
    pytest.param(model, regel, id=f"{model.kode}-{regel.kode}")
    for model in indsatsmodeller().values()
    for regel in model.regler
]


@pytest.mark.parametrize(("model", "regel"), ALLE)
def test_every_shipped_rule_has_words_and_an_example_it_decides(model, regel):
    assert regel.side["betyder"].endswith(".")
    assert regel.side["gaelder"].endswith(".")
    udfald = outcome(regel, Regelvaerdier(model))
    if regel.kode == "sagsstamme":
        assert udfald == (INTET,)
    else:
        assert udfald[0].startswith(f"{regel.navn}: ")


def card(kode, regler, model="uif2"):
    return next(r for r in model_card(regler, DAG).regler if r.anker == f"{model}-{kode}")


def with_values(vaerdier):
    uif2 = indsatsmodeller()["uif2"]
    return Regelvaerdier(uif2, [uif2.version("0751", date(2026, 1, 1), vaerdier)])


def test_the_example_follows_the_values_of_today():
    standard = Regelvaerdier(indsatsmodeller()["uif2"])
    assert "fristen var 24. april 2020" in card("kontakt", standard).udfald[0]
    ti = card("kontakt", with_values({"kontakt.interval_dage": 10}))
    assert "fristen var 20. april 2020 og er overskredet med 6 dage" in ti.udfald[0]
    assert ti.betyder.startswith("Der må højst gå 10 dage mellem to kontakter.")
    assert "Højst så længe mellem to kontakter: 10 dage (kommunen; modellen: 14 dage)" in ti.vaerdier
    assert "Varsel før fristen: 3 dage (lokalt valg)" in ti.vaerdier
    assert "hver 14. dag i fase 2, med kommunens egne værdier)." in ti.udfald[0]
    assert "egne værdier" not in card("passivitet", with_values({"kontakt.interval_dage": 10})).udfald[0]


def test_a_rule_that_is_switched_off_is_shown_as_such_with_its_example():
    fra = card("revurdering", with_values({"revurdering.aktiv": "nej"}))
    assert (fra.slaaet_fra, fra.er_lov) == (True, True)
    assert "fristen var 30. september 2021" in fra.udfald[0]
    assert not card("revurdering", with_values({})).slaaet_fra


def test_a_ceiling_is_off_while_it_is_empty():
    assert card("sagsstamme", with_values({})).slaaet_fra
    med = card("sagsstamme", with_values({"sagsstamme.loft": 40}))
    assert (med.slaaet_fra, med.udfald) == (False, ("Loftet på 40 er overskredet: medarbejderen har 41.",))
    assert card("sagsstamme", with_values({"sagsstamme.loft": 41})).udfald == (
        "Loftet på 41 er overholdt: medarbejderen har 41.",
    )


def test_a_third_model_is_shown_with_what_its_file_has():
    kort = card("brevkontakt", Regelvaerdier(laes_model(TREDJE)), "spor9")
    assert (kort.betyder, kort.gaelder, kort.eksempel, kort.udfald) == ("Opfundet", "", "", ())


@pytest.mark.parametrize("rolle", ["jobformidler", "sagsbehandler", "teamleder", "administrator"])
def test_every_role_reads_all_rules(kontor, settings, rolle):
    settings.IDAG = DAG
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=date(2026, 1, 1), vaerdier={"samtaler.aktiv": "nej"}
    )
    html = text_of(client_for(make_medarbejder("ny", rolle, team=kontor.team)).get("/regler/"))
    for model in indsatsmodeller().values():
        for regel in model.regler:
            assert f'id="{model.kode}-{regel.kode}"' in html
    assert html.count(">slået fra</span>") == 2
    assert html.count(">lov</span>") == 6
    assert "kommunens værdier fra 1. januar 2026" in html


def test_a_value_of_the_kommunes_own_cites_the_version_that_brought_it(kontor, settings):
    settings.IDAG = DAG
    ti = {"kontakt.interval_dage": 10}
    for dag, vaerdier, kilde in (
        (date(2026, 1, 1), ti, "Byrådet 12. november 2025."),
        (date(2026, 6, 1), ti | {"samtaler.antal": 5}, ""),
    ):
        Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=dag, vaerdier=vaerdier, kilde=kilde)
    html = text_of(client_for(kontor.mette).get("/regler/"))
    assert (
        "<li>Højst så længe mellem to kontakter: Byrådet 12. november 2025 (gælder fra 1. januar 2026).</li>"
        in html
    )
    assert "<li>Samtaler i perioden: ingen kilde er skrevet (gælder fra 1. juni 2026).</li>" in html
    assert html.count("Kommunens egne værdier:") == 2


def test_the_page_costs_little_and_is_linked(kontor):
    client = client_for(kontor.mette)
    assert count_queries(client, "/regler/") <= 12
    assert "/regler/" in text_of(client.get("/hjaelp"))
    set_kommune(kontor.mette.kommune_id)
    admin = client_for(make_medarbejder("admin", "administrator"))
    html = text_of(admin.get("/administration"))
    assert "/regler/" in html
    assert "/administration/lukkedage" in html
