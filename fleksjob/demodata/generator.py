"""The demo data as `sagsdata` documents: pure, deterministic, relative to a day.

Nobody and nothing in them exists.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fleksjob.demodata import lukkede, noter
from fleksjob.demodata.fase2 import build_fase1, build_fase2
from fleksjob.demodata.fase3 import build_fase3, build_tilbage
from fleksjob.demodata.fordeling import fordel, make_rng, spred
from fleksjob.demodata.kontaktserie import add_aftaler, add_henvendelser
from fleksjob.demodata.medarbejdere import login_id, make_medarbejdere
from fleksjob.demodata.opskrifter import Opskrift, make_opskrifter
from fleksjob.demodata.personer import Personregister
from fleksjob.demodata.sag import Post, Sag
from fleksjob.demodata.virksomheder import make_virksomheder

LUKKEDE_ANDEL = 0.3
UDEN_TILDELING = {"fase1_uden", "uden_jobformidler"}
KILDE = "Eksempel på en lokal regel i demoen"


class Demokommune:
    """Tells the cases of one kommune one by one; the same arguments give the same cases."""

    def __init__(self, kommune: str, dag: date, antal: int, seed: int) -> None:
        self.kommune, self.dag, self.antal, self.seed = kommune, dag, antal, seed
        rng = make_rng(seed, kommune, "faelles")
        self.medarbejdere = make_medarbejdere(rng, kommune, antal)
        self.virksomheder = make_virksomheder(rng, max(12, antal // 12))
        self.register = Personregister(kommune, dag, seed)
        self.opskrifter = make_opskrifter(rng, antal)
        self.jobformidlere = [m["id"] for m in self.medarbejdere if "jobformidler" in m["roller"]]

    def tell(self) -> list[Post]:
        """All forløb, active ones first."""
        aktive = self._tell_aktive()
        lukkede_sager = [self._tell_lukket(nr, navn) for nr, navn in self._lukkede_numre()]
        borgere = {sag.nr: self.register.draw_borger(sag.nr, sag.progredierende_fra) for sag in aktive}
        forloeb = [sag.as_forloeb(borgere[sag.nr]) for sag in aktive]
        for sag in lukkede_sager:
            foerste = self._find_genganger(sag, aktive)
            borger = borgere.get(foerste) or self.register.draw_borger(sag.nr, sag.progredierende_fra)
            forloeb.append(sag.as_forloeb(borger))
        return forloeb

    def _sag(self, nr: int, dag: date) -> Sag:
        return Sag(nr, dag, make_rng(self.seed, self.kommune, "sag", nr), self.virksomheder)

    def _tell_aktive(self) -> list[Sag]:
        fordelte = [o for o in self.opskrifter if not o.fremvist and o.situation not in UDEN_TILDELING]
        vaegte = {m: 0.86 + 0.035 * (i % 9) for i, m in enumerate(self.jobformidlere[1:])}
        ejere = iter(spred(fordel(len(fordelte), vaegte)))
        sager = []
        for nr, opskrift in enumerate(self.opskrifter, start=1):
            sag = self._sag(nr, self.dag)
            tell_aktiv(sag, opskrift)
            if opskrift.situation in UDEN_TILDELING:
                self._leave_unassigned(sag, opskrift)
            else:
                self._assign(sag, login_id("jobformidler") if opskrift.fremvist else next(ejere))
            sager.append(sag)
        return sager

    def _assign(self, sag: Sag, medarbejder: str) -> None:
        fra, dage = sag.fra, (sag.dag - sag.fra).days
        if dage > 120 and sag.rng.random() < 0.15:
            skifte = sag.fra + timedelta(days=sag.rng.randint(40, dage - 40))
            foer = sag.rng.choice([m for m in self.jobformidlere if m != medarbejder])
            aarsag = sag.rng.choice(noter.SKIFTEAARSAGER)
            til = skifte - timedelta(days=1)
            sag.add("tildelinger", medarbejder=foer, fra=fra, til=til, skifteaarsag=aarsag)
            fra = skifte
        sag.add("tildelinger", medarbejder=medarbejder, fra=fra, til=None, skifteaarsag=None)

    def _leave_unassigned(self, sag: Sag, opskrift: Opskrift) -> None:
        """Every other one in fase 2 has lost its jobformidler, the rest never had one."""
        if opskrift.fase == "2" and opskrift.variant % 2 == 0:
            til = sag.days_ago(2, 12)
            foer = sag.rng.choice(self.jobformidlere)
            sag.add(
                "tildelinger", medarbejder=foer, fra=sag.fra, til=til, skifteaarsag="Jobformidler fratrådt"
            )

    def _lukkede_numre(self) -> list[tuple[int, str]]:
        navne = spred(fordel(round(self.antal * LUKKEDE_ANDEL), lukkede.AFSLUTNINGER))
        return list(enumerate(navne, start=self.antal + 1))

    def _tell_lukket(self, nr: int, situation: str) -> Sag:
        sag = self._sag(nr, lukkede.draw_sidste_dag(nr, self.dag))
        lukkede.build_lukket(sag, situation)
        self._assign(sag, sag.rng.choice(self.jobformidlere))
        add_henvendelser(sag)
        lukkede.cut_off(sag)
        return sag

    def _find_genganger(self, sag: Sag, aktive: list[Sag]) -> int:
        """For some closed cases the number of the active case of a borger who came back later, else 0."""
        if sag.nr % 12 or sag.progredierende_fra:
            return 0
        begynder = sag.dag + timedelta(days=45)
        mulige = [a for a in aktive[sag.nr % 7 :: 7] if a.fra > begynder and not a.progredierende_fra]
        return mulige[sag.nr // 12 % len(mulige)].nr if mulige else 0


def tell_aktiv(sag: Sag, opskrift: Opskrift) -> None:
    """An open case in the situation of the recipe."""
    if opskrift.fase == "1":
        build_fase1(sag, opskrift.situation.removesuffix("_uden"))
    elif opskrift.situation == "tilbage":
        build_tilbage(sag, opskrift.stand)
    elif opskrift.fase == "2":
        build_fase2(sag, opskrift.situation, opskrift.variant, opskrift.stand)
    else:
        build_fase3(sag, opskrift.situation)
    if opskrift.fase == "2":
        add_aftaler(sag)
    add_henvendelser(sag)


def dokument(kommune: str, dag: date, antal: int, seed: int) -> dict[str, Any]:
    """One sagsdata document (version 1) of an invented kommune as it looks on `dag`.

    `antal` is the number of active forløb; about a third as many closed ones come on top. Small kommuner
    (300 or fewer) also carry a local rule. Same arguments, same document.
    """
    demo = Demokommune(kommune, dag, antal, seed)
    lokal = {
        "indsatsmodel": "uif2",
        "gyldig_fra": "2020-04-01",
        "vaerdier": {"kontakt.varsel_dage": 4},
        "kilde": KILDE,
    }
    return {
        "sagsdata": 1,
        "kommune": kommune,
        "medarbejdere": demo.medarbejdere,
        "virksomheder": demo.virksomheder,
        "regler": [lokal] if antal <= 300 else [],
        "forloeb": demo.tell(),
    }
