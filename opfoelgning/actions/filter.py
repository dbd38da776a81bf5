"""Writes to a person's own filters."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder
from opfoelgning.models import Gemtfilter

FLEST = 30
NAVN_HOEJST = 60  # characters


@transaction.atomic
def save_filter(*, navn: str, valg: Mapping[str, str], by: Medarbejder) -> Gemtfilter:
    """Keep filters (name to value, empty ones left out) under a name; refuses a name she has, and no filter at all."""
    navn = " ".join(navn.split())
    valgt = {noegle: vaerdi for noegle, vaerdi in valg.items() if vaerdi}
    if not navn:
        raise Afvist("Giv filteret et navn.", "filternavn")
    if len(navn) > NAVN_HOEJST:
        raise Afvist(f"Skriv højst {NAVN_HOEJST} tegn.", "filternavn")
    if not valgt:
        raise Afvist("Vælg mindst ét filter, før du gemmer.", "filternavn")
    if Gemtfilter.objects.filter(medarbejder=by).count() >= FLEST:
        raise Afvist(f"Du har {FLEST} filtre. Slet et, før du gemmer et nyt.", "filternavn")
    with danish_refusal():
        return Gemtfilter.objects.create(medarbejder=by, navn=navn, valg=valgt)


@transaction.atomic
def delete_filter(*, gemtfilter: Gemtfilter, by: Medarbejder) -> None:
    """Remove one of the person's own filters."""
    Gemtfilter.objects.filter(pk=gemtfilter.pk, medarbejder=by).delete()
