"""Danish names in order and in search, without the database's collations (the embedded server has none)."""

import unicodedata

_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "ß": "ss"})


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(navn: str) -> str:
    """Key that sorts bytewise as Danish does: … z, æ, ø, å, with ``aa`` as å.

    Accents are ignored, case too.
    """
    lowered = unicodedata.normalize("NFC", navn).lower().replace("aa", "å").translate(_ORDER)
    return " ".join(_plain(lowered).replace("-", " ").split())


def search_text(navn: str) -> str:
    """Lower-cased words, each with a space before it, so that `` pou`` finds the beginning of a name.

    Null characters, which the database cannot be asked about, part words.
    """
    words = unicodedata.normalize("NFC", navn).lower().replace("-", " ").replace("\0", " ").split()
    return "".join(f" {word}" for word in words)
