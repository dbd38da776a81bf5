"""Takes back, or sets right, what was decided about a borger and what her team meeting came to, leaving a trace."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from forloeb.actions.registrering import clean_begrundelse, lock_forloeb, may_correct
from forloeb.models import Rettelse
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt
from kommuner.models import Medarbejder
from kommuner.organ import organ_paa
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.genbehandling import Moederesultat, give_up_sag
from opfoelgning.models import (
    Beslutning,
    Genbehandling,
    Genbehandlingsmoede,
    Genbehandlingssag,
    Moedestatus,
)

_ANNULLERER = "Skriv, hvorfor du annullerer."


@transaction.atomic
def annul_beslutning(*, beslutning: Beslutning, begrundelse: str, by: Medarbejder, dag: date) -> None:
    """Take a decision back: the review it made goes, and a genbehandling that is not held yet falls away.

    What was decided, who took it back and why is kept. Refuses one that led to a meeting that was held.
    """
    forloeb = lock_forloeb(beslutning.forloeb, dag)
    beslutning = Beslutning.objects.select_for_update(no_key=True, of=("self",)).get(pk=beslutning.pk)
    if beslutning.annulleret:
        raise Afvist("Beslutningen er allerede annulleret.")
    if not may_correct(beslutning.registreret_af_id, by):
        raise Afvist("Kun den, der har truffet beslutningen, og en teamleder kan annullere den.")
    begrundelse = clean_begrundelse(begrundelse, _ANNULLERER)
    sag = beslutning.genbehandlingssager.first()
    if sag and sag.genbehandling_id:
        raise Afvist("Mødet om sagen er holdt. Annullér først mødet.")
    gennemgang = beslutning.sagsgennemgang
    save_changes(beslutning, {"annulleret": dag, "annulleret_grund": begrundelse, "sagsgennemgang": None})
    if gennemgang:
        gennemgang.delete()
    if sag and sag.afsluttet is None:
        give_up_sag(sag=sag, grund="Beslutningen er annulleret", by=by, dag=dag)
    tekst = f"Beslutning {dato_aar(beslutning.dato)}: {beslutning.get_udfald_display()}"
    _trace(beslutning, tekst, begrundelse, by)
    vurdering.refresh([forloeb.pk], dag)


@transaction.atomic
def correct_moede(
    *,
    sag: Genbehandlingssag,
    resultat: Moederesultat,
    begrundelse: str,
    version: int,
    by: Medarbejder,
    dag: date,
) -> None:
    """Set right what was written of a meeting; ``Konflikt`` if ``version`` is not the present one.

    Passivity counts from the corrected day. What it said, who changed it and why is kept.
    """
    held = _held(sag, by, dag)
    if held.version != version:
        raise Konflikt("Mødet er rettet, siden du åbnede siden.", held)
    if not sag.dato <= resultat.dato <= dag:
        raise Afvist("Mødet ligger mellem beslutningen og i dag. Ret datoen.", "dato")
    begrundelse = clean_begrundelse(begrundelse)
    nye = _values(resultat)
    aendringer = _changes(held, nye)
    if not aendringer:
        raise Afvist("Der er ikke ændret noget.")
    tekst = _meeting(held)
    save_changes(held, nye | {"fra_fil": False})
    for moede in Genbehandlingsmoede.objects.filter(sag=sag, status=Moedestatus.HOLDT):
        save_changes(moede, {"dato": resultat.dato})
    _trace(held, tekst, begrundelse, by, aendringer)
    vurdering.refresh([held.forloeb_id], dag)


@transaction.atomic
def annul_moede(*, sag: Genbehandlingssag, begrundelse: str, by: Medarbejder, dag: date) -> None:
    """A meeting was not held after all: passivity counts as if it had never been, and the case is on its way again."""
    held = _held(sag, by, dag)
    begrundelse = clean_begrundelse(begrundelse, _ANNULLERER)
    andre = Genbehandlingssag.objects.filter(
        forloeb=sag.forloeb_id, afsluttet__isnull=True, genbehandling__isnull=True
    )
    if andre.exists():
        raise Afvist("En ny genbehandling er begyndt siden. Mødet kan ikke annulleres.")
    sag = Genbehandlingssag.objects.select_for_update(no_key=True).get(pk=sag.pk)
    save_changes(sag, {"genbehandling": None, "igangsat": "", "igangsat_dato": None})
    for moede in Genbehandlingsmoede.objects.filter(sag=sag, status=Moedestatus.HOLDT):
        save_changes(moede, {"status": Moedestatus.IKKE_HOLDT, "grund": begrundelse})
    _trace(held, _meeting(held), begrundelse, by)
    held.delete()
    vurdering.refresh([sag.forloeb_id], dag)


def _held(sag: Genbehandlingssag, by: Medarbejder, dag: date) -> Genbehandling:
    """The meeting that was held, its forløb locked; for its author and a teamleder."""
    lock_forloeb(sag.forloeb, dag)
    held = Genbehandling.objects.select_for_update(no_key=True, of=("self",)).filter(sager=sag).first()
    if held is None:
        raise Afvist("Mødet er ikke holdt endnu.")
    if not may_correct(held.registreret_af_id, by):
        raise Afvist("Kun den, der har registreret mødet, og en teamleder kan rette det.")
    return held


def _meeting(held: Genbehandling) -> str:
    return f"{organ_paa(held.moede).moede} {dato_aar(held.moede)}"


def _values(resultat: Moederesultat) -> dict[str, Any]:
    return {
        "moede": resultat.dato,
        "indstillede_indsatser": list(resultat.indstillede_indsatser),
        "progressionsmaal": resultat.progressionsmaal,
    }


def _changes(held: Genbehandling, nye: dict[str, Any]) -> list[list[str]]:
    par = [
        ["Dato", dato_aar(held.moede), dato_aar(nye["moede"])],
        [
            "Indstillede indsatser",
            ", ".join(held.indstillede_indsatser),
            ", ".join(nye["indstillede_indsatser"]),
        ],
        ["Progressionsmål", held.progressionsmaal, nye["progressionsmaal"]],
    ]
    return [linje for linje in par if linje[1] != linje[2]]


def _trace(
    raekke: Beslutning | Genbehandling,
    tekst: str,
    begrundelse: str,
    by: Medarbejder,
    aendringer: list[list[str]] | None = None,
) -> None:
    """Keep what it said; without changes it was annulled."""
    Rettelse.objects.create(
        forloeb_id=raekke.forloeb_id,
        slags=str(raekke._meta.model_name),
        genstand=raekke.pk,
        tekst=tekst[:300],
        annulleret=aendringer is None,
        aendringer=aendringer or [],
        begrundelse=begrundelse,
        registreret_af=by,
    )
