"""A genbehandling from the decision to what was started after it: prepared, met about or not, and passive again."""

import re

import pytest
from django.urls import reverse

from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.forberedelse import modellens_skema
from opfoelgning import vurdering
from opfoelgning.actions import genbehandling as handlinger
from opfoelgning.actions.genbehandling import Moederesultat
from opfoelgning.actions.lederbeslutning import Beslutningsindhold, Laest, decide
from opfoelgning.models import Genbehandling, Genbehandlingsmoede, Genbehandlingssag, Kladde
from opfoelgning.regler.passivitet import KODE
from opfoelgning.regler.typer import Tilstand
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder

MINDST = [afsnit.nr for afsnit in modellens_skema("uif2").afsnit if afsnit.genbehandling]


@pytest.fixture
def sag(kontor) -> Genbehandlingssag:
    """Decided ten days ago about a passive borger; her meeting was planned for two days ago."""
    forloeb = kontor.sag("Finn Passiv", ejer=kontor.mette, start=days(-260))
    indhold = Beslutningsindhold(
        udfald="genbehandling", begrundelse="Se sagen", dato=days(-10), moede=days(-2)
    )
    decide(forloeb=forloeb, indhold=indhold, laest=Laest(), by=kontor.leder, dag=days(-10))
    return Genbehandlingssag.objects.get()


def prepare(sag, by, **andet) -> None:
    svar = {"afsnit": MINDST, "helbred_aendret": False, "laege_indhentet": None, "version": sag.version}
    handlinger.save_forberedelse(sag=sag, **svar | andet, **by)
    sag.refresh_from_db()


RESULTAT = Moederesultat(
    dato=days(-2), indstillede_indsatser=("virksomhedspraktik",), progressionsmaal="4 timer om ugen"
)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def passivity(forloeb, dag) -> Tilstand:
    domme = vurdering.live(forloeb.pk, dag).bedoemmelse.vurderinger
    return next(v.tilstand for v in domme if v.regel == KODE)


def test_a_planned_meeting_restarts_nothing_until_it_is_held(sag, by):
    assert passivity(sag.forloeb, DAG) is Tilstand.OVERSKREDET
    prepare(sag, by)
    handlinger.hold_moede(sag=sag, resultat=RESULTAT, **by)
    assert passivity(sag.forloeb, DAG) is Tilstand.LOEBER
    assert passivity(sag.forloeb, days(190)) is Tilstand.OVERSKREDET
    sag.refresh_from_db()
    assert sag.genbehandling == Genbehandling.objects.get()
    assert [(m.dato, m.status) for m in Genbehandlingsmoede.objects.all()] == [(days(-2), "holdt")]


def test_what_is_not_prepared_is_asked_about(sag, by):
    with pytest.raises(Spoergsmaal, match="mangler afsnit 1"):
        handlinger.hold_moede(sag=sag, resultat=RESULTAT, **by)
    prepare(sag, by, helbred_aendret=None)
    with pytest.raises(Spoergsmaal, match="om helbredet har ændret sig"):
        handlinger.hold_moede(sag=sag, resultat=RESULTAT, **by)
    assert handlinger.hold_moede(sag=sag, resultat=RESULTAT, bekraeftet=True, **by).moede == days(-2)


def test_missing_medical_information_is_asked_about_once_with_the_way_to_it(kontor, sag, by, inside):
    prepare(sag, by, helbred_aendret=True)
    url, mette = reverse("genbehandling_resultat", args=[sag.pk]), client_for(kontor.mette)
    data = {
        "dato": days(-2).isoformat(),
        "indstillede_indsatser": "virksomhedspraktik",
        "progressionsmaal": "4 timer",
    }
    asked = mette.post(url, data)
    assert asked.status_code == 422
    assert "Helbredet har ændret sig, men lægeoplysningerne mangler. Er mødet holdt alligevel?" in words(
        asked
    )
    assert f'href="{reverse("genbehandling_forberedelse", args=[sag.pk])}"' in text_of(asked)
    with inside():
        prepare(sag, by, helbred_aendret=True, laege_indhentet=days(-1))
        with pytest.raises(Spoergsmaal, match=r"Lægeoplysningerne kom først 22\. november 2026, efter mødet"):
            handlinger.hold_moede(sag=sag, resultat=RESULTAT, **by)
        prepare(sag, by, helbred_aendret=True, laege_indhentet=days(-5))
        handlinger.hold_moede(sag=sag, resultat=RESULTAT, **by)


