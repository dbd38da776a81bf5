"""The history of a kommune's rule values: what the database kept of every change, and what came with a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from kommuner.models import Medarbejder, Regelhistorik
from kommuner.regelsaet import events
from kommuner.tenancy import current_kommune_id

HANDLINGER = {"insert": "oprettet", "update": "rettet", "delete": "slettet"}

Post = Mapping[str, Any]


def historik(indsatsmodel: str) -> list[dict[str, Any]]:
    """Every change to the present kommune's versions for a model, oldest first, as objects of the file format.

    Keys: indsatsmodel, gyldig_fra, handling (oprettet, rettet, slettet), vaerdier, kilde,
    gaelder_loebende_frister, begrundelse, af (a name), tidspunkt. ``slettet`` tells the values at the end.
    """
    egne = _own(indsatsmodel)
    kendte = {noegle(post) for post in egne}
    rows = Regelhistorik.objects.filter(kommune=current_kommune_id(), indhold__indsatsmodel=indsatsmodel)
    andre = [row.indhold for row in rows.order_by("pk") if row.noegle not in kendte]
    return sorted([*andre, *egne], key=lambda post: _instant(post["tidspunkt"]))


def noegle(post: Post) -> str:
    """What tells one step from another: model, day, kind, values and instant. A name may be corrected later."""
    tidspunkt = _instant(post["tidspunkt"]).isoformat()
    dele = [post["indsatsmodel"], post["gyldig_fra"], post["handling"], post["vaerdier"], tidspunkt]
    return hashlib.sha256(json.dumps(dele, sort_keys=True).encode()).hexdigest()


def _instant(tidspunkt: str) -> datetime:
    return datetime.fromisoformat(tidspunkt).astimezone(UTC)


def _own(indsatsmodel: str) -> list[dict[str, Any]]:
    kept = list(events(indsatsmodel))
    users: set[int] = {(event.pgh_context or {}).get("user", 0) for event in kept}
    navne = dict(Medarbejder.objects.filter(pk__in=users).values_list("pk", "navn"))
    return [_post(event, navne) for event in kept]


def _post(event: Any, navne: Mapping[int, str]) -> dict[str, Any]:
    context = event.pgh_context or {}
    return {
        "indsatsmodel": event.indsatsmodel,
        "gyldig_fra": event.gyldig_fra.isoformat(),
        "handling": HANDLINGER[event.pgh_label],
        "vaerdier": event.vaerdier,
        "kilde": event.kilde,
        "gaelder_loebende_frister": event.gaelder_loebende,
        "begrundelse": event.begrundelse,
        "af": navne.get(context.get("user", 0)) or _without_user(context),
        "tidspunkt": timezone.localtime(event.pgh_created_at).isoformat(),
    }


def _without_user(context: Mapping[str, Any]) -> str:
    return "Indlæst fra fil" if context.get("kommando") else "Systemet"
