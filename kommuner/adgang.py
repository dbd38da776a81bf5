"""Pages that belong to a role."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from kommuner.anmodning import Anmodning

View = Callable[..., HttpResponseBase]


def requires_role(*roller: str) -> Callable[[View], View]:
    """Answer 403 to people with none of the roles."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Anmodning, *args, **kwargs) -> HttpResponseBase:
            if not request.user.has_role(*roller):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
