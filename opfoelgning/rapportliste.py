"""The people behind a report's figure: who they are, where they stood on the day, and who had them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from forloeb.models import Fase, Forloeb, Tildeling

PR_SIDE = 50


class Person(NamedTuple):
    """One line: the forløb with its borger, the phase on the day (None: none), and the jobformidler then."""

    forloeb: Forloeb
    fase: int | None
    jobformidler: str


def people_page(forloeb: QuerySet[Forloeb], dag: date, efter: str) -> tuple[list[Person], str]:
    """A page by name, and the key of the next page (empty on the last); ``efter`` is such a key."""
    keyed = forloeb.annotate(navn=F("borger__navn_sortering"))
    sidste = keyed.filter(pk=int(efter)).first() if efter.isdecimal() and len(efter) < 19 else None
    if sidste:
        keyed = keyed.filter(TupleGreaterThan(Tuple("navn", "pk"), (sidste.navn, sidste.pk)))
    faser = Fase.objects.filter(forloeb=OuterRef("pk"), start__lte=dag).exclude(slut__lte=dag)
    ejere = Tildeling.objects.covering_forloeb(dag).values("medarbejder__navn")[:1]
    side = keyed.select_related("borger").annotate(
        fase_nr=Subquery(faser.values("nr")[:1]), ejer=Subquery(ejere)
    )
    fundne = list(side.order_by("navn", "pk")[: PR_SIDE + 1])
    personer = [Person(f, f.fase_nr, f.ejer or "") for f in fundne[:PR_SIDE]]
    return personer, str(fundne[PR_SIDE - 1].pk) if len(fundne) > PR_SIDE else ""
