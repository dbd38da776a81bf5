"""Database constraints on periods ``[start, slut)``, said once for every table that has one."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Least

SLUT_FOER_START = "Slutdatoen ligger før startdatoen."


def ends_after_start(table: str) -> BaseConstraint:
    """A period has at least one day: ``slut`` is the first day that no longer counts."""
    return models.CheckConstraint(
        name=f"{table}_slut_efter_start",
        condition=Q(slut__isnull=True) | Q(slut__gt=F("start")),
        violation_error_message=SLUT_FOER_START,
    )


def no_overlap(table: str, message: str, *keys: str) -> BaseConstraint:
    """No two rows with the same keys (fields holding numbers or references) share a day."""
    # Core GiST has no equality for integers without btree_gist; a one-number range has.
    same = [(Func(F(k), F(k), Value("[]"), function="int8range"), RangeOperators.OVERLAPS) for k in keys]
    # A reversed period is an empty range here, not an error: `ends_after_start` is the one to refuse it.
    days = (Func(Least(F("start"), F("slut")), F("slut"), function="daterange"), RangeOperators.OVERLAPS)
    return ExclusionConstraint(
        name=f"{table}_overlapper_ikke", expressions=[*same, days], violation_error_message=message
    )
