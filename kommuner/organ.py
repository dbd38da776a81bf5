"""The name of the body that treats a case before visitation: a setting, because the law changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F

from kommuner.models import Rehabiliteringsorgan
from kommuner.tenancy import current_kommune_id


class Organ(NamedTuple):
    """``navn`` in the definite form; hours a week up to ``meget_begraenset`` are a very limited capacity."""

    navn: str = "rehabiliteringsteamet"
    meget_begraenset: Decimal = Decimal(10)

    @property
    def moede(self) -> str:
        """«Møde i rehabiliteringsteamet»."""
        return f"Møde i {self.navn}"

    @property
    def genbehandling(self) -> str:
        """«Genbehandling i rehabiliteringsteamet»."""
        return f"Genbehandling i {self.navn}"

    def named(self, tekst: str) -> str:
        """A text of ours that uses the law's name, with the name this body has."""
        loven = Organ().navn
        return tekst.replace(loven, self.navn).replace(loven.capitalize(), _first_upper(self.navn))


def _first_upper(navn: str) -> str:
    return navn[:1].upper() + navn[1:]


Organnavne = Callable[[date], Organ]
"""What the body is called on a day."""


def organnavne() -> Organnavne:
    """The names of the present kommune, read once; the law's own name where it has said nothing."""
    egne = Rehabiliteringsorgan.objects.filter(kommune=current_kommune_id())
    nyeste = [
        (en.gyldig_fra or date.min, Organ(en.navn, en.meget_begraenset_timer))
        for en in egne.order_by(F("gyldig_fra").desc(nulls_last=True))
    ]
    return lambda dag: next((organ for fra, organ in nyeste if fra <= dag), Organ())


def organ_paa(dag: date) -> Organ:
    """The body as the present kommune calls it on a day."""
    return organnavne()(dag)
