"""Setting up a kommune: its first administrator and what it begins with."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection, transaction

from kommuner.actions.konto import create_administrator
from kommuner.afvist import Afvist
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Kommune, Medarbejder, Rolle
from kommuner.navneforslag import suggest_username
from kommuner.tenancy import kommunekontekst


class Opsat(NamedTuple):
    """Who is the kommune's first administrator; ``adgangskode`` is empty when she was there already."""

    brugernavn: str
    adgangskode: str


@transaction.atomic
def setup_kommune(*, kommune: Kommune, navn: str, brugernavn: str = "", email: str = "") -> Opsat:
    """Make a kommune ready to work: its first administrator, and the shipped types it lacks.

    The second time with the same person changes nothing. Without a user name one is made of the name. Refuses no
    name, a user name that is taken, and a kommune that somebody else is the administrator of.
    """
    navn = " ".join(navn.split())
    if not navn:
        raise Afvist("Skriv administratorens navn.", "administrator")
    with kommunekontekst(kommune.pk):
        _wait_for_others(kommune)
        setup_code_tables()
        administratorer = Medarbejder.objects.filter(is_active=True, roller__contains=[Rolle.ADMINISTRATOR])
        kendte = list(administratorer.order_by("pk"))
        for en in kendte:
            if en.username == brugernavn or (not brugernavn and en.navn == navn):
                return Opsat(en.username, "")
        if kendte:
            raise Afvist(
                f"{kommune} har allerede en administrator: {kendte[0].navn}. "
                "Andre oprettes på siden Brugere og team."
            )
        taget = set(Medarbejder.objects.values_list("username", flat=True))
        brugernavn = brugernavn or suggest_username(navn, kommune.kode, taget)
        return Opsat(brugernavn, create_administrator(navn=navn, brugernavn=brugernavn, email=email))


def _wait_for_others(kommune: Kommune) -> None:
    """Let two who set up the same kommune at once come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('kommune'), %s)", [kommune.pk])
