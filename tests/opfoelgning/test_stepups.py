"""A material change takes the case the ordinary way; a praktik beside the job is proposed by the rule and agreed to."""

import re

import pytest
from django.urls import reverse

from aftaler.actions.tilbud import Parallelindhold, register_parallel
from aftaler.models import Ansaettelse, Fleksjobaftale, Tilbud
from forloeb.models import Forloeb, Fravaer, Ydelse
from kommuner.afvist import Afvist, Spoergsmaal
from opfoelgning import vurdering
from opfoelgning.actions.aendring import Aendringsindhold, Vej, change_materially
from opfoelgning.actions.lederbeslutning import Beslutningsindhold, Laest, decide
from opfoelgning.models import Genbehandlingsmoede, Genbehandlingssag
from opfoelgning.regler.typer import Tilstand
from tests.opfoelgning.sager import DAG, client_for, days, text_of


@pytest.fixture
def paa_vej(kontor) -> Forloeb:
    """A passive borger whose case is on its way to the team."""
    forloeb = kontor.sag("Finn Passiv", ejer=kontor.mette, start=days(-260))
    indhold = Beslutningsindhold(udfald="genbehandling", begrundelse="Se sagen", dato=DAG, moede=days(9))
    decide(forloeb=forloeb, indhold=indhold, laest=Laest(), by=kontor.leder, dag=DAG)
    return forloeb


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def change(kontor, forloeb, vej, bekraeftet=True, **andet) -> None:
    indhold = Aendringsindhold(**{"vej": vej, "fra": DAG, "begrundelse": "Ny afgørelse"} | andet)
    change_materially(forloeb=forloeb, indhold=indhold, by=kontor.mette, dag=DAG, bekraeftet=bekraeftet)


@pytest.mark.parametrize(
    ("vej", "ydelse", "aarsag"),
    [
        (Vej.RESSOURCEFORLOEB, "ressourceforloebsydelse", "anden_ydelse"),
        (Vej.FOERTIDSPENSION, "foertidspension", "foertidspension"),
        (Vej.ANDEN_YDELSE, "sygedagpenge", "anden_ydelse"),
    ],
)
def test_another_benefit_closes_the_case_and_begins(kontor, paa_vej, vej, ydelse, aarsag):
    change(kontor, paa_vej, vej, ydelse="sygedagpenge" if vej is Vej.ANDEN_YDELSE else "")
    paa_vej.refresh_from_db()
    assert (paa_vej.slut, paa_vej.afslutningsaarsag) == (DAG, aarsag)
    perioder = [(y.type, y.start, y.slut) for y in Ydelse.objects.order_by("start")]
    assert perioder == [("ledighedsydelse", days(-260), DAG), (ydelse, DAG, None)]
    sag = Genbehandlingssag.objects.get()
    assert (sag.afsluttet, sag.afslutningsgrund.startswith("Væsentlig ændring")) == (DAG, True)
    assert Genbehandlingsmoede.objects.get().status == "ikke_holdt"
    assert vurdering.live(paa_vej.pk, DAG).bedoemmelse.vurderinger == ()


def test_looking_into_foertidspension_exempts(kontor, paa_vej):
    change(kontor, paa_vej, Vej.AFKLARING)
    fravaer = Fravaer.objects.get()
    assert (fravaer.type.kode, fravaer.start, fravaer.slut) == ("afklaring_foertidspension", DAG, None)
    tilstande = {v.regel: v.tilstand for v in vurdering.live(paa_vej.pk, DAG).bedoemmelse.vurderinger}
    assert tilstande["kontakt"] is Tilstand.PAUSE
    paa_vej.refresh_from_db()
    assert paa_vej.slut is None


def test_the_closing_is_asked_about_and_nothing_is_lost_by_a_no(kontor, paa_vej, inside):
    mette = client_for(kontor.mette)
    url = reverse("aendring_ny", args=[paa_vej.borger_id])
    data = {"vej": "ressourceforloeb", "fra": DAG.isoformat(), "begrundelse": "Bevilget af teamet"}
    answer = mette.post(url, data)
    assert (answer.status_code, "Vil du afslutte det?" in words(answer)) == (422, True)
    with inside():
        assert Genbehandlingssag.objects.get().afsluttet is None
    assert "Ændringen er gemt." in words(mette.post(url, data | {"alligevel": "1"}, follow=True))
    with inside():
        assert Forloeb.objects.get(pk=paa_vej.pk).slut == DAG


