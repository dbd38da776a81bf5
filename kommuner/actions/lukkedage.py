"""Closing days of the kommune: writes."""

from datetime import date, timedelta

from django.db import transaction

from kalender.dansk import dato_kort
from kalender.helligdage import is_public_holiday
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.models import Lukkedag, Medarbejder

LAENGST = 31  # days in one period


@transaction.atomic
def add_lukkedage(
    *, fra: date, til: date, navn: str, by: Medarbejder, dag: date, bekraeftet: bool = False
) -> list[Lukkedag]:
    """Close the kommune from ``fra`` to ``til``, both included; weekends and public holidays are closed already.

    Refuses a period that is empty, too long or has no working day in it, and one with a day that is closed already.
    Asks (``Spoergsmaal``) about days gone by on ``dag``.
    """
    if til < fra:
        raise Afvist("Til og med-dagen ligger før den første dag.", felt="til")
    if (til - fra).days >= LAENGST:
        raise Afvist(f"Højst {LAENGST} dage ad gangen.", felt="til")
    dage = [fra + timedelta(days=nr) for nr in range((til - fra).days + 1)]
    if optaget := Lukkedag.objects.filter(kommune=by.kommune_id, dag__in=dage).first():
        raise Afvist(f"{dato_kort(optaget.dag, fra)} er allerede lukket.", felt="fra")
    aabne = [dag for dag in dage if dag.weekday() < 5 and not is_public_holiday(dag)]
    if not aabne:
        raise Afvist(f"{dato_kort(fra, fra)} er allerede lukket.", felt="fra")
    if fra < dag and not bekraeftet:
        hvad = "Dagen er gået" if til == fra else "Den første dag er gået"
        raise Spoergsmaal(
            f"{hvad}. Frister, der faldt på en lukkedag, kan blive regnet om. Er det rigtigt?", "fra"
        )
    with danish_refusal():  # somebody else may close the same day at once
        return Lukkedag.objects.bulk_create([Lukkedag(dag=dag, navn=navn) for dag in aabne])


@transaction.atomic
def remove_lukkedag(*, lukkedag: Lukkedag, by: Medarbejder) -> None:
    """Open the kommune on a day again."""
    Lukkedag.objects.filter(pk=lukkedag.pk, kommune=by.kommune_id).delete()
