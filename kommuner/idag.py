"""The one place that reads the calendar clock; called by views, tasks and commands only."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def idag() -> date:
    """Today in Denmark, or the day set by ``FLEKSJOB_IDAG`` in demo and tests."""
    return settings.IDAG or timezone.localdate()


def nu() -> datetime:
    """The present instant; with ``FLEKSJOB_IDAG`` set, the present time of day in Denmark on that day."""
    tidspunkt = timezone.localtime()
    if settings.IDAG:
        tidspunkt = datetime.combine(settings.IDAG, tidspunkt.time(), tidspunkt.tzinfo)
    return tidspunkt
