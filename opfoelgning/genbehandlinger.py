"""What the page about a borger's genbehandling shows: each process with its meetings, and what came after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftaler.models import Ansaettelse, Tilbud
from forloeb.models import Forloeb
from kalender.dansk import periode_lang
from kommuner.models import Tilbudstype
from opfoelgning.genbehandlingsforms import FLEKSJOB
from opfoelgning.ledersager import what_is_missing
from opfoelgning.models import Genbehandling, Genbehandlingsmoede, Genbehandlingssag, Moedestatus
from opfoelgning.skemaafsnit import Afsnit, needed_of


@dataclass(frozen=True)
class Sagslinje:
    """One genbehandling on ``dag``."""

    sag: Genbehandlingssag
    moeder: list[Genbehandlingsmoede]
    begyndt: list[str]
    indsatser: list[str]
    afsnit: list[Afsnit]
    dag: date

    @property
    def aaben(self) -> bool:
        """Whether its meeting is still to be held."""
        return self.sag.genbehandling is None and self.sag.afsluttet is None

    @property
    def planlagt(self) -> Genbehandlingsmoede | None:
        return next((m for m in self.moeder if m.status == Moedestatus.PLANLAGT), None)

    @property
    def passeret(self) -> bool:
        """Whether the day of the planned meeting has passed."""
        return self.planlagt is not None and self.planlagt.dato < self.dag

    @property
    def mangler(self) -> list[str]:
        """What is missing, in sentences."""
        if not self.aaben:
            return []
        moede = self.planlagt.dato if self.planlagt else None
        return what_is_missing(self.sag, moede, self.afsnit, self.dag)


def processes_of(forloeb: Forloeb, dag: date) -> list[Sagslinje]:
    """Every genbehandling of a forløb that was decided on here, newest first."""
    alle = Genbehandlingssag.objects.filter(forloeb=forloeb).select_related(
        "forloeb", "genbehandling", "beslutning", "beslutning__registreret_af"
    )
    sager = list(alle.order_by("-dato", "-pk"))
    afsnit = needed_of(sager, dag)
    moeder: dict[int, list[Genbehandlingsmoede]] = {}
    for moede in Genbehandlingsmoede.objects.filter(forloeb=forloeb).order_by("dato", "pk"):
        moeder.setdefault(moede.sag_id, []).append(moede)
    begyndt = _begun(forloeb)
    return [
        Sagslinje(
            sag,
            moeder.get(sag.pk, []),
            _after(sag, begyndt),
            _recommended(sag.genbehandling),
            afsnit[sag.pk],
            dag,
        )
        for sag in sager
    ]


def earlier_meetings(forloeb: Forloeb) -> list[tuple[Genbehandling, list[str]]]:
    """Meetings that have no process here, because they came with a file; newest first."""
    uden = Genbehandling.objects.filter(forloeb=forloeb, sager__isnull=True).order_by("-moede")
    return [(g, _recommended(g)) for g in uden]


def _recommended(genbehandling: Genbehandling | None) -> list[str]:
    """The names of what the team recommended."""
    if genbehandling is None:
        return []
    navne = dict([FLEKSJOB, *Tilbudstype.objects.values_list("kode", "navn")])
    return [navne.get(kode, kode) for kode in genbehandling.indstillede_indsatser]


def _begun(forloeb: Forloeb) -> list[tuple[date, str]]:
    """First day and words of every measure and job."""
    tilbud = Tilbud.objects.filter(forloeb=forloeb).select_related("type", "virksomhed")
    jobs = Ansaettelse.objects.filter(forloeb=forloeb).select_related("virksomhed")
    hos = [(j, f" hos {j.virksomhed}" if j.virksomhed else "") for j in jobs]
    job_linjer = [(j.start, f"Fleksjob{sted}, {periode_lang(j.start, j.slut)}") for j, sted in hos]
    return sorted([(t.start, str(t)) for t in tilbud] + job_linjer)


def _after(sag: Genbehandlingssag, begyndt: list[tuple[date, str]]) -> list[str]:
    """What began on or after the meeting."""
    if sag.genbehandling is None:
        return []
    return [tekst for start, tekst in begyndt if start >= sag.genbehandling.moede]