def test_a_section_written_here_counts_by_itself(sag, by):
    prepare(sag, by, afsnit=MINDST[1:])
    with pytest.raises(Spoergsmaal, match=f"mangler afsnit {MINDST[0]}"):
        handlinger.hold_moede(sag=sag, resultat=RESULTAT, **by)
    tekst = {"nr": MINDST[0], "titel": "Seneste aktiviteter", "tekst": "Praktik i foråret"}
    sag.forloeb.forberedelsesafsnit.create(dato=days(-5), **tekst)
    assert handlinger.hold_moede(sag=sag, resultat=RESULTAT, **by).moede == days(-2)


def test_medical_information_only_when_health_changed(sag, by):
    with pytest.raises(Afvist, match="kun, når helbredet har ændret sig") as afvist:
        prepare(sag, by, laege_indhentet=days(-1))
    assert afvist.value.felt == "laege_indhentet"
    prepare(sag, by, helbred_aendret=True, laege_indhentet=days(-1))
    assert sag.laege_indhentet == days(-1)


def test_two_people_prepare_at_once(sag, by):
    gammel = sag.version
    prepare(sag, by)
    with pytest.raises(Konflikt):
        prepare(sag, by, version=gammel, afsnit=["1.4"])
    assert sag.afsnit == MINDST


def test_a_meeting_not_held_gets_a_reason_and_another_day(sag, by):
    with pytest.raises(Afvist, match="Skriv, hvorfor mødet ikke blev holdt"):
        handlinger.miss_moede(sag=sag, grund=" ", ny_dato=None, **by)
    handlinger.miss_moede(sag=sag, grund="Lægen var syg", ny_dato=days(5), **by)
    assert [(m.dato, m.status, m.grund) for m in Genbehandlingsmoede.objects.order_by("dato")] == [
        (days(-2), "ikke_holdt", "Lægen var syg"),
        (days(5), "planlagt", ""),
    ]
    with pytest.raises(Afvist, match="allerede planlagt"):
        handlinger.plan_moede(sag=sag, dato=days(6), **by)


@pytest.mark.parametrize(
    ("andet", "felt"),
    [
        ({"dato": days(1)}, "dato"),
        ({"dato": days(-11)}, "dato"),
        ({"indstillede_indsatser": ()}, "indstillede_indsatser"),
        ({"progressionsmaal": " "}, "progressionsmaal"),
    ],
)
def test_a_result_names_the_field_that_is_wrong(sag, by, andet, felt):
    prepare(sag, by)
    with pytest.raises(Afvist) as afvist:
        handlinger.hold_moede(sag=sag, resultat=Moederesultat(**vars(RESULTAT) | andet), **by)
    assert afvist.value.felt == felt
    assert not Genbehandling.objects.exists()


def test_what_was_started_comes_after_the_meeting(sag, by):
    med = {"sag": sag, "igangsat": "Praktik", "dato": DAG, **by}
    with pytest.raises(Afvist, match="Mødet er ikke holdt endnu"):
        handlinger.register_igangsat(version=sag.version, **med)
    handlinger.hold_moede(sag=sag, resultat=RESULTAT, bekraeftet=True, **by)
    sag.refresh_from_db()
    with pytest.raises(Afvist, match="før mødet"):
        handlinger.register_igangsat(version=sag.version, **med | {"dato": days(-3)})
    handlinger.register_igangsat(version=sag.version, **med)
    sag.refresh_from_db()
    assert (sag.igangsat, sag.igangsat_dato) == ("Praktik", DAG)


