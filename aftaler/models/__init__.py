"""Companies, and what is agreed with them for a borger."""

from aftaler.models.job import INTENSITET_1_100, Ansaettelse, Fleksjobaftale, Timer
from aftaler.models.plan import Planaftale, Planstatus, Tilbudsopfoelgning
from aftaler.models.tilbud import TIMER_0_37, Tilbud
from aftaler.models.virksomhed import (
    AABNING_TIMER,
    Aabning,
    Kontaktperson,
    Notatform,
    Virksomhed,
    VirksomhedQuerySet,
    Virksomhedsnotat,
    name_fields,
    valid_cvr,
)

__all__ = [
    "AABNING_TIMER",
    "INTENSITET_1_100",
    "TIMER_0_37",
    "Aabning",
    "Ansaettelse",
    "Fleksjobaftale",
    "Kontaktperson",
    "Notatform",
    "Planaftale",
    "Planstatus",
    "Tilbud",
    "Tilbudsopfoelgning",
    "Timer",
    "Virksomhed",
    "VirksomhedQuerySet",
    "Virksomhedsnotat",
    "name_fields",
    "valid_cvr",
]
