"""What the reference stands on: a calendar to paint on, dated values, and the walk back day by day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAG0 = date(2019, 6, 1)
DAGE = 1400  # the calendar's length; anything later is "never"
NUL, PAUSE, TAEL = b"N", b"P", b"T"


def nr(dag):
    return min(max((dag - DAG0).days, 0), DAGE)


def dato(n):
    return DAG0 + timedelta(days=n)


def maaneder_frem(dag, antal):
    aar, maaned = dag.year, dag.month
    for _ in range(antal):
        maaned += 1
        if maaned == 13:
            aar, maaned = aar + 1, 1
    return date(aar, maaned, min(dag.day, monthrange(aar, maaned)[1]))


def i_periode(periode, dag):
    return periode.start <= dag and dag < periode.slut


def mal(kalender, start, slut, farve):
    kalender[start:slut] = farve * (slut - start)


def mal_poster(kalender, poster, dag, farve):
    """Paint the records that have begun by ``dag``."""
    for post in poster:
        if post.start <= dag:
            mal(kalender, nr(post.start), nr(post.slut), farve)


def loeb(kalender, vaerdi):
    """Yield (first, first no longer) of every run of days with the value."""
    start = kalender.find(vaerdi)
    while start >= 0:
        slut = start
        while slut < DAGE and kalender[slut] == vaerdi:
            slut += 1
        yield start, slut
        start = kalender.find(vaerdi, slut)


def ned(dag, frist, varsel):
    if dag > frist:
        return "overskredet"
    if dag >= frist - timedelta(days=varsel):
        return "varsel"
    return "loeber"


def foerste_i_traek(mangler, dag):
    while mangler(dag - timedelta(days=1)):
        dag -= timedelta(days=1)
    return dag


class Grundreference:
    """Judgements of one forløb. ``standard``: the model's values; ``versioner``: the kommune's versions."""

    def __init__(self, sag, standard, versioner):
        self.sag = sag
        self.standard = standard
        self.versioner = versioner
        self.husk = {}
        self.regler = self.alle_regler()

    # -- values --------------------------------------------------------------------------------------

    def version(self, anker, dag):
        bedste = None
        for version in self.versioner:
            gaelder = version.gyldig_fra <= anker or (version.gaelder_loebende and version.gyldig_fra <= dag)
            if gaelder and (bedste is None or version.gyldig_fra > bedste.gyldig_fra):
                bedste = version
        return bedste or self.standard

    def vaerdi(self, noegle, anker, dag):
        return self.version(anker, dag).vaerdier[noegle]

    # -- all judgements of a day ---------------------------------------------------------------------

    def doem(self, dag):
        """Return ``{(regel, genstand): (tilstand, frist, siden, anker, regelsaet)}``."""
        return {
            (regel, genstand): (tilstand, frist, self.siden(regel, genstand, tilstand, dag), anker, label)
            for regel in self.regler
            for genstand, (tilstand, frist, anker, label) in self.paa(regel, dag).items()
        }

    def paa(self, regel, dag):
        if (regel, dag) not in self.husk:
            aktiv = self.sag.start <= dag < self.sag.slut
            svar = self.regler[regel](dag) if aktiv else {}
            self.husk[regel, dag] = {
                genstand: (*resten, self.version(resten[2], dag).label) for genstand, resten in svar.items()
            }
        return self.husk[regel, dag]

    def siden(self, regel, genstand, tilstand, dag):
        """Walk back day by day; the walk from the day before is remembered."""
        igaar = dag - timedelta(days=1)
        foer = self.paa(regel, igaar).get(genstand)
        if foer is None or foer[0] != tilstand:
            return dag
        noegle = ("siden", regel, genstand, igaar)
        if noegle not in self.husk:
            self.husk[noegle] = self.siden(regel, genstand, tilstand, igaar)
        return self.husk[noegle]
