"""What an explanation must say of every day, from the document."""

from __future__ import annotations

from tests.regler.dokumentgrund import dag, dage, har
from tests.regler.dokumentregler import TAELLER_SOM_PASSIV, Faelles

IKKE_TALT = {"revurdering": ("barsel", "sorgorlov"), "anden_aktoer_ret": (), "anden_aktoer_pligt": ()}


def check_explanation(
    reference: Faelles, regel: str, anker: int, d: int, straekninger: list[tuple[int, int, str, int]]
) -> None:
    """Fail unless the stretches (first, last, effect, days) are gapless from the anchor to the day before ``d``.

    Where a clock stands still, or a contact starts it, each day must have the effect that follows from the document.
    """
    assert [s[0] for s in straekninger] == [anker, *(s[1] + 1 for s in straekninger)][: len(straekninger)]
    assert (straekninger[-1][1] if straekninger else anker - 1) == d - 1
    assert all(s[3] == s[1] - s[0] + 1 > 0 for s in straekninger)
    fundet = {n: effekt for a, b, effekt, _ in straekninger for n in range(a, b + 1)}
    assert fundet == {n: effekt_paa(reference, regel, n, d) for n in fundet}


def effekt_paa(reference: Faelles, regel: str, n: int, d: int) -> str:
    """Return what day ``n`` does to the rule's clock, as seen on day ``d``."""
    if regel == "passivitet":
        pauser = [f for f in reference.liste("fravaer") if f["type"] not in TAELLER_SOM_PASSIV]
        return "pauser" if har(dage(pauser, d), n) else "taeller"
    if regel.startswith("kontakt"):
        if _kontakt_holdt(reference, regel, n):
            return "nulstiller"
        return "pauser" if har(reference.fritaget(d), n) else "taeller"
    if regel in IKKE_TALT:
        undtaget = [f for f in reference.liste("fravaer") if f["type"] in IKKE_TALT[regel]]
        return "taeller" if har(reference.ledig(d) & ~dage(undtaget, d), n) else "pauser"
    return "taeller"


def _kontakt_holdt(reference: Faelles, regel: str, n: int) -> bool:
    return any(
        dag(k["dato"]) == n
        and k["status"] == "gennemfoert"
        and k["form"] in reference.v(f"{regel}.former", n, n)
        for k in reference.liste("kontakter")
    )
