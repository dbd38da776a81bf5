"""How often somebody may ask, for addresses that know no login."""

import hashlib
from datetime import datetime

from django.core.cache import cache

KVARTER = 900  # seconds


def too_often(hvem: str, hoejst: int, nu: datetime) -> bool:
    """Count one more question of ``hvem`` in this quarter of an hour; whether it was one too many."""
    klart = f"{hvem}:{int(nu.timestamp()) // KVARTER}"
    noegle = f"hyppighed:{hashlib.sha256(klart.encode()).hexdigest()}"
    if cache.add(noegle, 1, KVARTER):
        return False
    antal = cache.get(noegle, 0) + 1
    cache.set(noegle, antal, KVARTER)
    return antal > hoejst
