"""What the demo's cases have beyond the sagsdata format: agreements, the state of the CV, follow-up in measures."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from aftaler.models import Planaftale, Planstatus, Tilbud, Tilbudsopfoelgning, Virksomhed
from fleksjob.demodata.fordeling import draw_hverdag, make_rng
from forloeb.models import CvStand, CvTilstand, Forloeb, Tildeling
from opfoelgning.models import Henvendelse

AFTALER = (
    ("Ringe og spørge til en praktik", "Borgeren", "Telefon"),
    ("Sende CV og kort ansøgning", "Borgeren", "E-mail"),
    ("Besøge arbejdspladsen sammen", "Borgeren og jobformidleren", "Besøg"),
    ("Spørge til timer i en stilling", "Jobformidleren", "Telefon"),
    ("Aftale en snak om opgaverne", "Virksomhedskonsulenten", "Telefon"),
)
RESULTATER = ("De vil gerne mødes.", "Ingen ledige opgaver lige nu.", "Ringer tilbage i næste uge.")
UNDERVEJS = (
    "Møder til tiden og kender opgaverne. Pauserne virker.",
    "Lidt for travlt om fredagen. Opgaverne er delt anderledes.",
    "God kontakt til kollegerne. Vil gerne prøve kassen.",
)
BESKEDER = ("Spørger, om et møde kan flyttes.", "Vil høre om et job i avisen.", "Er usikker på timerne.")


def fill_plan(kommune: str, dag: date, seed: int) -> None:
    """Give the present kommune's open cases their agreements, CVs and messages as they look on a day; once only."""
    if Planaftale.objects.exists():
        return
    rng = make_rng(seed, kommune, "planliv")
    firmaer = list(Virksomhed.objects.filter(lagt_ind_under__isnull=True).order_by("ekstern_id"))
    tildelt = dict(Tildeling.objects.filter(slut__isnull=True).values_list("forloeb_id", "medarbejder_id"))
    sager = [f for f in Forloeb.objects.aabne(dag).order_by("ekstern_id") if f.pk in tildelt]
    aftaler = [en for sag in sager for en in _aftaler(rng, sag, firmaer, tildelt[sag.pk], dag)]
    Planaftale.objects.bulk_create(aftaler)
    CvTilstand.objects.bulk_create(_cv(rng, sag, tildelt[sag.pk], dag) for sag in sager if rng.random() < 0.6)
    Tilbudsopfoelgning.objects.bulk_create(
        _undervejs(rng, tilbud, tildelt[tilbud.forloeb_id], dag)
        for tilbud in Tilbud.objects.filter(forloeb__in=tildelt, start__lt=dag, type__virksomhedsrettet=True)
        .order_by("ekstern_id")
        .exclude(forloeb__slut__lte=dag)
        if rng.random() < 0.5
    )
    _write_messages(rng)


def _aftaler(rng: Random, sag: Forloeb, firmaer: list[Virksomhed], af: int, dag: date) -> list[Planaftale]:
    antal = rng.choice((0, 0, 1, 1, 2))
    return [_aftale(rng, sag, rng.choice(firmaer), af, dag, aaben=nr == 0) for nr in range(antal)]


def _aftale(rng: Random, sag: Forloeb, firma: Virksomhed, af: int, dag: date, *, aaben: bool) -> Planaftale:
    hvad, hvem, hvordan = rng.choice(AFTALER)
    fra, til = (dag - timedelta(days=2), dag + timedelta(days=14)) if aaben else (sag.start, dag)
    return Planaftale(
        forloeb=sag,
        hvad=hvad,
        virksomhed=firma,
        hvem=hvem,
        hvordan=hvordan,
        dato=draw_hverdag(rng, min(fra, til), til),
        status=Planstatus.AABEN
        if aaben
        else rng.choice((Planstatus.GJORT, Planstatus.GJORT, Planstatus.OPGIVET)),
        resultat="" if aaben else rng.choice(RESULTATER),
        registreret_af_id=af,
    )


def _cv(rng: Random, sag: Forloeb, af: int, dag: date) -> CvTilstand:
    fra = min(dag, sag.start + timedelta(days=rng.randint(7, 60)))
    return CvTilstand(forloeb=sag, dato=fra, stand=rng.choice(CvStand.values), registreret_af_id=af)


def _undervejs(rng: Random, tilbud: Tilbud, af: int, dag: date) -> Tilbudsopfoelgning:
    sidste = min(dag, tilbud.slut - timedelta(days=1)) if tilbud.slut else dag
    dage = rng.randint(0, max(0, (sidste - tilbud.start).days))
    return Tilbudsopfoelgning(
        forloeb_id=tilbud.forloeb_id,
        tilbud=tilbud,
        dato=tilbud.start + timedelta(days=dage),
        form=rng.choice(("besoeg", "telefon", "video")),
        note=rng.choice(UNDERVEJS),
        registreret_af_id=af,
    )


def _write_messages(rng: Random) -> None:
    alle = list(Henvendelse.objects.order_by("ekstern_id"))
    for henvendelse in alle:
        henvendelse.note, henvendelse.form = rng.choice(BESKEDER), rng.choice(("sms", "email", "telefon"))
    Henvendelse.objects.bulk_update(alle, ["note", "form"])
