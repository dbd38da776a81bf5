"""What the administrator's forms about versioned rows share."""

from typing import Any

from aftaler.forms import Versionsform
from kommuner.afvist import Konflikt
from kommuner.models import Medarbejder
from opfoelgning.sidstrettet import who_changed


def conflict(form: Versionsform, konflikt: Konflikt, user: Medarbejder) -> dict[str, Any]:
    """Who saved meanwhile, and both texts; the next save of the form replaces what it shows."""
    hvem = who_changed(konflikt.raekke, user)
    forskelle = form.differences(konflikt.raekke)
    form.accept_version(konflikt.raekke.version)
    return {"hvem": hvem, "forskelle": forskelle}
