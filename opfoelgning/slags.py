"""The kinds of registration that run over a period, and what a page must know of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from aftaler.actions.tilbud import correct_tilbud, register_tilbud
from aftaler.models import Tilbud
from forloeb.actions import fakta as fakta_actions
from forloeb.actions import fravaer as forloeb_actions
from forloeb.actions import registrering
from forloeb.models import AndenAktoer, Fravaer
from opfoelgning.actions import ydelse as ydelse_actions
from opfoelgning.aktivitetsform import AktivitetForm
from opfoelgning.faktaforms import FaseForm, MarkeringForm, YdelseForm
from opfoelgning.registreringsforms import AndenAktoerForm, FravaerForm, Registreringsform
from opfoelgning.regler import typer
from opfoelgning.regler.typer import AABEN


@dataclass(frozen=True, kw_only=True)
class Slags:
    """One kind. ``kode`` names its draft, its addresses (``<kode>_ny`` …) and its template.

    ``liste`` is where the rules have it in ``Sagsfakta``, ``fakta`` makes their record of a row; without them there is
    no effect to show before saving. ``den`` is the kind as a sentence's subject, ``side`` the page to go to afterwards.
    ``paa_klokken``: its actions want the present instant (``nu``). Without ``register`` it comes about elsewhere, and
    is only corrected.
    """

    kode: str
    kort: str
    titel: str
    ret_titel: str
    den: str
    form: type[Registreringsform]
    correct: Callable[..., Any]
    liste: str = ""
    fakta: Callable[[Any], Any] | None = None
    side: str = "borger"
    paa_klokken: bool = False
    register: Callable[..., Any] | None = None
    annul: Callable[..., None] = registrering.annul
    undo: Callable[..., None] = registrering.undo

    @property
    def model(self) -> Any:
        return self.form.model


def _slut(slut: date | None) -> date:
    return AABEN if slut is None else slut


def _fravaer(raekke: Fravaer) -> typer.Fravaer:
    type_ = raekke.type
    virkning = (type_.pauser_kontakt, type_.pauser_passivitet, type_.er_sygdom)
    return typer.Fravaer(type_.kode, type_.navn, raekke.start, _slut(raekke.slut), *virkning)


def _anden_aktoer(raekke: AndenAktoer) -> typer.AndenAktoer:
    return typer.AndenAktoer(raekke.hjemmel, raekke.start, _slut(raekke.slut))


def _tilbud(raekke: Tilbud) -> typer.Tilbud:
    type_ = raekke.type
    periode = (raekke.start, _slut(raekke.slut))
    return typer.Tilbud(raekke.ekstern_id, type_.kode, *periode, type_.virksomhedsrettet, raekke.parallel)


FRAVAER = Slags(
    kode="fravaer",
    kort="Fravær",
    titel="Registrér fravær eller fritagelse",
    ret_titel="Ret fravær",
    den="Fraværet",
    form=FravaerForm,
    register=forloeb_actions.register_fravaer,
    correct=forloeb_actions.correct_fravaer,
    liste="fravaer",
    fakta=_fravaer,
)
ANDEN_AKTOER = Slags(
    kode="anden_aktoer",
    kort="Anden aktør",
    titel="Registrér anden aktør",
    ret_titel="Ret anden aktør",
    den="Perioden hos anden aktør",
    form=AndenAktoerForm,
    register=forloeb_actions.register_anden_aktoer,
    correct=forloeb_actions.correct_anden_aktoer,
    liste="anden_aktoer",
    fakta=_anden_aktoer,
)
AKTIVITET = Slags(
    kode="aktivitet",
    kort="Aktivitet",
    titel="Registrér aktivitet",
    ret_titel="Ret aktivitet",
    den="Aktiviteten",
    form=AktivitetForm,
    register=register_tilbud,
    correct=correct_tilbud,
    liste="tilbud",
    fakta=_tilbud,
)
YDELSE = Slags(
    kode="ydelse",
    kort="Ydelse",
    titel="Registrér ydelse",
    ret_titel="Ret ydelse",
    den="Ydelsen",
    form=YdelseForm,
    register=ydelse_actions.register_ydelse,
    correct=ydelse_actions.correct_ydelse,
    annul=ydelse_actions.annul_ydelse,
    undo=ydelse_actions.undo_ydelse,
    liste="ydelser",
    fakta=lambda r: typer.Ydelse(r.type, r.start, _slut(r.slut)),
)
FASE = Slags(
    kode="fase",
    kort="Fase",
    titel="Ret fase",
    ret_titel="Ret fase",
    den="Fasen",
    form=FaseForm,
    correct=fakta_actions.correct_fase,
    liste="faser",
    fakta=lambda r: typer.Fase(r.nr, r.start, _slut(r.slut)),
)
MARKERING = Slags(
    kode="markering",
    kort="Markering",
    titel="Ret persongruppemarkering",
    ret_titel="Ret persongruppemarkering",
    den="Markeringen",
    form=MarkeringForm,
    correct=fakta_actions.correct_markering,
    liste="markeringer",
    fakta=lambda r: typer.Markering(r.navn, r.start, _slut(r.slut)),
)
SLAGS = {slags.kode: slags for slags in (AKTIVITET, FRAVAER, ANDEN_AKTOER, YDELSE)}
