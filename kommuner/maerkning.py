"""Row triggers that mark a forløb for refresh whenever one of its facts changes, whoever writes them.

The mark table is ``forloeb_markering`` (model ``forloeb.Markering``). An existing mark is updated rather than left
alone: that takes its row lock, so a refresh that reads while another transaction writes waits for it.
"""

import pgtrigger

_MARK = """
INSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)
SELECT DISTINCT {kommune}, {forloeb}, 1 {source}
ON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;
"""


_WRITE = pgtrigger.Insert | pgtrigger.Update
_CHANGE = _WRITE | pgtrigger.Delete


def _trigger(kommune: str, forloeb: str, source: str, operation=_CHANGE) -> pgtrigger.Trigger:
    def mark(row: str) -> str:
        words = {"row": row}
        return _MARK.format(
            kommune=kommune.format(**words), forloeb=forloeb.format(**words), source=source.format(**words)
        )

    body = f"""
    IF TG_OP <> 'DELETE' THEN {mark("NEW")} END IF;
    IF TG_OP <> 'INSERT' THEN {mark("OLD")} END IF;
    RETURN NULL;
    """
    return pgtrigger.Trigger(name="maerk_forloeb", when=pgtrigger.After, operation=operation, func=body)


def marks_forloeb() -> pgtrigger.Trigger:
    """For tables with a forløb of their own."""
    return _trigger("{row}.kommune_id", "{row}.forloeb_id", "")


def marks_itself() -> pgtrigger.Trigger:
    """For the forløb: nothing is left to refresh of one that is deleted, and its mark goes with it."""
    return _trigger("{row}.kommune_id", "{row}.id", "", _WRITE)


def marks_borgers_forloeb() -> pgtrigger.Trigger:
    """For the borger: every forløb of hers."""
    return _trigger("f.kommune_id", "f.id", "FROM forloeb_forloeb f WHERE f.borger_id = {row}.id")


def marks_kommunes_forloeb() -> pgtrigger.Trigger:
    """For configuration: every forløb of the kommune."""
    source = "FROM forloeb_forloeb f WHERE f.kommune_id = {row}.kommune_id"
    return _trigger("f.kommune_id", "f.id", source)
