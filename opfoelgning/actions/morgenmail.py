"""Writes about the morning mail: who wants it, and the outbox with one row per person and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from kommuner.models import Medarbejder
from opfoelgning.models import Mailoenske, Morgenmail

FORSOEG = 30
"""How many times a mail is tried before it is given up."""


class Antal(NamedTuple):
    """What a mail tells: borgere of the person's own list, and those her team waits for a decision about."""

    egne: int
    teamets: int


@transaction.atomic
def change_morgenmail(*, by: Medarbejder, oensket: bool) -> None:
    """Begin or stop the person's own morning mail."""
    if oensket:
        Mailoenske.objects.get_or_create(kommune=by.kommune, medarbejder=by)
    else:
        Mailoenske.objects.filter(kommune=by.kommune_id, medarbejder=by).delete()


@transaction.atomic
def put_in_outbox(*, til: Medarbejder, dag: date, antal: Antal) -> None:
    """Write a person's row of the day; nothing happens where it is there already, written by another run."""
    mail = Morgenmail(medarbejder=til, dag=dag, **antal._asdict())
    Morgenmail.objects.bulk_create([mail], ignore_conflicts=True)


@transaction.atomic
def send_next(*, dag: date, uden: Iterable[int], send: Callable[[Morgenmail], None]) -> Morgenmail | None:
    """Send one of the day's waiting mails, none of those in ``uden``, and mark it in the same transaction.

    The row is locked while it is sent, so that two workers never send the same one. A mail that could not be handed
    over keeps what it met and is tried again by the next tick. None: nothing is left.
    """
    venter = (
        Morgenmail.objects.filter(waiting_on(dag)).exclude(pk__in=list(uden)).select_related("medarbejder")
    )
    mail = venter.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if mail is None:
        return None
    values: dict = {"forsoeg": mail.forsoeg + 1}
    try:
        send(mail)
        values |= {"sendt": Now(), "fejl": ""}
    except Exception as error:  # one bad address, or a server that is away, must not stop the rest
        values["fejl"] = f"{type(error).__name__}: {error}"[:300]
    Morgenmail.objects.filter(pk=mail.pk).update(**values)
    return mail


def waiting_on(dag: date) -> Q:
    """Condition on a row: something to send that day, not sent, and not given up."""
    return SOMETHING & Q(dag=dag, sendt__isnull=True, forsoeg__lt=FORSOEG)


SOMETHING = Q(egne__gt=0) | Q(teamets__gt=0)
