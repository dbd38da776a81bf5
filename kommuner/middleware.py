"""Each request runs in one transaction that sees one kommune; who is not logged in gets the login page."""

from contextlib import ExitStack

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import url_str_to_user_pk
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kommuner.login import enter_kommune_of
from kommuner.tenancy import current_kommune_id, forget_kommune, set_kommune

# Reachable before the second factor is set up: what is owed, and what its pages look like.
_SETUP = ("/konto/", "/tema.css", "/logo", settings.STATIC_URL)


class KommuneMiddleware:
    """Opens the request's transaction and points it at the logged-in person's kommune.

    A view that raises, and a response of 500 or more, roll it back: nothing of a failed request is kept, its read
    log included.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return self.get_response(request)
        # No text in the database holds it, so nobody can look for it.
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        with ExitStack() as transaktion:
            request.transaktion = transaktion
            transaktion.enter_context(transaction.atomic())
            enter_kommune_of(_user_id(request.session))
            try:
                response = self.get_response(request)
            finally:
                forget_kommune()
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request, exception):
        """Give up what the view did, and begin anew for the page that tells of it."""
        if transaktion := getattr(request, "transaktion", None):
            kommune_id = current_kommune_id()
            transaction.set_rollback(True)
            transaktion.close()
            transaktion.enter_context(transaction.atomic())
            set_kommune(kommune_id)


def _user_id(session) -> int | None:
    """Who is logged in, or half way there: the password was right and the second factor is awaited."""
    if SESSION_KEY in session:
        return int(session[SESSION_KEY])
    waiting = session.get(LOGIN_SESSION_KEY)
    return url_str_to_user_pk(waiting["user_pk"]) if waiting and waiting["user_pk"] else None


class LoginMiddleware(LoginRequiredMiddleware):
    """The login page for pages; 401 for fragments, so that the text in the form under them survives."""

    def handle_no_permission(self, request, view_func):
        if getattr(request, "htmx", False):
            return HttpResponse(status=401, headers={"HX-Trigger": "session-udloebet"})
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Sends people to what they owe before they may see a case: a new password, a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and not request.path.startswith(_SETUP):
            if request.user.skal_skifte_adgangskode:
                return redirect(reverse("account_change_password"))
            if settings.SECOND_FACTOR_REQUIRED and not request.user.to_faktor:
                return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)
