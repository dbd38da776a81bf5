"""What cannot be is refused, in Danish, by the forms' check (full_clean) and by the database itself (save)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from aftaler.models import Ansaettelse, Fleksjobaftale, Tilbud, Timer
from borgere.models import Borger
from forloeb.models import AndenAktoer, Fase, Forloeb, Fravaer, Persongruppemarkering, Tildeling, Ydelse
from kommuner.afvist import Afvist, danish_refusal
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Fravaerstype, Lukkedag, Medarbejder, Regelsaet, Team, Tilbudstype
from opfoelgning.models import Henvendelse
from tests.raekker import START, make_borger, make_forloeb, make_medarbejder

REVERSED = "Slutdatoen ligger før startdatoen."
HOURS = "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."
INTENSITY = "Arbejdsintensitet er et helt tal mellem 1 og 100 procent."


@pytest.fixture
def forloeb(kommune) -> Forloeb:
    setup_code_tables()
    return make_forloeb()


@pytest.fixture
def job(forloeb) -> Ansaettelse:
    return Ansaettelse.objects.create(forloeb=forloeb, start=START)


def refused_by_database(row) -> str:
    with pytest.raises(Afvist) as refusal, danish_refusal():
        row.save()
    return str(refusal.value)


def refused_by_form(row) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.messages


def accepted(row) -> None:
    row.full_clean()
    with danish_refusal():
        row.save()


def day(number: int) -> date:
    return date(2026, 11, number)


def fase(forloeb, start, slut=None):
    return Fase(forloeb=forloeb, nr=2, start=start, slut=slut)


def tildeling(forloeb, start, slut=None):
    medarbejder = Medarbejder.objects.first() or make_medarbejder("mette", "jobformidler")
    return Tildeling(forloeb=forloeb, medarbejder=medarbejder, start=start, slut=slut)


def ydelse(forloeb, start, slut=None):
    return Ydelse(forloeb=forloeb, type="ledighedsydelse", start=start, slut=slut)


def ferie(forloeb, start, slut=None):
    return Fravaer(forloeb=forloeb, type=Fravaerstype.objects.get(kode="ferie"), start=start, slut=slut)


def anden_aktoer(forloeb, start, slut=None):
    return AndenAktoer(forloeb=forloeb, hjemmel="stk1", start=start, slut=slut)


OVERLAPS = [
    (fase, "Faserne overlapper hinanden."),
    (tildeling, "Borgeren har allerede en jobformidler i perioden."),
    (ydelse, "Ydelserne overlapper hinanden."),
    (ferie, "Fravær af samme type overlapper."),
    (anden_aktoer, "Perioderne hos anden aktør overlapper hinanden."),
]
each_overlap = pytest.mark.parametrize(
    ("make", "message"), OVERLAPS, ids=lambda value: getattr(value, "__name__", "")
)


@each_overlap
@pytest.mark.parametrize(
    ("start", "slut"),
    [
        (day(10), day(20)),
        (day(1), day(11)),
        (day(19), day(30)),
        (day(12), day(13)),
        (day(1), None),
        (day(19), None),
    ],
    ids=["same", "into", "out of", "within", "open around", "open from the last day"],
)
def test_overlap_is_refused(forloeb, make, message, start, slut):
    make(forloeb, day(10), day(20)).save()
    assert refused_by_form(make(forloeb, start, slut)) == [message]
    assert refused_by_database(make(forloeb, start, slut)) == message


@each_overlap
def test_two_open_ones_overlap(forloeb, make, message):
    make(forloeb, day(10)).save()
    assert refused_by_form(make(forloeb, day(15))) == [message]
    assert refused_by_database(make(forloeb, day(15))) == message


@each_overlap
def test_touching_is_allowed(forloeb, make, message):
    make(forloeb, day(10), day(20)).save()
    accepted(make(forloeb, day(1), day(10)))
    accepted(make(forloeb, day(20)))


@each_overlap
def test_the_same_days_in_another_forloeb_are_allowed(forloeb, make, message):
    make(forloeb, day(10), day(20)).save()
    accepted(make(make_forloeb(make_borger("Bo Æbelø", "6202801234")), day(10), day(20)))


@each_overlap
def test_a_row_does_not_overlap_itself(forloeb, make, message):
    row = make(forloeb, day(10), day(20))
    row.save()
    row.slut = day(25)
    accepted(row)


def test_fravaer_of_two_types_may_overlap(forloeb):
    ferie(forloeb, day(10), day(20)).save()
    accepted(
        Fravaer(forloeb=forloeb, type=Fravaerstype.objects.get(kode="sygdom"), start=day(10), slut=day(20))
    )


def tilbud(forloeb, start, slut):
    return Tilbud(forloeb=forloeb, type=Tilbudstype.objects.get(kode="mentor"), start=start, slut=slut)


def persongruppe(forloeb, start, slut):
    return Persongruppemarkering(forloeb=forloeb, navn="Udvikling i fleksjob II", start=start, slut=slut)


def ansaettelse(forloeb, start, slut):
    return Ansaettelse(forloeb=forloeb, start=start, slut=slut)


def another_forloeb(forloeb, start, slut):
    return Forloeb(borger=forloeb.borger, indsatsmodel="fsm2", start=start, slut=slut)


PERIODS = [*(make for make, _ in OVERLAPS), tilbud, persongruppe, ansaettelse, another_forloeb]


@pytest.mark.parametrize("make", PERIODS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("slut", [day(9), day(10)], ids=["day before", "same day"])
def test_a_period_without_a_day_is_refused(forloeb, make, slut):
    assert refused_by_form(make(forloeb, day(10), slut)) == [REVERSED]
    assert refused_by_database(make(forloeb, day(10), slut)) == REVERSED


@pytest.mark.parametrize("make", PERIODS, ids=lambda make: make.__name__)
def test_a_period_of_one_day_is_allowed(forloeb, make):
    accepted(make(forloeb, day(10), day(11)))


@pytest.mark.parametrize("make", [tilbud, persongruppe, ansaettelse], ids=lambda make: make.__name__)
def test_life_may_overlap(forloeb, make):
    """Two jobs, two tilbud at once are life."""
    accepted(make(forloeb, day(10), day(20)))
    accepted(make(forloeb, day(10), day(20)))


@pytest.mark.parametrize("hours", ["-1", "-0.01", "37.01", "37.5", "99"])
def test_hours_outside_0_to_37_are_refused(forloeb, job, hours):
    row = Timer(forloeb=forloeb, ansaettelse=job, fra=START, timer=Decimal(hours))
    assert refused_by_form(row) == [HOURS]
    assert refused_by_database(row) == HOURS


@pytest.mark.parametrize("hours", ["0", "0.5", "37"])
def test_hours_from_0_to_37_are_allowed(forloeb, job, hours):
    accepted(Timer(forloeb=forloeb, ansaettelse=job, fra=START, timer=Decimal(hours)))


@pytest.mark.parametrize("intensity", [0, 101])
def test_intensity_outside_1_to_100_is_refused(forloeb, job, intensity):
    row = Timer(forloeb=forloeb, ansaettelse=job, fra=START, timer=8, intensitet=intensity)
    assert refused_by_form(row) == [INTENSITY]
    assert refused_by_database(row) == INTENSITY


@pytest.mark.parametrize("intensity", [1, 100])
def test_intensity_from_1_to_100_is_allowed(forloeb, job, intensity):
    accepted(Timer(forloeb=forloeb, ansaettelse=job, fra=START, timer=8, intensitet=intensity))


def test_hours_twice_from_one_day_are_refused(forloeb, job):
    Timer.objects.create(forloeb=forloeb, ansaettelse=job, fra=START, timer=8)
    row = Timer(forloeb=forloeb, ansaettelse=job, fra=START, timer=9)
    message = "Timerne er allerede registreret fra den dag."
    assert refused_by_form(row) == [message]
    assert refused_by_database(row) == message


def test_a_second_open_forloeb_of_the_model_is_refused(forloeb):
    row = Forloeb(borger=forloeb.borger, indsatsmodel="uif2", start=day(10))
    message = "Borgeren har allerede et åbent forløb efter samme indsatsmodel."
    assert refused_by_form(row) == [message]
    assert refused_by_database(row) == message


def test_a_closed_one_or_another_model_leaves_room(forloeb):
    accepted(Forloeb(borger=forloeb.borger, indsatsmodel="fsm2", start=day(10)))
    forloeb.slut = day(10)
    forloeb.save()
    accepted(Forloeb(borger=forloeb.borger, indsatsmodel="uif2", start=day(10)))


def test_a_second_borger_with_the_cpr_number_is_refused(forloeb, kommune):
    twin = Borger(foedselsdato=date(1980, 1, 1))
    twin.set_navn("En Anden")
    twin.set_cpr("6101801234", kommune)
    assert refused_by_form(twin) == ["CPR-nummeret findes allerede."]
    assert refused_by_database(twin) == "CPR-nummeret findes allerede."


def test_an_answer_before_the_question_is_refused(forloeb):
    row = Henvendelse(
        forloeb=forloeb,
        modtaget=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        besvaret=datetime(2026, 11, 20, 8, 59, tzinfo=UTC),
    )
    message = "En henvendelse kan ikke være besvaret, før den er modtaget."
    assert refused_by_form(row) == [message]
    assert refused_by_database(row) == message
    row.besvaret = row.modtaget
    accepted(row)


def test_two_regelsaet_from_one_day_are_refused(forloeb):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=START)
    row = Regelsaet(indsatsmodel="uif2", gyldig_fra=START, vaerdier={"kontakt.interval_dage": 7})
    message = "Der findes allerede et regelsæt fra den dag."
    assert refused_by_database(row) == message
    row.kilde = "Byrådet"
    assert message in refused_by_form(row)


def test_a_day_closed_twice_is_refused(kommune):
    Lukkedag.objects.create(dag=START, navn="kursusdag")
    assert refused_by_database(Lukkedag(dag=START, navn="lukket")) == "Dagen er allerede lukket."


def test_two_teams_of_one_name_are_refused(kommune):
    Team.objects.create(navn="Nord")
    assert refused_by_form(Team(navn="Nord")) == ["Teamet findes allerede."]
    assert refused_by_database(Team(navn="Nord")) == "Teamet findes allerede."


def test_an_unknown_role_is_refused(kommune):
    user = make_medarbejder("mette", "jobformidler")
    user.roller = ["konge"]
    assert refused_by_database(user) == "Ukendt rolle."


def test_a_second_agreement_on_a_job_is_refused_without_jargon(forloeb, job):
    Fleksjobaftale.objects.create(forloeb=forloeb, ansaettelse=job)
    assert (
        refused_by_database(Fleksjobaftale(forloeb=forloeb, ansaettelse=job))
        == "Oplysningen passer ikke sammen med det, der allerede er registreret."
    )


def test_after_a_refusal_the_transaction_goes_on(forloeb):
    fase(forloeb, day(10)).save()
    refused_by_database(fase(forloeb, day(11)))
    assert Fase.objects.count() == 1
