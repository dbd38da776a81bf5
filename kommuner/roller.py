"""What each role opens: the start page and the menu, said once."""

from datetime import date

from django.urls import reverse

from kommuner.models import Medarbejder, Rolle
from kommuner.models.folk import SAGSROLLER

# May read a case outside their own for a written reason.
ADGANGSROLLER = (*SAGSROLLER, Rolle.ADMINISTRATOR)

_MENU = (
    (("jobformidler", "sagsbehandler"), "mine", "Mine borgere"),
    (("jobformidler", "sagsbehandler"), "kalender", "Kalender"),
    (("jobformidler", "sagsbehandler"), "virksomheder", "Virksomheder"),
    (("teamleder",), "team", "Teamoverblik"),
    (("teamleder",), "beslutninger", "Beslutninger"),
    (("teamleder",), "team_borgere", "Borgere"),
    (("teamleder",), "rapporter", "Rapporter"),
    (("administrator",), "administration", "Administration"),
)


def menu(user: Medarbejder, dag: date) -> list[tuple[str, str]]:
    """Address and text of the pages the person may open on the day, in order: by her roles, and as she leads a team."""
    egne = {*user.roller, *([Rolle.TEAMLEDER] if user.leads(dag) else [])}
    return [(reverse(name), text) for roller, name, text in _MENU if egne.intersection(roller)]


def startside(user: Medarbejder, dag: date) -> str:
    """Where the person begins; somebody without a role gets the page that says so."""
    pages = menu(user, dag)
    return pages[0][0] if pages else reverse("ingen_rolle")
