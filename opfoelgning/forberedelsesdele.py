"""The kinds of thing that are registered one by one in fase 1, and what their pages must know of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forloeb.actions import forberedelse
from forloeb.models import Dokumentanmodning, Jobmaal, Konsulentdeltagelse, Orientering
from opfoelgning.forberedelsesforms import (
    Delform,
    Deltagelsesform,
    Dokumentform,
    Jobmaalform,
    Orienteringform,
)


@dataclass(frozen=True, kw_only=True)
class Fasedel:
    """One kind. ``kode`` names its addresses (``<kode>_ny``, ``<kode>_ret``); ``den`` is it as a sentence's subject."""

    kode: str
    titel: str
    ret_titel: str
    den: str
    model: Any
    form: type[Delform]
    register: Callable[..., Any] | None
    correct: Callable[..., Any]


JOBMAAL = Fasedel(
    kode="jobmaal",
    titel="Nyt jobmål",
    ret_titel="Ret jobmål",
    den="Jobmålet",
    model=Jobmaal,
    form=Jobmaalform,
    register=forberedelse.register_jobmaal,
    correct=forberedelse.correct_jobmaal,
)
DELTAGELSE = Fasedel(
    kode="konsulent",
    titel="Virksomhedskonsulenten deltog",
    ret_titel="Ret deltagelsen",
    den="Deltagelsen",
    model=Konsulentdeltagelse,
    form=Deltagelsesform,
    register=forberedelse.register_deltagelse,
    correct=forberedelse.correct_deltagelse,
)
# Registered several at a time, by a page of its own.
ORIENTERING = Fasedel(
    kode="orientering",
    titel="Borgeren har fået at vide",
    ret_titel="Ret, hvad borgeren har fået at vide",
    den="Orienteringen",
    model=Orientering,
    form=Orienteringform,
    register=None,
    correct=forberedelse.correct_orientering,
)
DOKUMENT = Fasedel(
    kode="dokument",
    titel="Bed om et dokument",
    ret_titel="Ret anmodningen",
    den="Anmodningen",
    model=Dokumentanmodning,
    form=Dokumentform,
    register=forberedelse.register_dokument,
    correct=forberedelse.correct_dokument,
)
DELE = (JOBMAAL, DELTAGELSE, ORIENTERING, DOKUMENT)
