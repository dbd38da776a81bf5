"""Kommune, team, people who log in, code tables and dated rules."""

from kommuner.models.folk import Kommune, Medarbejder, MedarbejderManager, Rolle, Team, Tema
from kommuner.models.fratraedelse import Fratraedelse
from kommuner.models.optaelling import Bevaegelse, Optaelling
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
from kommuner.models.stedfortraeder import Stedfortraeder
from kommuner.models.udseende import LOGO_HOEJST, Udseende

__all__ = [
    "LOGO_HOEJST",
    "Bevaegelse",
    "Forberedelsesskema",
    "Fratraedelse",
    "Fravaerstype",
    "Kodetype",
    "Kommune",
    "Lukkedag",
    "Medarbejder",
    "MedarbejderManager",
    "Optaelling",
    "Regelhistorik",
    "Regelsaet",
    "Rehabiliteringsorgan",
    "Rolle",
    "Stedfortraeder",
    "Team",
    "Tema",
    "Tilbudstype",
    "Udseende",
]
