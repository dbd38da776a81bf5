"""Files that an administrator reads in: waiting, tried, imported, undone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


class Filformat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"
    SAGSDATA = "sagsdata", "sagsdata"


class Importtilstand(models.TextChoices):
    KOLONNER = "kolonner", "Vælg kolonner"
    PROEVES = "proeves", "Prøves"
    PROEVET = "proevet", "Prøvet, ikke importeret"
    GEMMES = "gemmes", "Importeres"
    FAERDIG = "faerdig", "Importeret"
    FORTRYDES = "fortrydes", "Fortrydes"
    FORTRUDT = "fortrudt", "Fortrudt"
    OPGIVET = "opgivet", "Kunne ikke læses"


class Dataimport(KommuneModel):
    """One file and what became of it.

    ``fil`` is sealed (``borgere.forsegling``) and gone when the file was imported, undone or given up. ``fejl`` is a
    list of line, column and what is wrong, ``bemaerkninger`` one of kind, line, column and what to look at. ``sager``
    are the ids of the forløb the import wrote, by which it can be undone; ``beholdt`` those an undoing had to leave,
    each with why. ``gemt`` is when the importing transaction began.
    """

    medarbejder = KommuneFK(Medarbejder, related_name="+", db_index=False)
    filnavn = models.CharField(max_length=200)
    format = models.CharField(max_length=10, choices=Filformat)
    fil = models.BinaryField(null=True)
    kolonner = models.JSONField(default=dict)
    tilstand = models.CharField(max_length=10, choices=Importtilstand)
    linjer = models.IntegerField(default=0)
    laest = models.IntegerField(default=0)
    nye = models.IntegerField(default=0)
    aendrede = models.IntegerField(default=0)
    uaendrede = models.IntegerField(default=0)
    fejlramte = models.IntegerField(default=0)
    fejl = models.JSONField(default=list)
    bemaerkninger = models.JSONField(default=list)
    sager = ArrayField(models.BigIntegerField(), default=list)
    beholdt = models.JSONField(default=list)
    forsoeg = models.SmallIntegerField(default=0)
    modtaget = models.DateTimeField(db_default=Now())
    gemt = models.DateTimeField(null=True)
    fortrudt = models.DateTimeField(null=True)
    fortrudt_af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["kommune", "-modtaget"], name="dataimport_modtaget_idx")]

    @property
    def i_gang(self) -> bool:
        """Whether it waits for a worker, or one is at it."""
        return self.tilstand in (Importtilstand.PROEVES, Importtilstand.GEMMES, Importtilstand.FORTRYDES)

    @property
    def gode(self) -> int:
        """Lines that can be imported."""
        return self.nye + self.aendrede + self.uaendrede


class Kolonnevalg(KommuneModel):
    """Which column held what, the last time a file with these headings was read in; ``noegle`` digests the headings."""

    noegle = models.CharField(max_length=64)
    kolonner = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kommune", "noegle"], name="kolonnevalg_unikt")]
