"""One table: figure, ratio, goal."""

from collections.abc import Iterator
from typing import NamedTuple


class Linje(NamedTuple):
    """One measurement; ``forhold`` is held against ``maal``, a ceiling unless ``mindst``."""

    navn: str
    tal: str
    forhold: float
    maal: float
    enhed: str
    mindst: bool = False

    @property
    def naaet(self) -> bool:
        return self.forhold >= self.maal if self.mindst else self.forhold <= self.maal


def tabel(skala: str, t: dict[str, float], lille: dict[str, float] | None) -> str:
    """The figures of one size as text; ``lille`` is the smaller size that growth is seen from."""
    perioder = sum(t[f"rows_{navn}"] for navn in _perioder())
    hoved = (
        f"Skala {skala}: {t['sager']:,.0f} forløb, {perioder:,.0f} perioder, "
        f"{t['rows_opfoelgning_kontakt']:,.0f} kontakter\n"
        f"Læsning: scan {t['scan']:.2f} s · COPY på serveren {t['copy_on_server']:.2f} s · "
        f"COPY til klienten {t['copy_to_client']:.2f} s · minimalt view {_ms(t['minimal'])} · "
        f"fyldt på {t['fyldt']:.0f} s"
    )
    linjer = [*_arbejde(t), *_sider(t), *(_vaekst(t, lille) if lille else ())]
    return "\n".join([hoved, "", *map(_skriv, linjer)])


def _perioder() -> tuple[str, ...]:
    return (
        *("forloeb_fase", "forloeb_tildeling", "forloeb_ydelse", "forloeb_fravaer", "forloeb_andenaktoer"),
        *("forloeb_persongruppemarkering", "aftaler_tilbud", "aftaler_ansaettelse"),
    )


_MAADER = {
    "genberegn": "genberegn (fingeraftryk)",
    "alle": "genberegn --alle",
    "forfra": "genberegn --forfra",
}


def _arbejde(t: dict[str, float]) -> Iterator[Linje]:
    orm = f"ORM-løkke {t['orm_pr_sag'] * 1e6:.0f} µs pr. sag"
    for navn, tekst in _MAADER.items():
        pr_sag = t[navn] / t["sager"]
        fuld = f"{t[navn]:.2f} s = {pr_sag * 1e6:.0f} µs pr. sag"
        yield Linje(tekst, fuld, t[navn] / t["scan"], 25, "× scan")
        yield Linje(tekst, fuld, t[navn] / t["copy_on_server"], 10, "× COPY på serveren")
        yield Linje(f"{tekst}: mod ORM", orm, t["orm_pr_sag"] / pr_sag, 20, "gange", mindst=True)
    for navn, tekst in (("afvigende", "fingeraftryk"), ("alle", "--alle")):
        en, to = t[f"{navn}_1"], t[f"{navn}_2"]
        tal = f"{en:.2f} s → {to:.2f} s"
        yield Linje(f"To arbejdere mod én ({tekst})", tal, en / to, 1.7, "gange", mindst=True)
    for navn, tekst in (
        ("nat", "Nattens genberegning, én proces"),
        ("nat_2", "Nattens genberegning, to arbejdere"),
    ):
        nat = f"{t[navn]:.2f} s, {t[f'{navn}_andel']:.1%} forfaldne"
        yield Linje(tekst, nat, t[navn] / t["scan"], 4, "× scan")
    for navn, tekst in (("igen", "Natten igen"), ("genberegn", "genberegn igen")):
        yield Linje(f"{tekst}: rækker", f"{t[navn]:.2f} s", t[f"{navn}_rows"], 0, "rækker")
        yield Linje(f"{tekst}: WAL", f"{t[navn]:.2f} s", t[f"{navn}_wal"] / 1000, 100, "kB")


def _sider(t: dict[str, float]) -> Iterator[Linje]:
    minimal = t["minimal"]
    efter = t["refresh"] / t["refresh_minimal"]
    yield Linje("Efter en registreret kontakt", _ms(t["refresh"]), efter, 0.3, "× minimalt view")
    for navn, tekst in (("mine", "Mine borgere"), ("team", "Teamoverblik, største kommune")):
        yield Linje(tekst, _ms(t[navn]), t[navn] / minimal, 3, "× minimalt view")
        yield Linje(f"{tekst}: forespørgsler", "", t[f"{navn}_queries"], 10, "")
    yield Linje(
        "Teamoverblik, alt talt op igen",
        _ms(t["team_forfra"]),
        t["team_forfra"] / minimal,
        3,
        "× minimalt view",
    )
    dyb = f"{_ms(t['side_foerste'])} → {_ms(t['side_dyb'])}"
    yield Linje("Dyb side mod første", dyb, t["side_dyb"] / t["side_foerste"], 1.2, "gange")
    yield Linje("Største kommune: lister og tal mod vurder", "", t["forskelle"], 0, "forskelle")


def _vaekst(t: dict[str, float], lille: dict[str, float]) -> Iterator[Linje]:
    for navn, maade in _MAADER.items():
        stor, foer = (x[navn] / x["sager"] for x in (t, lille))
        tekst = f"{foer * 1e6:.0f} → {stor * 1e6:.0f} µs pr. sag"
        yield Linje(f"Vækst, {maade}", tekst, stor / foer, 1.5, "gange")


def _skriv(linje: Linje) -> str:
    maal = f"{'≥' if linje.mindst else '≤'} {linje.maal:g} {linje.enhed}"
    stand = "ja" if linje.naaet else "NEJ"
    return f"{linje.navn:<44}{linje.tal:<34}{linje.forhold:>9.2f}   {maal:<26}{stand}"


def _ms(sekunder: float) -> str:
    return f"{sekunder * 1000:.1f} ms"
