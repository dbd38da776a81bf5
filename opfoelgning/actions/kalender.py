"""Writes to the personal calendar subscription."""

import hashlib
import secrets

from django.db import transaction
from django.db.models.functions import Now

from kommuner.models import Medarbejder
from opfoelgning.models import Kalenderlink


def digest(hemmelighed: str) -> str:
    """What is stored of a link's secret: enough to know it again, not to make the address."""
    return hashlib.sha256(hemmelighed.encode()).hexdigest()


@transaction.atomic
def make_kalenderlink(*, by: Medarbejder) -> str:
    """Give somebody a new secret for her calendar's address (256 bits) and return it; the one before stops working."""
    _withdraw(by)
    hemmelighed = secrets.token_urlsafe(32)
    Kalenderlink.objects.create(medarbejder=by, noegle=digest(hemmelighed))
    return hemmelighed


@transaction.atomic
def withdraw_kalenderlink(*, by: Medarbejder) -> None:
    """Let a person's calendar address stop working; one that has stopped stays so."""
    _withdraw(by)


def _withdraw(by: Medarbejder) -> None:
    # The person's row makes two who press at once wait for each other.
    Medarbejder.objects.select_for_update(no_key=True).get(pk=by.pk)
    Kalenderlink.objects.filter(medarbejder=by, trukket_tilbage__isnull=True).update(trukket_tilbage=Now())
