"""The personal calendar subscription."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


@pghistory.track()
class Kalenderlink(KommuneModel):
    """A secret address at which a person's calendar program reads her calendar without a login.

    ``noegle`` is the digest of the secret, which itself is kept nowhere. ``trukket_tilbage`` is empty while the
    address works; a person has at most one that does.
    """

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="kalenderlinks")
    noegle = models.CharField(max_length=64, unique=True)
    oprettet = models.DateTimeField(db_default=Now())
    trukket_tilbage = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medarbejder"],
                condition=Q(trukket_tilbage__isnull=True),
                name="kalenderlink_et_ad_gangen",
                violation_error_message="Du har allerede et link.",
            )
        ]
