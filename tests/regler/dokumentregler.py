"""The rules a third time, on the document itself: one forløb of a sagsdata file judged one day at a time.

Slow and plain, written from the rule text without looking at the rules: dates are read where they are needed, days
are counted one by one. Every rule answers ``{genstand: (tilstand, frist, anker)}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.regler.dokumentgrund import (
    BUND,
    EVIG,
    Vaerdier,
    antal,
    daekker,
    dag,
    dage,
    fra,
    har,
    maaneder_efter,
    sammenhaengende,
    sidste_i,
    skrevet,
    stykke,
    til,
)

VIRKSOMHEDSRETTEDE = ("virksomhedspraktik", "loentilskud")
TAELLER_SOM_PASSIV = ("ulovligt_fravaer",)  # every other kind of absence pauses both clocks

Svar = dict[str | None, tuple[str, int | None, int]]


def frist_tilstand(d: int, frist: int, varsel: int) -> str:
    if d > frist:
        return "overskredet"
    return "varsel" if d >= frist - varsel else "loeber"


class Faelles:
    """A forløb of a document with the values that judge it, and what several rules ask about it."""

    def __init__(self, forloeb: dict[str, Any], regler: list[dict] = (), kommune: str = "0751") -> None:
        self.f = forloeb
        self.v = Vaerdier(forloeb["indsatsmodel"], list(regler), kommune)
        self.husk: dict[str, int] = {}
        self.regler: dict[str, Callable[[int], Svar]] = self.alle_regler()

    def liste(self, navn: str) -> list[dict]:
        return self.f.get(navn) or []

    def alle_regler(self) -> dict[str, Callable[[int], Svar]]:
        raise NotImplementedError

    def dag_for_dag(self, sidste: int) -> Iterator[tuple[int, dict[tuple, tuple]]]:
        """Yield every day of the forløb up to ``sidste`` with ``{(regel, genstand): (tilstand, frist, siden, …)}``."""
        foer: dict[tuple, tuple] = {}
        for d in range(fra(self.f), min(til(self.f), sidste) + 1):
            nu = {}
            for regel, doem in self.regler.items():
                for genstand, (tilstand, frist, anker) in doem(d).items():
                    gammel = foer.get((regel, genstand))
                    siden = gammel[2] if gammel and gammel[0] == tilstand else skrevet(d)
                    nu[regel, genstand] = (tilstand, skrevet(frist), siden, self.v.navn(anker, d), anker)
            yield d, nu
            foer = nu

    def jobs(self, d: int) -> list[dict]:
        return [job for job in self.liste("ansaettelser") if daekker(job, d)]

    def timer_paa(self, job: dict, d: int, effektive: bool = True) -> float | None:
        kendte = [t for t in job["timer"] if dag(t["fra"]) <= d]
        if not kendte:
            return None
        seneste = max(kendte, key=lambda t: t["fra"])
        return round(seneste["timer"] * (seneste.get("intensitet") or 100 if effektive else 100) * 100)

    def faa_timer(self, job: dict) -> int:
        """Return the days on which the job runs with hours at or below the limit."""
        if job["id"] not in self.husk:
            start = fra(job)
            effektive = self.v("opfoelgning_antal.timegrundlag", start, start) == "effektive"
            graense = self.v("opfoelgning_antal.timegraense", start, start) * 10_000
            faa = 0
            for d in range(start, min(til(job), EVIG) + 1):
                timer = self.timer_paa(job, d, effektive)
                faa |= stykke(d, d) if timer is not None and timer <= graense else 0
            self.husk[job["id"]] = faa
        return self.husk[job["id"]]

    def holdte(self, job: dict, tidligst: int, senest: int) -> list[dict]:
        return [
            o
            for o in job["opfoelgninger"]
            if o["status"] == "gennemfoert" and tidligst <= dag(o["dato"]) <= senest
        ]

    def moede_holdt(self, job: dict, tidligst: int, senest: int) -> bool:
        return any(o.get("statusmoede") for o in self.holdte(job, tidligst, senest))

    def kadence(self, regel: str, d: int, fase_nr: int, interval: Callable[[dict, int], int]) -> Svar:
        """Judge contact in one phase; ``interval`` gives the frist from the phase and the anchor."""
        fase = next((f for f in self.liste("faser") if f["nr"] == fase_nr and daekker(f, d)), None)
        if fase is None:
            return {}
        fritaget = self.fritaget(d)
        ankre = [fra(fase), sidste_i(fritaget, d - 1) or BUND]
        for k in self.liste("kontakter"):
            dato = dag(k["dato"])
            if (
                k["status"] == "gennemfoert"
                and dato <= d
                and k["form"] in self.v(f"{regel}.former", dato, dato)
            ):
                ankre.append(dato)
        anker = max(ankre)
        if har(fritaget, d):
            return {None: ("pause", None, anker)}
        frist = interval(fase, anker)
        return {None: (frist_tilstand(d, frist, self.v(f"{regel}.varsel_dage", anker, d)), frist, anker)}

    def fritaget(self, d: int) -> int:
        lovligt = [f for f in self.liste("fravaer") if f["type"] not in TAELLER_SOM_PASSIV]
        return dage(lovligt, d) | dage(self.liste("anden_aktoer"), d)

    def varighed(self, regel: str, d: int, fase_nr: int, enhed: str) -> Svar:
        for fase in self.liste("faser"):
            if fase["nr"] == fase_nr and daekker(fase, d):
                start = fra(fase)
                laengde = self.v(f"{regel}.{enhed}", start, d)
                frist = start + 7 * laengde if enhed == "uger" else maaneder_efter(start, laengde)
                return {
                    None: (frist_tilstand(d, frist, self.v(f"{regel}.varsel_dage", start, d)), frist, start)
                }
        return {}


class Passivitet(Faelles):
    """The clock on ledighedsydelse."""

    def sygdom(self, d: int) -> list[tuple[int, int]]:
        return sammenhaengende(dage([f for f in self.liste("fravaer") if f["type"] == "sygdom"], d))

    def lang(self, foerste: int) -> int:
        return self.v("passivitet.langvarig_sygdom_dage", foerste, foerste)

    def nulstillet(self, d: int) -> int:
        """Return the days that stop the clock, as seen on day ``d``."""
        start = fra(self.f)
        skaering = dag(self.v("passivitet.skaeringsdato", start, start))
        ydelser = dage([y for y in self.liste("ydelser") if y["type"] == "ledighedsydelse"], d)
        nul = stykke(BUND, EVIG) & ~ydelser | stykke(BUND, max(start, skaering) - 1)
        nul |= dage(self.liste("ansaettelser"), d)
        nul |= dage([t for t in self.liste("tilbud") if t["type"] in VIRKSOMHEDSRETTEDE], d)
        nul |= dage([a for a in self.liste("anden_aktoer") if a["hjemmel"] == "stk2"], d)
        for foerste, sidste in self.sygdom(d):
            if min(sidste, d) - foerste + 1 >= self.lang(foerste):
                nul |= stykke(foerste, sidste)
        return nul

    def ur(self, d: int) -> tuple[int, int, int, int, int] | None:
        """Return anchor, N, the count, and the days that stop and that pause; None when the day itself stops it."""
        nul = self.nulstillet(d)
        if har(nul, d):
            return None
        anker = (sidste_i(nul, d) or BUND) + 1
        for g in self.liste("genbehandlinger"):
            if dag(g["moede"]) <= d:
                anker = max(anker, dag(g["moede"]))
        pause = dage([f for f in self.liste("fravaer") if f["type"] not in TAELLER_SOM_PASSIV], d) & ~nul
        n = maaneder_efter(anker, self.v("passivitet.maaneder", anker, d)) - anker
        return anker, n, d - anker - antal(pause, anker, d - 1), nul, pause

    def foerste_passive(self, d: int, anker: int, n: int, nul: int, pause: int) -> int | None:
        """Return the first day before which N days have counted, past or expected."""
        talt, dato = 0, anker
        while talt < n:
            talt += not har(pause, dato)
            dato += 1
            if dato > d and (dato > til(self.f) or har(nul, dato) or self.bliver_lang(d, dato)):
                return None
            if dato >= EVIG:
                return None
        return dato

    def bliver_lang(self, d: int, dato: int) -> bool:
        """Tell whether an illness known on day ``d`` is long on a later day."""
        return any(a <= dato <= b and dato - a + 1 >= self.lang(a) for a, b in self.sygdom(d))

    def passivitet(self, d: int) -> Svar:
        ur = self.ur(d)
        if ur is None:
            return {}
        anker, n, talt, nul, pause = ur
        passiv = self.foerste_passive(d, anker, n, nul, pause)
        frist = None if passiv is None else passiv - 1
        if talt >= n:
            tilstand = "overskredet"
        elif har(pause, d):
            tilstand = "pause"
        elif frist is not None and frist - d <= self.v("passivitet.varsel_dage", anker, d):
            tilstand = "varsel"
        else:
            tilstand = "loeber"
        if tilstand in ("overskredet", "varsel") and self.aftale_ventes(anker, d):
            tilstand = "afventer"
        return {None: (tilstand, frist, anker)}

    def aftale_ventes(self, anker: int, d: int) -> bool:
        inden = self.v("passivitet.aftalt_inden_dage", anker, d)
        laengst = self.v("passivitet.aftalt_frist_dage", anker, d)
        for g in self.liste("sagsgennemgange"):
            if g["resultat"] != "indsats_aftalt" or not g.get("forventet_start"):
                continue
            dato, start = dag(g["dato"]), dag(g["forventet_start"])
            if start - dato <= inden and dato <= d <= start + laengst:
                return True
        return False
