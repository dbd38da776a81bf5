"""What the person has just saved, and may still undo."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from forloeb.actions.registrering import FORTRYD
from kalender.dansk import dato_aar, dato_kort
from kommuner.models import Medarbejder
from opfoelgning.models import Kontakt, Status


def clock(tidspunkt: datetime) -> str:
    """«10.42», «5.07»: an instant as Danish clock time."""
    lokal = timezone.localtime(tidspunkt)
    return f"{lokal.hour}.{lokal:%M}"


@dataclass(frozen=True)
class Gemt:
    """A contact saved within the time of undoing."""

    kontakt: Kontakt

    @property
    def hvad(self) -> str:
        """«Kontakt gemt kl. 10.43», «Aftale gemt: 27. november»."""
        if self.kontakt.status == Status.PLANLAGT:
            gemt = timezone.localdate(self.kontakt.registreret_tidspunkt)
            return f"Aftale gemt: {dato_kort(self.kontakt.dato, gemt)}"
        ord_ = "Forsøg på kontakt" if self.kontakt.status == Status.UDEBLEVET else "Kontakt"
        return f"{ord_} gemt kl. {self.klokken}"

    @property
    def klokken(self) -> str:
        return clock(self.kontakt.registreret_tidspunkt)

    @property
    def journaltekst(self) -> str:
        """The contact as plain text for the main case system."""
        kontakt = self.kontakt
        linjer = [
            f"{dato_aar(kontakt.dato)}: {_ORD.get(kontakt.form, 'Kontakt')}{_STATUS.get(kontakt.status, '')}."
        ]
        linjer += [f"Sted: {kontakt.sted}."] if kontakt.sted else []
        linjer += [f"Deltagere: {kontakt.deltagere}."] if kontakt.deltagere else []
        linjer += [kontakt.note] if kontakt.note else []
        linjer += [f"Næste skridt: {kontakt.naeste_skridt}"] if kontakt.naeste_skridt else []
        return "\n".join(linjer)


_ORD = {"telefon": "Kontakt på telefon", "fysisk": "Fysisk kontakt", "video": "Kontakt på video"}
_STATUS = {Status.PLANLAGT.value: " (aftalt)", Status.UDEBLEVET.value: " – borgeren mødte ikke"}


def recently_saved(user: Medarbejder, forloeb_id: int, nu: datetime) -> Gemt | None:
    """The person's latest contact in the forløb, while it can be undone."""
    egne = Kontakt.objects.filter(forloeb_id=forloeb_id, registreret_af=user)
    kontakt = (
        egne.filter(registreret_tidspunkt__gt=nu - FORTRYD).order_by("-registreret_tidspunkt", "-pk").first()
    )
    return Gemt(kontakt) if kontakt else None
