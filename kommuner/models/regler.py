"""What a kommune decides: code tables, dated rules, lists and names, closing days."""

import pghistory
from django.db import models

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.maerkning import marks_kommunes_forloeb
from kommuner.models.folk import Medarbejder


class Kodetype(KommuneModel):
    """An entry of a kommune's code table; ``kode`` is the word of `sagsdata` and never changes.

    One that is not ``aktiv`` is offered no longer, and stays on the rows that have it.
    """

    kode = models.CharField(max_length=60)
    navn = models.CharField(max_length=100)
    aktiv = models.BooleanField(default=True)
    lovhenvisning = models.CharField(max_length=200, blank=True, db_default="")
    version = models.PositiveIntegerField(db_default=1, default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.navn


@pghistory.track()
class Fravaerstype(Kodetype):
    """Absence or exemption, with what it does to the two clocks."""

    pauser_kontakt = models.BooleanField("pauser kontakt")
    pauser_passivitet = models.BooleanField("pauser passivitet")
    er_sygdom = models.BooleanField("er sygdom", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "kode"], name="fravaerstype_kode_unik"),
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="fravaerstype_navn_unikt",
                violation_error_message="Navnet findes allerede.",
            ),
        ]
        triggers = [marks_kommunes_forloeb()]


@pghistory.track()
class Tilbudstype(Kodetype):
    """Kind of tilbud; a virksomhedsrettet one resets the passivity clock."""

    virksomhedsrettet = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "kode"], name="tilbudstype_kode_unik"),
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="tilbudstype_navn_unikt",
                violation_error_message="Navnet findes allerede.",
            ),
        ]
        triggers = [marks_kommunes_forloeb()]


@pghistory.track()
class Regelsaet(KommuneModel):
    """A kommune's own values for a model from a day on; what it does not name is the model's.

    ``af`` and ``tidspunkt`` tell who saved it last and when, None for one that came with a file of cases;
    ``begrundelse`` why it was changed although it had governed already.
    """

    indsatsmodel = models.CharField(max_length=40)
    gyldig_fra = models.DateField()
    vaerdier = models.JSONField(default=dict)
    kilde = models.TextField(blank=True)
    gaelder_loebende = models.BooleanField("gælder også løbende frister", default=False)
    begrundelse = models.TextField(blank=True)
    af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    tidspunkt = models.DateTimeField(null=True)

    class Meta:
        ordering = ["indsatsmodel", "gyldig_fra"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "indsatsmodel", "gyldig_fra"],
                name="regelsaet_gyldig_fra_unik",
                violation_error_message="Der findes allerede et regelsæt fra den dag.",
            )
        ]
        triggers = [marks_kommunes_forloeb()]


@pghistory.track()
class Forberedelsesskema(KommuneModel):
    """A kommune's own list of the sections of the forberedende del, from a day on; before the first, the model's.

    ``indhold`` is as in the model's data file under ``forberedelse``: ``dele``, ``afsnit``, ``orientering``.
    """

    indsatsmodel = models.CharField(max_length=40)
    gyldig_fra = models.DateField()
    indhold = models.JSONField()
    kilde = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(db_default=1, default=1)
    af = KommuneFK(Medarbejder, related_name="+", db_index=False)

    class Meta:
        ordering = ["indsatsmodel", "gyldig_fra"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "indsatsmodel", "gyldig_fra"],
                name="forberedelsesskema_gyldig_fra_unik",
                violation_error_message="Der findes allerede en liste fra den dag. Ret den i stedet.",
            )
        ]


class Regelhistorik(KommuneModel):
    """One step of a configuration's history that came with a file from another installation; only ever added to.

    What happens here is kept by the database itself (``Regelsaet.historik``). ``noegle`` is a digest of ``indhold``,
    one object of the file's ``historik``.
    """

    noegle = models.CharField(max_length=64)
    indhold = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "noegle"], name="regelhistorik_noegle_unik")
        ]


@pghistory.track()
class Rehabiliteringsorgan(KommuneModel):
    """What the body that treats a case before visitation is called, from a day on; without one, from the beginning.

    ``navn`` is the definite form in a sentence: «rehabiliteringsteamet». Hours a week of at most
    ``meget_begraenset_timer`` are a very limited capacity, which needs a reason in field 3.2.
    """

    gyldig_fra = models.DateField(null=True, blank=True)
    navn = models.CharField(max_length=80)
    meget_begraenset_timer = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "gyldig_fra"],
                name="rehabiliteringsorgan_fra_unik",
                nulls_distinct=False,
                violation_error_message="Der er allerede et navn fra den dag.",
            )
        ]


@pghistory.track()
class Lukkedag(KommuneModel):
    """A day on which the kommune is closed, beside weekends and public holidays."""

    dag = models.DateField()
    navn = models.CharField(max_length=60)

    class Meta:
        ordering = ["dag"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "dag"],
                name="lukkedag_dag_unik",
                violation_error_message="Dagen er allerede lukket.",
            )
        ]
        triggers = [marks_kommunes_forloeb()]

    def __str__(self) -> str:
        return self.navn
