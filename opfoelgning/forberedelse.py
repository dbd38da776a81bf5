"""What the tab «Forberedelse» shows of a forløb: how far fase 1 is, section by section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet

from forloeb.actions.registrering import may_correct
from forloeb.forberedelse import Afsnit, afsnit, foerste_fase, skema_for
from forloeb.models import (
    Dokumentanmodning,
    Fase,
    Forberedelsesafsnit,
    Forloeb,
    Jobmaal,
    Konsulentdeltagelse,
    Orientering,
    Rettelse,
)
from kommuner.forberedelse import Skema
from kommuner.models import Medarbejder
from opfoelgning.forberedelsesdele import DELE


class Del(NamedTuple):
    """One part of the list, «2 Mit CV», with its sections."""

    titel: str
    afsnit: list[Afsnit]


class Post(NamedTuple):
    """One registration, and whether the reader may correct it."""

    raekke: Any
    kan_rettes: bool


class Fortalt(NamedTuple):
    """One thing the borger is to be told, and the times she was."""

    tekst: str
    gange: list[Post]


class Anmodning(NamedTuple):
    """A document asked for; ``dage`` since its frist passed, 0 while it has not."""

    raekke: Dokumentanmodning
    kan_rettes: bool
    dage: int


@dataclass(frozen=True)
class Forberedelse:
    """Fase 1 of a forløb on a day; ``skriver`` is the reader, if she may write on the forløb."""

    forloeb: Forloeb
    dag: date
    skriver: Medarbejder | None

    @cached_property
    def skema(self) -> Skema:
        """The list that governs."""
        return skema_for(self.forloeb, self.dag)

    @cached_property
    def fase(self) -> Fase | None:
        """The phase the forberedende del belongs to; None before it began."""
        return Fase.objects.filter(forloeb=self.forloeb, nr=self.fase_nr).order_by("-start").first()

    @property
    def fase_nr(self) -> int:
        return foerste_fase(self.forloeb.indsatsmodel)

    @cached_property
    def kan_begynde(self) -> bool:
        """Whether the forløb has not been in any phase yet."""
        return self.fase is None and not Fase.objects.filter(forloeb=self.forloeb).exists()

    @cached_property
    def afsnit(self) -> list[Afsnit]:
        return afsnit(self.forloeb, self.dag, self.skema)

    @property
    def dele(self) -> list[Del]:
        """The sections under the titles of their parts."""
        return [
            Del(f"{nr} {self.skema.dele.get(nr, '')}".strip(), list(fundne))
            for nr, fundne in groupby(self.afsnit, lambda en: en.skema.del_nr)
        ]

    @property
    def udfyldt(self) -> int:
        """How many sections have a text."""
        return sum(en.udfyldt for en in self.afsnit)

    @cached_property
    def uden_for_listen(self) -> list[Forberedelsesafsnit]:
        """Sections with a text that the list no longer has."""
        paa_listen = [en.nr for en in self.skema.afsnit]
        rows = Forberedelsesafsnit.objects.filter(forloeb=self.forloeb).exclude(nr__in=paa_listen)
        return list(rows.exclude(tekst="").order_by("nr"))

    @cached_property
    def jobmaal(self) -> list[Post]:
        """Every jobmål, those of the day first, newest first."""
        poster = self._poster(Jobmaal, "-start")
        return sorted(poster, key=lambda post: not self._nu(post.raekke))

    def _nu(self, maal: Jobmaal) -> bool:
        return maal.slut is None or maal.slut > self.dag

    @cached_property
    def deltagelser(self) -> list[Post]:
        return self._poster(Konsulentdeltagelse, "-dato")

    @cached_property
    def orientering(self) -> list[Fortalt]:
        """What the list says the borger is to be told, then what else she was told."""
        poster = self._poster(Orientering, "dato")
        tekster = dict.fromkeys([*self.skema.orientering, *(post.raekke.tekst for post in poster)])
        return [Fortalt(tekst, [p for p in poster if p.raekke.tekst == tekst]) for tekst in tekster]

    @cached_property
    def dokumenter(self) -> list[Anmodning]:
        """What is waited for first, the earliest frist first; then what is here, newest first."""
        poster = self._poster(Dokumentanmodning, "frist")
        alle = [Anmodning(*post, post.raekke.overskredet(self.dag)) for post in poster]
        venter = [en for en in alle if en.raekke.modtaget is None]
        her = [en for en in alle if en.raekke.modtaget]
        return venter + sorted(her, key=lambda en: en.raekke.modtaget or date.min, reverse=True)

    @property
    def overskredne(self) -> int:
        """How many documents are late."""
        return sum(en.dage > 0 for en in self.dokumenter)

    @cached_property
    def rettelser(self) -> QuerySet[Rettelse]:
        """What was corrected or annulled of all this, newest first."""
        slags = [*(del_.model._meta.model_name for del_ in DELE), "fase"]
        rows = Rettelse.objects.filter(forloeb=self.forloeb, slags__in=slags)
        return rows.select_related("registreret_af").order_by("-pk")

    def _poster(self, model: Any, *orden: str) -> list[Post]:
        rows: Iterable[Any] = model.objects.filter(forloeb=self.forloeb).select_related("registreret_af")
        return [Post(row, self._kan_rettes(row)) for row in rows.order_by(*orden, "pk")]  # type: ignore[attr-defined]

    def _kan_rettes(self, row: Any) -> bool:
        return self.skriver is not None and may_correct(row.registreret_af_id, self.skriver)


def overdue_documents(forloeb: Forloeb, dag: date) -> list[Dokumentanmodning]:
    """Documents that should have been here before the day, the oldest frist first."""
    venter = Dokumentanmodning.objects.filter(forloeb=forloeb, modtaget__isnull=True, frist__lt=dag)
    return list(venter.order_by("frist", "pk"))


def jobmaal_paa(forloeb_id: int, dag: date) -> list[Jobmaal]:
    """The jobmål of a forløb on a day, oldest first."""
    maal = Jobmaal.objects.filter(forloeb=forloeb_id, start__lte=dag).exclude(slut__lte=dag)
    return list(maal.order_by("start", "pk"))
