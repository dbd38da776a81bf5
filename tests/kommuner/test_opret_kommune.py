"""A kommune made ready by one command."""

from io import StringIO

import pytest
from django.core.management import call_command

from kommuner.models import Fravaerstype, Kommune, Medarbejder, Tilbudstype
from kommuner.tenancy import kommunekontekst
from tests.opfoelgning.sager import client_for, text_of
from tests.opfoelgning.test_kommandosvar import refusal
from tests.raekker import make_medarbejder

NAVN = ("--administrator", "Agnete Ærlig Admin")


def run(*valg: str) -> str:
    ud = StringIO()
    call_command("opret_kommune", *valg, stdout=ud)
    return ud.getvalue()


def test_one_command_makes_a_kommune_ready(db):
    told = run("0751", *NAVN, "--email", "agnete@example.dk")
    password = told.split("Engangskode: ")[1].strip()
    with kommunekontekst(Kommune.objects.get(kode="0751").pk):
        person = Medarbejder.objects.get()
        assert (person.username, person.email, person.roller, person.skal_skifte_adgangskode) == (
            *("agnete.admin.0751", "agnete@example.dk", ["administrator"], True),
        )
        assert person.check_password(password)
        assert (Fravaerstype.objects.count(), Tilbudstype.objects.count()) == (10, 6)
        Medarbejder.objects.update(skal_skifte_adgangskode=False)
        html = text_of(client_for(person).get("/administration"))
        assert "Kom i gang 1 af 7" in html


def test_the_second_time_changes_nothing(db):
    run("0751", *NAVN)
    with kommunekontekst(Kommune.objects.get(kode="0751").pk):
        before = Medarbejder.objects.values().get()
        Fravaerstype.objects.filter(kode="ferie").update(navn="Fri")
        told = run("0751", *NAVN)
        assert "agnete.admin.0751 er administrator i forvejen. Intet er ændret." in told
        assert "Engangskode" not in told
        assert Medarbejder.objects.values().get() == before
        assert Fravaerstype.objects.get(kode="ferie").navn == "Fri"


def test_two_kommuner_have_each_their_own(db):
    run("0751", *NAVN)
    assert "agnete.admin.0265 kan nu logge på" in run("0265", *NAVN)


@pytest.mark.parametrize(
    ("valg", "told"),
    [
        (("9999", *NAVN), "«9999»: Kommunen findes ikke. Skriv koden på en dansk kommune, fx 0751."),
        (("751", *NAVN), "«751»: Der skal stå en dansk kommunekode med fire cifre"),
        (("0751", "--administrator", " "), "Skriv administratorens navn."),
        (("0751", *NAVN, "--brugernavn", "mette holm"), "Brug bogstaver, tal, punktum og bindestreg."),
        (("0751", *NAVN, "--brugernavn", "optaget"), "Brugernavnet er optaget. Vælg et andet."),
        (("0751", *NAVN, "--email", "x"), "--email x: skriv den som mette@example.dk."),
        (("0265", *NAVN), "har allerede en administrator: optaget Prøve."),
    ],
)
def test_what_is_wrong_is_said_in_danish_and_nothing_is_kept(db, other_kommune, valg, told):
    with kommunekontekst(other_kommune.pk):
        make_medarbejder("optaget", "administrator")
    assert told in refusal("opret_kommune", *valg)
    with kommunekontekst(Kommune.objects.get(kode="0751").pk):
        assert not Medarbejder.objects.exists()
        assert not Fravaerstype.objects.exists()
