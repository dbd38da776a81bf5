"""That somebody stops working for the kommune."""

import pghistory
from django.db import models

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models.folk import Medarbejder


@pghistory.track()
class Fratraedelse(KommuneModel):
    """``slut`` is the first day on which somebody no longer works here; before it she goes on as ever.

    Her login is closed by an administrator, not by this.
    """

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="fratraedelser")
    slut = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medarbejder"],
                name="fratraedelse_en_pr_person",
                violation_error_message="Der er allerede skrevet en sidste dag.",
            )
        ]
