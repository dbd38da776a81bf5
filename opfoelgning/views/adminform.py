"""What the administrator's forms about versioned rows share."""

from typing import Any

from aftaler.forms import Versionsform
from kommuner.afvist import Konflikt
from opfoelgning.virksomhedshistorik import changed_last


def conflict(form: Versionsform, konflikt: Konflikt) -> dict[str, Any]:
    """Who saved meanwhile, and both texts; the next save of the form replaces what it shows."""
    navn, hvornaar = changed_last(konflikt.raekke) or ("", None)
    forskelle = form.differences(konflikt.raekke)
    form.accept_version(konflikt.raekke.version)
    return {"navn": navn, "hvornaar": hvornaar, "forskelle": forskelle}
