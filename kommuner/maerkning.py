"""Row triggers that mark a forløb for refresh whenever one of its facts changes, whoever writes them.

The mark table is ``forloeb_markering`` (model ``forloeb.Markering``). An existing mark is updated rather than left
alone: that takes its row lock, so a refresh that reads while another transaction writes waits for it.
"""

import pgtrigger

# In order of id, so that two configurations changed at once wait for each other instead of dying.
_MARK = """
INSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)
SELECT {kommune}, {forloeb}, 1 {source} ORDER BY 2
ON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;
"""

_WRITE = pgtrigger.Insert | pgtrigger.Update
_CHANGE = _WRITE | pgtrigger.Delete


def _trigger(column: str, kommune: str, forloeb: str, source: str, operation=_CHANGE) -> pgtrigger.Trigger:
    """Mark by the new row, and by the old one when it is gone or pointed elsewhere (``column``)."""

    def mark(row: str) -> str:
        words = {"row": row}
        return _MARK.format(
            kommune=kommune.format(**words), forloeb=forloeb.format(**words), source=source.format(**words)
        )

    body = f"""
    IF TG_OP = 'DELETE' THEN {mark("OLD")} RETURN NULL; END IF;
    IF TG_OP = 'UPDATE' AND OLD.{column} IS DISTINCT FROM NEW.{column} THEN {mark("OLD")} END IF;
    {mark("NEW")}
    RETURN NULL;
    """
    return pgtrigger.Trigger(name="maerk_forloeb", when=pgtrigger.After, operation=operation, func=body)


def marks_forloeb() -> pgtrigger.Trigger:
    """For tables with a forløb of their own."""
    return _trigger("forloeb_id", "{row}.kommune_id", "{row}.forloeb_id", "")


def marks_itself() -> pgtrigger.Trigger:
    """For the forløb: nothing is left to refresh of one that is deleted, and its mark goes with it."""
    return _trigger("id", "{row}.kommune_id", "{row}.id", "", _WRITE)


def marks_borgers_forloeb() -> pgtrigger.Trigger:
    """For the borger: every forløb of hers."""
    source = "FROM forloeb_forloeb f WHERE f.borger_id = {row}.id"
    return _trigger("id", "f.kommune_id", "f.id", source)


def marks_kommunes_forloeb() -> pgtrigger.Trigger:
    """For configuration: every forløb of the kommune."""
    source = "FROM forloeb_forloeb f WHERE f.kommune_id = {row}.kommune_id"
    return _trigger("kommune_id", "f.kommune_id", "f.id", source)


def marks_when_forgotten() -> pgtrigger.Trigger:
    """For the stored answer: a forløb whose answer is thrown away waits for a new one."""
    source = "FROM forloeb_forloeb f WHERE f.id = OLD.forloeb_id"
    body = _MARK.format(kommune="f.kommune_id", forloeb="f.id", source=source) + "RETURN NULL;"
    return pgtrigger.Trigger(name="glemt", when=pgtrigger.After, operation=pgtrigger.Delete, func=body)
