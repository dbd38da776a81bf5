"""What the frame of every page shows: kommune, menu, person, drafts, version."""

from django.conf import settings
from django.urls import reverse

from kommuner.idag import idag
from kommuner.roller import menu
from kommuner.sessioner import slack


def ramme(request):
    """Context of `base.html`; for somebody not logged in, the version only."""
    context = {"version": settings.VERSION, "demo": settings.DEMO, "idag": idag()}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    return (
        context
        | _look(user)
        | {
            "menu": _menu(request.path, menu(user, context["idag"])),
            "bruger_navn": user.navn,
            "rolle_navn": ", ".join(user.roller),
            "tema": user.tema,
            "genveje_fra": not user.genveje,
            "session_sekunder": settings.SESSION_COOKIE_AGE - slack().seconds,
            "antal_kladder": getattr(user, "antal_kladder", 0),
            "kladder_url": reverse("kladder"),
        }
    )


def _menu(path: str, pages: list[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    """The pages with which one is open: the one whose address the present one goes furthest along with."""
    aaben = max((url for url, _ in pages if path.startswith(url)), key=len, default="")
    return [(url, tekst, url == aaben) for url, tekst in pages]


def _look(user):
    """The kommune's name, and the addresses of its stylesheet and logo, which change whenever they do."""
    valgt = getattr(user, "udseende", None) or {}
    udgave = f"?v={valgt['id']}-{valgt['version']}" if valgt else ""
    return {
        "kommune_navn": valgt.get("navn") or str(user.kommune),
        "tema_css": f"{reverse('tema_css')}{udgave}" if valgt.get("farve") else "",
        "logo_adresse": f"{reverse('logo')}{udgave}" if valgt.get("logo_type") else "",
    }
