"""The list of a sagsbehandler: borgere she has together with a jobformidler."""

from __future__ import annotations

from datetime import date, datetime

from kommuner.forespoergsel import fetch
from kommuner.models import Medarbejder, Rolle
from opfoelgning.friske import refresh_sagsbehandlers
from opfoelgning.raekker import Raekke, asking_rows, mine_raekker, rows_of

_HVILKE = """s.aaben AND s.kommune_id = %(kommune)s AND s.jobformidler_id IS DISTINCT FROM %(user)s
AND EXISTS (SELECT 1 FROM forloeb_sagsbehandling sb
 WHERE sb.forloeb_id = s.forloeb_id AND sb.medarbejder_id = %(user)s AND sb.kommune_id = %(kommune)s
 AND sb.start <= %(dag)s AND (sb.slut IS NULL OR sb.slut > %(dag)s))"""


def all_raekker(user: Medarbejder, dag: date, nu: datetime | None = None) -> list[Raekke]:
    """Rows, refreshed, of everybody the person has: her own sagsstamme, and those she is the sagsbehandler of."""
    return [*mine_raekker(user, dag, nu), *sagsbehandlers_raekker(user, dag, nu)]


def sagsbehandlers_raekker(user: Medarbejder, dag: date, nu: datetime | None = None) -> list[Raekke]:
    """Rows, refreshed, of the open forløb she is the sagsbehandler of; without those of her own sagsstamme."""
    if not user.has_role(Rolle.SAGSBEHANDLER):
        return []
    refresh_sagsbehandlers(user, dag, nu)
    values = {"user": user.pk, "kommune": user.kommune_id, "dag": dag}
    return [raekke for raekke, _ in rows_of(fetch(*asking_rows(_HVILKE, values)), dag)]
