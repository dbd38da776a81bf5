"""A borger of another team: asked for with a reason, read for the day, written down, and never changed."""

import pytest
from django.db import IntegrityError, transaction

from borgere.models import Laesning
from forloeb.actions.fravaer import open_adgang
from forloeb.models import Adgang, Forloeb
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder, Team
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning.models import Kladde, Kontakt
from tests.opfoelgning.sager import DAG, client_for, days, make_kontor, other_kommune_id, text_of
from tests.raekker import make_medarbejder

GRUND = "Jeg er vikar for Rikke i dag"


@pytest.fixture
def fremmed(kontor) -> Forloeb:
    """A case of another team in the same kommune."""
    nord = make_medarbejder("rikke", "jobformidler", team=Team.objects.create(navn="Team Nord"))
    return kontor.sag("Jens Fremmed", ejer=nord, start=days(-30))


@pytest.fixture
def admin(kontor) -> Medarbejder:
    return make_medarbejder("admin", "administrator", team=kontor.team)


def ask(user: Medarbejder, sag: Forloeb, begrundelse: str = GRUND):
    answer = client_for(user).post(f"/borger/{sag.borger_id}/adgang", {"begrundelse": begrundelse})
    set_kommune(user.kommune_id)
    return answer


def test_the_address_alone_opens_nothing_and_says_how_to_ask(kontor, fremmed):
    answer = client_for(kontor.mette).get(f"/borger/{fremmed.borger_id}")
    html = text_of(answer)
    assert answer.status_code == 403
    assert "Du har ikke adgang til denne borger." in html
    assert f'href="/borger/{fremmed.borger_id}/adgang">Bed om adgang' in html
    assert 'href="/mine">Mine borgere' in html
    assert "Fremmed" not in html


def test_who_asks_sees_name_and_team_and_that_is_logged(kontor, fremmed):
    html = text_of(client_for(kontor.mette).get(f"/borger/{fremmed.borger_id}/adgang"))
    assert "Jens Fremmed" in html
    assert "Tilhører Team Nord" in html
    assert "1980" not in html
    assert "Jobsøgning" not in html
    set_kommune(kontor.mette.kommune_id)
    (logged,) = Laesning.objects.all()
    assert (logged.side, logged.borgere, logged.begrundelse) == ("bed_om_adgang", [fremmed.borger_id], "")
    assert not Adgang.objects.exists()


@pytest.mark.parametrize("rolle", ["jobformidler", "sagsbehandler", "teamleder", "administrator"])
def test_a_reason_opens_the_page_for_reading(kontor, fremmed, rolle):
    user = make_medarbejder("spoerger", rolle, team=kontor.team)
    answer = ask(user, fremmed)
    assert (answer.status_code, answer["Location"]) == (302, f"/borger/{fremmed.borger_id}")
    page = client_for(user).get(answer["Location"])
    html = text_of(page)
    assert page.status_code == 200
    assert f"Du kan læse om borgeren i dag, fordi du har skrevet: «{GRUND}»." in html
    assert "Registrér kontakt" not in html
    assert "overdraget" not in html


def test_the_reason_and_every_page_after_it_are_in_the_read_log(kontor, fremmed):
    ask(kontor.mette, fremmed, f"  {GRUND}\r\n og  i morgen ")
    client_for(kontor.mette).get(f"/borger/{fremmed.borger_id}")
    set_kommune(kontor.mette.kommune_id)
    rows = Laesning.objects.filter(medarbejder=kontor.mette).order_by("pk")
    assert list(rows.values_list("side", "borgere", "begrundelse")) == [
        ("bed_om_adgang", [fremmed.borger_id], f"{GRUND} og i morgen"),
        ("borger", [fremmed.borger_id], ""),
    ]


@pytest.mark.parametrize(
    ("begrundelse", "message"),
    [
        ("", "Skriv, hvorfor du skal se borgeren."),
        (" \n ", "Skriv, hvorfor du skal se borgeren."),
        ("vikar " * 50 + "x", "Skriv højst 300 tegn. Der er 1 for meget."),
    ],
)
def test_a_wrong_reason_is_told_at_the_field_and_kept(kontor, fremmed, begrundelse, message):
    answer = ask(kontor.mette, fremmed, begrundelse)
    html = text_of(answer)
    assert answer.status_code == 422
    assert html.count(message) == 2  # in the summary and at the field
    assert begrundelse.strip() in html
    assert not Adgang.objects.exists()
    assert client_for(kontor.mette).get(f"/borger/{fremmed.borger_id}").status_code == 403


