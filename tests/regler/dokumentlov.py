"""The statutory calendar on the document itself, by the readings of the law that the rules' docstrings declare."""

from __future__ import annotations

from itertools import pairwise

from tests.regler.dokumentgrund import (
    BUND,
    EVIG,
    antal,
    dag,
    dage,
    fra,
    har,
    maaneder_efter,
    sammenhaengende,
    stykke,
    til,
)
from tests.regler.dokumentregler import Faelles, Svar, frist_tilstand


class Lov(Faelles):
    """The rules of the law."""

    def lov_opfoelgning(self, d: int) -> Svar:
        svar: Svar = {}
        for job in self.jobs(d):
            anker = max([fra(job), *(dag(o["dato"]) for o in self.holdte(job, fra(job), d))])
            frist = maaneder_efter(anker, self.v("lov_opfoelgning.maaneder", anker, d))
            varsel = self.v("lov_opfoelgning.varsel_dage", anker, d)
            svar[job["id"]] = (frist_tilstand(d, frist, varsel), frist, anker)
        return svar

    def lov_status(self, d: int) -> Svar:
        svar: Svar = {}
        for job in self.jobs(d):
            start = fra(job)
            frist = maaneder_efter(start, self.v("lov_status.maaneder", start, d))
            if not self.moede_holdt(job, frist - self.v("lov_status.tidligst_dage_foer", start, d), d):
                varsel = self.v("lov_status.varsel_dage", start, d)
                svar[job["id"]] = (frist_tilstand(d, frist, varsel), frist, start)
        return svar

    def ledig(self, d: int) -> int:
        return dage([y for y in self.liste("ydelser") if y["type"] == "ledighedsydelse"], d)

    def samtaler(self, d: int) -> Svar:
        start = next((a for a, b in sammenhaengende(self.ledig(d)) if a <= d <= b), None)
        if start is None or start < fra(self.f):
            return {}
        holdt = 0
        for k in self.liste("kontakter"):
            dato = dag(k["dato"])
            tid = k["status"] == "gennemfoert" and start <= dato <= d
            holdt += tid and k["form"] in self.v("samtaler.former", dato, dato)
        if holdt >= self.v("samtaler.antal", start, d):
            return {}
        frist = maaneder_efter(start, self.v("samtaler.maaneder", start, d)) - 1
        return {None: (frist_tilstand(d, frist, self.v("samtaler.varsel_dage", start, d)), frist, start)}

    def optjening(self, regel: str, d: int, ikke: tuple[str, ...] = ()) -> tuple[int, int, int] | None:
        """Return (days that count, start, day on which the months are reached), or None."""
        ledig = self.ledig(d)
        if not har(ledig, d):
            return None
        perioder = sammenhaengende(ledig)
        for (_, sidste), (foerste, _) in pairwise(perioder):
            v = {n: self.v(f"{regel}.{n}", sidste + 1, sidste + 1) for n in ("vindue_maaneder", "maaneder")}
            if foerste >= maaneder_efter(sidste + 1, v["vindue_maaneder"] - v["maaneder"]):
                ledig &= ~stykke(BUND, foerste - 1)
        ledig &= ~dage([f for f in self.liste("fravaer") if f["type"] in ikke], d)
        moeder = [dag(g["moede"]) for g in self.liste("genbehandlinger") if dag(g["moede"]) <= d]
        ledig &= ~stykke(BUND, max(moeder, default=BUND) - 1)
        for start, _ in sammenhaengende(ledig):
            maaneder, vindue = (
                maaneder_efter(start, self.v(f"{regel}.{n}", start, d))
                for n in ("maaneder", "vindue_maaneder")
            )
            naaet = self.naar(ledig, start, maaneder - start)
            if naaet is not None and naaet <= vindue and naaet <= d:
                return ledig, start, naaet
        return None

    @staticmethod
    def naar(taeller: int, start: int, dage: int) -> int | None:
        for _, sidste in sammenhaengende(taeller & stykke(start, EVIG)):
            for_mange = antal(taeller, start, sidste) - dage
            if for_mange >= 0:
                return sidste + 1 - for_mange
        return None

    def revurdering(self, d: int) -> Svar:
        fundet = self.optjening("revurdering", d, ("barsel", "sorgorlov"))
        if fundet is None:
            return {}
        ledig, start, _ = fundet
        laengde = maaneder_efter(start, self.v("revurdering.frist_maaneder", start, d)) - start
        forfalden = self.naar(ledig, start, laengde)
        if forfalden is None:
            return {None: ("loeber", None, start)}
        varsel = self.v("revurdering.varsel_dage", start, d)
        return {None: (frist_tilstand(d, forfalden - 1, varsel), forfalden - 1, start)}

    def anden_aktoer_ret(self, d: int) -> Svar:
        return self.anden_aktoer("anden_aktoer_ret", ("stk1", "stk2"), d)

    def anden_aktoer_pligt(self, d: int) -> Svar:
        return self.anden_aktoer("anden_aktoer_pligt", ("stk2",), d)

    def anden_aktoer(self, regel: str, hjemler: tuple[str, ...], d: int) -> Svar:
        fundet = self.optjening(regel, d)
        if fundet is None:
            return {}
        hos = [a for a in self.liste("anden_aktoer") if a["hjemmel"] in hjemler and fra(a) <= d]
        return {} if any(til(a) >= fundet[2] for a in hos) else {None: ("varsel", None, fundet[1])}
