"""Fingerprints: whether stored judgements were made from the facts, the values and the code of today.

The fingerprint of a forløb is one number, which the database makes of every fact the rules see, the kommune's values,
the code, and the stored judgements themselves. It is written together with them. Whatever changes later – a fact past
the triggers, a code table, a stored row touched or lost, a new version of a rule – gives another number, and the forløb
is judged anew. A missing fingerprint costs a judgement, never a wrong answer.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from kommuner.forespoergsel import Spoergsmaal, fetch, numbers
from kommuner.tenancy import current_kommune_id
from opfoelgning.kilder import KILDER

ROD = Path(__file__).parent.parent
PAKKER = ("kalender", "kommuner", "opfoelgning")
"""Where everything lies that a judgement is made by."""

VAERDIER = ("kommuner_regelsaet", "kommuner_lukkedag")
"""Tables of the kommune's own values; all their rows count."""

_LAGRET = (
    ("opfoelgning_sagsstatus x", "true"),
    ("opfoelgning_vurdering x", "true"),
    ("opfoelgning_advis x", "x.lukket_dag IS NULL"),
)


def _sums(grene: Iterable[tuple[str, str, str]]) -> str:
    """One number per forløb. Every row has its own key in it, so that no two cancel each other out."""
    alle = " UNION ALL ".join(
        f"SELECT x.forloeb_id, {tal} AS tal FROM {fra} WHERE {hvor}" for fra, hvor, tal in grene
    )
    return f"SELECT forloeb_id, bit_xor(tal) AS tal FROM ({alle}) g GROUP BY forloeb_id"


def _of_facts(hvor: str) -> list[tuple[str, str, str]]:
    return [(kilde.fra, hvor, kilde.aftryk(nr)) for nr, kilde in enumerate(KILDER)]


def _of_stored(hvor: str) -> list[tuple[str, str, str]]:
    return [
        (fra, f"{selv} AND {hvor}", f"hash_record_extended(x, {100 + nr})")
        for nr, (fra, selv) in enumerate(_LAGRET)
    ]


_EGNE_VAERDIER = " # ".join(
    [
        "%(kode)s::bigint",
        *(f"(SELECT COALESCE(bit_xor(hash_record_extended(v, 0)), 0) FROM {t} v)" for t in VAERDIER),
    ]
)
AFVIGENDE = f"""
SELECT nu.forloeb_id FROM ({_sums([*_of_facts("true"), *_of_stored("true")])}) nu
LEFT JOIN opfoelgning_aftryk a ON a.forloeb_id = nu.forloeb_id
WHERE a.tal IS DISTINCT FROM nu.tal # {_EGNE_VAERDIER}
"""
# Forløb by forløb: however many there are, the database believes in one, and would compare each with each in a join.
_LAGRET_HER = " # ".join(
    f"COALESCE((SELECT bit_xor({tal}) FROM {fra} WHERE {hvor}), 0)"
    for fra, hvor, tal in _of_stored("x.forloeb_id = g.forloeb_id")
)
_GEM = f"""
INSERT INTO opfoelgning_aftryk (kommune_id, forloeb_id, tal)
SELECT %(kommune)s, g.forloeb_id, g.tal # {_LAGRET_HER}
FROM unnest(%(ids)s::bigint[], %(tal)s::bigint[]) g (forloeb_id, tal)
JOIN opfoelgning_sagsstatus t ON t.forloeb_id = g.forloeb_id AND t.fejl = ''
ORDER BY g.forloeb_id
ON CONFLICT (forloeb_id) DO UPDATE SET tal = excluded.tal WHERE opfoelgning_aftryk.tal <> excluded.tal
"""


def differing() -> set[int]:
    """Ids of the present kommune's forløb whose stored judgements do not agree with their fingerprint, or have none."""
    return {pk for (pk,) in fetch(AFVIGENDE, {"kode": code()})}


def reading_values() -> Spoergsmaal:
    """Ask for the share of the kommune's values and the code in every fingerprint; before the values are read."""
    return Spoergsmaal(f"SELECT {_EGNE_VAERDIER}", {"kode": code()})


def writing(fakta: dict[int, int]) -> Spoergsmaal:
    """Complete the fingerprints of facts and values with the judgements now stored, and write those that differ.

    A forløb that could not be judged gets none, so that it is tried again.
    """
    kommune = current_kommune_id()
    return Spoergsmaal(_GEM, {"ids": numbers(fakta), "tal": numbers(fakta.values()), "kommune": kommune})


@cache
def code() -> int:
    """The running code's share of every fingerprint."""
    return digest(files())


def files() -> list[Path]:
    """Everything that lies in the packages and can make a judgement another."""
    alle = (fil for pakke in PAKKER for fil in (ROD / pakke).rglob("*") if fil.suffix in {".py", ".json"})
    return sorted(fil for fil in alle if "migrations" not in fil.parts)


def digest(filer: Iterable[Path]) -> int:
    """A signed 64-bit number of the files' contents and the version of the public holidays."""
    samlet = sha256(version("holidays").encode())
    for fil in filer:
        samlet.update(fil.read_bytes())
    return int.from_bytes(samlet.digest()[:8], signed=True)