def test_three_hundred_characters_are_enough(kontor, fremmed):
    assert ask(kontor.mette, fremmed, "x" * 300).status_code == 302


def test_a_reason_never_opens_for_writing(kontor, fremmed):
    ask(kontor.leder, fremmed)
    client = client_for(kontor.leder)
    form = {"type": "telefon", "dato": DAG.isoformat(), "note": "Må ikke gemmes"}
    assert client.get(f"/borger/{fremmed.borger_id}/kontakt/ny").status_code == 403
    assert client.post(f"/borger/{fremmed.borger_id}/kontakt/ny", form).status_code == 403
    client.post(f"/borger/{fremmed.borger_id}/kontakt/kladde", form)
    set_kommune(kontor.leder.kommune_id)
    assert not Kontakt.objects.exists()
    assert not Kladde.objects.exists()


def test_the_borger_does_not_become_the_persons_own_work(kontor, fremmed):
    for user in (kontor.mette, kontor.leder):
        ask(user, fremmed)
    assert "Jens Fremmed" not in text_of(client_for(kontor.mette).get("/mine"))
    for page in ("/team", "/team/borgere"):
        assert "Jens Fremmed" not in text_of(client_for(kontor.leder).get(page))


def test_it_holds_for_that_person_that_borger_and_that_day(kontor, fremmed, settings):
    second = kontor.sag("Ulla Fremmed", ejer=Medarbejder.objects.get(username="rikke"), start=days(-30))
    ask(kontor.mette, fremmed)
    assert client_for(kontor.leder).get(f"/borger/{fremmed.borger_id}").status_code == 403
    assert client_for(kontor.mette).get(f"/borger/{second.borger_id}").status_code == 403
    settings.IDAG = days(1)
    assert client_for(kontor.mette).get(f"/borger/{fremmed.borger_id}").status_code == 403
    assert ask(kontor.mette, fremmed).status_code == 302
    assert client_for(kontor.mette).get(f"/borger/{fremmed.borger_id}").status_code == 200


def test_it_ends_with_the_role(kontor, fremmed, admin):
    ask(admin, fremmed)
    Medarbejder.objects.filter(pk=admin.pk).update(roller=[])
    assert client_for(admin).get(f"/borger/{fremmed.borger_id}").status_code == 404


def test_an_administrator_needs_a_reason_for_everybody(kontor, admin):
    nobodys = kontor.sag("Inga Ingens", ejer=None, start=days(-30))
    mettes = kontor.sag("Otto Mettes", ejer=kontor.mette, start=days(-30))
    for sag in (nobodys, mettes):
        assert client_for(admin).get(f"/borger/{sag.borger_id}").status_code == 403
    ask(admin, nobodys)
    assert client_for(admin).get(f"/borger/{nobodys.borger_id}").status_code == 200
    assert client_for(admin).get(f"/borger/{mettes.borger_id}").status_code == 403


def test_who_may_see_already_is_sent_to_the_page(kontor):
    egen = kontor.sag("Eva Egen", ejer=kontor.mette, start=days(-30))
    answer = ask(kontor.mette, egen)
    assert (answer.status_code, answer["Location"]) == (302, f"/borger/{egen.borger_id}")
    assert not Adgang.objects.exists()


def test_no_reason_opens_another_kommune(kontor):
    with kommunekontekst(other_kommune_id()):
        andre = make_kontor("andre")
        udenbys = andre.sag("Jens Udenbys", ejer=andre.mette, start=days(-30))
    answers = [ask(kontor.mette, udenbys), client_for(kontor.mette).post("/borger/987654321/adgang", {})]
    assert {answer.status_code for answer in answers} == {404}
    assert "Udenbys" not in text_of(answers[0])
    assert not Adgang.objects.exists()


def test_a_second_time_on_a_day_is_refused_in_danish(kontor, fremmed):
    given = {"borger": fremmed.borger, "by": kontor.mette, "dag": DAG, "begrundelse": GRUND}
    open_adgang(**given)
    with pytest.raises(Afvist, match="Du har allerede adgang til borgeren i dag"):
        open_adgang(**given)
    with pytest.raises(Afvist, match="Skriv, hvorfor du skal se borgeren"):
        open_adgang(**given | {"begrundelse": " ", "dag": days(1)})


def test_the_database_wants_a_reason_too(kontor, fremmed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Adgang.objects.create(medarbejder=kontor.mette, borger=fremmed.borger, dato=DAG, begrundelse="")
