"""Random forløb as documents: anything the file format allows, with days on borders more often than not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kommuner.kommunedata import FRAVAERSTYPER, TILBUDSTYPER

DANMARK = ZoneInfo("Europe/Copenhagen")
FORMER = ("fysisk", "telefon", "video", "brev", "sms", "email")
STATUSSER = ("gennemfoert", "gennemfoert", "gennemfoert", "planlagt", "udeblevet", "aflyst")
YDELSER = ("ledighedsydelse", "ledighedsydelse", "ledighedsydelse", "sygedagpenge", "fleksloentilskud")
FASER = {"uif2": (1, 2, 2, 3, 3), "fsm2": (1, 2, 2, 3, 4)}
AFSTANDE = (0, 1, 6, 7, 13, 14, 15, 29, 30, 31, 44, 55, 56, 57, 70, 90, 181, 182, 183, 184, 213, 365)
SKAEVE_DAGE = [
    *(date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1), date(2020, 3, 28), date(2020, 3, 29)),
    *(date(2020, 3, 31), date(2020, 4, 1), date(2020, 4, 30), date(2020, 5, 31), date(2020, 8, 30)),
    *(date(2020, 8, 31), date(2020, 10, 24), date(2020, 10, 25), date(2020, 12, 31), date(2021, 2, 28)),
    *(date(2021, 3, 28), date(2021, 3, 31), date(2021, 8, 31), date(2021, 10, 31), date(2022, 1, 31)),
]
TIMETAL = (2, 4.5, 7.99, 8, 9.5, 10, 10.01, 12, 12.5, 15, 20, 37)
VAERDIER = {
    "uif2": {
        "kontakt.interval_dage": (7, 10, 21, 1),
        "kontakt.former": (["fysisk"], ["sms", "telefon"]),
        "kontakt.varsel_dage": (0, 5),
        "passivitet.maaneder": (1, 3, 4, 9),
        "passivitet.skaeringsdato": ("2020-01-01", "2020-09-15", "2019-02-28"),
        "passivitet.langvarig_sygdom_dage": (1, 14, 30, 90),
        "passivitet.varsel_dage": (0, 60),
        "passivitet.aftalt_inden_dage": (0, 60),
        "passivitet.aftalt_frist_dage": (0, 30),
        "fase1_varighed.uger": (2, 20),
        "opfoelgning_antal.antal": (1, 3, 5, 6),
        "opfoelgning_antal.heraf_fremmoede": (0, 1),
        "opfoelgning_antal.maaneder": (2, 4, 12),
        "opfoelgning_antal.timegraense": (5, 8, 12),
        "opfoelgning_antal.timegrundlag": ("aftalte", "effektive"),
        "opfoelgning_antal.varsel_dage": (0, 60),
        "statusmoede.tidligst_dage_foer": (0, 40),
        "statusmoede.inden_dage": (0, 10),
        "opfoelgningsplan.inden_dage": (0, 30),
        "svar.timer": (24, 72),
        "svar.varsel_timer": (0, 4),
        "progression.maaneder": (1, 3),
        "lov_opfoelgning.maaneder": (3, 12),
        "lov_opfoelgning.aktiv": ("ja", "nej"),
        "lov_status.maaneder": (6, 12),
        "lov_status.aktiv": ("nej",),
        "samtaler.antal": (1, 2),
        "samtaler.maaneder": (1, 3),
        "samtaler.aktiv": ("nej",),
        "revurdering.maaneder": (2, 6),
        "revurdering.frist_maaneder": (18, 20),
        "revurdering.aktiv": ("nej",),
        "anden_aktoer_ret.maaneder": (1, 3),
        "anden_aktoer_pligt.maaneder": (3, 8),
        "anden_aktoer_pligt.aktiv": ("nej",),
    },
    "fsm2": {
        "kontakt.interval_dage": (3, 10),
        "kontakt.interval_efter_maaneder": (2,),
        "trin2_varighed.uger": (4,),
        "kontakt_trin3.interval_maaneder": (2, 3),
        "kontakt_eftervaern.varsel_dage": (0, 40),
    },
}


class Digter:
    """Makes up one forløb after another from a seed; the same seed gives the same documents."""

    def __init__(self, froe: int) -> None:
        self.r = Random(froe)
        self.nr = 0
        self.start = self.slut = date.min

    def id(self, slags: str) -> str:
        self.nr += 1
        return f"{slags}{self.nr}"

    def mellem(self, a: int, b: int) -> int:
        return (
            self.r.choice([n for n in AFSTANDE if a <= n <= b] or [a])
            if self.r.random() < 0.4
            else self.r.randint(a, b)
        )

    def dag(self, tidligst: int = -60, senest: int = 600) -> date:
        """A day near the forløb's start, or one of the odd days of the calendar."""
        if self.r.random() < 0.25:
            return self.r.choice(SKAEVE_DAGE)
        return self.start + timedelta(days=self.mellem(tidligst, senest))

    def periode(self, start: date, laengst: int, aaben: float = 0.1) -> dict[str, str | None]:
        sidste = start + timedelta(days=self.mellem(0, laengst))
        return {"fra": str(start), "til": None if self.r.random() < aaben else str(sidste)}

    def raekke(self, flest: int, start: date, laengst: int, hul: float = 0.5) -> list[dict]:
        """Periods one after another, touching or with holes; only the last may be open."""
        raekke: list[dict] = []
        for _ in range(self.r.randint(0, flest)):
            if raekke and raekke[-1]["til"] is None:
                raekke[-1] |= self.periode(date.fromisoformat(raekke[-1]["fra"]), laengst, aaben=0)
            if raekke:
                start = date.fromisoformat(raekke[-1]["til"]) + timedelta(days=1)
            if self.r.random() < hul:
                start += timedelta(days=self.mellem(0, 40))
            raekke.append(self.periode(start, laengst, aaben=0.4))
        return raekke

    def i_forloebet(self, raekke: list[dict]) -> list[dict]:
        """The part of the periods that lies within the forløb."""
        klippet = []
        for p in raekke:
            fra = max(p["fra"], str(self.start))
            til = min(p["til"] or "9999", str(self.slut)) if self.slut < date.max else p["til"]
            if til is None or fra <= til:
                klippet.append(p | {"fra": fra, "til": til})
        return klippet

    def forloeb(self, model: str = "uif2") -> dict[str, Any]:
        r = self.r
        self.start = self.slut = date(2020, 4, 1)
        self.start = self.dag(-200, 400)
        self.slut = self.start + timedelta(days=self.mellem(0, 500)) if r.random() < 0.3 else date.max
        lukket = self.slut < date.max
        return {
            "id": self.id("f"),
            "indsatsmodel": model,
            "fra": str(self.start),
            "til": str(self.slut) if lukket else None,
            "borger": self.borger(),
            "faser": self.faser(model),
            "tildelinger": [
                {"medarbejder": "m1"} | p for p in self.i_forloebet(self.raekke(3, self.start, 300))
            ],
            "ydelser": self.ydelser(),
            "fravaer": self.fravaer(),
            "anden_aktoer": self.anden_aktoer(),
            "tilbud": [self.tilbud() for _ in range(r.choice((0, 0, 1, 2, 4)))],
            "ansaettelser": [self.ansaettelse() for _ in range(r.choice((0, 0, 1, 1, 2, 3)))],
            "kontakter": self.kontakter(),
            "sagsgennemgange": self.sagsgennemgange(),
            "genbehandlinger": [{"moede": d} for d in self.forskellige_dage(r.choice((0, 0, 1, 2)))],
            "persongruppemarkeringer": self.markeringer(),
            "henvendelser": [self.henvendelse() for _ in range(r.choice((0, 0, 1, 2)))],
        }

    def borger(self) -> dict[str, Any]:
        self.nr += 1
        diagnose = str(self.dag()) if self.r.random() < 0.15 else None
        cpr = f"610180-{1000 + self.nr % 8999}"
        return {
            "id": f"b{self.nr}",
            "cpr": cpr,
            "navn": "Opdigtet Person",
            "progredierende_diagnose_fra": diagnose,
        }

    def faser(self, model: str) -> list[dict]:
        raekke = self.i_forloebet(self.raekke(4, self.start, 250, hul=0.2))
        return [{"nr": self.r.choice(FASER[model])} | p for p in raekke]

    def ydelser(self) -> list[dict]:
        if self.r.random() < 0.5:
            return [{"type": "ledighedsydelse", "fra": "2018-05-01", "til": None}]
        raekke = self.raekke(4, self.dag(-400, 30), 400, hul=0.3)
        return [{"type": self.r.choice(YDELSER)} | p for p in raekke]

    def fravaer(self) -> list[dict]:
        typer = self.r.choices((*FRAVAERSTYPER, "sygdom", "sygdom"), k=self.r.randint(0, 4))
        return [
            {"type": type_} | p
            for type_ in dict.fromkeys(typer)
            for p in self.raekke(3, self.dag(), 90, hul=0.4)
        ]

    def anden_aktoer(self) -> list[dict]:
        return [{"hjemmel": self.r.choice(("stk1", "stk2"))} | p for p in self.raekke(2, self.dag(), 60)]

    def tilbud(self) -> dict[str, Any]:
        type_ = self.r.choice((*TILBUDSTYPER,))
        return {"id": self.id("t"), "type": type_, "parallel": False} | self.periode(self.dag(), 90)

    def kontakter(self) -> list[dict]:
        alle = []
        dato = self.start - timedelta(days=self.mellem(0, 30))
        for _ in range(self.r.choice((0, 1, 4, 12, 30))):
            dato += timedelta(days=self.mellem(0, 40))
            form, status = self.r.choice(FORMER[:4]), self.r.choice(STATUSSER)
            alle.append({"id": self.id("c"), "dato": str(dato), "form": form, "status": status})
        return alle

    def ansaettelse(self) -> dict[str, Any]:
        start = self.dag(-100, 400)
        return {
            "id": self.id("a"),
            **self.periode(start, 500, aaben=0.5),
            "timer": self.timer(start),
            "fleksjobaftale": self.aftale(start),
            "opfoelgninger": self.opfoelgninger(start),
        }

    def timer(self, start: date) -> list[dict]:
        fra = start + timedelta(days=self.r.choice((0, 0, 0, 0, -10, 20)))
        raekke = []
        for _ in range(self.r.choice((0, 1, 1, 2, 4))):
            timer, intensitet = self.r.choice(TIMETAL), self.r.choice((100, 100, 50, 80, 33, 1))
            raekke.append({"fra": str(fra), "timer": timer, "intensitet": intensitet})
            fra += timedelta(days=self.mellem(1, 200))
        return raekke

    def aftale(self, start: date) -> dict | None:
        def om() -> str | None:
            return str(start + timedelta(days=self.mellem(-20, 60))) if self.r.random() < 0.7 else None

        return {"udfyldt": om(), "vitas": om()} if self.r.random() < 0.8 else None

    def opfoelgninger(self, start: date) -> list[dict]:
        alle = []
        for _ in range(self.r.choice((0, 2, 4, 5, 8))):
            alle.append(
                {
                    "id": self.id("o"),
                    "dato": str(start + timedelta(days=self.mellem(-10, 300))),
                    "form": self.r.choice(FORMER),
                    "status": self.r.choice(STATUSSER),
                    "fremmoede_virksomhed": self.r.random() < 0.5,
                    "statusmoede": self.r.random() < 0.3,
                }
            )
        return alle

    def forskellige_dage(self, antal: int) -> list[str]:
        return sorted({str(self.dag(0, 500)) for _ in range(antal)})

    def sagsgennemgange(self) -> list[dict]:
        alle = []
        for dato in self.forskellige_dage(self.r.choice((0, 0, 1, 3))):
            om = timedelta(days=self.mellem(-10, 45))
            resultat = self.r.choice(("indsats_aftalt", "indsats_aftalt", "genbehandling", "lovlig_grund"))
            start = str(date.fromisoformat(dato) + om) if self.r.random() < 0.8 else None
            alle.append({"dato": dato, "resultat": resultat, "forventet_start": start})
        return alle

    def markeringer(self) -> list[dict]:
        navne = ("Udvikling i fleksjob II", "Udvikling i fleksjob II", "Noget andet")
        return [{"navn": self.r.choice(navne)} | p for p in self.raekke(2, self.dag(), 300)]

    def henvendelse(self) -> dict[str, Any]:
        minut = self.r.choice((0, 0, 1, 60, 119, 120, 179, 180, 239, 240, 1439, self.r.randint(0, 1439)))
        lokal = datetime.combine(self.dag(-10, 400), datetime.min.time()) + timedelta(minutes=minut)
        modtaget = lokal.replace(tzinfo=DANMARK, fold=self.r.randint(0, 1))
        om = timedelta(minutes=self.r.choice((0, 60, 1200, 1440, 1441, 2880, self.r.randint(0, 9000))))
        besvaret = (modtaget.timestamp() + om.total_seconds()) if self.r.random() < 0.6 else None
        svaret = besvaret and datetime.fromtimestamp(besvaret, DANMARK).isoformat()
        return {"id": self.id("h"), "modtaget": modtaget.isoformat(), "besvaret": svaret}

    def regler(self, model: str) -> list[dict]:
        """None, or up to three dated versions with some values of their own."""
        dage = {str(self.dag(-100, 500)) for _ in range(self.r.choice((0, 0, 1, 2, 3)))}
        return [self.version(model, dag) for dag in sorted(dage)]

    def version(self, model: str, gyldig_fra: str) -> dict[str, Any]:
        valgte = self.r.sample(sorted(VAERDIER[model]), self.r.randint(0, 5))
        vaerdier = {navn: self.r.choice(VAERDIER[model][navn]) for navn in valgte}
        if vaerdier.get("opfoelgning_antal.antal") == 1:
            vaerdier["opfoelgning_antal.heraf_fremmoede"] = 1
        version = {"indsatsmodel": model, "gyldig_fra": gyldig_fra, "vaerdier": vaerdier}
        return version | {"gaelder_loebende_frister": self.r.random() < 0.3}


def i_orden(forloeb: dict[str, Any]) -> dict[str, Any]:
    """A copy with every list sorted by its first day, as fact objects have it."""
    noegler = ("fra", "dato", "moede", "modtaget")

    def orden(post: dict) -> str:
        return next(str(post[n]) for n in noegler if n in post)

    def ordnet(vaerdi: Any) -> Any:
        if isinstance(vaerdi, list):
            return sorted((ordnet(en) for en in vaerdi), key=orden)
        return {n: ordnet(v) for n, v in vaerdi.items()} if isinstance(vaerdi, dict) else vaerdi

    return ordnet(forloeb)
