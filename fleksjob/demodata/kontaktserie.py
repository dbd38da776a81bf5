"""Contacts every 9 to 14 days, seen backwards from the day, with the slips of ordinary life."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fleksjob.demodata.fordeling import draw_hverdag
from fleksjob.demodata.sag import Sag

FORMER = ("telefon", "telefon", "telefon", "fysisk", "fysisk", "video")
# Days since the last contact that counts; the deadline is 14 days after it.
DAGE_SIDEN = {"over": (15, 25), "idag": (14, 14), "snart": (11, 13), "normal": (1, 10)}
KOEBENHAVN = ZoneInfo("Europe/Copenhagen")


def add_kontakter(sag: Sag, start: date, slut: date, stand: str) -> None:
    """Fill [start, slut) so that at `slut` the last contact stands as `stand` (a key of DAGE_SIDEN) says."""
    senest, tidligst = DAGE_SIDEN[stand]
    dato = draw_hverdag(sag.rng, slut - timedelta(days=tidligst), slut - timedelta(days=senest))
    sidste = True
    while dato >= start:
        if dato.toordinal() not in sag.kontaktfri:
            sag.add_kontakt(dato, sag.rng.choice(FORMER), sidste=sidste)
            _add_forsoeg(sag, start, dato)
            sidste = False
        kort, lang = (15, 24) if sag.rng.random() < 0.06 else (9, 14)
        dato = draw_hverdag(sag.rng, dato - timedelta(days=lang), dato - timedelta(days=kort))
    if stand == "over" and sag.rng.random() < 0.6:
        sag.add_kontakt(
            draw_hverdag(sag.rng, slut - timedelta(days=6), slut - timedelta(days=1)), "telefon", "udeblevet"
        )


def _add_forsoeg(sag: Sag, start: date, dato: date) -> None:
    """Now and then an attempt or a letter in the days before the contact that was held."""
    terning = sag.rng.random()
    foer = draw_hverdag(sag.rng, dato - timedelta(days=5), dato - timedelta(days=1))
    if foer < start or terning > 0.2:
        return
    if terning < 0.06:
        sag.add_kontakt(foer, sag.rng.choice(FORMER), "udeblevet")
    elif terning < 0.11:
        sag.add_kontakt(foer, sag.rng.choice(FORMER), "aflyst")
    else:
        sag.add_kontakt(foer, sag.rng.choice(("brev", "sms", "email", "email")))


def add_aftaler(sag: Sag) -> None:
    """A planned contact in the coming fortnight for about every third."""
    if sag.rng.random() < 0.35:
        dato = draw_hverdag(sag.rng, sag.dag + timedelta(days=1), sag.dag + timedelta(days=12))
        sag.add_kontakt(dato, sag.rng.choice(FORMER), "planlagt")


def add_glemt_aftale(sag: Sag) -> None:
    """A planned contact whose day has passed."""
    dato = draw_hverdag(sag.rng, sag.dag - timedelta(days=6), sag.dag - timedelta(days=1))
    sag.add_kontakt(dato, "fysisk", "planlagt")


def add_henvendelser(sag: Sag) -> None:
    """Answered messages for every fourth borger; most within the 24 hours."""
    if sag.rng.random() > 0.25 or (sag.dag - sag.fra).days < 10:
        return
    for _ in range(sag.rng.randint(1, 3)):
        modtaget = _tidspunkt(sag, sag.rng.randint(4, min((sag.dag - sag.fra).days, 300)))
        minutter = (
            sag.rng.randint(20, 22 * 60) if sag.rng.random() < 0.9 else sag.rng.randint(25 * 60, 60 * 60)
        )
        _add_henvendelse(sag, modtaget, modtaget + timedelta(minutes=minutter))


def add_ubesvaret(sag: Sag, dage_siden: int) -> None:
    """A message that nobody has answered."""
    _add_henvendelse(sag, _tidspunkt(sag, dage_siden), None)


def _tidspunkt(sag: Sag, dage_siden: int) -> datetime:
    klokken = time(sag.rng.randint(8, 17), sag.rng.randrange(60))
    return datetime.combine(sag.dag - timedelta(days=dage_siden), klokken, KOEBENHAVN)


def _add_henvendelse(sag: Sag, modtaget: datetime, besvaret: datetime | None) -> None:
    sag.add(
        "henvendelser",
        id=sag.next_id("h", "henvendelser"),
        modtaget=modtaget.isoformat(),
        besvaret=besvaret and besvaret.isoformat(),
    )
