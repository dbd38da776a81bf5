"""The answer to a what-if as a page shows it: names for those whose borgere they are, numbers instead for an
administrator, who may see which cases change but not whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from borgere.models import Borger
from forloeb.models import Forloeb
from kommuner.indsatsmodel import Indsatsmodel
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from opfoelgning.hvadnu import HvadNu, Sagsskift, Svar
from opfoelgning.hvadnu_tekst import numbers, rows, stamme_linje
from opfoelgning.regler.typer import Tilstand

VIST, ALLE = 50, 1000  # changes a page names at first, and at most
TILSTANDE = {
    Tilstand.LOEBER: "løber",
    Tilstand.VARSEL: "varsel",
    Tilstand.OVERSKREDET: "overskredet",
    Tilstand.PAUSE: "pause",
    Tilstand.AFVENTER: "afventer",
    None: "gælder ikke",
}
_RANG = [Tilstand.OVERSKREDET, Tilstand.VARSEL, Tilstand.AFVENTER, Tilstand.LOEBER, Tilstand.PAUSE, None]


class Navngivet(NamedTuple):
    """One change of state with the borger's name, or «Borger 1042»."""

    borger_id: int
    forloeb_id: int
    navn: str
    regel: str
    fra: str
    til: str
    frist_foer: date | None
    frist_efter: date | None


class Svarbillede(NamedTuple):
    """``linjer`` are the table in all, ``pr_regel`` the same by rule when there is more than one; ``navne`` the
    changes of today that the person may see, ``flere`` how many more of them; ``ser_navne``: her role sees names;
    ``stammer`` the jobformidlere who pass the ceiling."""

    antal: int
    overskrift: str
    linjer: list[tuple[str, ...]]
    pr_regel: list[tuple[str, list[tuple[str, ...]]]]
    navne: list[Navngivet]
    flere: int
    ser_navne: bool
    fejl: int
    stammer: list[str]

    @classmethod
    def of(
        cls,
        user: Medarbejder,
        model: Indsatsmodel,
        svar: Svar,
        loebende: bool,
        dag: date,
        *,
        grund: str = "",
        vist: int = VIST,
    ) -> Svarbillede:
        """The picture for a person; whoever shows it writes ``borger_ids`` to the read log, with ``grund``.

        ``grund`` is what somebody without a case role wrote to see the names, ``vist`` how many changes are named.
        """
        valgt = svar.loebende if loebende else svar.nye
        navne, flere = named(user, model, valgt, dag, grund, vist=vist)
        return cls(
            valgt.antal,
            headline(valgt),
            numbers(svar),
            _by_rule(model, svar, valgt),
            navne,
            flere,
            sees_names(user, grund),
            len(valgt.fejl),
            [stamme_linje(en) for en in svar.stammer],
        )

    @property
    def borger_ids(self) -> list[int]:
        """Whose names are shown."""
        return [en.borger_id for en in self.navne] if self.ser_navne else []


def _by_rule(model: Indsatsmodel, svar: Svar, valgt: HvadNu) -> list[tuple[str, list[tuple[str, ...]]]]:
    if len(valgt.regler) < 2:
        return []
    return [
        (model.koder[kode].navn, rows(svar.nye.regler[kode], svar.loebende.regler[kode]))
        for kode in model.koder
        if kode in valgt.regler
    ]


def headline(svar: HvadNu) -> str:
    """How many are overdue today and in the days to come, after and before, in one or two sentences."""
    tal = svar.ialt
    if not (tal.skift or tal.flyttes or tal.snart_foer != tal.snart_efter):
        return "Ingen forløb ændrer sig i dag, og lige mange bliver overskredet de næste 90 dage."
    return (
        f"{tal.overskredet_efter} forløb er overskredet i dag (nu {tal.overskredet_foer}). "
        f"Yderligere {tal.snart_efter} bliver det de næste 90 dage (nu {tal.snart_foer})."
    )


def _visible(user: Medarbejder, svar: HvadNu, dag: date) -> list[Sagsskift]:
    """Today's changes of state in the person's own and her team's forløb, the most urgent first; without a case role
    all of them, in no order that tells a name."""
    skift = [en for en in svar.skift if en.skift.ny_tilstand]
    if not user.has_role(*SAGSROLLER):
        return sorted(skift, key=lambda en: (_RANG.index(en.skift.til), en.borger_id, en.skift.regel))
    ids = {en.forloeb_id for en in skift}
    egne = set(Forloeb.objects.teamets(user, dag).filter(pk__in=ids).values_list("pk", flat=True))
    return sorted(
        (en for en in skift if en.forloeb_id in egne),
        key=lambda en: (_RANG.index(en.skift.til), en.navn_sortering, en.forloeb_id, en.skift.regel),
    )


def sees_names(user: Medarbejder, grund: str = "") -> bool:
    """Whether the person sees names: by her role, or for a reason she wrote."""
    return bool(grund) or user.has_role(*SAGSROLLER)


def named(
    user: Medarbejder, model: Indsatsmodel, svar: HvadNu, dag: date, grund: str = "", *, vist: int = VIST
) -> tuple[list[Navngivet], int]:
    """The first of today's changes of state as the person may see them, and how many more there are."""
    synlige = _visible(user, svar, dag)
    return _named(model, synlige[:vist], sees_names(user, grund)), max(len(synlige) - vist, 0)


def _named(model: Indsatsmodel, skift: Iterable[Sagsskift], ser_navne: bool) -> list[Navngivet]:
    viste = list(skift)
    navne = {en.borger_id: f"Borger {en.borger_id}" for en in viste}
    if ser_navne:
        navne = dict(Borger.objects.filter(pk__in=navne).values_list("pk", "navn"))
    return [
        Navngivet(
            en.borger_id,
            en.forloeb_id,
            navne[en.borger_id],
            model.koder[en.skift.regel].navn,
            TILSTANDE[en.skift.fra],
            TILSTANDE[en.skift.til],
            en.skift.frist_foer,
            en.skift.frist_efter,
        )
        for en in viste
    ]
