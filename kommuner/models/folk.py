"""Kommune, team, and the people who log in."""

from datetime import date
from functools import cached_property

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kommuner.bevaegelse import moves
from kommuner.felter import KommuneFK, KommuneModel, new_ekstern_id
from kommuner.vikariat import Vikariat


class Kommune(models.Model):
    """One of Denmark's 98 kommuner; holds no personal data and is readable before login."""

    kode = models.CharField("kommunekode", max_length=4, unique=True)
    navn = models.CharField(max_length=60)
    region = models.CharField(max_length=60)

    class Meta:
        ordering = ["kode"]

    def __str__(self) -> str:
        return f"{self.navn} Kommune"


class Rolle(models.TextChoices):
    JOBFORMIDLER = "jobformidler", "jobformidler"
    SAGSBEHANDLER = "sagsbehandler", "sagsbehandler"
    TEAMLEDER = "teamleder", "teamleder"
    ADMINISTRATOR = "administrator", "administrator"


VIKARIAT = (
    "team_id",
    "start",
    "slut",
    "team__navn",
    "medarbejder__navn",
)  # where a ``Vikariat`` is read from

SAGSROLLER = (Rolle.JOBFORMIDLER, Rolle.SAGSBEHANDLER, Rolle.TEAMLEDER)  # see cases


class Tema(models.TextChoices):
    SYSTEM = "system", "Som computeren"
    LYST = "lyst", "Lyst"
    MOERKT = "moerkt", "Mørkt"


@pghistory.track()
class Team(KommuneModel):
    """People who see each other's borgere. A closed one is offered no longer; those who left it there stay."""

    navn = models.CharField(max_length=100)
    aktiv = models.BooleanField(default=True, db_default=True)
    version = models.PositiveIntegerField(db_default=1, default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="team_navn_unikt",
                violation_error_message="Teamet findes allerede.",
            )
        ]

    def __str__(self) -> str:
        return self.navn


class MedarbejderManager(BaseUserManager["Medarbejder"]):
    """Looks people up by user name; row-level security lets it find those of the present kommune only."""

    def get_by_natural_key(self, username):
        return self.get(username=username)

    def kolleger(self, user: "Medarbejder") -> models.QuerySet["Medarbejder"]:
        """Everybody in the person's kommune, she included."""
        return self.filter(kommune=user.kommune_id)


@pghistory.track(exclude=["password", "last_login"])
class Medarbejder(KommuneModel, AbstractBaseUser):
    """A person who works with cases, and the user account of that person.

    ``username`` is unique over all kommuner, because a login names no kommune. Somebody who came by import has no
    usable password and ``is_active`` false until an administrator opens the login.
    """

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    username = models.CharField("brugernavn", max_length=150, unique=True)
    navn = models.CharField(max_length=200)
    email = models.EmailField("e-mail", blank=True)
    roller = ArrayField(models.CharField(max_length=20, choices=Rolle), default=list)
    team = KommuneFK(Team, null=True, blank=True, related_name="medarbejdere")
    is_active = models.BooleanField("kan logge på", default=False)
    skal_skifte_adgangskode = models.BooleanField(default=False)
    totrinslogin_nulstillet = models.DateTimeField(null=True, blank=True)
    tema = models.CharField(max_length=10, choices=Tema, default=Tema.SYSTEM)
    genveje = models.BooleanField("genvejstaster", default=True)
    version = models.PositiveIntegerField(db_default=1, default=1)

    objects = MedarbejderManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["navn"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="medarbejder_ekstern_id_unik"),
            models.CheckConstraint(
                name="medarbejder_roller_kendte",
                condition=Q(roller__contained_by=Rolle.values),
                violation_error_message="Ukendt rolle.",
            ),
        ]
        triggers = moves("faser", "id", "team_id")

    def __str__(self) -> str:
        return self.navn

    def has_role(self, *roller: str) -> bool:
        """Whether the person holds at least one of the roles."""
        return bool(set(roller) & set(self.roller))

    @cached_property
    def vikariater(self) -> list[Vikariat]:
        """Every time she leads a team in its teamleder's absence, past and to come."""
        rows = self.stedfortraederperioder.values_list(*VIKARIAT)  # type: ignore[attr-defined]
        return [Vikariat(*row) for row in rows]

    @cached_property
    def stedfortraedere(self) -> list[Vikariat]:
        """Every time somebody else leads her own team in its teamleder's absence."""
        if self.team is None:
            return []
        rows = self.team.stedfortraedere.exclude(medarbejder=self).values_list(*VIKARIAT)  # type: ignore[attr-defined]
        return [Vikariat(*row) for row in rows]

    def stands_in_for(self, dag: date) -> list[int]:
        """Ids of the teams she leads on the day in their teamleder's absence; none without a role that sees cases."""
        teams = {v.team for v in self.vikariater if v.start <= dag < v.slut}
        return sorted(teams) if self.has_role(*SAGSROLLER) else []

    def leads(self, dag: date) -> bool:
        """Whether she leads a team on the day, as its teamleder or in her absence."""
        return self.has_role(Rolle.TEAMLEDER) or bool(self.stands_in_for(dag))
