"""Invented cases as lines for COPY: 150,000 active forløb, about 7 periods and 34 contacts each.

Days are counted from the bench's day; random draws come from one seed per kommune, so a kommune's rows are the same
in every run.
"""

from collections import defaultdict
from datetime import timedelta
from random import Random

from bench import DAG
from borgere import navne
from fleksjob.demodata.personer import EFTERNAVNE, KVINDER, MAEND

FORLOEB = 150_000
STOERSTE = 11_000
KOMMUNER = 98
PR_JOBFORMIDLER = 50

TABELLER = {
    "borgere_borger": "id kommune_id ekstern_id navn navn_sortering navn_soegning cpr_krypteret cpr_indeks "
    "foedselsdato telefon progredierende_diagnose_fra",
    "forloeb_forloeb": "id kommune_id ekstern_id borger_id indsatsmodel start afslutningsaarsag",
    "forloeb_fase": "kommune_id forloeb_id nr start slut",
    "forloeb_tildeling": "kommune_id forloeb_id medarbejder_id start slut skifteaarsag",
    "forloeb_ydelse": "kommune_id forloeb_id type start slut",
    "forloeb_fravaer": "kommune_id forloeb_id type_id start slut note",
    "forloeb_andenaktoer": "kommune_id forloeb_id hjemmel start slut",
    "forloeb_persongruppemarkering": "kommune_id forloeb_id navn start slut",
    "aftaler_tilbud": "kommune_id forloeb_id ekstern_id type_id start slut parallel",
    "aftaler_ansaettelse": "id kommune_id forloeb_id ekstern_id start slut slutaarsag",
    "aftaler_timer": "kommune_id forloeb_id ansaettelse_id fra timer intensitet",
    "aftaler_fleksjobaftale": "kommune_id forloeb_id ansaettelse_id udfyldt vitas arbejdsopgaver hensyn "
    "progressionsmaal parallel_praktik",
    "opfoelgning_opfoelgning": "kommune_id forloeb_id ansaettelse_id ekstern_id dato form status "
    "registreret_tidspunkt version fremmoede_virksomhed statusmoede note",
    "opfoelgning_kontakt": "kommune_id forloeb_id ekstern_id dato form status registreret_af_id "
    "registreret_tidspunkt version note naeste_skridt sted deltagere",
    "opfoelgning_sagsgennemgang": "kommune_id forloeb_id dato resultat forventet_start begrundelse",
    "opfoelgning_genbehandling": "kommune_id forloeb_id moede indstillede_indsatser progressionsmaal",
}
PERIODER = (
    *("forloeb_fase", "forloeb_tildeling", "forloeb_ydelse", "forloeb_fravaer", "forloeb_andenaktoer"),
    *("forloeb_persongruppemarkering", "aftaler_tilbud", "aftaler_ansaettelse"),
)
_FRAVAER = ("sygdom", "sygdom", "sygdom", "ferie", "barsel", "andet_lovligt", "ulovligt_fravaer")
_TILBUD = (
    "virksomhedspraktik",
    "virksomhedspraktik",
    "loentilskud",
    "vejledning",
    "mentor",
    "opkvalificering",
)
_FORM = ("telefon", "telefon", "fysisk", "fysisk", "video", "brev")
_STATUS = ("gennemfoert",) * 9 + ("udeblevet",)
_ISO = {nr: (DAG + timedelta(days=nr)).isoformat() for nr in range(-2000, 800)} | {None: "\\N"}


def kommunestoerrelser(skala: int) -> list[int]:
    """Active forløb per kommune, the largest first; they add up to the nation divided by ``skala``."""
    resten = (FORLOEB - STOERSTE) / sum(1 / (nr + 4) ** 0.8 for nr in range(1, KOMMUNER))
    fulde = [STOERSTE, *(resten / (nr + 4) ** 0.8 for nr in range(1, KOMMUNER))]
    return [max(round(antal / skala), 1) for antal in fulde]


