"""A material change takes a case the ordinary way: to another benefit, or to the question of førtidspension."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db import transaction

from forloeb.actions.fravaer import Fravaersindhold, register_fravaer
from forloeb.actions.registrering import lock_forloeb
from forloeb.models import Afslutningsaarsag, Forloeb, Ydelse, Ydelsestype
from kommuner.afvist import Afvist, Svar, danish_refusal
from kommuner.models import Fravaerstype, Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.afslutning import Afslutningsindhold, close_forloeb
from opfoelgning.actions.genbehandling import give_up_sag
from opfoelgning.models import Forslag, Genbehandlingssag

EN_DAG = timedelta(days=1)
AFKLARING = "afklaring_foertidspension"  # the code of the absence that exempts


class Vej(StrEnum):
    """Where a case goes when things have changed materially."""

    ANDEN_YDELSE = "anden_ydelse"
    RESSOURCEFORLOEB = "ressourceforloeb"
    FOERTIDSPENSION = "foertidspension"
    AFKLARING = "afklaring"


VEJE = {
    Vej.ANDEN_YDELSE: "Anden ydelse",
    Vej.RESSOURCEFORLOEB: "Ressourceforløb",
    Vej.FOERTIDSPENSION: "Førtidspension er tilkendt",
    Vej.AFKLARING: "Førtidspension skal afklares: borgeren fritages så længe",
}
_YDELSE = {
    Vej.RESSOURCEFORLOEB: Ydelsestype.RESSOURCEFORLOEBSYDELSE,
    Vej.FOERTIDSPENSION: Ydelsestype.FOERTIDSPENSION,
}
_HER = (Ydelsestype.LEDIGHEDSYDELSE, Ydelsestype.FLEKSLOENTILSKUD)
ANDRE_YDELSER = [valg for valg in Ydelsestype.choices if valg[0] not in (*_HER, *_YDELSE.values())]


@dataclass(frozen=True, kw_only=True)
class Aendringsindhold:
    """What has changed from a day on, and why; ``ydelse`` where it is another benefit."""

    vej: Vej
    fra: date
    begrundelse: str
    ydelse: str = ""


@transaction.atomic
def change_materially(
    *, forloeb: Forloeb, indhold: Aendringsindhold, by: Medarbejder, dag: date, bekraeftet: Svar = False
) -> None:
    """Take a case the ordinary way because things have changed materially.

    Another benefit, ressourceforløb and førtidspension close the forløb the day before and begin the benefit; while
    førtidspension is looked into, the borger is exempt. A proposal and a genbehandling on its way fall away. Asks
    once before it closes.
    """
    forloeb = lock_forloeb(forloeb, dag)
    if not indhold.begrundelse.strip():
        raise Afvist("Skriv, hvad der har ændret sig for indsatsen.", "begrundelse")
    if indhold.vej == Vej.ANDEN_YDELSE and not indhold.ydelse:
        raise Afvist("Vælg, hvilken ydelse borgeren får.", "ydelse")
    _drop_genbehandling(forloeb, f"Væsentlig ændring: {VEJE[indhold.vej].lower()}", by, dag)
    if indhold.vej == Vej.AFKLARING:
        _exempt(forloeb, indhold, by, dag, bekraeftet)
    else:
        _close(forloeb, indhold, by, dag, bekraeftet)
    vurdering.refresh([forloeb.pk], dag)


def _drop_genbehandling(forloeb: Forloeb, grund: str, by: Medarbejder, dag: date) -> None:
    if forslag := Forslag.objects.filter(forloeb=forloeb, afgjort__isnull=True).first():
        save_changes(forslag, {"afgjort": dag})
    aabne = Genbehandlingssag.objects.filter(
        forloeb=forloeb, afsluttet__isnull=True, genbehandling__isnull=True
    )
    if sag := aabne.first():
        give_up_sag(sag=sag, grund=grund, by=by, dag=dag)


def _exempt(
    forloeb: Forloeb, indhold: Aendringsindhold, by: Medarbejder, dag: date, bekraeftet: Svar
) -> None:
    type_ = Fravaerstype.objects.filter(kode=AFKLARING, kommune=forloeb.kommune_id).first()
    if type_ is None:
        raise Afvist("Kommunen har ikke fraværstypen «Afklaring af førtidspension». Spørg administratoren.")
    fravaer = Fravaersindhold(type=type_, start=indhold.fra, note=indhold.begrundelse)
    try:
        register_fravaer(forloeb=forloeb, indhold=fravaer, by=by, dag=dag, bekraeftet=bekraeftet)
    except Afvist as afvist:
        if afvist.felt == "start":
            afvist.felt = "fra"
        raise


def _close(forloeb: Forloeb, indhold: Aendringsindhold, by: Medarbejder, dag: date, bekraeftet: Svar) -> None:
    pension = indhold.vej == Vej.FOERTIDSPENSION
    aarsag = Afslutningsaarsag.FOERTIDSPENSION if pension else Afslutningsaarsag.ANDEN_YDELSE
    slut = Afslutningsindhold(aarsag=aarsag, sidste_dag=indhold.fra - EN_DAG, note=indhold.begrundelse)
    try:
        close_forloeb(forloeb=forloeb, indhold=slut, by=by, dag=dag, bekraeftet=bekraeftet)
    except Afvist as afvist:
        if afvist.felt == "sidste_dag":
            afvist.felt = "fra"
        raise
    ydelse = _YDELSE.get(indhold.vej) or indhold.ydelse
    with danish_refusal():
        Ydelse.objects.create(forloeb=forloeb, type=ydelse, start=indhold.fra, registreret_af=by)
