"""One case under construction: facts are added by the stories and come out as a `forloeb` of sagsdata."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from fleksjob.demodata import noter

UDEN_PAUSE = {"ulovligt_fravaer"}
Post = dict[str, Any]


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def days(fra: date, til: date) -> range:
    """Ordinals of the closed period."""
    return range(fra.toordinal(), til.toordinal() + 1)


@dataclass
class Sag:
    """A forløb seen from `dag`. Every `til` is the last day included, None when open.

    `kontaktfri` and `pauser` hold the ordinals of days that exempt from contact and that stop the
    passivity clock.
    """

    nr: int
    dag: date
    rng: Random
    virksomheder: list[Post]
    fra: date = date.min
    til: date | None = None
    afslutningsaarsag: str | None = None
    progredierende_fra: date | None = None
    kontaktfri: set[int] = field(default_factory=set)
    pauser: set[int] = field(default_factory=set)
    opfoelgninger: int = 0
    lister: dict[str, list[Post]] = field(default_factory=dict)

    def days_ago(self, foerst: int, sidst: int) -> date:
        """A random day between `foerst` and `sidst` days before `dag`."""
        return self.dag - timedelta(days=self.rng.randint(foerst, sidst))

    def add(self, liste: str, **felter: Any) -> Post:
        """Append a record; dates become ISO text."""
        post = {navn: _iso(v) if isinstance(v, date) else v for navn, v in felter.items()}
        self.lister.setdefault(liste, []).append(post)
        return post

    def next_id(self, bogstav: str, liste: str) -> str:
        return f"{bogstav}{self.nr}-{len(self.lister.get(liste, ())) + 1}"

    def add_fravaer(self, type_: str, fra: date, til: date | None) -> None:
        self.add("fravaer", type=type_, fra=fra, til=til)
        if type_ not in UDEN_PAUSE:
            dage = days(fra, til or self.dag)
            self.pauser.update(dage)
            self.kontaktfri.update(dage)

    def add_anden_aktoer(self, hjemmel: str, fra: date, til: date | None) -> None:
        self.add("anden_aktoer", hjemmel=hjemmel, fra=fra, til=til)
        self.kontaktfri.update(days(fra, til or self.dag))

    def add_tilbud(self, type_: str, fra: date, til: date | None, parallel: bool = False) -> None:
        virksomhed = self.draw_virksomhed()["id"] if type_ in ("virksomhedspraktik", "loentilskud") else None
        id_ = self.next_id("t", "tilbud")
        self.add("tilbud", id=id_, type=type_, fra=fra, til=til, virksomhed=virksomhed, parallel=parallel)

    def add_kontakt(self, dato: date, form: str, status: str = "gennemfoert", sidste: bool = False) -> None:
        note = noter.draw_note(self.rng, form, status, sidste)
        id_ = self.next_id("c", "kontakter")
        self.add("kontakter", id=id_, dato=dato, form=form, status=status, note=note)

    def add_gennemgang(self, dato: date, resultat: str, forventet_start: date | None = None) -> None:
        self.add(
            "sagsgennemgange",
            dato=dato,
            resultat=resultat,
            forventet_start=forventet_start,
            begrundelse=noter.GENNEMGANG[resultat],
        )

    def add_genbehandling(self, moede: date) -> None:
        self.add(
            "genbehandlinger",
            moede=moede,
            indstillede_indsatser=self.rng.choice((["virksomhedspraktik"], ["virksomhedspraktik", "mentor"])),
            progressionsmaal="Praktik inden for en måned med henblik på fleksjob med få timer",
        )

    def draw_virksomhed(self) -> Post:
        return self.rng.choice(self.virksomheder)

    def as_forloeb(self, borger: Post) -> Post:
        """The finished record; lists are in order of date, empty ones are left out."""
        for poster in self.lister.values():
            poster.sort(key=lambda p: p.get("fra") or p.get("dato") or p.get("moede") or p["modtaget"])
        return {
            "id": f"f{self.nr}",
            "indsatsmodel": "uif2",
            "fra": _iso(self.fra),
            "til": _iso(self.til),
            "afslutningsaarsag": self.afslutningsaarsag,
            "borger": borger,
            **self.lister,
        }
