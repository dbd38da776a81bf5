"""Kommune, team, people who log in, code tables and dated rules."""

from kommuner.models.folk import Kommune, Medarbejder, MedarbejderManager, Rolle, Team, Tema
from kommuner.models.regler import (
    Forberedelsesskema,
    Fravaerstype,
    Kodetype,
    Lukkedag,
    Regelhistorik,
    Regelsaet,
    Rehabiliteringsorgan,
    Tilbudstype,
)

__all__ = [
    "Forberedelsesskema",
    "Fravaerstype",
    "Kodetype",
    "Kommune",
    "Lukkedag",
    "Medarbejder",
    "MedarbejderManager",
    "Regelhistorik",
    "Regelsaet",
    "Rehabiliteringsorgan",
    "Rolle",
    "Team",
    "Tema",
    "Tilbudstype",
]
