"""What each role opens: the start page and the menu, said once."""

from django.urls import reverse

from kommuner.models import Medarbejder, Rolle

SAGSROLLER = (Rolle.JOBFORMIDLER, Rolle.SAGSBEHANDLER, Rolle.TEAMLEDER)
# May read a case outside their own for a written reason.
ADGANGSROLLER = (*SAGSROLLER, Rolle.ADMINISTRATOR)

_MENU = (
    (("jobformidler", "sagsbehandler"), "mine", "Mine borgere"),
    (("jobformidler", "sagsbehandler"), "kalender", "Kalender"),
    (("jobformidler", "sagsbehandler"), "virksomheder", "Virksomheder"),
    (("teamleder",), "team", "Teamoverblik"),
    (("teamleder",), "beslutninger", "Beslutninger"),
    (("administrator",), "administration", "Administration"),
)


def menu(user: Medarbejder) -> list[tuple[str, str]]:
    """Address and text of the pages the person's roles open, in order."""
    return [(reverse(name), text) for roller, name, text in _MENU if user.has_role(*roller)]


def startside(user: Medarbejder) -> str:
    """Where the person begins; somebody without a role gets the page that says so."""
    pages = menu(user)
    return pages[0][0] if pages else reverse("ingen_rolle")
