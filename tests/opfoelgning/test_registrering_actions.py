"""Registering, correcting, annulling and taking back what runs over a period: refusals, questions, traces."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forloeb.actions import registrering
from forloeb.actions.fravaer import (
    AndenAktoerindhold,
    Fravaersindhold,
    correct_anden_aktoer,
    correct_fravaer,
    register_anden_aktoer,
    register_fravaer,
)
from forloeb.models import AndenAktoer, Fravaer, Rettelse
from kommuner.afvist import Afvist, Konflikt, Overlap, Spoergsmaal
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Fravaerstype
from tests.build import DAG, START, days, make_medarbejder, make_sag


@pytest.fixture
def mette(kommune):
    setup_code_tables()
    return make_medarbejder("mette", "jobformidler")


@pytest.fixture
def sag(mette):
    return make_sag(mette)


def type_(kode: str) -> Fravaerstype:
    return Fravaerstype.objects.get(kode=kode)


def ferie(start: date, til: date | None = None, kode: str = "ferie", note: str = "") -> Fravaersindhold:
    slut = til + timedelta(days=1) if til else None
    return Fravaersindhold(type=type_(kode), start=start, slut=slut, note=note)


@pytest.fixture
def register(sag, mette):
    def register(start, til=None, kode="ferie", **andet):
        indhold = ferie(start, til, kode, andet.pop("note", ""))
        return register_fravaer(forloeb=sag, indhold=indhold, by=mette, dag=DAG, **andet)

    return register


@pytest.fixture
def correct(mette):
    def correct(raekke, start, til=None, kode="ferie", **andet):
        alt = {"begrundelse": "Lægen har skrevet", "version": raekke.version, "by": mette, "dag": DAG} | andet
        return correct_fravaer(raekke=raekke, indhold=ferie(start, til, kode), **alt)

    return correct


def test_an_absence_knows_its_author_and_that_it_is_no_files(register, mette):
    fravaer = register(days(3), days(1), note="Aftalt i oktober")
    fravaer.refresh_from_db()
    assert (fravaer.start, fravaer.slut, fravaer.note) == (days(3), DAG, "Aftalt i oktober")
    assert (fravaer.registreret_af, fravaer.fra_fil, fravaer.version) == (mette, False, 1)


def test_sent_twice_it_is_one(register):
    assert register(DAG, noegle="a" * 32) == register(DAG, noegle="a" * 32)
    assert Fravaer.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "til"), [(days(5), days(3)), (days(3), days(1)), (days(10), None), (days(3), days(3))]
)
def test_days_of_the_same_type_are_refused_by_name(register, start, til):
    register(days(4), days(2))
    with pytest.raises(
        Overlap, match=r"Overlapper «Ferie» 19\. november 2026 – 21\. november 2026\."
    ) as refusal:
        register(start, til, bekraeftet=True)
    assert refusal.value.raekke.start == days(4)
    assert refusal.value.felt == "start"


def test_touching_days_are_accepted_and_another_type_is_asked_about(register):
    register(days(4), days(2))
    register(days(1), DAG)
    with pytest.raises(Spoergsmaal, match=r"Overlapper «Ferie» .* Er begge rigtige"):
        register(days(4), days(2), "sygdom")
    register(days(4), days(2), "sygdom", bekraeftet=True)
    assert Fravaer.objects.count() == 3


def test_two_providers_at_once_are_refused(sag, mette):
    alt = {"forloeb": sag, "by": mette, "dag": DAG}
    register_anden_aktoer(indhold=AndenAktoerindhold(hjemmel="stk1", start=days(4)), **alt)
    with pytest.raises(Overlap, match=r"Overlapper anden aktør fra 19\. november 2026\."):
        register_anden_aktoer(indhold=AndenAktoerindhold(hjemmel="stk2", start=DAG), **alt)


@pytest.mark.parametrize("start", [days(366), days(-366)], ids=["back", "ahead"])
def test_days_more_than_a_year_away_are_asked_once(register, start):
    with pytest.raises(Spoergsmaal, match="mere end 1 år"):
        register(start, start)
    assert register(start, start, bekraeftet=True).start == start


@pytest.mark.parametrize("start", [START, days(-365)])
def test_days_within_a_year_are_not_asked(register, start):
    assert register(start, start).start == start


def test_an_absence_before_the_forloeb_is_asked_about(register):
    foer = START - timedelta(days=3)
    with pytest.raises(Spoergsmaal, match="før forløbets start"):
        register(foer, START)
    assert register(foer, START, bekraeftet=True).start == foer


def test_the_last_day_before_the_first_is_refused_at_its_field(register):
    with pytest.raises(Afvist, match="Til-dato ligger før fra-dato") as refusal:
        register(DAG, days(1))
    assert refusal.value.felt == "til"


def test_a_closed_forloeb_is_left_alone(register, sag, mette):
    type(sag).objects.filter(pk=sag.pk).update(slut=DAG)
    with pytest.raises(Afvist, match=r"Forløbet blev afsluttet 22\. november 2026"):
        register(DAG)


def test_a_correction_keeps_what_was_said_who_and_why(register, correct, mette):
    fravaer = register(days(4), days(2))
    correct(fravaer, days(4), DAG)
    fravaer.refresh_from_db()
    assert (fravaer.slut, fravaer.version) == (DAG + timedelta(days=1), 2)
    rettelse = Rettelse.objects.get()
    assert rettelse.tekst == "Ferie, 19. november 2026 – 21. november 2026"
    assert rettelse.aendringer == [["Til og med", "21. november 2026", "23. november 2026"]]
    assert (rettelse.begrundelse, rettelse.registreret_af, rettelse.annulleret) == (
        "Lægen har skrevet",
        mette,
        False,
    )
    assert (rettelse.slags, rettelse.genstand) == ("fravaer", fravaer.pk)


def test_correcting_what_came_from_a_file_takes_it_over(register, correct, mette):
    fravaer = register(days(4), days(2))
    Fravaer.objects.update(fra_fil=True, registreret_af=None)
    fravaer.refresh_from_db()
    correct(fravaer, days(4), days(1))
    fravaer.refresh_from_db()
    assert (fravaer.fra_fil, fravaer.registreret_af) == (False, None)


def test_a_correction_of_nothing_is_none(register, correct):
    fravaer = register(days(4), days(2))
    with pytest.raises(Afvist, match="Der er ikke ændret noget"):
        correct(fravaer, days(4), days(2))
    assert not Rettelse.objects.exists()


@pytest.mark.parametrize(
    ("begrundelse", "besked"), [("  ", "hvorfor du retter"), ("x" * 301, "Der er 1 for meget")]
)
def test_a_correction_without_a_fitting_reason_is_refused_whole(register, correct, begrundelse, besked):
    fravaer = register(days(4), days(2))
    with pytest.raises(Afvist, match=besked) as refusal:
        correct(fravaer, days(4), DAG, begrundelse=begrundelse)
    assert refusal.value.felt == "begrundelse"
    fravaer.refresh_from_db()
    assert (fravaer.slut, fravaer.version) == (days(1), 1)


def test_a_correction_into_another_is_refused(register, correct):
    register(days(4), days(2))
    fravaer = register(days(1), DAG)
    with pytest.raises(Overlap):
        correct(fravaer, days(3), DAG)


def test_the_second_of_two_gets_the_firsts(register, correct):
    fravaer = register(days(4), days(2))
    correct(fravaer, days(4), days(1))
    with pytest.raises(Konflikt) as konflikt:
        correct(fravaer, days(5), days(2), version=1)
    assert konflikt.value.raekke.slut == DAG
    with pytest.raises(Konflikt):
        registrering.annul(
            raekke=fravaer, begrundelse="Fejl", version=1, by=konflikt.value.raekke.registreret_af, dag=DAG
        )


def test_only_the_author_and_a_leader_correct(register, correct):
    fravaer = register(days(4), days(2))
    kollega, leder = make_medarbejder("bo", "jobformidler"), make_medarbejder("leder", "teamleder")
    with pytest.raises(Afvist, match="Kun den, der har registreret det, og teamlederen"):
        correct(fravaer, days(4), DAG, by=kollega)
    assert correct(fravaer, days(4), DAG, by=leder).version == 2


def test_an_annulled_one_is_gone_but_not_forgotten(register, mette):
    fravaer = register(days(4), days(2))
    registrering.annul(raekke=fravaer, begrundelse="Forkert borger", version=1, by=mette, dag=DAG)
    assert not Fravaer.objects.exists()
    rettelse = Rettelse.objects.get()
    assert (rettelse.annulleret, rettelse.begrundelse) == (True, "Forkert borger")
    assert rettelse.tekst.startswith("Ferie, 19. november 2026")


def test_what_is_annulled_cannot_be_corrected(register, correct, mette):
    fravaer = register(days(4), days(2))
    registrering.annul(raekke=Fravaer.objects.get(), begrundelse="Fejl", version=1, by=mette, dag=DAG)
    with pytest.raises(Afvist, match="allerede taget tilbage"):
        correct(fravaer, days(4), DAG)


def test_ones_own_can_be_undone_within_ten_minutes(register, correct, mette):
    nu = timezone.now()
    fravaer = register(DAG)
    with pytest.raises(Afvist, match="10 minutter"):
        registrering.undo(raekke=fravaer, by=mette, dag=DAG, nu=nu + timedelta(minutes=11))
    with pytest.raises(Afvist, match="Kun den"):
        registrering.undo(raekke=fravaer, by=make_medarbejder("bo", "jobformidler"), dag=DAG, nu=nu)
    registrering.undo(raekke=fravaer, by=mette, dag=DAG, nu=nu)
    assert not Fravaer.objects.exists()
    assert not Rettelse.objects.exists()
    rettet = register(DAG)
    correct(rettet, days(1))
    with pytest.raises(Afvist, match="10 minutter"):
        registrering.undo(raekke=rettet, by=mette, dag=DAG, nu=nu)


def test_the_choice_of_law_is_told_in_words(sag, mette):
    alt = {"by": mette, "dag": DAG}
    raekke = register_anden_aktoer(forloeb=sag, indhold=AndenAktoerindhold(hjemmel="stk1", start=DAG), **alt)
    indhold = AndenAktoerindhold(hjemmel="stk2", start=DAG)
    correct_anden_aktoer(raekke=raekke, indhold=indhold, begrundelse="Pligt", version=1, **alt)
    assert AndenAktoer.objects.get().hjemmel == "stk2"
    assert Rettelse.objects.get().aendringer == [["Hjemmel", "stk. 1 (ret)", "stk. 2 (pligt)"]]
