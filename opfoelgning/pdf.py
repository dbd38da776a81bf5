"""Documents as tagged PDF (PDF/UA-1): a template of ``templates/dokumenter`` filled with data."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import orjson
import typst
from django.conf import settings

SKABELONER = settings.BASE_DIR / "templates" / "dokumenter"
STANDARD: Final = "ua-1"


def make_pdf(skabelon: str, indhold: dict[str, Any], *, nu: datetime) -> bytes:
    """The document in Danish with its title, tags and reading order; a template that cannot be tagged raises.

    ``skabelon`` is the template's name without its ending, ``indhold`` plain texts, numbers, lists and dicts, with at
    least ``titel`` and ``afsender``. Texts are printed as they are: nothing in them is read as markup. Only the fonts
    that come with the typesetter are used, so that a document looks the same on every machine.
    """
    return typst.compile(
        SKABELONER / f"{skabelon}.typ",
        root=SKABELONER,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"indhold": orjson.dumps(indhold).decode()},
        pdf_standards=[STANDARD],
        timestamp=int(nu.timestamp()),
    )
