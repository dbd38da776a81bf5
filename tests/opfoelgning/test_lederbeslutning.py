"""Proposals and decisions: what is refused, what the rules see of them, and that nobody approves her own alone."""

import pytest

from aftaler.actions.tilbud import Sted
from aftaler.models import Virksomhed
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from opfoelgning import vurdering
from opfoelgning.actions.forslag import Forslagsindhold, send_forslag, withdraw_forslag
from opfoelgning.actions.lederbeslutning import Beslutningsindhold, Laest, decide
from opfoelgning.models import Beslutning, Forslag, Genbehandlingsmoede, Genbehandlingssag, Sagsgennemgang
from opfoelgning.regler.passivitet import KODE
from opfoelgning.regler.typer import Tilstand
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_medarbejder


@pytest.fixture
def passiv(kontor):
    """A borger who has been passive for months."""
    return kontor.sag("Finn Passiv", ejer=kontor.mette, start=days(-260))


def propose(kontor, forloeb, **andet) -> Forslag:
    indhold = {"type": "genbehandling", "begrundelse": "To praktikker er afbrudt", "dato": days(10)}
    return send_forslag(forloeb=forloeb, indhold=Forslagsindhold(**indhold | andet), by=kontor.mette, dag=DAG)


def resolve(kontor, forloeb, by=None, laest=None, **andet) -> Beslutning:
    indhold = {
        "udfald": "genbehandling",
        "begrundelse": "Teamet skal se sagen",
        "dato": DAG,
        "moede": days(9),
    } | andet
    aabent = Forslag.objects.filter(forloeb=forloeb, afgjort=None).first()
    return decide(
        forloeb=forloeb,
        indhold=Beslutningsindhold(**indhold),
        laest=laest or Laest(forslag=aabent.pk if aabent else 0, beslutning=0),
        by=by or kontor.leder,
        dag=DAG,
    )


def passivity(forloeb) -> Tilstand:
    domme = vurdering.live(forloeb.pk, DAG).bedoemmelse.vurderinger
    return next(v.tilstand for v in domme if v.regel == KODE)


def test_one_proposal_waits_at_a_time(kontor, passiv):
    propose(kontor, passiv)
    with pytest.raises(Afvist, match="Der ligger allerede et forslag om borgeren hos teamlederen"):
        propose(kontor, passiv)
    withdraw_forslag(forslag=Forslag.objects.get(), by=kontor.mette, dag=DAG)
    assert propose(kontor, passiv).afgjort is None


@pytest.mark.parametrize(
    ("andet", "felt"),
    [
        ({"begrundelse": "  "}, "begrundelse"),
        ({"dato": days(-1)}, "dato"),
        ({"type": "aktivitet", "dato": days(-1)}, "dato"),
    ],
)
def test_a_proposal_names_the_field_that_is_wrong(kontor, passiv, andet, felt):
    with pytest.raises(Afvist) as afvist:
        propose(kontor, passiv, **andet)
    assert afvist.value.felt == felt


def test_an_absence_may_have_begun_and_a_far_day_is_asked_about(kontor, passiv):
    with pytest.raises(Spoergsmaal, match="mere end 1 år tilbage"):
        propose(kontor, passiv, type="fravaer", dato=days(-400))
    assert propose(kontor, passiv, type="fravaer", dato=days(-30)).dato == days(-30)


def test_a_proposal_sent_twice_is_one(kontor, passiv):
    indhold = Forslagsindhold(type="genbehandling", begrundelse="Intet lykkes", dato=DAG)
    sendt = {send_forslag(forloeb=passiv, indhold=indhold, by=kontor.mette, dag=DAG, noegle="a" * 32).pk}
    sendt |= {send_forslag(forloeb=passiv, indhold=indhold, by=kontor.mette, dag=DAG, noegle="a" * 32).pk}
    assert len(sendt) == 1


def test_only_author_and_leader_take_a_proposal_back(kontor, passiv):
    forslag = propose(kontor, passiv)
    kollega = make_medarbejder("kollega", "jobformidler", team=kontor.team)
    with pytest.raises(Afvist, match="Kun den, der har sendt forslaget"):
        withdraw_forslag(forslag=forslag, by=kollega, dag=DAG)
    withdraw_forslag(forslag=forslag, by=kontor.leder, dag=DAG)
    with pytest.raises(Afvist, match="allerede afgjort"):
        withdraw_forslag(forslag=forslag, by=kontor.leder, dag=DAG)


