"""The follow-ups of a forløb as the tab «Plan» lists them, and where each is gone on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from forloeb.actions.registrering import may_correct
from forloeb.models import Forloeb
from kommuner.models import Medarbejder
from opfoelgning.models import Opfoelgning, Status
from opfoelgning.opfoelgningsforms import HVORDAN, hvordan_of


@dataclass(frozen=True)
class Opfoelgningslinje:
    """One follow-up; ``skriver`` is the reader, if she may write on the forløb."""

    o: Opfoelgning
    dag: date
    skriver: Medarbejder | None

    @property
    def planlagt(self) -> bool:
        return self.o.status == Status.PLANLAGT

    @property
    def hvad(self) -> str:
        return "Statusmøde" if self.o.statusmoede else "Opfølgning"

    @property
    def hvordan(self) -> str:
        return HVORDAN.get(hvordan_of(self.o), str(self.o.get_form_display()))

    @property
    def stand(self) -> tuple[str, str]:
        """How it stands, and the level of its chip."""
        if self.planlagt and self.o.dato < self.dag:
            return "ikke registreret", "danger"
        if self.planlagt:
            return ("foreslået" if self.o.foreslaaet else "planlagt"), "info"
        niveau = "success" if self.o.status == Status.GENNEMFOERT else "neutral"
        return str(self.o.get_status_display()).lower(), niveau

    @property
    def registrer(self) -> str:
        """Where a planned one whose day has come is registered; empty where it cannot be."""
        if not (self.skriver and self.planlagt):
            return ""
        url = reverse("opfoelgning_ny", args=[self.o.forloeb.borger_id])
        return f"{url}?forloeb={self.o.forloeb_id}&planlagt={self.o.pk}"

    @property
    def ret(self) -> str:
        """Where it is moved, called off or corrected; empty where the reader may not."""
        if self.skriver is None:
            return ""
        if self.planlagt:
            return reverse("opfoelgning_flyt", args=[self.o.pk])
        maa = may_correct(self.o.registreret_af_id, self.skriver)
        return reverse("opfoelgning_ret", args=[self.o.pk]) if maa else ""


def followups(forloeb: Forloeb, dag: date, skriver: Medarbejder | None) -> list[Opfoelgningslinje]:
    """Planned ones first, the next on top; then what was held, newest first."""
    alle = Opfoelgning.objects.filter(forloeb=forloeb).select_related(
        "forloeb", "ansaettelse__virksomhed", "registreret_af"
    )
    linjer = [Opfoelgningslinje(o, dag, skriver) for o in alle.order_by("dato", "pk")]
    return [li for li in linjer if li.planlagt] + [li for li in reversed(linjer) if not li.planlagt]
