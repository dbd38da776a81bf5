"""Four fields of a contact on the screen, one text in the file."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forloeb.models import Forloeb
from opfoelgning.models import Kontakt
from opfoelgning.sagsdata import noter
from opfoelgning.sagsdata.importer import import_document
from tests.sagsdata.dokumenter import eksempel
from tests.sagsdata.test_importer import exported


def fields(text: str) -> dict[str, str]:
    data = {"note": text}
    noter.split(data)
    return data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("Talt om lager.", {"note": "Talt om lager."}),
        ("Talt om lager.\nNæste skridt: Ring", {"note": "Talt om lager.", "naeste_skridt": "Ring"}),
        ("Næste skridt: Ring\nSted: Kantinen", {"naeste_skridt": "Ring", "sted": "Kantinen"}),
        ("A\nB\nSted: X\nDeltagere: Y", {"note": "A\nB", "sted": "X", "deltagere": "Y"}),
        ("Talt. Næste skridt: Ring", {"note": "Talt. Næste skridt: Ring"}),
        ("Sted: X\nOg mere", {"note": "Sted: X\nOg mere"}),
        (f"Sted: {'x' * 201}", {"note": f"Sted: {'x' * 201}"}),
    ],
)
def test_split(text, expected):
    assert fields(text) == {"note": "", "naeste_skridt": "", "sted": "", "deltagere": ""} | expected


words = st.text(st.sampled_from("ab :\nSted: Næste skridt: Deltagere: "), max_size=30)


@given(
    st.lists(st.sampled_from(["a", "", "Sted: x", "Næste skridt: y", "Deltagere: z", "Sted: "]), max_size=6),
    words,
)
def test_no_text_is_changed_by_going_in_and_out(lines, word):
    for text in ("\n".join(lines), word):
        assert noter.compose(SimpleNamespace(**fields(text))) == text


def test_what_was_written_on_the_screen_survives_a_move(kommune):
    import_document(eksempel())
    forloeb = Forloeb.objects.get()
    Kontakt.objects.create(
        forloeb=forloeb,
        ekstern_id="c9",
        dato=date(2020, 5, 1),
        form="telefon",
        status="gennemfoert",
        note="NOTE",
        naeste_skridt="SKRIDT",
        sted="STED",
        deltagere="DELT",
    )
    ude = exported(kommune)
    assert import_document(ude).antal.aendrede == 0
    Kontakt.objects.get(ekstern_id="c9").delete()
    import_document(ude)
    kontakt = Kontakt.objects.get(ekstern_id="c9")
    assert (kontakt.note, kontakt.naeste_skridt, kontakt.sted, kontakt.deltagere) == (
        "NOTE",
        "SKRIDT",
        "STED",
        "DELT",
    )
    assert exported(kommune) == ude
