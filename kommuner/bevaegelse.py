"""Statement triggers that write down that the rows behind a count have changed (``kommuner.optaelling``).

The table is ``kommuner_bevaegelse`` (model ``Bevaegelse``). A statement leaves one row for each count it touches, and
none when the columns that count stay as they are.
"""

import pgtrigger

# What is the same before and after stands there twice.
_CHANGED = """(SELECT {kolonner} FROM (SELECT {kolonner} FROM foer UNION ALL SELECT {kolonner} FROM efter) begge
              GROUP BY {kolonner} HAVING count(*) = 1)"""
_WAYS = (
    ("tilgang", pgtrigger.Insert, {"new": "efter"}, "efter"),
    ("afgang", pgtrigger.Delete, {"old": "foer"}, "foer"),
    ("skift", pgtrigger.Update, {"old": "foer", "new": "efter"}, _CHANGED),
)


def moves(emne: str, *kolonner: str, noegle: str = "''") -> list[pgtrigger.Trigger]:
    """Triggers for a table whose ``kolonner``, its key among them, are counted under ``emne`` and by ``noegle``.

    ``noegle`` is an SQL text of the columns.
    """
    alle = ", ".join(("kommune_id", *kolonner))
    return [
        pgtrigger.Trigger(
            name=f"{emne}_{navn}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=way,
            referencing=pgtrigger.Referencing(**rows),
            func=f"""
            INSERT INTO kommuner_bevaegelse (kommune_id, emne, noegle, transaktion)
            SELECT DISTINCT kommune_id, '{emne}', {noegle}, pg_current_xact_id()::text::bigint
            FROM {source.format(kolonner=alle)} r ON CONFLICT DO NOTHING;
            RETURN NULL;
            """,
        )
        for navn, way, rows, source in _WAYS
    ]
