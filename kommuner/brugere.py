"""The people of a kommune as its administrator looks for them: by name in Danish order, a page at a time."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.db.models.functions import Collate, Concat, Replace

from kommuner.models import Medarbejder, Rolle

PR_SIDE = 50
MED_TEAM = (Rolle.JOBFORMIDLER, Rolle.SAGSBEHANDLER, Rolle.TEAMLEDER)
_FRA = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÄÖÜÉÈæøåäöüéè-"
_TIL = "abcdefghijklmnopqrstuvwxyz{|}{|yee{|}{|yee "

UDEN_TEAM = Q(is_active=True, team=None, roller__overlap=list(MED_TEAM))
# Every list of people: its word in the address, its name, and who stands in it.
LISTER: dict[str, tuple[str, Q]] = {
    "": ("Alle", Q()),
    "aktive": ("Kan logge på", Q(is_active=True)),
    "lukkede": ("Kan ikke logge på", Q(is_active=False)),
    "uden_team": ("Uden team", UDEN_TEAM),
}


class Antal(NamedTuple):
    """How many people a kommune has; ``uden_team``: with a role that sees cases, and no team."""

    alle: int
    aktive: int
    uden_team: int


def find_brugere(user: Medarbejder, tekst: str = "", liste: str = "") -> QuerySet[Any]:
    """Colleagues whose name has words that begin like what was typed, or whose user name or e-mail begins so."""
    found = Medarbejder.objects.kolleger(user).filter(LISTER.get(liste, LISTER[""])[1])
    found = found.annotate(noegle=_key()).annotate(
        ordene=Concat(Value(" "), F("noegle"), output_field=CharField())
    )
    for ord_ in _plain(tekst).split():
        found = found.filter(Q(ordene__contains=f" {ord_}") | _begins(tekst.strip()))
    return found


def page_of(found: QuerySet[Any], efter: str = "") -> tuple[list[Medarbejder], str]:
    """A page of the list by name, and the key of the next one (empty on the last).

    ``efter`` is such a key: the id of the last person of the page before.
    """
    if efter.isdecimal():
        last = found.model.objects.annotate(noegle=_key()).filter(pk=int(efter)).first()
        if last:
            found = found.filter(TupleGreaterThan(Tuple("noegle", "pk"), (last.noegle, last.pk)))
    rows = list(found.select_related("team").order_by("noegle", "pk")[: PR_SIDE + 1])
    return rows[:PR_SIDE], str(rows[PR_SIDE - 1].pk) if len(rows) > PR_SIDE else ""


def count_brugere(user: Medarbejder) -> Antal:
    """The numbers of the list's head and of the card on Administration."""
    alle = Medarbejder.objects.kolleger(user)
    return Antal(alle.count(), alle.filter(is_active=True).count(), alle.filter(UDEN_TEAM).count())


def _key() -> Collate:
    """A name in Danish order without case and accents; «aa» as «å». The database has no collation that can."""
    lowered = Func(F("navn"), Value(_FRA), Value(_TIL), function="translate", output_field=CharField())
    return Collate(Replace(lowered, Value("aa"), Value("}")), "C")


def _plain(tekst: str) -> str:
    """What was typed, as ``_key`` writes it."""
    return unicodedata.normalize("NFC", tekst).translate(str.maketrans(_FRA, _TIL)).replace("aa", "}")


def _begins(tekst: str) -> Q:
    return Q(username__istartswith=tekst) | Q(email__istartswith=tekst)
