"""Builders and Hypothesis strategies for valid facts: overlapping as in life, within the rules of the file format."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from opfoelgning.regler.typer import (
    AABEN,
    AndenAktoer,
    Ansaettelse,
    Fase,
    Fravaer,
    Henvendelse,
    Kontakt,
    Markering,
    Opfoelgning,
    Sagsfakta,
    Sagsgennemgang,
    Tilbud,
    Tildeling,
    Timer,
    Ydelse,
)

_AABEN_FOR_ALT = {"deadline": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("regler", max_examples=40, derandomize=True, **_AABEN_FOR_ALT)
settings.register_profile("grundig", max_examples=5000, print_blob=True, **_AABEN_FOR_ALT)
INDSTILLING = settings.get_profile(os.environ.get("REGLER_PROFIL", "regler"))

UIF2 = indsatsmodeller()["uif2"]
STANDARD = Regelvaerdier(UIF2)
START = date(2020, 3, 1)
MIDNAT = datetime(2020, 3, 1, tzinfo=UTC)
SPAENDVIDDE = 320
STATUS = ("gennemfoert", "planlagt", "udeblevet", "aflyst")
FORMER = ("fysisk", "telefon", "video", "brev", "sms", "email")

# type: (pauser_kontakt, pauser_passivitet, er_sygdom) – the kommune's code table may hold any combination
FRAVAERSTYPER = {
    "sygdom": (True, True, True),
    "ferie": (True, True, False),
    "ulovligt_fravaer": (False, False, False),
    "sygdom_der_taeller": (False, False, True),
    "kun_kontakt": (True, False, False),
    "kun_passivitet": (False, True, False),
    "barsel": (True, True, False),
}


def fravaer(kode: str, start: date, slut: date = AABEN) -> Fravaer:
    """Return an absence with the effects of its type."""
    return Fravaer(kode, kode.replace("_", " ").capitalize(), start, slut, *FRAVAERSTYPER[kode])


def dag_nr(nr: int) -> date:
    return START + timedelta(days=nr)


dage = st.integers(0, SPAENDVIDDE).map(dag_nr)
kort_liste = st.integers(0, 3)


@st.composite
def adskilte(draw, flest: int = 3, fra: int = -60, laengst: int = 120):
    """Draw sorted periods that do not overlap; touching ones and an open last one are frequent."""
    periods, nr = [], fra + draw(st.integers(0, 150))
    for _ in range(draw(st.integers(0, flest))):
        nr += draw(st.one_of(st.just(0), st.integers(0, 60)))
        slut = nr + draw(st.integers(1, laengst))
        periods.append((dag_nr(nr), dag_nr(slut)))
        nr = slut
    if periods and draw(st.booleans()):
        periods[-1] = (periods[-1][0], AABEN)
    return periods


@st.composite
def timeraekker(draw, start: date):
    nr = draw(st.integers(-10, 20))
    raekke = []
    for _ in range(draw(kort_liste)):
        timer = draw(st.sampled_from(["4", "8", "10", "10.25", "12", "20"]))
        intensitet = draw(st.sampled_from([50, 80, 100, 100]))
        raekke.append(Timer(start + timedelta(days=nr), Decimal(timer), intensitet))
        nr += draw(st.integers(1, 60))
    return tuple(raekke)


@st.composite
def opfoelgninger(draw, jobnr: int):
    alle = sorted(draw(st.lists(dage, max_size=6)))
    return tuple(
        Opfoelgning(
            f"o{jobnr}-{nr}",
            dato,
            draw(st.sampled_from(FORMER)),
            draw(st.sampled_from(("gennemfoert", *STATUS))),
            draw(st.booleans()),
            draw(st.sampled_from((False, False, True))),
        )
        for nr, dato in enumerate(alle)
    )


@st.composite
def ansaettelser(draw):
    jobs = []
    for nr in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        start = dag_nr(draw(st.integers(-30, SPAENDVIDDE)))
        slut = draw(
            st.one_of(st.just(AABEN), st.integers(1, 250).map(lambda n, s=start: s + timedelta(days=n)))
        )
        udfyldt = draw(
            st.one_of(st.none(), st.integers(-20, 60).map(lambda n, s=start: s + timedelta(days=n)))
        )
        vitas = draw(st.one_of(st.none(), st.integers(-20, 60).map(lambda n, s=start: s + timedelta(days=n))))
        jobs.append(
            Ansaettelse(
                f"j{nr}", start, slut, draw(timeraekker(start)), udfyldt, vitas, draw(opfoelgninger(nr))
            )
        )
    return tuple(sorted(jobs, key=lambda job: job.start))


@st.composite
def fravaersposter(draw):
    poster = []
    for kode in draw(st.lists(st.sampled_from(sorted(FRAVAERSTYPER)), max_size=3, unique=True)):
        poster += [fravaer(kode, *periode) for periode in draw(adskilte(2, laengst=50))]
    return tuple(sorted(poster, key=lambda f: f.start))


@st.composite
def tilbudsposter(draw):
    poster = []
    for nr in range(draw(kort_liste)):
        start = draw(dage)
        rettet = draw(st.sampled_from((False, False, True)))
        kode = "virksomhedspraktik" if rettet else "jobrettet_uddannelse"
        slut = start + timedelta(days=draw(st.integers(1, 40)))
        poster.append(Tilbud(f"t{nr}", kode, start, slut, rettet, draw(st.booleans())))
    return tuple(sorted(poster, key=lambda t: t.start))


@st.composite
def gennemgange(draw):
    poster = []
    for dato in sorted(draw(st.lists(dage, max_size=2))):
        resultat = draw(st.sampled_from(["indsats_aftalt", "indsats_aftalt", "lovlig_grund"]))
        om = draw(st.one_of(st.none(), st.integers(-5, 40)))
        poster.append(Sagsgennemgang(dato, resultat, None if om is None else dato + timedelta(days=om)))
    return tuple(poster)


@st.composite
def henvendelser(draw):
    poster = []
    for nr in range(draw(st.sampled_from([0, 0, 1, 2]))):
        minutter = st.integers(-2000, 24 * 60 * SPAENDVIDDE)
        modtaget = MIDNAT + timedelta(minutes=draw(minutter))
        om = draw(st.one_of(st.none(), st.integers(0, 6000)))
        poster.append(
            Henvendelse(f"h{nr}", modtaget, None if om is None else modtaget + timedelta(minutes=om))
        )
    return tuple(sorted(poster, key=lambda h: h.modtaget))


def _inden_for(periods, start: date, slut: date):
    klippet = ((max(a, start), min(b, slut)) for a, b in periods)
    return [(a, b) for a, b in klippet if a < b]


@st.composite
def kontakter(draw):
    """Draw contacts of every form and state, by day."""
    former, status = st.sampled_from(FORMER), st.sampled_from(("gennemfoert", *STATUS))
    paa = sorted(draw(st.lists(dage, max_size=8)))
    return tuple(Kontakt(f"c{nr}", dato, draw(former), draw(status)) for nr, dato in enumerate(paa))


@st.composite
def rammer(draw):
    """Draw start and end of a forløb, and its phases within them."""
    start = dag_nr(draw(st.integers(0, 90)))
    slut = draw(
        st.one_of(st.just(AABEN), st.just(AABEN), st.integers(1, 400).map(lambda n: start + timedelta(n)))
    )
    faser = _inden_for(draw(adskilte(4)), start, slut)
    if faser and draw(st.booleans()):
        faser[0] = (start, faser[0][1])
    return start, slut, faser


@st.composite
def sager(draw):
    """Draw a whole forløb."""
    start, slut, faser = draw(rammer())
    ydelser = draw(st.one_of(st.just([(date(2019, 6, 1), AABEN)]), adskilte(3)))
    andre = st.sampled_from(["ledighedsydelse", "ledighedsydelse", "ledighedsydelse", "sygedagpenge"])
    return Sagsfakta(
        id="f1",
        indsatsmodel="uif2",
        start=start,
        slut=slut,
        progredierende_fra=draw(st.one_of(st.none(), st.none(), dage)),
        faser=tuple(Fase(draw(st.sampled_from([1, 2, 2, 3, 3])), *p) for p in faser),
        tildelinger=tuple(Tildeling("m1", *p) for p in _inden_for(draw(adskilte(3)), start, slut)),
        ydelser=tuple(Ydelse(draw(andre), *p) for p in ydelser),
        fravaer=draw(fravaersposter()),
        anden_aktoer=tuple(
            AndenAktoer(draw(st.sampled_from(["stk1", "stk2"])), *p) for p in draw(adskilte(1, laengst=40))
        ),
        tilbud=draw(tilbudsposter()),
        ansaettelser=draw(ansaettelser()),
        kontakter=draw(kontakter()),
        sagsgennemgange=draw(gennemgange()),
        genbehandlinger=tuple(sorted(draw(st.lists(dage, max_size=2)))),
        markeringer=tuple(
            Markering(draw(st.sampled_from(["Udvikling i fleksjob II", "Andet navn"])), *p)
            for p in draw(adskilte(2))
        ),
        henvendelser=draw(henvendelser()),
    )


@st.composite
def sager_og_dage(draw):
    """Draw a forløb and a day, near one of its borders more often than not."""
    sag = draw(sager())
    perioder = (*sag.faser, *sag.fravaer, *sag.ansaettelser, *sag.ydelser, *sag.tilbud)
    graenser = {graense for periode in perioder for graense in (periode.start, periode.slut)}
    nere = sorted(g for g in graenser | {sag.start, *sag.genbehandlinger} if dag_nr(0) <= g < dag_nr(600))
    naer = st.builds(lambda g, n: g + timedelta(days=n), st.sampled_from(nere), st.integers(-2, 60))
    dag = draw(st.one_of(naer, st.integers(-5, SPAENDVIDDE + 250).map(dag_nr)))
    return sag, dag
