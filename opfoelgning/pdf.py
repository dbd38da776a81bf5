"""Documents as tagged PDF (PDF/UA-1): a template of ``templates/dokumenter`` filled with data."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final
from unicodedata import category, east_asian_width

import orjson
import typst
from django.conf import settings

SKABELONER = settings.BASE_DIR / "templates" / "dokumenter"
STANDARD: Final = "ua-1"
UKENDT = "[tegn]"  # stands for a sign the typesetter's fonts do not have, which the standard forbids to print
FORSOEG = 40

_MANGLER = re.compile(r'the text `"(.+?)"`')
_KODE = re.compile(r"\\u\{([0-9a-f]+)\}")


def make_pdf(skabelon: str, indhold: dict[str, Any], *, nu: datetime) -> bytes:
    """The document in Danish with its title, tags and reading order; a template that cannot be tagged raises.

    ``skabelon`` is the template's name without its ending, ``indhold`` plain texts, numbers, lists and dicts, with at
    least ``titel`` and ``afsender``. Texts are printed as they are: nothing in them is read as markup. Only the fonts
    that come with the typesetter are used, so that a document looks the same on every machine; signs they do not have
    (emoji, Chinese …) become ``UKENDT``.
    """
    data = _clean(indhold)
    for _ in range(FORSOEG):
        try:
            return _compile(skabelon, data, nu)
        except typst.TypstError as fejl:
            tegn = _missing(str(fejl))
            if not tegn:
                raise
            data = _replace(data, tegn)
    return _compile(skabelon, data, nu)


def _compile(skabelon: str, data: Any, nu: datetime) -> bytes:
    return typst.compile(
        SKABELONER / f"{skabelon}.typ",
        root=SKABELONER,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"indhold": orjson.dumps(data).decode()},
        pdf_standards=[STANDARD],
        timestamp=int(nu.timestamp()),
    )


def _clean(data: Any) -> Any:
    """Without control characters, and with a word for signs that are known to be missing, so that few are tried."""
    if isinstance(data, str):
        return "".join(_known(tegn) for tegn in data)
    if isinstance(data, dict):
        return {noegle: _clean(vaerdi) for noegle, vaerdi in data.items()}
    return [_clean(del_) for del_ in data] if isinstance(data, list | tuple) else data


def _known(tegn: str) -> str:
    if category(tegn) == "Cc":
        return tegn if tegn in "\n\t" else ""
    return UKENDT if east_asian_width(tegn) in "WF" else tegn


def _missing(fejl: str) -> str:
    """The sign an error says no font has; empty for another error."""
    fundet = _MANGLER.search(fejl)
    return _KODE.sub(lambda kode: chr(int(kode[1], 16)), fundet[1]) if fundet else ""


def _replace(data: Any, tegn: str) -> Any:
    if isinstance(data, str):
        return data.replace(tegn, UKENDT)
    if isinstance(data, dict):
        return {noegle: _replace(vaerdi, tegn) for noegle, vaerdi in data.items()}
    return [_replace(del_, tegn) for del_ in data] if isinstance(data, list) else data
