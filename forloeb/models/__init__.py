"""The forløb, the dated facts of its course, and the traces of corrections."""

from forloeb.models.afslutning import Afslutning
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
    Tildeling,
    TildelingQuerySet,
)
from forloeb.models.spor import Rettelse

__all__ = [
    "Adgang",
    "Afslutning",
    "Afslutningsaarsag",
    "AndenAktoer",
    "Dokumentanmodning",
    "Fase",
    "Forberedelsesafsnit",
    "Forloeb",
    "ForloebFakta",
    "ForloebQuerySet",
    "Forslagsstiller",
    "Fravaer",
    "Hjemmel",
    "Jobmaal",
    "Konsulentdeltagelse",
    "Markering",
    "Orientering",
    "Persongruppemarkering",
    "Rettelse",
    "Tildeling",
    "TildelingQuerySet",
    "Ydelse",
    "Ydelsestype",
]
