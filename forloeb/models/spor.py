"""What was corrected or annulled, by whom and why."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from forloeb.models.forloeb import Forloeb
from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


class Rettelse(KommuneModel):
    """That a registration was corrected or annulled: what it said, who did it, when and why. Rows are only ever added.

    ``genstand`` is the row's key in the table of its kind (``slags``), ``aendringer`` a list of
    ``[field, before, after]`` in Danish words.
    """

    forloeb = KommuneFK(Forloeb, models.DO_NOTHING, related_name="rettelser")
    slags = models.CharField(max_length=40)
    genstand = models.BigIntegerField()
    tekst = models.CharField(max_length=300)
    annulleret = models.BooleanField()
    aendringer = models.JSONField(default=list)
    begrundelse = models.CharField(max_length=300)
    registreret_af = KommuneFK(Medarbejder, related_name="+", db_index=False)
    registreret_tidspunkt = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rettelse_har_begrundelse",
                condition=~Q(begrundelse=""),
                violation_error_message="Skriv, hvorfor du retter.",
            )
        ]
