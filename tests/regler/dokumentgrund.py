"""What the reference on documents stands on: whole numbers for days, sets of days, and values by date.

Written from the rule text alone. Nothing here or in the modules built on it may import the rules, their fact objects
or the models' data files.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache

BUND = date(2015, 1, 1).toordinal()
EVIG = date(2040, 1, 1).toordinal()  # an open period's last day; later than any day asked about

UIF2 = {
    "kontakt.interval_dage": 14,
    "kontakt.former": ["fysisk", "telefon", "video"],
    "kontakt.varsel_dage": 3,
    "passivitet.maaneder": 6,
    "passivitet.skaeringsdato": "2020-04-01",
    "passivitet.langvarig_sygdom_dage": 56,
    "passivitet.varsel_dage": 30,
    "passivitet.aftalt_inden_dage": 30,
    "passivitet.aftalt_frist_dage": 14,
    "fase1_varighed.uger": 10,
    "fase1_varighed.varsel_dage": 14,
    "opfoelgning_antal.antal": 4,
    "opfoelgning_antal.heraf_fremmoede": 2,
    "opfoelgning_antal.maaneder": 6,
    "opfoelgning_antal.timegraense": 10,
    "opfoelgning_antal.timegrundlag": "effektive",
    "opfoelgning_antal.varsel_dage": 30,
    "statusmoede.tidligst_dage_foer": 14,
    "statusmoede.inden_dage": 30,
    "opfoelgningsplan.inden_dage": 14,
    "persongruppe.navn": "Udvikling i fleksjob II",
    "svar.timer": 24,
    "svar.varsel_timer": 20,
    "progression.maaneder": 6,
    "lov_opfoelgning.maaneder": 30,
    "lov_opfoelgning.varsel_dage": 60,
    "lov_status.maaneder": 54,
    "lov_status.tidligst_dage_foer": 90,
    "lov_status.varsel_dage": 60,
    "revurdering.maaneder": 12,
    "revurdering.vindue_maaneder": 18,
    "revurdering.frist_maaneder": 18,
    "revurdering.varsel_dage": 60,
    "anden_aktoer_ret.maaneder": 6,
    "anden_aktoer_ret.vindue_maaneder": 9,
    "anden_aktoer_pligt.maaneder": 12,
    "anden_aktoer_pligt.vindue_maaneder": 18,
    "samtaler.antal": 4,
    "samtaler.maaneder": 6,
    "samtaler.former": ["fysisk", "telefon", "video"],
    "samtaler.varsel_dage": 30,
}
FSM2 = {
    "trin1_varighed.maaneder": 1,
    "trin1_varighed.varsel_dage": 7,
    "trin2_varighed.uger": 13,
    "trin2_varighed.varsel_dage": 14,
    "kontakt.interval_dage": 7,
    "kontakt.interval_efter_maaneder": 1,
    "kontakt.former": ["fysisk", "telefon", "video"],
    "kontakt.varsel_dage": 2,
    "kontakt_trin3.interval_maaneder": 1,
    "kontakt_trin3.former": ["fysisk", "telefon", "video"],
    "kontakt_trin3.varsel_dage": 7,
    "kontakt_eftervaern.interval_maaneder": 1,
    "kontakt_eftervaern.former": ["fysisk", "telefon", "video"],
    "kontakt_eftervaern.varsel_dage": 7,
    "eftervaern_varighed.maaneder": 6,
    "eftervaern_varighed.varsel_dage": 14,
}
MODELLER = {"uif2": UIF2, "fsm2": FSM2}


@cache
def dag(tekst: str) -> int:
    """Return the number of the day written ``YYYY-MM-DD``."""
    return date.fromisoformat(tekst).toordinal()


def skrevet(d: int | None) -> str | None:
    """Return the day as it is written in a document."""
    return None if d is None else date.fromordinal(d).isoformat()


def maaneder_efter(d: int, antal: int) -> int:
    """Return the same day of the month so many months later, or the last of a shorter month."""
    fra = date.fromordinal(d)
    aar, maaned = fra.year + (fra.month - 1 + antal) // 12, (fra.month - 1 + antal) % 12 + 1
    return date(aar, maaned, min(fra.day, monthrange(aar, maaned)[1])).toordinal()


def fra(post: dict) -> int:
    return dag(post["fra"])


def til(post: dict) -> int:
    """Return the record's last day."""
    return dag(post["til"]) if post.get("til") else EVIG


def daekker(post: dict, d: int) -> bool:
    return fra(post) <= d <= til(post)


# -- sets of days: bit n of a whole number is day BUND + n ---------------------------------------------


def stykke(foerste: int, sidste: int) -> int:
    """Return the set of days from the first to the last; empty when they are in the wrong order."""
    a, b = max(foerste, BUND) - BUND, sidste - BUND
    return ((1 << (b - a + 1)) - 1) << a if b >= a else 0


def dage(poster: list[dict], set_fra: int) -> int:
    """Return the days of the records that have begun by the day they are seen from, each to its known end."""
    alle = 0
    for post in poster:
        if fra(post) <= set_fra:
            alle |= stykke(fra(post), til(post))
    return alle


def har(dage: int, d: int) -> bool:
    return d >= BUND and bool(dage >> (d - BUND) & 1)


def antal(dage: int, foerste: int, sidste: int) -> int:
    return (dage & stykke(foerste, sidste)).bit_count()


def sidste_i(dage: int, senest: int) -> int | None:
    """Return the last day of the set on or before a day."""
    tidligere = dage & stykke(BUND, senest)
    return tidligere.bit_length() - 1 + BUND if tidligere else None


def foerste_i_traek(dage: int, d: int) -> int:
    """Return the first of the days without a hole up to a day of the set."""
    hul = sidste_i(~dage, d)
    return BUND if hul is None else hul + 1


def sammenhaengende(dage: int) -> list[tuple[int, int]]:
    """Return the first and last day of every run of days."""
    fundne, d = [], BUND
    while dage:
        tomme = (dage & -dage).bit_length() - 1
        dage, d = dage >> tomme, d + tomme
        laengde = (~dage & dage + 1).bit_length() - 1
        fundne.append((d, d + laengde - 1))
        dage, d = dage >> laengde, d + laengde
    return fundne


class Vaerdier:
    """The values of a document's ``regler`` for one model, over the model's own."""

    def __init__(self, model: str, regler: list[dict], kommune: str) -> None:
        egne = [r for r in regler if r["indsatsmodel"] == model]
        self.versioner = sorted(egne, key=lambda r: r["gyldig_fra"], reverse=True)
        self.model, self.kommune = model, kommune

    def version(self, anker: int, d: int) -> dict | None:
        """Return the version that judges on day ``d`` what began on ``anker``; None: the model's own."""
        for version in self.versioner:
            gyldig_fra = dag(version["gyldig_fra"])
            if gyldig_fra <= anker or (version.get("gaelder_loebende_frister") and gyldig_fra <= d):
                return version
        return None

    def __call__(self, noegle: str, anker: int, d: int):
        egne = (self.version(anker, d) or {"vaerdier": {}})["vaerdier"]
        standard = "ja" if noegle.endswith(".aktiv") else MODELLER[self.model].get(noegle)
        return egne.get(noegle, standard)

    def navn(self, anker: int, d: int) -> str:
        version = self.version(anker, d)
        if version is None:
            return f"{self.model}/standard/2019-07-01"
        return f"{self.model}/{self.kommune}/{version['gyldig_fra']}"