def test_genbehandling_opens_the_process_with_what_the_proposal_says(kontor, passiv):
    forslag = propose(kontor, passiv, afsnit=("1.4", "2.1"))
    beslutning = resolve(kontor, passiv, moede=days(12))
    sag = Genbehandlingssag.objects.get(forloeb=passiv)
    assert (sag.beslutning, sag.afsnit) == (beslutning, ["1.4", "2.1"])
    assert Genbehandlingsmoede.objects.get(sag=sag).dato == days(12)
    forslag.refresh_from_db()
    assert (forslag.afgjort, beslutning.forslag) == (DAG, forslag)
    assert Sagsgennemgang.objects.get(forloeb=passiv).resultat == "genbehandling"
    assert passivity(passiv) is Tilstand.OVERSKREDET


def test_a_measure_agreed_makes_the_rule_wait(kontor, passiv):
    beslutning = resolve(
        kontor,
        passiv,
        udfald="indsats_aftalt",
        sted=Sted(navn="Kornmarken Gartneri"),
        forventet_start=days(14),
    )
    assert beslutning.virksomhed == Virksomhed.objects.get(navn="Kornmarken Gartneri")
    assert beslutning.sagsgennemgang.forventet_start == days(14)
    assert passivity(passiv) is Tilstand.AFVENTER
    assert not Genbehandlingssag.objects.exists()


@pytest.mark.parametrize(
    ("andet", "felt"),
    [
        ({"begrundelse": " "}, "begrundelse"),
        ({"dato": days(1)}, "dato"),
        ({"moede": days(-1)}, "moede"),
        ({"udfald": "indsats_aftalt", "forventet_start": days(3)}, "virksomhed"),
        ({"udfald": "indsats_aftalt", "sted": Sted(navn="Kornmarken")}, "forventet_start"),
        (
            {"udfald": "indsats_aftalt", "sted": Sted(navn="Kornmarken"), "forventet_start": days(-3)},
            "forventet_start",
        ),
    ],
)
def test_a_decision_names_the_field_that_is_wrong_and_leaves_nothing(kontor, passiv, andet, felt):
    with pytest.raises(Afvist) as afvist:
        resolve(kontor, passiv, **andet)
    assert afvist.value.felt == felt
    assert not Beslutning.objects.exists()
    assert not Sagsgennemgang.objects.exists()


def test_nobody_approves_her_own_proposal_alone(kontor, passiv):
    begge = make_medarbejder("begge", "jobformidler", "teamleder", team=kontor.team)
    indhold = Forslagsindhold(type="genbehandling", begrundelse="Min egen", dato=DAG)
    send_forslag(forloeb=passiv, indhold=indhold, by=begge, dag=DAG)
    with pytest.raises(Afvist, match="ikke godkende dit eget forslag alene") as afvist:
        resolve(kontor, passiv, by=begge)
    assert afvist.value.felt == "sammen_med"
    with pytest.raises(Afvist, match="Vælg en anden kollega"):
        resolve(kontor, passiv, by=begge, sammen_med=begge)
    assert resolve(kontor, passiv, by=begge, sammen_med=kontor.leder).sammen_med == kontor.leder


def test_a_leader_who_is_the_jobformidler_herself_decides_with_somebody(kontor):
    begge = make_medarbejder("begge", "jobformidler", "teamleder", team=kontor.team)
    egen = kontor.sag("Egen Borger", ejer=begge, start=days(-260))
    with pytest.raises(Afvist, match="alene"):
        resolve(kontor, egen, by=begge)


def test_somebody_decided_meanwhile(kontor, passiv):
    foerste = resolve(kontor, passiv, udfald="lovlig_grund")
    with pytest.raises(Konflikt) as konflikt:
        resolve(kontor, passiv)
    assert konflikt.value.raekke == foerste
    propose(kontor, passiv)
    with pytest.raises(Konflikt, match="Forslaget er ændret"):
        resolve(kontor, passiv, laest=Laest(beslutning=foerste.pk))


def test_leaving_the_target_group_is_no_review(kontor, passiv):
    assert resolve(kontor, passiv, udfald="uden_for").sagsgennemgang is None
    assert not Sagsgennemgang.objects.exists()
