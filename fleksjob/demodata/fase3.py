"""Cases in fase 3: the job, its hours, its agreement and its follow-ups, one plan per situation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fleksjob.demodata import ledighed, noter
from fleksjob.demodata.fase2 import add_foer, draw_laengde
from fleksjob.demodata.fordeling import draw_hverdag, hverdag_foer
from fleksjob.demodata.kontaktserie import add_kontakter
from fleksjob.demodata.sag import Post, Sag

MARKERING = "Udvikling i fleksjob II"


@dataclass(frozen=True)
class Jobplan:
    """How a job stands today. `alder` is its age in days; `holdt` the follow-ups held in the first six months
    (None: as many as are due), `efterslaeb` how many fewer than due."""

    alder: tuple[int, int]
    holdt: int | None = None
    efterslaeb: int = 0
    fremmoede: int = 2
    statusmoede: bool = False
    naeste: bool = True
    glemt: bool = False
    timer: str = "lave"
    aftale: bool = True
    vitas: bool = True
    markering: bool = True
    progredierende: bool = False


PLANER = {
    "ny": Jobplan((3, 40)),
    "paa_vej": Jobplan((48, 150)),
    "bagud": Jobplan((60, 150), efterslaeb=1),
    "mangler_en": Jobplan((157, 177), holdt=3),
    "mangler_fremmoede": Jobplan((157, 177), holdt=4, fremmoede=1),
    "naaet": Jobplan((157, 177), holdt=4),
    "misset": Jobplan((190, 225), holdt=2, fremmoede=1, naeste=False),
    "uden_statusmoede": Jobplan((187, 205), holdt=4),
    "sent_statusmoede": Jobplan((222, 260), holdt=4),
    "faerdig": Jobplan((230, 1100), holdt=4, statusmoede=True),
    "uden_plan": Jobplan((230, 500), holdt=4, statusmoede=True, naeste=False),
    "glemt": Jobplan((48, 150), glemt=True),
    "uden_aftale": Jobplan((3, 60), aftale=False, vitas=False),
    "uden_vitas": Jobplan((10, 120), vitas=False),
    "uden_markering": Jobplan((10, 140), markering=False),
    "progredierende": Jobplan((230, 900), holdt=4, statusmoede=True, markering=False, progredierende=True),
    "progredierende_maerket": Jobplan((48, 150), progredierende=True),
    "stiger_over": Jobplan((230, 500), holdt=4, statusmoede=True, timer="stiger_over"),
    "over_graensen": Jobplan((10, 1000), holdt=1, timer="over", markering=False),
    "falder": Jobplan((240, 420), timer="falder"),
    "to_job": Jobplan((48, 150)),
}


def _dag(n: int) -> timedelta:
    return timedelta(days=n)


def build_fase3(sag: Sag, situation: str) -> None:
    """A running job; a third go into it within a fortnight of the visitation."""
    plan = PLANER[situation]
    begynder = hverdag_foer(sag.days_ago(*plan.alder))
    direkte = sag.rng.random() < 1 / 3
    ledig = sag.rng.randint(1, 14) if direkte else draw_laengde(sag, 220, 20)
    start = begynder - _dag(ledig)
    add_foer(sag, start)
    add_ledig_foer_job(sag, start, begynder)
    if plan.progredierende:
        sag.progredierende_fra = sag.fra - _dag(sag.rng.randint(100, 1500))
    add_job(sag, begynder, plan)
    if situation == "to_job":
        add_job(sag, begynder, plan, markering=False)
    add_parallel_praktik(sag, begynder, plan)


def add_ledig_foer_job(sag: Sag, start: date, begynder: date) -> None:
    """Fase 2 in [start, begynder), then fase 3 with fleksløntilskud."""
    sag.add("faser", nr=2, fra=start, til=begynder - _dag(1))
    sag.add("faser", nr=3, fra=begynder, til=None)
    sag.add("ydelser", type="ledighedsydelse", fra=start, til=begynder - _dag(1))
    sag.add("ydelser", type="fleksloentilskud", fra=begynder, til=None)
    ledighed.add_historik(sag, start, begynder, sag.rng.randint(5, 150))
    add_kontakter(sag, start, begynder, "normal")


def build_tilbage(sag: Sag, stand: str) -> None:
    """Back in fase 2 after a job that ended."""
    ophoert = sag.days_ago(31, 140)
    begynder = hverdag_foer(ophoert - _dag(sag.rng.randint(40, 400)))
    start = begynder - _dag(draw_laengde(sag, 180, 30))
    add_foer(sag, start)
    add_ledig_foer_job(sag, start, begynder)
    add_job(sag, begynder, Jobplan((0, 0), naeste=False), ophoert)
    sag.lister["faser"][-1]["til"] = sag.lister["ydelser"][-1]["til"] = ophoert.isoformat()
    sag.add("faser", nr=2, fra=ophoert + _dag(1), til=None)
    sag.add("ydelser", type="ledighedsydelse", fra=ophoert + _dag(1), til=None)
    add_kontakter(sag, ophoert + _dag(1), sag.dag, stand)


def add_job(sag: Sag, fra: date, plan: Jobplan, til: date | None = None, markering: bool = True) -> None:
    """One fleksjob with everything that belongs to it."""
    virksomhed = sag.draw_virksomhed()
    timer = draw_timer(sag, fra, til or sag.dag, plan.timer)
    vindue = date.fromisoformat(timer[-1]["fra"]) if plan.timer == "falder" else fra
    sag.add(
        "ansaettelser",
        id=sag.next_id("a", "ansaettelser"),
        virksomhed=virksomhed["id"],
        fra=fra,
        til=til,
        slutaarsag="Opgaverne faldt væk" if til else None,
        timer=timer,
        fleksjobaftale=make_aftale(sag, fra, plan, virksomhed, timer) if plan.aftale else None,
        opfoelgninger=make_opfoelgninger(sag, vindue, til or sag.dag, plan),
    )
    if plan.markering and markering:
        sag.add("persongruppemarkeringer", navn=MARKERING, fra=vindue, til=None)


def make_aftale(sag: Sag, fra: date, plan: Jobplan, virksomhed: Post, timer: list[Post]) -> Post:
    udfyldt = hverdag_foer(fra - _dag(sag.rng.randint(2, 12)))
    return {
        "udfyldt": udfyldt.isoformat(),
        "kontaktperson": virksomhed["kontaktpersoner"][0]["id"],
        "vitas": udfyldt.isoformat() if plan.vitas else None,
        **noter.draw_aftaletekster(sag.rng, timer[0]["timer"]),
        "parallel_praktik": sag.rng.random() < 0.2,
    }


def _timepost(fra: date, timer: float, intensitet: int = 100) -> Post:
    return {"fra": fra.isoformat(), "timer": timer, "intensitet": intensitet}


def draw_timer(sag: Sag, fra: date, slut: date, forloeb: str) -> list[Post]:
    """The dated hours: `lave` stay at 10 effective hours or less, and rise now and then."""
    if forloeb == "over":
        return [_timepost(fra, sag.rng.choice((11, 12, 12.5, 14, 15, 16, 18, 20)))]
    if forloeb == "stiger_over":
        return [_timepost(fra, 6), _timepost(fra + _dag(120), 9), _timepost(sag.days_ago(10, 45), 12)]
    if forloeb == "falder":
        return [_timepost(fra, 14), _timepost(sag.days_ago(20, 110), sag.rng.choice((6, 7, 8)))]
    timer = sag.rng.choice((2, 3, 3, 4, 4, 5, 5, 6, 6, 7.5, 8, 10))
    intensitet = sag.rng.choice((100, 100, 100, 90, 80, 75, 50))
    poster = [_timepost(fra, timer, intensitet)]
    naeste = fra + _dag(sag.rng.randint(60, 240))
    while naeste <= slut and timer <= 8 and sag.rng.random() < 0.6:
        timer += sag.rng.choice((0.5, 1, 1, 2))
        poster.append(_timepost(naeste, timer, intensitet))
        naeste += _dag(sag.rng.randint(60, 240))
    return poster


def make_opfoelgninger(sag: Sag, vindue: date, slut: date, plan: Jobplan) -> list[Post]:
    """Follow-ups of the first six months from `vindue`, the status meeting, and those after it."""
    alder = (slut - vindue).days
    holdt = min(alder // 45, 4) if plan.holdt is None else plan.holdt
    if plan.efterslaeb:
        holdt = max(0, min(alder // 46, 3) - plan.efterslaeb)
    afstand = min(45.0, alder / max(holdt, 1))
    dage = [max(1, int(afstand * i) - sag.rng.randint(1, 8)) for i in range(1, holdt + 1)]
    personligt = [i < plan.fremmoede for i in range(holdt)]
    sag.rng.shuffle(personligt)
    datoer = [max(vindue, hverdag_foer(vindue + _dag(d))) for d in dage]
    poster = [_opfoelgning(dato, p) for dato, p in zip(datoer, personligt, strict=True)]
    poster += _efter_vinduet(sag, vindue, slut, plan) + _planlagte(sag, plan)
    poster.sort(key=lambda post: post["dato"])
    for post in poster:
        post["id"] = _naeste_id(sag)
        post["form"] = (
            "fysisk" if post["fremmoede_virksomhed"] else sag.rng.choice(("telefon", "telefon", "video"))
        )
    return poster


def _naeste_id(sag: Sag) -> str:
    sag.opfoelgninger += 1
    return f"o{sag.nr}-{sag.opfoelgninger}"


def _opfoelgning(
    dato: date, personligt: bool, status: str = "gennemfoert", statusmoede: bool = False
) -> Post:
    return {
        "dato": dato.isoformat(),
        "fremmoede_virksomhed": personligt,
        "status": status,
        "statusmoede": statusmoede,
    }


def _efter_vinduet(sag: Sag, vindue: date, slut: date, plan: Jobplan) -> list[Post]:
    if not plan.statusmoede:
        return []
    dato = vindue + _dag(sag.rng.randint(186, 205))
    poster = [_opfoelgning(hverdag_foer(dato), True, statusmoede=True)]
    while (dato := hverdag_foer(dato + _dag(sag.rng.randint(45, 85)))) < slut:
        status = "aflyst" if sag.rng.random() < 0.08 else "gennemfoert"
        poster.append(_opfoelgning(dato, sag.rng.random() < 0.5, status))
    return poster


def _planlagte(sag: Sag, plan: Jobplan) -> list[Post]:
    poster = []
    if plan.naeste:
        dato = draw_hverdag(sag.rng, sag.dag + _dag(1), sag.dag + _dag(30))
        poster.append(_opfoelgning(dato, True, "planlagt"))
    if plan.glemt:
        poster.append(_opfoelgning(hverdag_foer(sag.days_ago(2, 12)), True, "planlagt"))
    return poster


def add_parallel_praktik(sag: Sag, begynder: date, plan: Jobplan) -> None:
    """Every sixth with few hours tries another company beside the job."""
    if plan.timer != "over" and (sag.dag - begynder).days > 40 and sag.rng.random() < 1 / 6:
        fra = sag.days_ago(1, 35)
        sag.add_tilbud("virksomhedspraktik", fra, fra + _dag(41), parallel=True)
