"""The forløb and the dated facts of its course. ``slut`` is always the first day that no longer counts."""

from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Cast, Greatest, Least, Now

from borgere.models import Borger
from forloeb.registreret import Registreret, UdenId
from kalender.dansk import periode_lang
from kommuner.felter import KommuneFK, KommuneModel, by_forloeb, new_ekstern_id
from kommuner.maerkning import marks_forloeb, marks_itself
from kommuner.models import Fravaerstype, Medarbejder, Rolle
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
        """Forløb that are the person's business on a day: her own, her team's, and those nobody has.

        None for people without a case role (administrators). Who has a closed forløb is who had it last.
        """
        return self.filter(_in_team(user, dag), kommune=user.kommune_id)

    def writable_for(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """Forløb the person may change: her own and those nobody has; for a teamleder also the team's."""
        teamets = self.teamets(user, dag)
        if user.has_role(Rolle.TEAMLEDER):
            return teamets
        tildelt = Tildeling.objects.covering_forloeb(dag)
        return teamets.filter(Exists(tildelt.filter(medarbejder=user)) | ~Exists(tildelt))

    def mine(self, user: Medarbejder, dag: date) -> "ForloebQuerySet":
        """The person's own sagsstamme: open forløb assigned to her on the day."""
        tildelt = Tildeling.objects.covering_forloeb(dag).filter(medarbejder=user)
        return self.teamets(user, dag).aabne(dag).filter(Exists(tildelt))

    def aabne(self, dag: date) -> "ForloebQuerySet":
        """Forløb that run on the day."""
        return self.filter(Q(slut__isnull=True) | Q(slut__gt=dag), start__lte=dag)


def _in_team(user: Medarbejder, dag: date) -> Q:
    """Condition on a forløb: the person, her team, or nobody has it."""
    if not user.has_role(*SAGSROLLER):
        return Q(pk__in=[])
    tildelt = Tildeling.objects.covering_forloeb(dag)
    egne = Q(medarbejder=user) | (Q(medarbejder__team=user.team_id) if user.team_id else Q())
    return Q(Exists(tildelt.filter(egne)) | ~Exists(tildelt))


class TildelingQuerySet(models.QuerySet["Tildeling"]):
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
        triggers = [marks_itself()]


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
class Fase(UdenId, ForloebFakta):
    nr = models.PositiveSmallIntegerField()

    class Meta:
        default_related_name = "faser"
        constraints = [
            ends_after_start("fase"),
            no_overlap("fase", "Faserne overlapper hinanden.", "forloeb"),
        ]
        indexes = [by_forloeb("fase", "start")]
        triggers = [marks_forloeb()]


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
        triggers = [marks_forloeb()]


class Ydelsestype(models.TextChoices):
    LEDIGHEDSYDELSE = "ledighedsydelse", "Ledighedsydelse"
    SYGEDAGPENGE = "sygedagpenge", "Sygedagpenge"
    KONTANTHJAELP = "kontanthjaelp", "Kontanthjælp"
    UDDANNELSESHJAELP = "uddannelseshjaelp", "Uddannelseshjælp"
    RESSOURCEFORLOEBSYDELSE = "ressourceforloebsydelse", "Ressourceforløbsydelse"
    FOERTIDSPENSION = "foertidspension", "Førtidspension"
    FLEKSLOENTILSKUD = "fleksloentilskud", "Fleksløntilskud"
    SELVFORSOERGELSE = "selvforsoergelse", "Selvforsørgelse"


@pghistory.track()
class Ydelse(UdenId, ForloebFakta):
    type = models.CharField(max_length=40, choices=Ydelsestype)

    class Meta:
        default_related_name = "ydelser"
        constraints = [
            ends_after_start("ydelse"),
            no_overlap("ydelse", "Ydelserne overlapper hinanden.", "forloeb"),
        ]
        indexes = [by_forloeb("ydelse", "start")]
        triggers = [marks_forloeb()]


@pghistory.track()
class Fravaer(UdenId, ForloebFakta):
    """Lawful absence, exemption or unlawful absence; the type tells what it does."""

    type = KommuneFK(Fravaerstype)
    note = models.TextField(blank=True)

    class Meta:
        default_related_name = "fravaer"
        constraints = [
            ends_after_start("fravaer"),
            no_overlap("fravaer", "Fravær af samme type overlapper.", "forloeb", "type"),
        ]
        indexes = [by_forloeb("fravaer", "start")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return f"{self.type}, {periode_lang(self.start, self.slut)}"


class Hjemmel(models.TextChoices):
    STK1 = "stk1", "stk. 1 (ret)"
    STK2 = "stk2", "stk. 2 (pligt)"


@pghistory.track()
class AndenAktoer(UdenId, ForloebFakta):
    """A period with another provider, by right (stk. 1) or by duty (stk. 2)."""

    hjemmel = models.CharField(max_length=4, choices=Hjemmel)

    class Meta:
        default_related_name = "anden_aktoer"
        constraints = [
            ends_after_start("anden_aktoer"),
            no_overlap("anden_aktoer", "Perioderne hos anden aktør overlapper hinanden.", "forloeb"),
        ]
        indexes = [by_forloeb("anden_aktoer", "start")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return f"Anden aktør, {self.get_hjemmel_display()}, {periode_lang(self.start, self.slut)}"


@pghistory.track()
class Persongruppemarkering(UdenId, ForloebFakta):
    navn = models.CharField(max_length=100)

    class Meta:
        default_related_name = "persongruppemarkeringer"
        constraints = [ends_after_start("persongruppemarkering")]
        indexes = [by_forloeb("persongruppemarkering", "start")]
        triggers = [marks_forloeb()]


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
