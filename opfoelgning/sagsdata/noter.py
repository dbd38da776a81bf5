"""The format has one text per contact; the screen has four fields. Nothing of them is lost on the way out or in.

Næste skridt, sted and deltagere follow the note on lines of their own, each with its word before it, and are found
there again.
"""

import re
from typing import Any

ORD = {"naeste_skridt": "Næste skridt", "sted": "Sted", "deltagere": "Deltagere"}
_LINJER = "".join(rf"(?:^|\n){navn}: (?P<{felt}>[^\n]{{1,200}})|" for felt, navn in ORD.items())
_SLUTNING = re.compile(rf"(?:{_LINJER.rstrip('|')})\Z")


def compose(kontakt: Any) -> str:
    """The note of a contact with the other fields that hold something."""
    return _one_text(vars(kontakt))


def _one_text(felter: dict[str, Any]) -> str:
    linjer = [f"{navn}: {felter[felt]}" for felt, navn in ORD.items() if felter[felt]]
    return "\n".join([felter["note"], *linjer] if felter["note"] else linjer)


def split(data: dict[str, Any]) -> None:
    """Give each field of a contact read from a document its part of ``note``; what does not fit stays in the note."""
    text = note = data.get("note", "")
    fundne = dict.fromkeys(ORD, "")
    for felt in reversed(ORD):
        treffer = _SLUTNING.search(note)
        if treffer and treffer.lastgroup == felt and treffer[felt].strip() == treffer[felt]:
            fundne[felt], note = treffer[felt], note[: treffer.start()]
    data |= {"note": text} | dict.fromkeys(ORD, "")
    if _one_text(fundne | {"note": note}) == text:
        data |= fundne | {"note": note}
