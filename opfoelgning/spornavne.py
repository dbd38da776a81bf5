"""What the kinds of rows in a case, and their columns, are called where a change is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aftaler.models import Kontaktperson, Virksomhed
from kommuner.models import Fravaerstype, Medarbejder, Tilbudstype

NAVNE = {
    "afgoerelse": "Afgørelse",
    "afslutning": "Afslutning",
    "andenaktoer": "Anden aktør",
    "ansaettelse": "Fleksjob",
    "beslutning": "Beslutning",
    "cvtilstand": "CV",
    "dokumentanmodning": "Anmodning om dokument",
    "fase": "Fase",
    "fleksjobaftale": "Fleksjobaftale",
    "forberedelsesafsnit": "Afsnit i forberedelsen",
    "forloeb": "Forløb",
    "forslag": "Forslag til leder",
    "fravaer": "Fravær",
    "genbehandling": "Genbehandling",
    "genbehandlingsmoede": "Møde om genbehandling",
    "genbehandlingssag": "Forberedelse af genbehandling",
    "henvendelse": "Henvendelse",
    "jobmaal": "Jobmål",
    "konsulentdeltagelse": "Virksomhedskonsulentens deltagelse",
    "kontakt": "Kontakt",
    "opfoelgning": "Opfølgning",
    "orientering": "Orientering af borgeren",
    "persongruppemarkering": "Persongruppemarkering",
    "planaftale": "Aftale i planen",
    "rehabiliteringsmoede": "Møde",
    "sagsbehandling": "Tildeling af sagsbehandler",
    "sagsgennemgang": "Sagsgennemgang",
    "sletningsstop": "Stop for sletning",
    "stepup": "Step-up",
    "stepupmoede": "Møde i step-up",
    "tilbud": "Aktivitet",
    "tilbudsopfoelgning": "Opfølgning under aktivitet",
    "tildeling": "Tildeling af jobformidler",
    "timer": "Timer",
    "ydelse": "Ydelse",
}
_FELTER = {
    "aarsag": "Årsag",
    "afslutningsaarsag": "Årsag til afslutning",
    "ansaettelse": "Fleksjob",
    "dokumenter": "Vedlagte dokumenter",
    "foelger_op": "Hvem følger op",
    "foelger_op_dato": "Hvornår følges der op",
    "foreslaaet": "Foreslået af systemet",
    "forhold": "Forhold, der kræver flere deltagere",
    "fremmoede_virksomhed": "Fremmøde på virksomheden",
    "genaabnet": "Genåbnet",
    "genaabnet_af": "Genåbnet af",
    "genaabnet_grund": "Grund til genåbning",
    "helbred_aendret": "Helbredet har ændret sig",
    "igangsat_dato": "Igangsat den",
    "laege_indhentet": "Lægeoplysninger modtaget",
    "maal": "Mål",
    "moede": "Mødet holdt",
    "nr": "Nummer",
    "opfoelgning_hvornaar": "Hvornår følges der op",
    "samtykke_omfang": "Hvem samtykket omfatter",
    "samtykke_trukket": "Samtykke trukket tilbage",
    "skifteaarsag": "Årsag til skift",
    "slut": "Slut (første dag, der ikke tæller)",
    "slutaarsag": "Hvorfor det sluttede",
}

# What a reference may point to that has a name of its own.
_MED_NAVN = (Fravaerstype, Kontaktperson, Medarbejder, Tilbudstype, Virksomhed)

Henviste = dict[tuple[Any, int], str]


def column_name(felt: Any) -> str:
    """A column in Danish, with a capital."""
    tekst = _FELTER.get(felt.name) or str(felt.verbose_name).replace("_", " ")
    return tekst[:1].upper() + tekst[1:]


def pointed_to(aendringer: Iterable[tuple[Any, Any]]) -> Henviste:
    """Names of the rows that changed references point to, by model and id; one query for each kind of row at most."""
    ider: dict[Any, set[int]] = {}
    for foer, efter in aendringer:
        if foer is None:
            continue
        for felt in efter.pgh_tracked_model._meta.local_concrete_fields:
            if felt.related_model in _MED_NAVN and hasattr(efter, felt.attname):
                begge = getattr(foer, felt.attname), getattr(efter, felt.attname)
                if begge[0] != begge[1]:
                    ider.setdefault(felt.related_model, set()).update(en for en in begge if en)
    return {
        (model, pk): navn
        for model, fundne in ider.items()
        for pk, navn in model.objects.filter(pk__in=fundne).values_list("pk", "navn")
    }
