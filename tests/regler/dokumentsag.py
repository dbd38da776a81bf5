"""The rules on the document itself: jobs, planned dates, messages, and both models whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.regler.dokumentgrund import (
    BUND,
    antal,
    daekker,
    dag,
    dage,
    foerste_i_traek,
    fra,
    har,
    maaneder_efter,
)
from tests.regler.dokumentlov import Lov
from tests.regler.dokumentregler import VIRKSOMHEDSRETTEDE, Faelles, Passivitet, Svar

DANMARK = ZoneInfo("Europe/Copenhagen")


class Fleksjob(Passivitet):
    """The rules about jobs."""

    def vindue(self, job: dict, d: int) -> int | None:
        """Return the first day of the present stretch of few hours; None outside it, and in older jobs."""
        start = fra(self.f)
        skaering = dag(self.v("passivitet.skaeringsdato", start, start))
        faa = self.faa_timer(job)
        return foerste_i_traek(faa, d) if har(faa, d) and fra(job) >= skaering else None

    def opfoelgning_antal(self, d: int) -> Svar:
        fundne = {job["id"]: (job, self.vindue(job, d)) for job in self.jobs(d)}
        svar = {id_: self.et_vindue(job, s, d) for id_, (job, s) in fundne.items() if s is not None}
        return {id_: et for id_, et in svar.items() if et}

    def et_vindue(self, job: dict, s: int, d: int) -> tuple[str, int | None, int] | None:
        mindst, i_person = (self.v(f"opfoelgning_antal.{n}", s, d) for n in ("antal", "heraf_fremmoede"))
        efter = maaneder_efter(s, self.v("opfoelgning_antal.maaneder", s, d))
        holdt = self.holdte(job, s, min(d, efter - 1))
        alt = len(holdt) >= mindst and sum(bool(o.get("fremmoede_virksomhed")) for o in holdt) >= i_person
        if d >= efter:
            faerdig = alt or self.moede_holdt(job, efter, d)
            return None if faerdig else ("overskredet", efter - 1, s)
        bagud = any(len(holdt) < k and d >= s + k * (efter - s) // mindst for k in range(1, mindst))
        sent = not alt and d >= efter - 1 - self.v("opfoelgning_antal.varsel_dage", s, d)
        return ("varsel" if bagud or sent else "loeber", None if alt else efter - 1, s)

    def statusmoede(self, d: int) -> Svar:
        svar: Svar = {}
        for job in self.jobs(d):
            s = self.vindue(job, d)
            if s is None:
                continue
            efter = maaneder_efter(s, self.v("opfoelgning_antal.maaneder", s, d))
            if d < efter or self.moede_holdt(job, efter - self.v("statusmoede.tidligst_dage_foer", s, d), d):
                continue
            frist = efter + self.v("statusmoede.inden_dage", s, d)
            svar[job["id"]] = ("overskredet" if d > frist else "varsel", frist, s)
        return svar

    def opfoelgningsplan(self, d: int) -> Svar:
        svar: Svar = {}
        for job in self.jobs(d):
            planer = [o for o in job["opfoelgninger"] if o["status"] == "planlagt" and dag(o["dato"]) >= d]
            if har(self.faa_timer(job), d) and self.moede_holdt(job, BUND, d) and not planer:
                seneste = max(dag(o["dato"]) for o in self.holdte(job, BUND, d))
                frist = seneste + self.v("opfoelgningsplan.inden_dage", seneste, d)
                svar[job["id"]] = ("overskredet" if d > frist else "varsel", frist, seneste)
        return svar

    def aftalt_opfoelgning(self, d: int) -> Svar:
        alle = [o for job in self.jobs(d) for o in job["opfoelgninger"]]
        return self.ikke_holdt(alle, d)

    def aftalt_kontakt(self, d: int) -> Svar:
        return self.ikke_holdt(self.liste("kontakter"), d)

    @staticmethod
    def ikke_holdt(poster: list[dict], d: int) -> Svar:
        forbi = [p for p in poster if p["status"] == "planlagt" and dag(p["dato"]) < d]
        return {p["id"]: ("overskredet", dag(p["dato"]), dag(p["dato"])) for p in forbi}

    def aftale(self, job: dict, felt: str, d: int) -> bool:
        udfyldt = (job.get("fleksjobaftale") or {}).get(felt)
        return bool(udfyldt) and dag(udfyldt) <= d

    def fleksjobaftale(self, d: int) -> Svar:
        uden = [job for job in self.jobs(d) if not self.aftale(job, "udfyldt", d)]
        return {job["id"]: ("overskredet", fra(job), fra(job)) for job in uden}

    def vitas(self, d: int) -> Svar:
        uden = [job for job in self.jobs(d) if not self.aftale(job, "vitas", d)]
        return {job["id"]: ("varsel", None, fra(job)) for job in uden}

    def diagnose(self, d: int) -> bool:
        siden = self.f["borger"].get("progredierende_diagnose_fra")
        return bool(siden) and dag(siden) <= d

    def markeret(self, d: int) -> bool:
        alle = self.liste("persongruppemarkeringer")
        return any(daekker(m, d) and m["navn"] == self.v("persongruppe.navn", fra(m), fra(m)) for m in alle)

    def skal_markeres(self, d: int) -> list[dict]:
        i_fase_3 = any(f["nr"] == 3 and daekker(f, d) for f in self.liste("faser"))
        if not i_fase_3 or self.markeret(d) or self.diagnose(d):
            return []
        return [j for j in self.jobs(d) if har(self.faa_timer(j), d) and self.aftale(j, "udfyldt", d)]

    def persongruppe(self, d: int) -> Svar:
        if jobs := self.skal_markeres(d):
            frist = min(max(fra(j), dag(j["fleksjobaftale"]["udfyldt"])) for j in jobs)
            return {None: ("overskredet", frist, self.tilbage(d, self.skal_markeres))}
        if self.forkert_markeret(d):
            return {None: ("varsel", None, self.tilbage(d, self.forkert_markeret))}
        return {}

    def forkert_markeret(self, d: int) -> bool:
        return self.markeret(d) and self.diagnose(d)

    @staticmethod
    def tilbage(d: int, gaelder: Callable[[int], object]) -> int:
        while gaelder(d - 1):
            d -= 1
        return d

    def steg(self, job: dict, nu: int, d: int) -> bool:
        foer = self.timer_paa(job, nu - 1)
        return fra(job) < nu <= d and foer is not None and self.timer_paa(job, nu) > foer

    def progression(self, d: int) -> Svar:
        svar: Svar = {}
        for job in self.jobs(d):
            anker = max(
                [fra(job), *(dag(t["fra"]) for t in job["timer"] if self.steg(job, dag(t["fra"]), d))]
            )
            laengst = maaneder_efter(anker, self.v("progression.maaneder", anker, d))
            if har(self.faa_timer(job), d) and d >= laengst and not self.diagnose(d):
                svar[job["id"]] = ("varsel", None, anker)
        return svar


class Uif2(Fleksjob, Lov):
    """Udvikling i fleksjob II whole."""

    def alle_regler(self) -> dict[str, Callable[[int], Svar]]:
        egne = (
            *("kontakt", "passivitet", "fase1_varighed", "opfoelgning_antal", "statusmoede", "vitas", "svar"),
            *("aftalt_opfoelgning", "aftalt_kontakt", "opfoelgningsplan", "jobformidler", "fleksjobaftale"),
            *("persongruppe", "progression", "lov_opfoelgning", "lov_status", "samtaler", "revurdering"),
            *("anden_aktoer_ret", "anden_aktoer_pligt"),
        )
        return {navn: self.hvis_aktiv(navn, getattr(self, navn)) for navn in egne}

    def hvis_aktiv(self, navn: str, doem: Callable[[int], Svar]) -> Callable[[int], Svar]:
        return lambda d: doem(d) if self.v(f"{navn}.aktiv", d, d) == "ja" else {}

    def kontakt(self, d: int) -> Svar:
        return self.kadence(
            "kontakt", d, 2, lambda _, anker: anker + self.v("kontakt.interval_dage", anker, d)
        )

    def fase1_varighed(self, d: int) -> Svar:
        return self.varighed("fase1_varighed", d, 1, "uger")

    def jobformidler(self, d: int) -> Svar:
        i_fasen = dage([f for f in self.liste("faser") if f["nr"] in (2, 3)], d)
        uden = i_fasen & ~dage(self.liste("tildelinger"), d)
        if not har(uden, d):
            return {}
        foerste = foerste_i_traek(uden, d)
        return {None: ("overskredet", foerste - 1, foerste)}

    def svar(self, d: int) -> Svar:
        """Look from the last moment of the day."""
        nu = datetime.combine(date.fromordinal(d + 1), time(), DANMARK).timestamp()
        svar: Svar = {}
        for h in self.liste("henvendelser"):
            modtaget = datetime.fromisoformat(h["modtaget"])
            besvaret = h.get("besvaret") and datetime.fromisoformat(h["besvaret"]).timestamp() < nu
            if modtaget.timestamp() >= nu or besvaret:
                continue
            kom = modtaget.astimezone(DANMARK).date().toordinal()
            timer, varsel = self.v("svar.timer", kom, d), self.v("svar.varsel_timer", kom, d)
            alder = (nu - modtaget.timestamp()) / 3600
            udloeb = (modtaget + timedelta(hours=timer)).astimezone(DANMARK).date().toordinal()
            tilstand = "overskredet" if alder > timer else "varsel" if alder > varsel else "loeber"
            svar[h["id"]] = (tilstand, udloeb, kom)
        return svar


class Fsm2(Faelles):
    """Flere skal med 2 whole."""

    def alle_regler(self) -> dict[str, Callable[[int], Svar]]:
        return {
            "trin1_varighed": lambda d: self.varighed("trin1_varighed", d, 1, "maaneder"),
            "trin2_varighed": lambda d: self.varighed("trin2_varighed", d, 2, "uger"),
            "eftervaern_varighed": lambda d: self.varighed("eftervaern_varighed", d, 4, "maaneder"),
            "kontakt": self.kontakt,
            "kontakt_trin3": lambda d: self.maanedlig("kontakt_trin3", d, 3),
            "kontakt_eftervaern": lambda d: self.maanedlig("kontakt_eftervaern", d, 4),
        }

    def maanedlig(self, regel: str, d: int, nr: int) -> Svar:
        def interval(_: dict, anker: int) -> int:
            return maaneder_efter(anker, self.v(f"{regel}.interval_maaneder", anker, d))

        return self.kadence(regel, d, nr, interval)

    def kontakt(self, d: int) -> Svar:
        """Weekly until the borger is at a company in the trin, monthly from that day on."""
        rettede = [t for t in self.liste("tilbud") if t["type"] in VIRKSOMHEDSRETTEDE]
        paa_virksomhed = dage(rettede, d) | dage(self.liste("ansaettelser"), d)

        def interval(fase: dict, anker: int) -> int:
            if antal(paa_virksomhed, fra(fase), d):
                return maaneder_efter(anker, self.v("kontakt.interval_efter_maaneder", anker, d))
            return anker + self.v("kontakt.interval_dage", anker, d)

        return self.kadence("kontakt", d, 2, interval)


REFERENCER = {"uif2": Uif2, "fsm2": Fsm2}
