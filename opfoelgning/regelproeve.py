"""What reading a configuration file would change: it is read, judged by, and not kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from forloeb.models import Forloeb
from kommuner.indsatsmodel import Indsatsmodel, Regelvaerdier, indsatsmodeller
from kommuner.models import Kommune, Medarbejder
from kommuner.tenancy import kommunekontekst
from opfoelgning.fakta import regelvaerdier
from opfoelgning.hvadnu import HvadNu, hvad_nu, reached_rules
from opfoelgning.regelfil import Resultat, import_rules


class Virkning(NamedTuple):
    """What becomes of the open forløb of one model."""

    model: Indsatsmodel
    svar: HvadNu


class Proeve(NamedTuple):
    """What a file would write, and what that would do to each model whose judgements it can reach."""

    resultat: Resultat
    virkninger: list[Virkning]


def try_rules(
    hoved: dict[str, Any], kommune: Kommune, dag: date, nu: datetime, by: Medarbejder | None = None
) -> Proeve:
    """Return what ``import_rules`` would do; raises ``ImportFejl`` as it does, and stores nothing."""
    with kommunekontekst(kommune.pk):
        foer = _values()
        with transaction.atomic():
            resultat = import_rules(hoved, kommune, dag, nu, by)
            efter = _values()
            transaction.set_rollback(True)
        naar = dag, nu
        return Proeve(
            resultat,
            [_virkning(foer[kode], efter[kode], *naar) for kode in foer if _reaches(foer[kode], efter[kode])],
        )


def _values() -> dict[str, Regelvaerdier]:
    return {kode: regelvaerdier(kode) for kode in sorted(indsatsmodeller())}


def _reaches(foer: Regelvaerdier, efter: Regelvaerdier) -> bool:
    return bool(reached_rules(foer, efter))


def _virkning(foer: Regelvaerdier, efter: Regelvaerdier, dag: date, nu: datetime) -> Virkning:
    mine = Forloeb.objects.aabne(dag).filter(indsatsmodel=foer.model.kode).order_by("pk")
    (svar,) = hvad_nu(mine.values_list("pk", flat=True), foer, [efter], dag, nu)
    return Virkning(foer.model, svar)
