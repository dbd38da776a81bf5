"""JSON piece by piece: the same as all at once, and broken JSON has line and column."""

import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opfoelgning.sagsdata import jsonstroem
from opfoelgning.sagsdata.jsonstroem import JsonFejl, Stroem


def read(data: bytes) -> list:
    return list(Stroem(io.BytesIO(data)).elements("forloeb"))


def whole(data: bytes) -> dict:
    samlet: dict = {}
    for noegle, nr, vaerdi in read(data):
        if nr is None:
            samlet[noegle] = vaerdi
        else:
            assert len(samlet.setdefault(noegle, [])) == nr
            samlet[noegle].append(vaerdi)
    return samlet


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda barn: st.lists(barn) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), barn),
    max_leaves=20,
)


@pytest.fixture(scope="module", params=[1, 3, 17, 1 << 20])
def stykke(request):
    """However little is read at a time."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(jsonstroem, "STYKKE", request.param)
        yield request.param


@given(
    doc=st.fixed_dictionaries({"a": JSON, "forloeb": st.lists(JSON, min_size=1), "z": JSON}),
    ascii_=st.booleans(),
    indent=st.sampled_from([None, 1]),
)
def test_the_same_as_all_at_once(stykke, doc, ascii_, indent):
    assert whole(json.dumps(doc, ensure_ascii=ascii_, indent=indent).encode()) == doc


def test_numbers_are_exact_and_lists_may_be_empty(stykke):
    assert whole(b'\xef\xbb\xbf {"forloeb": [], "a": 7.10 , "b":[1.5,-2],"c":12345 }\r\n') == {
        "a": Decimal("7.10"),
        "b": [Decimal("1.5"), -2],
        "c": 12345,
    }


@pytest.mark.parametrize("data", [b"[1]", b'"tekst"', b"12", b"null"])
def test_a_document_that_is_no_object_says_so(data, stykke):
    assert read(data)[0].noegle is None


BROKEN = [
    (b"", 1, 1, "mangler en værdi"),
    (b"{", 1, 2, "feltnavn"),
    (b'{"a": 1,}', 1, 9, "feltnavn"),
    (b'{"a": 1\n "b": 2}', 2, 2, "komma"),
    (b'{"a" 1}', 1, 6, "kolon"),
    (b'{"a": }', 1, 7, "mangler en værdi"),
    (b'{"a": nul}', 1, 7, "mangler en værdi"),
    (b'{"a": NaN}', 1, 7, "et tal, der ikke kan læses"),
    (b'{"a": 1} x', 1, 10, "efter at dokumentet er slut"),
    (b'{"a": "x', 1, 7, "slutter ikke"),
    (b'{"a": "x\ny"}', 1, 9, "kontroltegn"),
    (b'{"a": "\\x"}', 1, 8, "omvendt skråstreg"),
    (b'{"a": 1, "a": 2}', 1, 13, "flere gange"),
    ('{"å":\n "ø\xff"}'.encode("latin-1"), 1, 3, "ikke UTF-8"),
    (b'{"forloeb": [\n {"id": 1},\n {"id": 2} {"id": 3}]}', 3, 12, "komma"),
    (b'{"forloeb": [{"id": 1},]}', 1, 24, "mangler en værdi"),
    (b'{"forloeb": [{"id": {"x": [1,\n2,\n\n3}}]}', 4, 2, "komma"),
    (b'{"a": ' + b"[" * 100_000, 1, 7, "mange lag"),
    (b'{"a": ' + b"9" * 5000 + b"}", 1, 7, "et tal, der ikke kan læses"),
]


@pytest.mark.parametrize(("data", "linje", "kolonne", "ord_"), BROKEN)
def test_broken_json_has_line_and_column(data, linje, kolonne, ord_, stykke):
    with pytest.raises(JsonFejl) as fanget:
        read(data)
    besked = str(fanget.value)
    assert besked.startswith(f"Linje {linje}, kolonne {kolonne}: ") and ord_ in besked, besked


def test_a_part_too_large_is_refused_where_it_begins(monkeypatch):
    monkeypatch.setattr(jsonstroem, "STYKKE", 10)
    monkeypatch.setattr(jsonstroem, "STOERSTE_DEL", 100)
    assert read(b'{"forloeb": [' + b",".join([b'"%s"' % (b"a" * 60)] * 50) + b"]}")
    with pytest.raises(JsonFejl, match=r"Linje 2, kolonne 2: Delen, der begynder her, fylder mere end"):
        read(b'{"forloeb": ["kort",\n "' + b"a" * 500 + b'"]}')
