"""A user name proposed from a person's name, and a code from the name of a type."""

import re
import unicodedata
from collections.abc import Container
from itertools import chain, count

_ASCII = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "đ": "d", "ð": "d", "ł": "l"}
)


def suggest_username(navn: str, kommunekode: str, taken: Container[str]) -> str:
    """``Mette Ærø Holm`` in 0751 → ``mette.holm.0751``, with a number when that is taken."""
    words = re.findall(r"[a-z0-9]+", _plain(navn)) or ["bruger"]
    stem = ".".join(dict.fromkeys([words[0], words[-1]]))
    tries = chain([f"{stem}.{kommunekode}"], (f"{stem}{i}.{kommunekode}" for i in count(2)))
    return next(name for name in tries if name not in taken)


def suggest_code(navn: str, taken: Container[str]) -> str:
    """``Orlov på øen`` → ``orlov_paa_oeen``, with a number when that is taken."""
    stem = "_".join(re.findall(r"[a-z0-9]+", _plain(navn)))[:50] or "type"
    tries = chain([stem], (f"{stem}_{i}" for i in count(2)))
    return next(code for code in tries if code not in taken)


def _plain(navn: str) -> str:
    """Lower case without accents: ``Nguyễn`` → ``nguyen``."""
    lowered = unicodedata.normalize("NFC", navn).lower().translate(_ASCII)
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
