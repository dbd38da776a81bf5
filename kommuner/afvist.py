"""How a refusal reaches the user: in Danish, whether Python or the database said no."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import BaseConstraint

_OTHER_KOMMUNE = "Oplysningen hører til en anden kommune eller findes ikke."
_UNKNOWN = "Oplysningen passer ikke sammen med det, der allerede er registreret."


Svar = bool | frozenset[str]
"""What somebody has said yes to: everything, nothing, or the questions with these codes."""


def answered(svar: Svar, kode: str) -> bool:
    """Whether a question has been answered with yes."""
    return svar if isinstance(svar, bool) else kode in svar


class Afvist(Exception):
    """An action was refused; the message is a Danish sentence for the user. ``felt`` names the form field, if any.

    ``andre`` are refusals of other fields, found at the same time.
    """

    def __init__(self, besked: str, felt: str | None = None, andre: Sequence[Afvist] = ()):
        super().__init__(besked)
        self.felt = felt
        self.andre = andre


class Spoergsmaal(Afvist):
    """The action wants an answer first; repeat it with ``bekraeftet=True`` to go on.

    ``raekke`` is the registration already there, and ``dato`` the far day, when that is what the question is about.
    A question with a ``kode``, which names what it is about too, may be answered apart from others: see ``Svar``.
    """

    def __init__(
        self,
        besked: str,
        felt: str | None = None,
        raekke: Any = None,
        *,
        dato: date | None = None,
        kode: str = "",
    ):
        super().__init__(besked, felt)
        self.raekke = raekke
        self.dato = dato
        self.kode = kode

    @property
    def alle(self) -> list[Spoergsmaal]:
        """This one, and those asked with it."""
        return [self, *(en for en in self.andre if isinstance(en, Spoergsmaal))]


def ask(spoergsmaal: Iterable[Spoergsmaal], svar: Svar) -> None:
    """Raise those of the questions that are not answered yet, together and each once: each wants its own yes."""
    ubesvarede = {en.kode: en for en in spoergsmaal if not answered(svar, en.kode)}
    if aabne := list(ubesvarede.values()):
        aabne[0].andre = aabne[1:]
        raise aabne[0]


class Overlap(Afvist):
    """Days that another registration has already; ``raekke`` is that one, and can be extended instead."""

    def __init__(self, besked: str, felt: str, raekke: Any):
        super().__init__(besked, felt)
        self.raekke = raekke


class Konflikt(Afvist):
    """Somebody saved the registration since it was read; ``raekke`` is as it is now."""

    def __init__(self, besked: str, raekke: Any):
        super().__init__(besked)
        self.raekke = raekke


@contextmanager
def danish_refusal() -> Iterator[None]:
    """Run writes in a savepoint and turn a broken constraint into ``Afvist`` with the constraint's own sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Afvist(message_for(error)) from error


def message_for(error: IntegrityError) -> str:
    """The Danish sentence of the constraint that an IntegrityError broke."""
    diag = getattr(error.__cause__, "diag", None)
    name = getattr(diag, "constraint_name", None) or ""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and _has_sentence(constraint):
                return str(constraint.get_violation_error_message())
    return _OTHER_KOMMUNE if name.endswith("_fk") else _UNKNOWN


def _has_sentence(constraint: BaseConstraint) -> bool:
    return constraint.violation_error_message != BaseConstraint.default_violation_error_message
