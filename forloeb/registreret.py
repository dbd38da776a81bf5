"""What facts share: who wrote them down and when, how often they were corrected, and whether a file owns them."""

from django.db import models
from django.db.models.functions import Now

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


class Registreret(KommuneModel):
    """Something written down: by whom and when, and how often it was corrected since.

    Without ``registreret_af`` it came from a file. Old rows do not know their moment.
    """

    registreret_af = KommuneFK(Medarbejder, null=True, blank=True, related_name="+", db_index=False)
    registreret_tidspunkt = models.DateTimeField(null=True, blank=True, db_default=Now())
    version = models.PositiveIntegerField(db_default=1, default=1)

    class Meta:
        abstract = True


class UdenId(models.Model):
    """A fact that has no id in a file: a document's list of them is the whole list of those that came from files.

    ``fra_fil``: the row is a file's, and goes when the file no longer has it; whoever writes on screen takes it over.
    ``noegle`` is the key of the form it was made in: sent twice, it is saved once.
    """

    fra_fil = models.BooleanField(default=False, db_default=False)
    noegle = models.CharField(max_length=32, default="", blank=True, db_default="")

    class Meta:
        abstract = True
