"""What a case tells of its corrections: every kind of row by a Danish name, every reference by what it points to."""

from aftaler.models import Planaftale
from opfoelgning.sporing import traces, tracked
from opfoelgning.spornavne import NAVNE
from tests.opfoelgning.sager import DAG, days


def test_every_kind_of_row_has_a_name():
    assert {model.pgh_tracked_model._meta.model_name for model in tracked()} == set(NAVNE)


def test_a_corrected_reference_says_what_it_points_to(kontor):
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53))
    foer = kontor.praktik(sag, days(-20), days(3))
    nu = kontor.praktik(sag, days(-90), days(-80), sted="Tårnby Trykkeri")
    foer.virksomhed, foer.maal = nu.virksomhed, "Flere timer"
    foer.save()
    sag.tildelinger.update(medarbejder=kontor.leder, skifteaarsag="Orlov")
    aftale = Planaftale.objects.create(forloeb=sag, hvad="Ringe", dato=DAG, virksomhed=nu.virksomhed)
    aftale.virksomhed = None
    aftale.save()
    assert {spor.hvad: spor.felter for spor in traces(sag.pk)} == {
        "Aktivitet rettet (3. november 2026)": [
            "Virksomhed: Kornmarken Gartneri → Tårnby Trykkeri",
            "Mål: ikke udfyldt → Flere timer",
        ],
        "Tildeling af jobformidler rettet (1. oktober 2026)": [
            "Medarbejder: mette.vest Prøve → leder.vest Prøve",
            "Årsag til skift: ikke udfyldt → Orlov",
        ],
        "Aftale i planen rettet (23. november 2026)": ["Virksomhed: Tårnby Trykkeri → ikke udfyldt"],
    }
