"""Writes to a kommune's versions of rule values. Two people at once queue; the second is told (``Foraeldet``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models.functions import Now

from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder, Regelhistorik, Regelsaet
from kommuner.regelhistorik import Post, historik, noegle
from kommuner.regelsaet import Aendring, check_stand, plan
from kommuner.tenancy import current_kommune_id


@transaction.atomic
def save_regelsaet(*, aendring: Aendring, by: Medarbejder, dag: date, stand: int) -> Regelsaet:
    """Save a new version, or change the one that ``aendring.pk`` names; ``stand`` is the number read with the page.

    Refuses faulty values, a day that is taken, a change without difference, and a change to days gone by that
    gives no reason. The kommune's forløb are marked for refresh by the table's own trigger.
    """
    lock_regelsaet()
    check_stand(aendring.indsatsmodel, stand)
    row = plan(aendring, dag).raekke
    row.af, row.tidspunkt = by, Now()
    with danish_refusal():
        row.save()
    row.refresh_from_db()
    return row


@transaction.atomic
def withdraw_regelsaet(*, pk: int, by: Medarbejder, dag: date, stand: int) -> None:
    """Take back a version that is not yet in force; the history keeps it. Refuses one that has governed."""
    lock_regelsaet()
    row = Regelsaet.objects.filter(pk=pk, kommune=by.kommune_id).first()
    if row is None:
        raise Afvist("Versionen findes ikke længere.")
    check_stand(row.indsatsmodel, stand)
    if row.gyldig_fra <= dag:
        raise Afvist(
            "Versionen gælder allerede og kan ikke trækkes tilbage: sager er vurderet efter den. "
            "Gem i stedet en ny version med de værdier, der skal gælde fra nu af."
        )
    row.delete()


def lock_regelsaet() -> None:
    """Let whoever changes the present kommune's configuration wait for whoever does so already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('regelsaet'), %s)", [current_kommune_id()])


def add_historik(poster: Iterable[Post]) -> int:
    """Keep steps that came with a file and are not known yet; returns how many. They must have been checked."""
    nye = {noegle(post): dict(post) for post in poster}
    models = {post["indsatsmodel"] for post in nye.values()}
    kendte = {noegle(post) for model in models for post in historik(model)}
    rows = [Regelhistorik(noegle=n, indhold=post) for n, post in nye.items() if n not in kendte]
    Regelhistorik.objects.bulk_create(rows)
    return len(rows)
