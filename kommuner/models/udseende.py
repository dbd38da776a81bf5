"""How a kommune's pages look."""

import pghistory
from django.db import models
from django.db.models.functions import Length

from kommuner.felter import KommuneModel

LOGO_HOEJST = 100_000  # bytes

models.BinaryField.register_lookup(Length)


@pghistory.track()
class Udseende(KommuneModel):
    """A kommune's own name, logo and colour on its pages, and who its e-mail is from; each may be left empty.

    ``farve`` is ``#rrggbb``; ``logo`` is clean PNG or SVG, ``logo_type`` its media type.
    """

    navn = models.CharField(max_length=60, blank=True)
    farve = models.CharField(max_length=7, blank=True)
    logo = models.BinaryField(null=True)
    logo_type = models.CharField(max_length=20, blank=True)
    afsender = models.EmailField(blank=True)
    version = models.PositiveIntegerField(db_default=1, default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kommune"],
                name="udseende_et_pr_kommune",
                violation_error_message="En anden har gemt udseendet imens. Prøv igen.",
            ),
            models.CheckConstraint(
                name="udseende_farve_hex",
                condition=models.Q(farve="") | models.Q(farve__regex="^#[0-9a-f]{6}$"),
                violation_error_message="Skriv farven som #005a8c.",
            ),
            models.CheckConstraint(
                name="udseende_logo_stoerrelse",
                condition=models.Q(logo__isnull=True) | models.Q(logo__length__lte=LOGO_HOEJST),
                violation_error_message="Logoet er for stort. Højst 100 kB.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    @property
    def udgave(self) -> str:
        """Part of the addresses of stylesheet and logo: another one whenever they change."""
        return f"{self.pk}-{self.version}"
