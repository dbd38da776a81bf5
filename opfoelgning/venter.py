"""Which stored judgements are not right for a day: one definition for pages, searches, the tick and its page."""

from datetime import date, datetime

from kommuner.forespoergsel import fetch
from kommuner.tenancy import current_kommune_id

# Each branch has an index of its own.
_VENTER = """
SELECT forloeb_id FROM forloeb_markering WHERE kommune_id = %(kommune)s
UNION SELECT forloeb_id FROM opfoelgning_sagsstatus WHERE kommune_id = %(kommune)s AND naeste <= %(dag)s
UNION SELECT forloeb_id FROM opfoelgning_sagsstatus WHERE kommune_id = %(kommune)s AND vurderet_dag > %(dag)s
UNION SELECT forloeb_id FROM opfoelgning_sagsstatus WHERE kommune_id = %(kommune)s AND naeste_tidspunkt <= %(nu)s
"""
_UDEN_STATUS = """
UNION SELECT f.id FROM forloeb_forloeb f WHERE f.kommune_id = %(kommune)s
AND NOT EXISTS (SELECT FROM opfoelgning_sagsstatus s WHERE s.forloeb_id = f.id)
"""


def waiting(dag: date, nu: datetime | None = None) -> list[int]:
    """Ids of the present kommune's forløb that are marked, due, or judged for a later day; each once.

    Without ``nu`` they are due by the day only. One that was never judged is marked, so it is among them.
    """
    return _ids(_VENTER, dag, nu)


def waiting_or_lost(dag: date, nu: datetime | None = None) -> list[int]:
    """Those, and any whose status is gone without a mark, which nothing but a fault can do; reads every forløb."""
    return _ids(_VENTER + _UDEN_STATUS, dag, nu)


def _ids(sql: str, dag: date, nu: datetime | None) -> list[int]:
    return [pk for (pk,) in fetch(sql, {"kommune": current_kommune_id(), "dag": dag, "nu": nu})]
