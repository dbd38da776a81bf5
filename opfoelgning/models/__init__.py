"""What is registered about a forløb day by day, what was decided, and what is computed from it."""

from opfoelgning.models.beslutning import Genbehandling, Gennemgangsresultat, Sagsgennemgang
from opfoelgning.models.dataimport import Dataimport, Filformat, Importtilstand, Kolonnevalg
from opfoelgning.models.drift import NY_BORGER, Kladde, Koersel
from opfoelgning.models.filter import Gemtfilter
from opfoelgning.models.genbehandlingssag import Genbehandlingsmoede, Genbehandlingssag, Moedestatus
from opfoelgning.models.kalender import Kalenderlink
from opfoelgning.models.ledersag import Beslutning, Forslag, Forslagstype, Udfald
from opfoelgning.models.mail import Mailoenske, Morgenmail
from opfoelgning.models.opbevaring import Opbevaringsregel, Sletning, Sletningsstop, Sletteslags
from opfoelgning.models.rapportmaal import Rapportmaal
from opfoelgning.models.registrering import (
    HOLDT_ELLER_FORSOEGT,
    Form,
    Henvendelse,
    Kontakt,
    Maalstatus,
    Opfoelgning,
    Registrering,
    Status,
)
from opfoelgning.models.stepup import Stepup, Stepupmoede
from opfoelgning.models.vurdering import (
    FRISTORDEN,
    PASSIVITETSORDEN,
    PASSIVITETSRANG,
    Advis,
    Aftryk,
    Sagsstatus,
    Vurdering,
)

__all__ = [
    "FRISTORDEN",
    "HOLDT_ELLER_FORSOEGT",
    "NY_BORGER",
    "PASSIVITETSORDEN",
    "PASSIVITETSRANG",
    "Advis",
    "Aftryk",
    "Beslutning",
    "Dataimport",
    "Filformat",
    "Form",
    "Forslag",
    "Forslagstype",
    "Gemtfilter",
    "Genbehandling",
    "Genbehandlingsmoede",
    "Genbehandlingssag",
    "Gennemgangsresultat",
    "Henvendelse",
    "Importtilstand",
    "Kalenderlink",
    "Kladde",
    "Koersel",
    "Kolonnevalg",
    "Kontakt",
    "Maalstatus",
    "Mailoenske",
    "Moedestatus",
    "Morgenmail",
    "Opbevaringsregel",
    "Opfoelgning",
    "Rapportmaal",
    "Registrering",
    "Sagsgennemgang",
    "Sagsstatus",
    "Sletning",
    "Sletningsstop",
    "Sletteslags",
    "Status",
    "Stepup",
    "Stepupmoede",
    "Udfald",
    "Vurdering",
]
