"""The kinds of registration on one day, for the same pages as those that run over a period."""

from __future__ import annotations

from aftaler.actions.plan import (
    correct_planaftale,
    correct_tilbudsopfoelgning,
    register_planaftale,
    register_tilbudsopfoelgning,
)
from forloeb.actions.cv import correct_cv, register_cv
from opfoelgning.actions.henvendelse import correct_henvendelse, register_henvendelse
from opfoelgning.dagsforms import Cvform, Henvendelsesform, Planaftaleform, Tilbudsopfoelgningsform
from opfoelgning.slags import Slags

PLANAFTALE = Slags(
    kode="planaftale",
    kort="Aftale",
    titel="Ny aftale",
    ret_titel="Ret aftale",
    den="Aftalen",
    form=Planaftaleform,
    register=register_planaftale,
    correct=correct_planaftale,
    side="plan",
)
HENVENDELSE = Slags(
    kode="henvendelse",
    kort="Henvendelse",
    titel="Registrér henvendelse",
    ret_titel="Ret henvendelse",
    den="Henvendelsen",
    form=Henvendelsesform,
    register=register_henvendelse,
    correct=correct_henvendelse,
    side="plan",
    paa_klokken=True,
)
TILBUDSOPFOELGNING = Slags(
    kode="tilbudsopfoelgning",
    kort="Opfølgning i praktik",
    titel="Registrér opfølgning under aktivitet",
    ret_titel="Ret opfølgning under aktivitet",
    den="Opfølgningen",
    form=Tilbudsopfoelgningsform,
    register=register_tilbudsopfoelgning,
    correct=correct_tilbudsopfoelgning,
    side="indsats",
)
CV = Slags(
    kode="cv",
    kort="CV",
    titel="Registrér CV",
    ret_titel="Ret CV",
    den="CV-tilstanden",
    form=Cvform,
    register=register_cv,
    correct=correct_cv,
    side="plan",
)
DAGSSLAGS = {slags.kode: slags for slags in (PLANAFTALE, HENVENDELSE, TILBUDSOPFOELGNING, CV)}
