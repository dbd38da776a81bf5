"""The forløb, who has it and who may see it. ``slut`` is always the first day that no longer counts."""

from datetime import date, timedelta
from typing import Any

import pghistory
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Cast, Greatest, Least

from borgere.models import Borger
from forloeb.registreret import Registreret, UdenId
from kommuner.bevaegelse import moves
from kommuner.felter import KommuneFK, KommuneModel, by_forloeb, new_ekstern_id
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.maerkning import marks_forloeb, marks_itself
from kommuner.models import Medarbejder, Rolle
from kommuner.perioder import ends_after_start, no_overlap
from kommuner.roller import ADGANGSROLLER, SAGSROLLER


class Afslutningsaarsag(models.TextChoices):
    OVER_TIMEGRAENSE = "over_timegraense", "Over 10 timer"
    ANDEN_YDELSE = "anden_ydelse", "Anden ydelse"
    FOERTIDSPENSION = "foertidspension", "Førtidspension"
    FLYTTET = "flyttet", "Flyttet"
    ANDET = "andet", "Andet"


class ForloebQuerySet(models.QuerySet["Forloeb"]):
    """``synlig_for`` is the only door to cases; row-level security stands behind it."""

    def synlig_for(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """Forløb the person may see on a day: the team's, and those she was let read on that day for a reason."""
        if not user.has_role(*ADGANGSROLLER):
            return self.none()
        givet = Adgang.objects.filter(medarbejder=user, dato=dag).values("borger")
        # Row-level security says the same of the kommune; either must hold without the other.
        return self.filter(_in_team(user, dag) | Q(borger__in=givet), kommune=user.kommune_id)

    def teamets(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """Forløb that are the person's business on a day: her own, her team's, those of a team she stands in for, and
        those nobody has.

        None for people without a case role (administrators). Who has a closed forløb is who had it last.
        """
        return self.filter(_in_team(user, dag), kommune=user.kommune_id)

    def writable_for(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """Forløb the person may change: her own, as either of the two, and those no jobformidler has; for a teamleder
        also the team's, and for her stedfortræder too."""
        teamets = self.teamets(user, dag)
        if user.has_role(Rolle.TEAMLEDER):
            return teamets
        tildelt = Tildeling.objects.covering_forloeb(dag)
        egne = Q(medarbejder=user) | Q(medarbejder__team__in=user.stands_in_for(dag))
        return teamets.filter(Exists(tildelt.filter(egne)) | ~Exists(tildelt) | _as_sagsbehandler(user, dag))

    def ledet_af(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """Forløb the person decides about on a day: as teamleder what is her business, as stedfortræder those of the
        team she stands in for and those nobody has; none for anybody else."""
        if user.has_role(Rolle.TEAMLEDER):
            return self.teamets(user, dag)
        teams = user.stands_in_for(dag)
        if not teams:
            return self.none()
        tildelt = Tildeling.objects.covering_forloeb(dag)
        deres = Exists(tildelt.filter(medarbejder__team__in=teams)) | ~Exists(tildelt)
        return self.filter(deres, kommune=user.kommune_id)

    def mine(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """The person's own sagsstamme: open forløb assigned to her on the day."""
        tildelt = Tildeling.objects.covering_forloeb(dag).filter(medarbejder=user)
        return self.teamets(user, dag).aabne(dag).filter(Exists(tildelt))

    def som_sagsbehandler(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """Forløb the person is the sagsbehandler of on the day, closed ones too."""
        return self.filter(_as_sagsbehandler(user, dag), kommune=user.kommune_id)

    def aabne(self, dag: date) -> "ForloebQuerySet":
        """Forløb that run on the day."""
        return self.filter(Q(slut__isnull=True) | Q(slut__gt=dag), start__lte=dag)


def _in_team(user: Medarbejder, dag: date) -> Q:
    """Condition on a forløb: the person, her team, one she stands in for, or nobody has it."""
    if not user.has_role(*SAGSROLLER):
        return Q(pk__in=[])
    tildelt = Tildeling.objects.covering_forloeb(dag)
    teams = [*([user.team_id] if user.team_id else []), *user.stands_in_for(dag)]
    egne = Q(medarbejder=user) | (Q(medarbejder__team__in=teams) if teams else Q())
    return Q(Exists(tildelt.filter(egne)) | ~Exists(tildelt)) | _as_sagsbehandler(user, dag)


def _as_sagsbehandler(user: Medarbejder, dag: date) -> Q:
    """Condition on a forløb: the person is its sagsbehandler; asked only of people who can be one."""
    if not user.has_role(Rolle.SAGSBEHANDLER):
        return Q(pk__in=[])
    return Q(Exists(Sagsbehandling.objects.covering_forloeb(dag).filter(medarbejder=user)))


class TildelingQuerySet(models.QuerySet[Any]):
    """Who has a forløb over a period, as jobformidler or as sagsbehandler."""

    def covering_forloeb(self, dag: date) -> "TildelingQuerySet":
        """For use in ``Exists`` on a forløb: its tildeling on the day, or on its last (first) day when the day
        lies after (before) it."""
        last = ExpressionWrapper(OuterRef("slut") - timedelta(days=1), models.DateField())
        on = Least(Greatest(Value(dag), OuterRef("start")), Cast(last, models.DateField()))
        return self.filter(Q(slut__isnull=True) | Q(slut__gt=on), forloeb=OuterRef("pk"), start__lte=on)


@pghistory.track()
class Forloeb(KommuneModel):
    """One borger's course through one indsatsmodel."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    borger = KommuneFK(Borger, related_name="forloeb")
    indsatsmodel = models.CharField(max_length=40)
    start = models.DateField()
    slut = models.DateField(null=True, blank=True)
    afslutningsaarsag = models.CharField(max_length=100, blank=True)

    objects = ForloebQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="forloeb_ekstern_id_unik"),
            ends_after_start("forloeb"),
            models.UniqueConstraint(
                fields=["borger", "indsatsmodel"],
                condition=Q(slut__isnull=True),
                name="forloeb_et_aabent",
                violation_error_message="Borgeren har allerede et åbent forløb efter samme indsatsmodel.",
            ),
        ]
        # When each of a kommune's ran, in the order of its facts: what is counted over months is read from these alone.
        indexes = [
            models.Index(fields=["kommune", "id"], include=["start", "slut"], name="forloeb_periode_idx")
        ]
        triggers = [marks_itself(), *moves("faser", "id", "start", "slut")]

    @property
    def har_stepup(self) -> bool:
        """Whether the model followed has a step-up."""
        model = indsatsmodeller().get(self.indsatsmodel)
        return model is not None and model.stepup is not None


class Markering(models.Model):
    """A forløb whose stored judgements must be refreshed; written by triggers only."""

    kommune = models.ForeignKey("kommuner.Kommune", models.DO_NOTHING, db_index=False, related_name="+")
    forloeb = models.OneToOneField(
        Forloeb, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="markering"
    )
    antal = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"forløb {self.forloeb_id}, ændret {self.antal} gange"


class ForloebFakta(Registreret):
    """A dated fact of one forløb."""

    forloeb = KommuneFK(Forloeb, db_index=False)
    start = models.DateField()
    slut = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


@pghistory.track()
class Tildeling(UdenId, ForloebFakta):
    """The jobformidler of a forløb over a period; together a jobformidler's sagsstamme."""

    medarbejder = KommuneFK(Medarbejder)
    skifteaarsag = models.CharField(max_length=300, blank=True)

    objects = TildelingQuerySet.as_manager()

    class Meta:
        default_related_name = "tildelinger"
        constraints = [
            ends_after_start("tildeling"),
            no_overlap("tildeling", "Borgeren har allerede en jobformidler i perioden.", "forloeb"),
        ]
        indexes = [by_forloeb("tildeling", "start")]
        triggers = [marks_forloeb(), *moves("faser", "forloeb_id", "medarbejder_id", "start", "slut")]


@pghistory.track()
class Sagsbehandling(UdenId, ForloebFakta):
    """The sagsbehandler with the myndighed part of a forløb over a period: the jobformidler's makker.

    Files do not know it, and no rule reads it.
    """

    medarbejder = KommuneFK(Medarbejder)
    skifteaarsag = models.CharField(max_length=300, blank=True)

    objects = TildelingQuerySet.as_manager()

    class Meta:
        default_related_name = "sagsbehandlinger"
        constraints = [
            ends_after_start("sagsbehandling"),
            no_overlap("sagsbehandling", "Borgeren har allerede en sagsbehandler i perioden.", "forloeb"),
        ]
        indexes = [by_forloeb("sagsbehandling", "start")]


@pghistory.track()
class Adgang(KommuneModel):
    """That a person may read a borger of another team on one day, and what she wrote as the reason."""

    medarbejder = KommuneFK(Medarbejder, related_name="adgange")
    # Goes with the borger; the history and the read log keep it.
    borger = KommuneFK(Borger, models.DO_NOTHING, related_name="adgange")
    dato = models.DateField()
    begrundelse = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medarbejder", "borger", "dato"],
                name="adgang_en_pr_dag",
                violation_error_message="Du har allerede adgang til borgeren i dag.",
            ),
            models.CheckConstraint(
                name="adgang_har_begrundelse",
                condition=~Q(begrundelse=""),
                violation_error_message="Skriv, hvorfor du skal se borgeren.",
            ),
        ]
