"""The errors of an import as a sheet: each faulty line once, to be mended there and read in again as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from borgere import cpr
from borgere.forsegling import unseal
from borgere.models import Borger
from opfoelgning.dataimport.fil import EGNE, as_text, read_table
from opfoelgning.dataimport.linjer import cpr_text
from opfoelgning.models import Dataimport, Filformat
from opfoelgning.sagsdata.fejl import GEMTE

KUN_FOERSTE = f"Kun de første {GEMTE} fejl er med. Ret dem, og prøv hele filen igen."


class Fejlark(NamedTuple):
    """Headings and rows; ``borgere`` are the ids of the people known to the kommune whom the rows tell of."""

    raekker: list[list[str]]
    borgere: list[int]


def has_lines(dataimport: Dataimport) -> bool:
    """Whether the faulty lines themselves can be told: a document has none, and a file is not kept for long."""
    return dataimport.fil is not None and dataimport.format != Filformat.SAGSDATA


def error_sheet(dataimport: Dataimport) -> Fejlark:
    """Number, columns and reasons of each faulty line, and its own values while they are kept (``has_lines``)."""
    if dataimport.format == Filformat.SAGSDATA:
        steder = [[str(sted), kolonne, besked] for sted, kolonne, besked in dataimport.fejl]
        return Fejlark([list(EGNE), *steder, *_cut(dataimport)], [])
    grunde = _by_line(dataimport.fejl)
    hoveder, linjer = _own_values(dataimport, set(grunde)) if has_lines(dataimport) else ([], {})
    raekker = [[str(nr), *om, *linjer.get(nr, [])] for nr, om in grunde.items()]
    borgere = _known(dataimport, linjer.values())
    return Fejlark([[*EGNE, *hoveder], *raekker, *_cut(dataimport)], borgere)


def _by_line(fejl: list[list[Any]]) -> dict[int, tuple[str, str]]:
    """The columns and the reasons of each line, however many there are."""
    samlet: dict[int, list[tuple[str, str]]] = {}
    for nr, kolonne, besked in fejl:
        samlet.setdefault(nr, []).append((kolonne, besked[:1].upper() + besked[1:]))
    return {
        nr: (", ".join(dict.fromkeys(k for k, _ in par if k)), " ".join(besked for _, besked in par))
        for nr, par in samlet.items()
    }


def _cut(dataimport: Dataimport) -> list[list[str]]:
    return [["", "", KUN_FOERSTE]] if len(dataimport.fejl) >= GEMTE else []


def _own_values(dataimport: Dataimport, numre: set[int]) -> tuple[list[str], dict[int, list[str]]]:
    """The file's headings, and what stands in these lines of it."""
    tabel = read_table(unseal(bytes(dataimport.fil or b""), dataimport.kommune.kode), dataimport.format)
    cprkolonne = dataimport.kolonner.get("cpr")
    fundne: dict[int, list[str]] = {}
    for nr, celler in tabel.raekker:
        if nr in numre:
            brede = [*celler, *[None] * len(tabel.hoveder)][: len(tabel.hoveder)]
            fundne[nr] = [
                _as_cpr(celle) if kolonne == cprkolonne else as_text(celle)
                for kolonne, celle in enumerate(brede)
            ]
        if len(fundne) == len(numre):
            break
    return tabel.hoveder, fundne


def _as_cpr(celle: Any) -> str:
    """With a hyphen: a spreadsheet would take ten digits for a number, and leave out a zero before them."""
    text = cpr_text(celle)
    return f"{text[:6]}-{text[6:]}" if len(text) == 10 and text.isdecimal() else text


def _known(dataimport: Dataimport, linjer: Iterable[list[str]]) -> list[int]:
    """Ids of the borgere whose numbers stand in the lines."""
    kolonne, indekser = dataimport.kolonner.get("cpr", 0), []
    for celler in linjer:
        try:
            indekser.append(cpr.blind_index(cpr.parse(celler[kolonne]), dataimport.kommune.kode))
        except cpr.UgyldigtCpr:
            continue  # often that is the line's error
    kendte = Borger.objects.filter(kommune=dataimport.kommune_id, cpr_indeks__in=indekser)
    return list(kendte.values_list("pk", flat=True))
