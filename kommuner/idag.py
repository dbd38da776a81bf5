"""The one place that reads the calendar clock; called by views, tasks and commands only."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def idag() -> date:
    """Today in Denmark, or the day set by ``FLEKSJOB_IDAG`` in demo and tests."""
    return settings.IDAG or timezone.localdate()