def test_one_given_up_makes_room_for_the_next(kontor, sag, by):
    handlinger.give_up_sag(sag=sag, grund="Borgeren er begyndt i praktik", **by)
    with pytest.raises(Afvist, match="opgivet"):
        handlinger.plan_moede(sag=sag, dato=DAG, **by)
    indhold = Beslutningsindhold(udfald="genbehandling", begrundelse="Igen", dato=DAG)
    seneste = Laest(beslutning=sag.beslutning_id)
    decide(forloeb=sag.forloeb, indhold=indhold, laest=seneste, by=kontor.leder, dag=DAG, bekraeftet=True)
    assert Genbehandlingssag.objects.filter(afsluttet=None).count() == 1


def test_the_pages_from_passed_date_to_result(kontor, sag, inside):
    mette = client_for(kontor.mette)
    url = reverse("genbehandling", args=[sag.forloeb.borger_id])
    page = words(mette.get(url))
    assert "Mødedatoen er passeret. Registrér resultatet eller en ny dato." in page
    assert "Mødet 21. nov. er passeret" in words(mette.get("/mine"))
    ret = {"version": sag.version, "afsnit": MINDST, "helbred_aendret": "ja"}
    page = words(mette.post(reverse("genbehandling_forberedelse", args=[sag.pk]), ret, follow=True))
    assert "Lægeoplysninger, fordi helbredet har ændret sig." in page
    resultat = reverse("genbehandling_resultat", args=[sag.pk])
    assert f'value="{days(-2).isoformat()}"' in text_of(mette.get(resultat))
    tom = mette.post(resultat, {"dato": days(-2).isoformat()})
    assert (tom.status_code, "Skriv progressionsmålet." in words(tom)) == (422, True)
    data = {"dato": days(-2).isoformat(), "indstillede_indsatser": ["virksomhedspraktik", "fleksjob"]}
    data["alligevel"] = "1"  # without the medical information
    page = words(mette.post(resultat, data | {"progressionsmaal": "4 timer om ugen"}, follow=True))
    assert "Indstillet: Virksomhedspraktik, Fleksjob" in page
    assert "Der er ikke sat noget i gang endnu." in page
    igangsat = {"igangsat": "Praktik på et gartneri", "igangsat_dato": DAG.isoformat(), "version": "3"}
    page = words(mette.post(reverse("genbehandling_igangsat", args=[sag.pk]), igangsat, follow=True))
    assert "Praktik på et gartneri (23. november 2026)" in page
    with inside():
        kontor.praktik(sag.forloeb, days(-1), days(20))
    assert "Virksomhedspraktik, Kornmarken Gartneri" in words(mette.get(url))


def test_a_colleague_reads_and_does_not_write(kontor, sag):
    kollega = client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))
    page = words(kollega.get(reverse("genbehandling", args=[sag.forloeb.borger_id])))
    assert "Du kan læse, men ikke ændre." in page
    svar = kollega.post(
        reverse("genbehandling_resultat", args=[sag.pk]), {"progressionsmaal": "Mit lange mål"}
    )
    assert (svar.status_code, "Mit lange mål" in text_of(svar)) == (403, True)


def test_what_is_half_written_is_a_draft_until_it_is_saved(kontor, sag, inside):
    mette = client_for(kontor.mette)
    url = reverse("genbehandling_resultat", args=[sag.pk])
    assert "Kladde gemt" in text_of(mette.post(url, {"kladde": "1", "progressionsmaal": "Halvt mål"}))
    assert "Halvt mål" in text_of(mette.get(url))
    kladder = words(mette.get("/kladder"))
    assert "Genbehandling" in kladder
    assert "Halvt mål" in kladder
    data = {"dato": days(-2).isoformat(), "indstillede_indsatser": ["mentor"], "progressionsmaal": "Mål"}
    mette.post(url, data | {"alligevel": "1"})
    with inside():
        assert Genbehandling.objects.get().progressionsmaal == "Mål"
        assert not Kladde.objects.exists()
