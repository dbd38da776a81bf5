"""The forløb, the dated facts of its course, and the traces of corrections."""

from forloeb.models.afslutning import Afslutning
from forloeb.models.cv import CvStand, CvTilstand
from forloeb.models.fakta import (
    AndenAktoer,
    Fase,
    Fravaer,
    Hjemmel,
    Persongruppemarkering,
    Ydelse,
    Ydelsestype,
)
from forloeb.models.forberedelse import (
    Dokumentanmodning,
    Forberedelsesafsnit,
    Forslagsstiller,
    Jobmaal,
    Konsulentdeltagelse,
    Orientering,
)
from forloeb.models.forloeb import (
    Adgang,
    Afslutningsaarsag,
    Forloeb,
    ForloebFakta,
    ForloebQuerySet,
    Markering,
    Sagsbehandling,
    Tildeling,
    TildelingQuerySet,
)
from forloeb.models.overdrag import Overdrag
from forloeb.models.rehabilitering import (
    Afgoerelse,
    Indstilling,
    Maaltype,
    Moedestatus,
    Rehabiliteringsmoede,
    Resultat,
    Varighed,
    maaltype_paa,
)
from forloeb.models.spor import Rettelse

__all__ = [
    "Adgang",
    "Afgoerelse",
    "Afslutning",
    "Afslutningsaarsag",
    "AndenAktoer",
    "CvStand",
    "CvTilstand",
    "Dokumentanmodning",
    "Fase",
    "Forberedelsesafsnit",
    "Forloeb",
    "ForloebFakta",
    "ForloebQuerySet",
    "Forslagsstiller",
    "Fravaer",
    "Hjemmel",
    "Indstilling",
    "Jobmaal",
    "Konsulentdeltagelse",
    "Maaltype",
    "Markering",
    "Moedestatus",
    "Orientering",
    "Overdrag",
    "Persongruppemarkering",
    "Rehabiliteringsmoede",
    "Resultat",
    "Rettelse",
    "Sagsbehandling",
    "Tildeling",
    "TildelingQuerySet",
    "Varighed",
    "Ydelse",
    "Ydelsestype",
    "maaltype_paa",
]
