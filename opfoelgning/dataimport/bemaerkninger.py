"""What somebody should look at before a file is imported: days that are hardly meant, and what a line changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from borgere.models import Borger
from forloeb.actions.fjernt import GAMMEL
from kalender.dansk import dato_aar
from opfoelgning.dataimport.linjer import Linje

DATO, AENDRING = "dato", "aendring"

_DAGE = {
    "start": "startdatoen",
    "visiteret": "dagen for visitation",
    "ledighedsydelse_fra": "første dag på ledighedsydelse",
    "diagnose_fra": "dagen for diagnosen",
}
# What a line says about the borger herself: the field of the borger, and its name in a sentence.
_OM_BORGEREN = {
    "navn": ("navn", "navn"),
    "telefon": ("telefon", "telefon"),
    "foedselsdato": ("foedselsdato", "fødselsdato"),
    "diagnose_fra": ("progredierende_diagnose_fra", "diagnose"),
}
_LISTER = {"faser": "fase", "tildelinger": "jobformidler", "ydelser": "ledighedsydelse"}


def note_days(linje: Linje, dag: date) -> None:
    """Note the days of a new forløb that lie ahead of ``dag``, and a start more than a year behind it."""
    for kode, navn in _DAGE.items():
        laest = linje.felter.get(kode)
        if laest is None:
            continue
        if laest > dag:
            linje.note(DATO, kode, f"{navn} {dato_aar(laest)} er ikke nået endnu. Er det rigtigt?")
        elif kode == "start" and dag - laest > GAMMEL:
            linje.note(DATO, kode, f"{navn} {dato_aar(laest)} ligger mere end 1 år tilbage. Er det rigtigt?")


def note_changes(linje: Linje, borger: Borger, nye_lister: Iterable[str]) -> None:
    """Note what the line corrects about a borger who is known, and what it adds to her forløb."""
    rettet: list[str] = []
    tilfoejet = [_LISTER[navn] for navn in nye_lister]
    for kode, (felt, navn) in _OM_BORGEREN.items():
        sagt, foer = linje.felter.get(kode), getattr(borger, felt)
        if sagt and sagt != foer:
            (rettet if foer else tilfoejet).append(navn)
    dele = [_sentence(rettet, "rettes til det, der står i filen"), _sentence(tilfoejet, "tilføjes")]
    if fundne := [del_ for del_ in dele if del_]:
        linje.note(AENDRING, "", f"{'; '.join(fundne)}.")


def _sentence(navne: list[str], hvad: str) -> str:
    if not navne:
        return ""
    foran = f"{', '.join(navne[:-1])} og " if len(navne) > 1 else ""
    return f"{foran}{navne[-1]} {hvad}"


def told(linjer: Iterable[Linje], navne: dict[str, Any], hoejst: int) -> list[list[Any]]:
    """The notes as they are kept: kind, number of the line, name of the column, text."""
    alle = (
        [slags, linje.nr, navne[kode].navn if kode else "", besked]
        for linje in linjer
        for slags, kode, besked in linje.bemaerkninger
    )
    return [note for note, _ in zip(alle, range(hoejst), strict=False)]
