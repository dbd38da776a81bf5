"""What was decided, and what a meeting came to, set right or taken back: the rules follow, a trace stays."""

import re

import pytest
from django.urls import reverse

from forloeb.models import Rettelse
from kommuner.afvist import Afvist, Konflikt
from kommuner.tenancy import kommunekontekst
from opfoelgning import vurdering
from opfoelgning.actions import lederrettelse as rettelser
from opfoelgning.actions.genbehandling import Moederesultat, hold_moede
from opfoelgning.actions.lederbeslutning import Beslutningsindhold, Laest, decide
from opfoelgning.models import Beslutning, Genbehandling, Genbehandlingssag, Sagsgennemgang
from opfoelgning.regler.passivitet import KODE
from opfoelgning.regler.typer import Tilstand
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder

RESULTAT = Moederesultat(
    dato=days(-2), indstillede_indsatser=("virksomhedspraktik",), progressionsmaal="4 timer om ugen"
)


@pytest.fixture
def sag(kontor) -> Genbehandlingssag:
    forloeb = kontor.sag("Finn Passiv", ejer=kontor.mette, start=days(-260))
    indhold = Beslutningsindhold(udfald="genbehandling", begrundelse="Se sagen", dato=days(-200))
    decide(forloeb=forloeb, indhold=indhold, laest=Laest(), by=kontor.leder, dag=days(-200), bekraeftet=True)
    return Genbehandlingssag.objects.get()


@pytest.fixture
def held(sag, kontor) -> Genbehandling:
    hold_moede(sag=sag, resultat=RESULTAT, by=kontor.mette, dag=DAG, bekraeftet=True)
    sag.refresh_from_db()
    return sag.genbehandling


def passivity(forloeb) -> Tilstand:
    domme = vurdering.live(forloeb.pk, DAG).bedoemmelse.vurderinger
    return next(v.tilstand for v in domme if v.regel == KODE)


def test_a_decision_taken_back_is_no_review_any_more(kontor, sag):
    rettelser.annul_beslutning(
        beslutning=sag.beslutning, begrundelse="Forkert borger", by=kontor.leder, dag=DAG
    )
    beslutning = Beslutning.objects.get()
    assert (beslutning.annulleret, beslutning.annulleret_grund) == (DAG, "Forkert borger")
    assert not Sagsgennemgang.objects.exists()
    sag.refresh_from_db()
    assert sag.afsluttet == DAG
    assert Rettelse.objects.get().annulleret
    with pytest.raises(Afvist, match="allerede annulleret"):
        rettelser.annul_beslutning(beslutning=beslutning, begrundelse="Igen", by=kontor.leder, dag=DAG)


def test_a_decision_that_led_to_a_meeting_stays(kontor, sag, held):
    with pytest.raises(Afvist, match="Annullér først mødet"):
        rettelser.annul_beslutning(beslutning=sag.beslutning, begrundelse="Fejl", by=kontor.leder, dag=DAG)


def test_a_corrected_day_moves_the_clock(kontor, sag, held):
    assert passivity(sag.forloeb) is Tilstand.LOEBER
    nyt = Moederesultat(**vars(RESULTAT) | {"dato": days(-195)})
    rettet = {"sag": sag, "resultat": nyt, "begrundelse": "Tastefejl", "by": kontor.mette, "dag": DAG}
    rettelser.correct_moede(version=held.version, **rettet)
    assert passivity(sag.forloeb) is Tilstand.OVERSKREDET
    assert Rettelse.objects.get().aendringer == [["Dato", "21. november 2026", "12. maj 2026"]]
    with pytest.raises(Konflikt):
        rettelser.correct_moede(version=held.version, **rettet)


@pytest.mark.parametrize("dato", [days(1), days(-201)])
def test_a_meeting_lies_between_the_decision_and_today(kontor, sag, held, dato):
    nyt = Moederesultat(**vars(RESULTAT) | {"dato": dato})
    with pytest.raises(Afvist) as afvist:
        rettelser.correct_moede(
            sag=sag, resultat=nyt, begrundelse="Fejl", version=held.version, by=kontor.mette, dag=DAG
        )
    assert afvist.value.felt == "dato"


def test_a_meeting_taken_back_never_was(kontor, sag, held):
    rettelser.annul_moede(sag=sag, begrundelse="Det var en anden borger", by=kontor.leder, dag=DAG)
    assert passivity(sag.forloeb) is Tilstand.OVERSKREDET
    assert not Genbehandling.objects.exists()
    sag.refresh_from_db()
    assert (sag.genbehandling, sag.moeder.get().status) == (None, "ikke_holdt")


def test_a_colleague_may_not(kontor, sag, held):
    kollega = make_medarbejder("kollega", "jobformidler", team=kontor.team)
    with pytest.raises(Afvist, match="Kun den, der har registreret mødet"):
        rettelser.annul_moede(sag=sag, begrundelse="Fejl", by=kollega, dag=DAG)


def test_the_pages_correct_and_tell(kontor, kommune, sag, held):
    mette, leder = client_for(kontor.mette), client_for(kontor.leder)
    url = reverse("genbehandling_ret", args=[sag.pk])
    assert "4 timer om ugen" in text_of(mette.get(url))
    data = {
        "dato": days(-2).isoformat(),
        "indstillede_indsatser": ["virksomhedspraktik", "mentor"],
        "progressionsmaal": "6 timer om ugen",
        "begrundelse": "Glemte mentor",
        "version": held.version,
    }
    mette.post(url, data)
    imens = mette.post(url, data | {"progressionsmaal": "8 timer"})
    assert imens.status_code == 409
    assert len(re.findall(r'name="indstillede_indsatser"[^>]*checked', text_of(imens))) == 2
    borger = text_of(mette.get(reverse("borger", args=[sag.forloeb.borger_id])))
    assert "Rettet: Møde i rehabiliteringsteamet 21. november 2026" in borger
    svar = leder.post(reverse("beslutning_annuller", args=[sag.beslutning_id]), {"begrundelse": "Fejl"})
    assert (svar.status_code, "Annullér først mødet" in text_of(svar)) == (422, True)
    leder.post(reverse("genbehandling_annuller", args=[sag.pk]), {"begrundelse": "Fejl"})
    annuller = reverse("beslutning_annuller", args=[sag.beslutning_id])
    assert leder.post(annuller, {"begrundelse": "Fejl"}).status_code == 302
    assert "Annulleret" in text_of(leder.get("/beslutninger?fane=truffet"))
    with kommunekontekst(kommune.pk):
        assert Rettelse.objects.count() == 3
