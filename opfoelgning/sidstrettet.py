"""Who saved a row last, said to somebody whose own save came after it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kommuner.models import Medarbejder


def who_changed(raekke: Any, user: Medarbejder, hvad: str = "det samme") -> str:
    """«Jonas Frøkjær har rettet det samme kl. 10.40», without a full stop; says so where it was the person herself."""
    sidst = raekke.historik.order_by("-pgh_created_at", "-pgh_id").first()
    if sidst is None:
        return f"En anden har rettet {hvad}"
    lokal = timezone.localtime(sidst.pgh_created_at)
    naar = f"kl. {lokal.hour}.{lokal:%M}"
    bruger = (sidst.pgh_context or {}).get("user") or 0
    if bruger == user.pk:
        return f"Du har selv rettet {hvad} {naar} i et andet vindue"
    navn = Medarbejder.objects.filter(pk=bruger).values_list("navn", flat=True).first()
    return f"{navn or 'En anden'} har rettet {hvad} {naar}"