@pytest.mark.parametrize(
    ("vej", "andet", "felt"),
    [
        (Vej.ANDEN_YDELSE, {}, "ydelse"),
        (Vej.AFKLARING, {"begrundelse": ""}, "begrundelse"),
        (Vej.FOERTIDSPENSION, {"fra": days(-300)}, "fra"),
        (Vej.AFKLARING, {"fra": days(400)}, "fra"),
    ],
)
def test_a_change_names_the_field_that_is_wrong(kontor, paa_vej, vej, andet, felt):
    with pytest.raises(Afvist) as afvist:
        change(kontor, paa_vej, vej, bekraeftet=False, **andet)
    assert afvist.value.felt == felt


# Praktik beside the job


@pytest.fixture
def job(kontor) -> Ansaettelse:
    """A job of few hours that has stood still for more than six months."""
    forloeb = kontor.fleksjob("Åse Ørsted", days(-230), "4")
    Fleksjobaftale.objects.filter(forloeb=forloeb).update(arbejdsopgaver="Pakke varer")
    return Ansaettelse.objects.get(forloeb=forloeb)


def agree(kontor, job, **andet) -> Tilbud:
    indhold = {"job": job, "start": days(3), "opgaver": "Betjene kassen", "samtykke": DAG} | andet
    return register_parallel(indhold=Parallelindhold(**indhold), by=kontor.mette, dag=DAG)


def test_the_praktik_is_at_the_jobs_company_and_resets_nothing_of_the_job(kontor, job):
    praktik = agree(kontor, job, slut=days(30))
    assert (praktik.virksomhed, praktik.parallel, praktik.type.kode) == (
        job.virksomhed,
        True,
        "virksomhedspraktik",
    )


@pytest.mark.parametrize(
    ("andet", "felt"),
    [
        ({"opgaver": " "}, "opgaver"),
        ({"opgaver": "pakke  VARER"}, "opgaver"),
        ({"samtykke": days(1)}, "samtykke"),
        ({"start": days(-231)}, "start"),
    ],
)
def test_a_praktik_names_the_field_that_is_wrong(kontor, job, andet, felt):
    with pytest.raises(Afvist) as afvist:
        agree(kontor, job, **andet)
    assert afvist.value.felt == felt
    assert not Tilbud.objects.exists()


def test_the_praktik_lies_within_the_job(kontor, job):
    job.slut = days(10)
    job.save()
    with pytest.raises(Afvist, match="inden for fleksjobbets periode"):
        agree(kontor, job)


def test_the_rule_proposes_and_the_form_explains(kontor, job, inside):
    mette = client_for(kontor.mette)
    tab = reverse("fleksjob", args=[job.forloeb.borger_id])
    assert "Overvej parallel virksomhedspraktik" in words(mette.get(tab))
    url = reverse("parallel_ny", args=[job.pk])
    page = words(mette.get(url))
    assert f"Praktik ved siden af fleksjobbet hos {job.virksomhed.navn}, i andre jobfunktioner." in page
    tom = mette.post(url, {"start": days(3).isoformat()})
    assert (tom.status_code, "Skriv de nye jobfunktioner, borgeren skal prøve." in words(tom)) == (422, True)
    data = {"start": days(3).isoformat(), "opgaver": "Betjene kassen", "samtykke": DAG.isoformat()}
    saved = words(mette.post(url, data | {"noegle": "a" * 32}, follow=True))
    assert "Praktikken er gemt: Virksomhedspraktik, Tårnby Trykkeri" in saved
    assert "Overvej parallel virksomhedspraktik" not in saved
    assert "Praktik ved siden af fra 26. november 2026: Betjene kassen" in saved
    mette.post(url, data | {"noegle": "a" * 32})
    with inside():
        assert Tilbud.objects.count() == 1


def test_no_proposal_where_the_hours_have_risen(kontor):
    forloeb = kontor.fleksjob("Jens Lund", days(-100), "4", "6")
    page = words(client_for(kontor.mette).get(reverse("fleksjob", args=[forloeb.borger_id])))
    assert "Overvej parallel virksomhedspraktik" not in page


def test_a_far_day_is_asked_about(kontor, job):
    with pytest.raises(Spoergsmaal):
        agree(kontor, job, start=days(400))
