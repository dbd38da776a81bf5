"""The borger: who she is. What happens to her is told by her forløb."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from borgere import cpr, navne
from kommuner.felter import KommuneFK, KommuneModel, new_ekstern_id
from kommuner.maerkning import marks_borgers_forloeb
from kommuner.models import Kommune, Medarbejder


@pghistory.track()
class Borger(KommuneModel):
    """A citizen; her CPR number is kept encrypted and found by a blind index."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    navn = models.CharField(max_length=200)
    navn_sortering = models.CharField(max_length=250, editable=False)
    navn_soegning = models.CharField(max_length=250, editable=False)
    cpr_krypteret = models.BinaryField()
    cpr_indeks = models.BinaryField()
    foedselsdato = models.DateField()
    telefon = models.CharField(max_length=20, blank=True)
    progredierende_diagnose_fra = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="borger_ekstern_id_unik"),
            models.UniqueConstraint(
                fields=["kommune", "cpr_indeks"],
                name="borger_cpr_unikt",
                violation_error_message="CPR-nummeret findes allerede.",
            ),
        ]
        indexes = [models.Index(fields=["kommune", "navn_sortering"], name="borger_navn_idx")]
        triggers = [marks_borgers_forloeb()]

    def __str__(self) -> str:
        return self.navn

    def set_navn(self, navn: str) -> None:
        """Set the name together with its sort and search forms."""
        self.navn = navn
        self.navn_sortering = navne.sort_key(navn)[:250]
        self.navn_soegning = navne.search_text(navn)[:250]

    def set_cpr(self, digits: str, kommune: Kommune) -> None:
        """Set the CPR number (ten digits, already checked)."""
        self.cpr_krypteret = cpr.encrypt(digits, kommune.kode)
        self.cpr_indeks = cpr.blind_index(digits, kommune.kode)


class Laesning(KommuneModel):
    """Read log: who saw which borgere, when, on which page. Rows are only ever added."""

    medarbejder = KommuneFK(Medarbejder, related_name="laesninger", db_index=False)
    side = models.CharField(max_length=60)
    borgere = ArrayField(models.BigIntegerField())
    begrundelse = models.CharField(max_length=300, blank=True)
    tidspunkt = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["kommune", "tidspunkt"], name="laesning_tidspunkt_idx")]
