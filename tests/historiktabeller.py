"""Which tables keep a history, and why the others have none."""

from django.apps import apps
from pghistory.models import Event

from borgere.models import Laesning
from forloeb.models import Markering, Rettelse
from kommuner.hardening import has_kommune
from kommuner.models import Bevaegelse, Optaelling, Regelhistorik
from opfoelgning.models import (
    Advis,
    Aftryk,
    Dataimport,
    Gemtfilter,
    Kladde,
    Koersel,
    Kolonnevalg,
    Mailoenske,
    Morgenmail,
    Sagsstatus,
    Sletning,
    Vurdering,
)

WITHOUT_HISTORY = {
    Markering: "a mark, gone with the next refresh",
    Sagsstatus: "derived",
    Vurdering: "derived",
    Aftryk: "derived",
    Bevaegelse: "tells only that something moved; gone in two days",
    Optaelling: "derived",
    Advis: "history in itself: opened and closed, each with its reason",
    Koersel: "a log of jobs",
    Dataimport: "a log of files; what they wrote has history",
    Sletning: "a log, only ever added to",
    Kolonnevalg: "how files were read the last time",
    Laesning: "a log, only ever added to",
    Rettelse: "a log, only ever added to; what was corrected has history of its own",
    Regelhistorik: "history in itself, only ever added to",
    Kladde: "unsaved text of one person",
    Mailoenske: "whether one person wants a mail",
    Morgenmail: "a log of mails",
    Gemtfilter: "how one person likes to see a list",
}
EVENTS = {e.pgh_tracked_model: e for e in apps.get_models() if issubclass(e, Event) and has_kommune(e)}
TRACKED = sorted(EVENTS, key=lambda model: model.__name__)
