"""What the tab «Plan» tells of agreements, messages and the CV, and where each is gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from aftaler.models import Planaftale, Planstatus
from forloeb.actions.registrering import may_correct
from forloeb.models import CvTilstand, Forloeb
from kalender.dansk import dato, tal
from kommuner.models import Medarbejder
from opfoelgning.models import Henvendelse
from opfoelgning.regler import svar, typer
from opfoelgning.vurdering import Sagsbillede

TIME = timedelta(hours=1)


@dataclass(frozen=True)
class Aftalelinje:
    """One agreement; ``skriver`` is the reader, if she may write on the forløb."""

    a: Planaftale
    dag: date
    skriver: Medarbejder | None

    @property
    def aaben(self) -> bool:
        return self.a.status == Planstatus.AABEN

    @property
    def stand(self) -> tuple[str, str]:
        """How it stands, and the level of its chip."""
        if self.aaben and self.a.dato < self.dag:
            return "over tid", "warning"
        niveau = {"aaben": "info", "gjort": "success"}.get(self.a.status, "neutral")
        return str(self.a.get_status_display()).lower(), niveau

    @property
    def ret(self) -> str:
        maa = self.skriver is not None and may_correct(self.a.registreret_af_id, self.skriver)
        return reverse("planaftale_ret", args=[self.a.pk]) if maa else ""


@dataclass(frozen=True)
class Henvendelseslinje:
    """One message, and how its hours stand at ``nu``; ``senest`` is the last instant in time, None without the rule."""

    h: Henvendelse
    senest: datetime | None
    nu: datetime
    skriver: Medarbejder | None

    @property
    def stand(self) -> tuple[str, str]:
        """How it stands, and the level of its chip."""
        if self.h.besvaret:
            efter = f"besvaret efter {_hours(self.h.besvaret - self.h.modtaget)}"
            sent = self.senest is not None and self.h.besvaret > self.senest
            return efter, "neutral" if sent else "success"
        if self.senest is None:
            return "ikke besvaret", "info"
        if self.nu > self.senest:
            return f"svar overskredet {_hours(self.nu - self.senest)}", "danger"
        return f"{_hours(self.senest - self.nu)} tilbage", "warning"

    @property
    def frist(self) -> str:
        """«Svar senest 24. nov. kl. 10.42»; empty once it is answered."""
        if self.h.besvaret or self.senest is None:
            return ""
        lokal = timezone.localtime(self.senest)
        return f"Svar senest {dato(lokal.date(), self.nu.date())} kl. {lokal.hour}.{lokal:%M}"

    @property
    def ret(self) -> str:
        maa = self.skriver is not None and may_correct(self.h.registreret_af_id, self.skriver)
        return reverse("henvendelse_ret", args=[self.h.pk]) if maa else ""


def _hours(tid: timedelta) -> str:
    """«3 timer», «under 1 time»."""
    antal = int(tid / TIME)
    if antal < 1:
        return "under 1 time"
    return f"{tal(antal)} {'time' if antal == 1 else 'timer'}"


@dataclass(frozen=True)
class Cvlinje:
    """The state of the CV from a day on."""

    cv: CvTilstand
    skriver: Medarbejder | None

    @property
    def ret(self) -> str:
        maa = self.skriver is not None and may_correct(self.cv.registreret_af_id, self.skriver)
        return reverse("cv_ret", args=[self.cv.pk]) if maa else ""


def agreements(forloeb: Forloeb, dag: date, skriver: Medarbejder | None) -> list[Aftalelinje]:
    """Open ones first, the next on top; then those that are done or given up, newest first."""
    alle = Planaftale.objects.filter(forloeb=forloeb).select_related("virksomhed", "registreret_af")
    linjer = [Aftalelinje(a, dag, skriver) for a in alle.order_by("dato", "pk")]
    return [li for li in linjer if li.aaben] + [li for li in reversed(linjer) if not li.aaben]


def messages_of(
    forloeb: Forloeb, billede: Sagsbillede, nu: datetime, skriver: Medarbejder | None
) -> list[Henvendelseslinje]:
    """Unanswered ones first, the oldest on top; then those answered, newest first."""
    alle = Henvendelse.objects.filter(forloeb=forloeb).select_related("registreret_af", "besvaret_af")
    linjer = [
        Henvendelseslinje(h, _senest(h, billede, nu), nu, skriver) for h in alle.order_by("modtaget", "pk")
    ]
    aabne = [li for li in linjer if not li.h.besvaret]
    return aabne + [li for li in reversed(linjer) if li.h.besvaret]


def _senest(h: Henvendelse, billede: Sagsbillede, nu: datetime) -> datetime | None:
    regel = next((r for r in billede.regler.model.regler if r.hvad == "henvendelse"), None)
    if regel is None:
        return None
    fakta = typer.Henvendelse(h.ekstern_id, h.modtaget, h.besvaret)
    return svar.runs_out(regel, fakta, billede.regler, timezone.localdate(nu))


def cv_states(forloeb: Forloeb, skriver: Medarbejder | None) -> list[Cvlinje]:
    """How the CV stood, newest first."""
    alle = CvTilstand.objects.filter(forloeb=forloeb).select_related("registreret_af")
    return [Cvlinje(cv, skriver) for cv in alle.order_by("-dato", "-pk")]
