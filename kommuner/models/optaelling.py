"""What was counted once and holds until something moves (``kommuner.optaelling``). Both derived, may be dropped."""

from django.db import models
from django.db.models.functions import Now

from kommuner.felter import KommuneModel


class Bevaegelse(KommuneModel):
    """That rows behind a count (``emne``, ``noegle``) changed, and in which transaction; written by triggers only.

    Rows are added and never changed, so that nobody waits for anybody.
    """

    emne = models.CharField(max_length=20)
    noegle = models.CharField(max_length=20, blank=True)
    transaktion = models.BigIntegerField()
    tidspunkt = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "emne", "noegle", "transaktion"], name="bevaegelse_en_pr_transaktion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.emne} {self.noegle} i transaktion {self.transaktion}"


class Optaelling(KommuneModel):
    """A count (``emne``, ``noegle``), of a part of it (``udsnit``): the figures, and what they were counted by.

    ``billede`` is the snapshot it was counted in, ``aeldste`` the first transaction that was not over by then, and
    ``egen`` the one that counted. ``kode`` is the code that counted, ``server`` when the database was started.
    """

    emne = models.CharField(max_length=20)
    noegle = models.CharField(max_length=20, blank=True)
    udsnit = models.TextField(blank=True)
    tal = models.JSONField()
    billede = models.TextField()
    aeldste = models.BigIntegerField()
    egen = models.BigIntegerField()
    kode = models.BigIntegerField()
    server = models.DateTimeField()
    tidspunkt = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "emne", "noegle", "udsnit"], name="optaelling_unik")
        ]

    def __str__(self) -> str:
        return f"{self.emne} {self.noegle} {self.udsnit}"
