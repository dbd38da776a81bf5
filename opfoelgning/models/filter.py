"""Filters of a list that somebody keeps under a name."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


class Gemtfilter(KommuneModel):
    """One person's own filter of *Teamets borgere*; nobody else sees it.

    ``valg`` maps the names of filters to their values, as they stand in the page's address.
    """

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="filtre")
    navn = models.CharField(max_length=60)
    valg = models.JSONField()
    gemt = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medarbejder", "navn"],
                name="gemtfilter_navn_unikt",
                violation_error_message="Du har allerede et filter med det navn.",
            ),
            models.CheckConstraint(
                name="gemtfilter_har_navn",
                condition=~Q(navn=""),
                violation_error_message="Giv filteret et navn.",
            ),
        ]
