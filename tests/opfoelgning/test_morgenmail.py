"""The morning mail: one per person and working day, no names, the count of «I dag»."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from kommuner.models import Lukkedag, Medarbejder
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning import morgenmail, tasks
from opfoelgning.actions.morgenmail import FORSOEG, change_morgenmail
from opfoelgning.models import Mailoenske, Morgenmail
from opfoelgning.raekker import i_dag, mine_raekker
from tests.opfoelgning.sager import DAG, client_for, days, text_of

KVART_I_OTTE = datetime(2026, 11, 23, 6, 45, tzinfo=UTC)  # 7.45 in Denmark, in winter


@pytest.fixture
def kl(monkeypatch):
    """Put the clock that the tasks read to an instant."""

    def put(tidspunkt: datetime) -> None:
        monkeypatch.setattr(tasks, "nu", lambda: timezone.localtime(tidspunkt))

    put(KVART_I_OTTE)
    return put


@pytest.fixture
def mette(kontor) -> Medarbejder:
    """Has two borgere to contact, wants the mail."""
    for nr in range(2):
        kontor.sag(f"Åse Ørsted {nr}", ejer=kontor.mette, start=days(-40))
    return wants(kontor.mette, "mette@example.dk")


def wants(person: Medarbejder, email: str) -> Medarbejder:
    person.email = email
    person.save(update_fields=["email"])
    change_morgenmail(by=person, oensket=True)
    return person


def tick(kommune) -> list:
    """One tick in one kommune; what has been sent up to now."""
    with transaction.atomic():
        tasks.morgenmail_kommune(kommune.pk)
    set_kommune(kommune.pk)
    return mail.outbox


def test_the_mail_counts_i_dag_and_names_nobody(kommune, mette, kl, settings):
    settings.ADRESSE = "https://fleksjob.example.dk"
    (besked,) = tick(kommune)
    antal = len(i_dag(mine_raekker(mette, DAG)))
    assert antal == 2
    assert besked.body.startswith("Du har 2 borgere med frist i dag. Log på for at se dem.")
    assert "https://fleksjob.example.dk" in besked.body
    assert besked.to == ["mette@example.dk"]
    assert not any(ord_ in f"{besked.subject} {besked.body}" for ord_ in ("Åse", "Ørsted", "0180"))


def test_one_mail_a_day_however_often_the_tick_comes(kommune, mette, kl):
    tick(kommune)
    tick(kommune)
    kl(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert len(tick(kommune)) == 1
    assert Morgenmail.objects.get().sendt is not None


def test_the_leader_is_told_of_the_teams_decisions(kommune, kontor, mette, kl):
    kontor.sag("Bent Dal", ejer=kontor.mette, start=days(-200))
    wants(kontor.leder, "leder@example.dk")
    til = {besked.to[0]: besked.body for besked in tick(kommune)}
    assert til["leder@example.dk"].startswith(
        "I dit team skal der træffes beslutning om 1 borger. Log på for at se den."
    )


@pytest.mark.parametrize(
    ("tidspunkt", "sendes"),
    [
        (datetime(2026, 11, 23, 6, 29, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 6, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 10, 59, tzinfo=UTC), True),  # a tick was missed
        (datetime(2026, 11, 23, 11, 0, tzinfo=UTC), False),  # too late to be of use
        (datetime(2026, 6, 1, 5, 30, tzinfo=UTC), True),  # summer time
        (datetime(2026, 6, 1, 5, 29, tzinfo=UTC), False),
        (datetime(2026, 3, 30, 5, 30, tzinfo=UTC), True),  # the day after clocks changed
        (datetime(2026, 10, 26, 6, 29, tzinfo=UTC), False),
    ],
)
def test_it_is_time_from_half_past_seven_until_noon_in_denmark(tidspunkt, sendes):
    assert morgenmail.is_time(tidspunkt) is sendes


def test_nothing_is_written_before_half_past_seven(kommune, mette, kl):
    kl(datetime(2026, 11, 23, 6, 29, tzinfo=UTC))
    assert tick(kommune) == []
    assert not Morgenmail.objects.exists()


@pytest.mark.parametrize("dag", [date(2026, 11, 22), date(2026, 12, 25), date(2026, 11, 24)])
def test_no_mail_on_a_closed_day(kommune, mette, kl, settings, dag):
    Lukkedag.objects.create(dag=date(2026, 11, 24), navn="kursusdag")
    settings.IDAG = dag
    assert tick(kommune) == []


def test_no_mail_without_anything_to_do_not_asked_for_or_without_access(kommune, kontor, mette, kl):
    wants(kontor.leder, "leder@example.dk")
    mette.is_active = False
    mette.save(update_fields=["is_active"])
    assert tick(kommune) == []
    assert Morgenmail.objects.get().medarbejder == kontor.leder
    change_morgenmail(by=kontor.leder, oensket=False)
    assert not Mailoenske.objects.filter(medarbejder=kontor.leder).exists()


class Umulig(EmailBackend):
    """A server that refuses one address."""

    def send_messages(self, messages):
        if any("mette" in til for besked in messages for til in besked.to):
            raise OSError("550 ukendt modtager")
        return super().send_messages(messages)


def test_a_bad_address_stops_nobody_and_is_tried_again(kommune, kontor, mette, kl, settings):
    settings.EMAIL_BACKEND = "tests.opfoelgning.test_morgenmail.Umulig"
    kontor.sag("Bent Dal", ejer=kontor.mette, start=days(-200))
    wants(kontor.leder, "leder@example.dk")
    assert [besked.to for besked in tick(kommune)] == [["leder@example.dk"]]
    venter = Morgenmail.objects.get(medarbejder=mette)
    assert (venter.forsoeg, venter.sendt, venter.fejl) == (1, None, "OSError: 550 ukendt modtager")
    assert morgenmail.udbakke_status(DAG, KVART_I_OTTE)[:4] == (1, 1, 0, "OSError: 550 ukendt modtager")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(tick(kommune)) == 2
    assert morgenmail.udbakke_status(DAG, KVART_I_OTTE)[:4] == (2, 0, 0, "")


def test_what_was_not_sent_by_noon_has_failed(kommune, mette, kl, settings):
    settings.EMAIL_BACKEND = "tests.opfoelgning.test_morgenmail.Umulig"
    for _ in range(2):
        tick(kommune)
    efter = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    assert morgenmail.udbakke_status(DAG, efter)[:3] == (0, 0, 1)
    Morgenmail.objects.update(forsoeg=FORSOEG)
    assert morgenmail.udbakke_status(DAG, KVART_I_OTTE)[:3] == (0, 0, 1)
    assert tick(kommune) == []
    assert Morgenmail.objects.get().forsoeg == FORSOEG


def test_the_outbox_of_another_kommune_is_not_seen(kommune, other_kommune, mette, kl):
    tick(kommune)
    with kommunekontekst(other_kommune.pk):
        assert morgenmail.udbakke_status(DAG, KVART_I_OTTE)[:3] == (0, 0, 0)


def test_settings_say_what_comes_and_keep_the_choice(kontor):
    client = client_for(kontor.mette)
    side = text_of(client.get("/indstillinger"))
    assert "Er der ingen, kommer der ingen mail." in side
    assert "Der står ingen e-mailadresse på dig." in side
    client.post("/indstillinger", {"tema": "system", "genveje": "on", "morgenmail": "on"})
    assert "checked" in text_of(client.get("/indstillinger")).split('name="morgenmail"')[1].split(">")[0]
    client.post("/indstillinger", {"tema": "system", "genveje": "on"})
    set_kommune(kontor.team.kommune_id)
    assert not Mailoenske.objects.exists()
