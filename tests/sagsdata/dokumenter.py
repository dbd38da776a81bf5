"""Documents for the tests: the format's own example, and small ones."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

EKSEMPEL = json.loads(Path(__file__).with_name("eksempel.json").read_text("utf-8"))


def eksempel() -> dict[str, Any]:
    """A fresh copy of a document with everything in it."""
    return deepcopy(EKSEMPEL)


def forloeb(nr: int = 1, **felter: Any) -> dict[str, Any]:
    """A forløb from 1 April 2020 with only what is required, and what is given."""
    borger = {"id": f"b{nr}", "cpr": f"610180-{1000 + nr}", "navn": f"Borger Nummer{nr}"}
    return {"id": f"f{nr}", "indsatsmodel": "uif2", "fra": "2020-04-01", "borger": borger, **felter}


def dokument(*sager: dict[str, Any], **felter: Any) -> dict[str, Any]:
    """A document of kommune 0751 with these forløb and medarbejder m1."""
    medarbejdere = [{"id": "m1", "navn": "Mette Holm"}]
    return {"sagsdata": 1, "kommune": "0751", "medarbejdere": medarbejdere, "forloeb": list(sager), **felter}


def put(doc: Any, pointer: str, vaerdi: Any) -> None:
    """Set the value at a JSON pointer; ``...`` removes the key."""
    *sti, sidste = pointer.split("/")[1:]
    for del_ in sti:
        doc = doc[int(del_) if isinstance(doc, list) else del_]
    if vaerdi is ...:
        del doc[sidste]
    elif isinstance(doc, list):
        doc.insert(int(sidste), vaerdi)
    else:
        doc[sidste.replace("~1", "/").replace("~0", "~")] = vaerdi
