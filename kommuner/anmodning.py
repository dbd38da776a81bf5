"""The request as pages behind the login get it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kommuner.models import Medarbejder


class Anmodning(HttpRequest):
    """A request from somebody logged in; for annotations only, Django makes the object."""

    user: Medarbejder
    htmx: HtmxDetails