class Sager:
    """Draws the cases of one kommune; ``linjer`` are the rows of each table as lines for COPY."""

    def __init__(self, kommune_id: int, foerste_id: int, medarbejdere: list[int], typer: dict[str, int]):
        self.kommune, self.foerste_id = kommune_id, foerste_id
        self.medarbejdere, self.typer = medarbejdere, typer
        self.rng = Random(kommune_id)
        self.linjer: dict[str, list[str]] = defaultdict(list)

    def _ud(self, tabel: str, *felter: object) -> None:
        self.linjer[tabel].append("\t".join(map(str, felter)))

    def _periode(
        self, tabel: str, pk: int, start: int, slut: int | None, *foer: object, efter: tuple = ()
    ) -> None:
        self._ud(tabel, self.kommune, pk, *foer, _ISO[start], _ISO[slut], *efter)

    def draw(self, antal: int) -> None:
        """Draw so many cases."""
        for nr in range(antal):
            self._sag(self.foerste_id + nr, nr)

    def _sag(self, pk: int, nr: int) -> None:
        rng = self.rng
        start = -rng.randint(20, 1120)
        job = start < -120 and rng.random() < 0.42
        medarbejder = self.medarbejdere[nr // PR_JOBFORMIDLER % len(self.medarbejdere)]
        self._borger(pk)
        self._ud("forloeb_forloeb", pk, self.kommune, f"f{pk}", pk, "uif2", _ISO[start], "")
        jobstart = rng.randint(start + 60, -10) if job else None
        self._faser(pk, start, jobstart)
        self._tildelinger(pk, start, medarbejder)
        self._ledighed(pk, start, jobstart)
        if jobstart is not None:
            self._job(pk, jobstart)
        self._kontakter(pk, start, medarbejder)

    def _borger(self, pk: int) -> None:
        rng = self.rng
        navn = f"{rng.choice(rng.choice((KVINDER, MAEND)))} {rng.choice(EFTERNAVNE)}"
        hemmelig = f"\\\\x{pk:076x}"
        diagnose = _ISO[-rng.randint(1, 300)] if rng.random() < 0.005 else "\\N"
        soegbart = navne.sort_key(navn), navne.search_text(navn)
        foedt = f"{rng.randint(1962, 2003)}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}"
        self._ud(
            *("borgere_borger", pk, self.kommune, f"b{pk}", navn, *soegbart),
            *(hemmelig, f"\\\\x{pk:064x}", foedt, "", diagnose),
        )

    def _faser(self, pk: int, start: int, jobstart: int | None) -> None:
        to = start + self.rng.randint(15, 80)
        if to >= (jobstart or 0):
            self._periode("forloeb_fase", pk, start, jobstart, 1)
        else:
            self._periode("forloeb_fase", pk, start, to, 1)
            self._periode("forloeb_fase", pk, to, jobstart, 2)
        if jobstart is not None:
            self._periode("forloeb_fase", pk, jobstart, None, 3)

    def _tildelinger(self, pk: int, start: int, medarbejder: int) -> None:
        rng = self.rng
        foerst = start
        if rng.random() < 0.4 and start < -40:
            foerst = rng.randint(start + 20, -5)
            anden = rng.choice(self.medarbejdere)
            self._periode("forloeb_tildeling", pk, start, foerst, anden, efter=("",))
        if rng.random() > 0.01:
            self._periode("forloeb_tildeling", pk, foerst, None, medarbejder, efter=("",))

    def _ledighed(self, pk: int, start: int, jobstart: int | None) -> None:
        rng = self.rng
        self._periode("forloeb_ydelse", pk, start, jobstart, "ledighedsydelse")
        if jobstart is not None:
            self._periode("forloeb_ydelse", pk, jobstart, None, "fleksloentilskud")
        for fra, til in self._dage(start, 90, 0.4):
            slags = self.typer[rng.choice(_FRAVAER)]
            self._periode("forloeb_fravaer", pk, fra, til, slags, efter=("",))
        for nr, (fra, til) in enumerate(self._dage(start, 130, 0.42)):
            slags = self.typer[rng.choice(_TILBUD)]
            self._periode("aftaler_tilbud", pk, fra, til, f"t{pk}-{nr}", slags, efter=("f",))
        if rng.random() < 0.08:
            fra = rng.randint(start, -1)
            hjemmel = rng.choice(("stk1", "stk2"))
            self._periode("forloeb_andenaktoer", pk, fra, fra + rng.randint(30, 180), hjemmel)
        if start < -170 and rng.random() < 0.06:
            resultat = rng.choice(("indsats_aftalt", "lovlig_grund"))
            dato = rng.randint(-60, -1)
            forventet = _ISO[dato + 30] if resultat == "indsats_aftalt" else "\\N"
            self._ud("opfoelgning_sagsgennemgang", self.kommune, pk, _ISO[dato], resultat, forventet, "")
        if rng.random() < 0.03:
            self._ud("opfoelgning_genbehandling", self.kommune, pk, _ISO[rng.randint(start, 20)], "{}", "")

    def _dage(self, start: int, laengst: int, igen: float) -> list[tuple[int, int]]:
        """Separate periods since the start; each further one with the chance ``igen``."""
        rng, fra, fundne = self.rng, start, []
        while rng.random() < igen:
            fra += rng.randint(5, 330)
            if fra > 10:
                break
            fundne.append((fra, fra + rng.randint(3, laengst)))
            fra = fundne[-1][1]
        return fundne

    def _job(self, pk: int, start: int) -> None:
        rng, kommune, foerst = self.rng, self.kommune, _ISO[start]
        slut = start + rng.randint(60, 500) if rng.random() < 0.15 else None
        self._ud("aftaler_ansaettelse", pk, kommune, pk, f"j{pk}", foerst, _ISO[slut], "")
        timer = rng.choice((3, 4, 5, 6, 8, 10, 12, 15))
        self._ud("aftaler_timer", kommune, pk, pk, foerst, timer, 100)
        if start < -100 and rng.random() < 0.4:
            self._ud("aftaler_timer", kommune, pk, pk, _ISO[rng.randint(start + 30, -1)], timer + 2, 100)
        if rng.random() < 0.95:
            self._ud("aftaler_fleksjobaftale", kommune, pk, pk, foerst, _ISO[start + 5], "", "", "", "f")
            if timer <= 10:
                self._periode("forloeb_persongruppemarkering", pk, start, None, "Udvikling i fleksjob II")
        for nr, dato in enumerate(range(start + 30, min(slut or 40, 40), rng.randint(35, 60))):
            stand = "gennemfoert" if dato < 0 else "planlagt"
            moede = "t" if nr % 2 else "f", "t" if nr == 4 else "f"
            tid = f"{_ISO[min(dato, 0)]} 12:00+01"
            felter = f"o{pk}-{nr}", _ISO[dato], "fysisk", stand, tid, 1, *moede, ""
            self._ud("opfoelgning_opfoelgning", kommune, pk, pk, *felter)

    def _kontakter(self, pk: int, start: int, medarbejder: int) -> None:
        rng, linjer = self.rng, self.linjer["opfoelgning_kontakt"]
        tilfaeldig, langsom = rng.random, rng.random() < 0.12
        dag, nr = start + 4, 0
        while dag <= 0:
            iso = _ISO[dag]
            form, status = _FORM[int(tilfaeldig() * 6)], _STATUS[int(tilfaeldig() * 10)]
            linjer.append(
                f"{self.kommune}\t{pk}\tk{pk}-{nr}\t{iso}\t{form}\t{status}\t{medarbejder}\t{iso} 12:00+01\t1\t"
                "Talte om ugen, der gik, og om næste skridt.\tRing til virksomheden\t\t"
            )
            nr += 1
            dag += int(12 + tilfaeldig() * (30 if langsom else 10))
