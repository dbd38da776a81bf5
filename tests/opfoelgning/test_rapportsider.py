"""Pages of reports: who sees which numbers, what leaves the team, bad addresses, targets."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from forloeb.models import Fase
from kommuner.models import Stedfortraeder, Team
from kommuner.tenancy import set_kommune
from opfoelgning.models import Rapportmaal
from opfoelgning.rapport.celler import (
    Antal,
    Diagram,
    Noegletal,
    Raekke,
    Rapport,
    Saetning,
    Tabel,
    andel,
    antal,
)
from opfoelgning.rapport.katalog import RAPPORTER
from opfoelgning.rapport.skjul import skjulte
from opfoelgning.regneark import excel_chunks
from tests.opfoelgning.sager import DAG, client_for, days, make_kontor, other_kommune_id, text_of
from tests.raekker import make_medarbejder


@pytest.fixture
def otte(kontor):
    """Eight left fase 1 in time, three too late."""
    for nr in range(11):
        sag = kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=days(-200))
        slut = days(-150 if nr < 8 else -120)
        Fase.objects.filter(forloeb=sag).update(nr=1, slut=slut)
        Fase.objects.create(forloeb=sag, nr=2, start=slut)
    return kontor


def lines(answer) -> list[str]:
    return b"".join(answer).decode().removeprefix("\ufeff").splitlines()


def test_the_leader_sees_her_teams_numbers_on_screen_and_fewer_on_paper(otte):
    side = text_of(client_for(otte.leder).get("/rapporter/fase1"))
    skaerm, papir = side.split('<div class="kunudskrift">')
    assert "gruppe=n2" in skaerm and ">3</a>" in skaerm
    assert "gruppe=" not in papir
    assert "under 5" in papir


def test_the_file_hides_small_groups_and_what_they_follow_from(otte):
    tal = lines(client_for(otte.leder).get("/rapporter/fase1.csv"))
    assert "Brugte mere end 10 uger;under 5" in tal
    # Eleven may be told as long as the eight beside the three are not, in whatever column, nor a share of them.
    assert "Forlod fase 1 i perioden;11" in tal
    assert not any(";8" in linje or "%" in linje for linje in tal)


def test_the_excel_file_says_the_same_and_its_numbers_can_be_counted_with(otte):
    client = client_for(otte.leder)
    svar = client.get("/rapporter/fase1.xlsx")
    assert svar["Content-Disposition"].endswith('.xlsx"')
    ark = openpyxl.load_workbook(BytesIO(svar.content)).active
    celler = [[celle for celle in raekke if celle.value is not None] for raekke in ark.iter_rows()]
    vaerdier = {raekke[0].value: raekke[1:] for raekke in celler if raekke}
    assert vaerdier["Forlod fase 1 i perioden"][0].value == 11
    assert vaerdier["Brugte mere end 10 uger"][0].value == "under 5"
    midt = vaerdier["Halvdelen brugte højst"][0]
    assert (midt.value, midt.number_format) == (50, 'General "dage"')
    som_csv = [linje.split(";") for linje in lines(client.get("/rapporter/fase1.csv"))]
    assert [len(raekke) for raekke in celler] == [len(list(filter(None, linje))) for linje in som_csv]


def test_no_cell_of_an_excel_file_is_a_formula():
    ark = openpyxl.load_workbook(BytesIO(b"".join(excel_chunks("Ark", [["=1+1", "@x", "a\x00b"]])))).active
    assert [(celle.value, celle.data_type) for celle in ark[1]] == [("=1+1", "s"), ("@x", "s"), ("ab", "s")]


def test_numbers_large_enough_leave_the_team(otte):
    set_kommune(otte.team.kommune_id)
    for nr in range(3):
        sag = otte.sag(f"Sen {nr}", ejer=otte.mette, start=days(-200))
        Fase.objects.filter(forloeb=sag).update(nr=1, slut=days(-120))
    tal = lines(client_for(otte.leder).get("/rapporter/fase1.csv"))
    assert "Forlod fase 1 i perioden;14" in tal
    assert "Brugte mere end 10 uger;6" in tal


def _rapport(*celler: Antal, i_alt: Antal) -> Rapport:
    raekker = tuple(Raekke(str(nr), (celle,)) for nr, celle in enumerate(celler))
    return Rapport(
        Saetning("", ()),
        (Noegletal("I alt", i_alt),),
        (Tabel("", ("",), raekker),),
        Diagram("soejler", ""),
        andel(celler[0].borgere, i_alt.borgere),
    )


def test_a_hidden_number_cannot_be_computed_from_the_others():
    store, lille, mellem = antal(range(20)), antal(range(20, 22)), antal(range(22, 30))
    skjult = skjulte(_rapport(store, lille, mellem, i_alt=antal(range(30))))
    assert lille.borgere in skjult
    assert mellem.borgere in skjult
    assert store.borgere not in skjult


def test_a_number_of_the_kommune_does_not_give_away_another_teams():
    alle, andre = antal(range(12)), antal(range(100, 112))
    team = {**{pk: 1 if pk < 10 else 2 for pk in range(12)}, **{pk: 1 + pk % 2 for pk in range(100, 112)}}
    team |= dict.fromkeys(range(200, 203), None)
    skjult = skjulte(_rapport(alle, andre, antal(range(200, 290)), i_alt=antal(range(290))), team)
    assert alle.borgere in skjult
    assert frozenset(range(200, 290)) not in skjult
    # Hidden alone it would follow from the sum: another goes with it.
    assert andre.borgere in skjult


def test_another_team_and_the_kommune_are_shown_without_people(otte):
    andet = Team.objects.create(navn="Andet team")
    leder = make_medarbejder("leder.andet", "teamleder", team=andet)
    client = client_for(leder)
    for team in (otte.team.pk, "alle"):
        side = client.get(f"/rapporter/fase1?team={team}")
        assert side.status_code == 200
        assert "gruppe=" not in text_of(side) and "under 5" in text_of(side)
        assert client.get(f"/rapporter/fase1/borgere?team={team}&gruppe=n0").status_code == 404
    assert "Ingen har forladt fase 1 i perioden" in text_of(client.get("/rapporter/fase1"))


def test_an_administrator_sees_the_kommune_and_nobody_in_it(otte):
    client = client_for(make_medarbejder("adm", "administrator"))
    assert "Hele kommunen" in text_of(client.get("/rapporter"))
    assert "gruppe=" not in text_of(client.get("/rapporter/fase1"))
    assert client.get("/rapporter/fase1/borgere?gruppe=n0").status_code == 403


@pytest.mark.parametrize(
    ("adresse", "fejl"),
    [
        ("fra=x", "Skriv datoen som 23-11-2026."),
        ("til=2026-13-01", "Skriv datoen som 23-11-2026."),
        ("dag=2026-12-24", "Datoen er ikke nået endnu."),
        ("til=2026-12-24", "Datoen er ikke nået endnu."),
        ("dag=2026-10-01&til=2026-10-02", "Perioden kan ikke slutte efter den dag, tallene er opgjort."),
        ("fra=2026-11-02&til=2026-11-01", "Slutdato skal ligge efter startdato."),
        ("fra=2019-01-01", "Vælg en periode på højst 3 år."),
        ("team=999999", "Vælg et team fra listen."),
        ("team=x%00", "Vælg et team fra listen."),
    ],
)
def test_a_bad_address_is_answered_at_the_field(kontor, adresse, fejl):
    client = client_for(kontor.leder)
    for side in ("/rapporter", "/rapporter/kontakt"):
        svar = client.get(f"{side}?{adresse}")
        assert svar.status_code == 422
        assert fejl in text_of(svar)


def test_every_empty_report_says_so(kontor):
    client = client_for(kontor.leder)
    for kode in RAPPORTER:
        side = client.get(f"/rapporter/{kode}")
        assert side.context["udgaver"][0].visning.rapport.tom in text_of(side)
    for kode in ("opfoelgning", "progression"):
        assert "Der er ingen borgere i fase 3 i perioden." in text_of(client.get(f"/rapporter/{kode}"))


def test_too_few_for_a_median_is_said(kontor):
    for nr in range(3):
        sag = kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=days(-100))
        Fase.objects.filter(forloeb=sag).update(nr=1, slut=days(-50))
    side = text_of(client_for(kontor.leder).get("/rapporter/fase1"))
    assert "Perioden er for kort til en median (3 borgere)." in side


def test_the_address_on_the_page_is_the_whole_choice(kontor):
    side = client_for(kontor.leder).get("/rapporter")
    assert side.context["valg"].adresse == f"fra=2025-11-24&til={DAG}&dag={DAG}&team={kontor.team.pk}"
    assert f'value="{DAG}"' in text_of(side)


def test_a_target_is_set_from_a_day_and_taken_back(kontor):
    client = client_for(kontor.leder)
    assert (
        client.post("/rapporter/kontakt/maal", {"maal": "95", "gyldig_fra": "2026-01-01"}).status_code == 302
    )
    set_kommune(kontor.team.kommune_id)
    maal = Rapportmaal.objects.get()
    assert (maal.rapport, maal.maal, maal.af) == ("kontakt", 95, kontor.leder)
    igen = client.post("/rapporter/kontakt/maal", {"maal": "90", "gyldig_fra": "2026-01-01"})
    assert igen.status_code == 422 and "Der er allerede et mål fra den dag." in text_of(igen)
    for_meget = client.post("/rapporter/kontakt/maal", {"maal": "101", "gyldig_fra": "2026-02-01"})
    assert "Skriv et helt tal mellem 0 og 100." in text_of(for_meget)
    tomt = client.post("/rapporter/kontakt/maal", {})
    assert "Skriv, hvornår målet gælder fra." in text_of(tomt)
    client.post(f"/rapporter/maal/{maal.pk}/fjern")
    set_kommune(kontor.team.kommune_id)
    assert not Rapportmaal.objects.exists()
    assert maal.historik.count() == 2


def test_a_target_of_another_kommune_is_unknown(kontor):
    set_kommune(other_kommune_id())
    fremmed = make_kontor("nabo")
    maal = Rapportmaal.objects.create(rapport="kontakt", gyldig_fra=DAG, maal=50, af=fremmed.leder)
    assert client_for(kontor.leder).post(f"/rapporter/maal/{maal.pk}/fjern").status_code == 404


def test_a_stedfortraeder_sees_the_team_she_leads_and_only_while_she_does(otte, settings):
    andet = Team.objects.create(navn="Andet team")
    vikar = make_medarbejder("vikar", "jobformidler", team=andet)
    Stedfortraeder.objects.create(team=otte.team, medarbejder=vikar, start=days(-2), slut=days(1))
    side = text_of(client_for(vikar).get("/rapporter/fase1"))
    assert "gruppe=n2" in side
    settings.IDAG = days(1)
    assert client_for(vikar).get("/rapporter/fase1").status_code == 403


def test_a_hidden_part_of_the_figures_takes_another_part_along():
    """Only where whole and parts add up: a figure of other people stays."""
    hele, lille, stor, andre = antal(range(30)), antal(range(3)), antal(range(3, 30)), antal(range(20, 60))
    noegletal = tuple(Noegletal("", celle) for celle in (hele, lille, stor, andre))
    rapport = _rapport(andre, i_alt=hele)
    skjult = skjulte(replace(rapport, noegletal=noegletal, tabeller=()))
    assert skjult == {lille.borgere, stor.borgere}
