"""Out and in again gives the same bytes; any valid document survives."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fleksjob.demodata.generator import dokument as demodokument
from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata import eksporter
from opfoelgning.sagsdata.eksporter import UkendtForloeb, export_document
from opfoelgning.sagsdata.importer import import_document
from tests.sagsdata.dokumenter import dokument, eksempel, forloeb


def text(kommune, ider=None) -> str:
    return "".join(export_document(kommune, ider))


def elsewhere(doc: dict, kode: str) -> dict:
    return doc | {"kommune": kode}


def test_export_import_export_gives_the_same_bytes(kommune, other_kommune):
    import_document(demodokument("0751", date(2026, 11, 23), 60, 3))
    import_document(eksempel() | {"forloeb": []})
    first = text(kommune)
    import_document(elsewhere(json.loads(first), other_kommune.kode))
    assert text(other_kommune).replace('"0265"', '"0751"') == first


def test_objects_stand_in_order_of_id_and_facts_in_order_of_date(kommune):
    kontakter = [
        {"id": id_, "dato": dato, "form": "sms", "status": "planlagt"}
        for id_, dato in (("ø", "2020-05-01"), ("z", "2020-05-01"), ("a", "2020-06-01"), ("q", "2020-04-01"))
    ]
    import_document(dokument(*(forloeb(nr) for nr in (10, 2, 1)), forloeb(3, kontakter=kontakter)))
    ud = json.loads(text(kommune))["forloeb"]
    assert [sag["id"] for sag in ud] == ["f1", "f10", "f2", "f3"]
    assert [kontakt["id"] for kontakt in ud[3]["kontakter"]] == ["q", "z", "ø", "a"]


def test_keys_stand_as_in_the_format(kommune):
    import_document(eksempel())

    def keys(vaerdi):
        if isinstance(vaerdi, dict):
            return [(navn, keys(en)) for navn, en in vaerdi.items()]
        return [keys(en) for en in vaerdi] if isinstance(vaerdi, list) else None

    assert keys(json.loads(text(kommune))) == keys(eksempel())


def test_a_rule_for_running_clocks_says_so(kommune):
    doc = eksempel()
    doc["regler"][0]["gaelder_loebende_frister"] = True
    import_document(doc)
    assert json.loads(text(kommune))["regler"] == doc["regler"]


def test_chosen_forloeb_come_with_those_they_mention_only(kommune):
    doc = eksempel()
    doc["medarbejdere"].append({"id": "m2", "navn": "Uden sager"})
    doc["virksomheder"].append({"id": "v2", "navn": "Uden job"})
    doc["forloeb"] += [forloeb(2), forloeb(3)]
    import_document(doc)
    assert json.loads(text(kommune, ["f1"])) == eksempel()
    assert json.loads(text(kommune, ["f3"]))["medarbejdere"] == []
    with pytest.raises(UkendtForloeb, match="f4"):
        next(export_document(kommune, ["f1", "f4"]))


def test_queries_grow_with_batches_not_with_forloeb(kommune, monkeypatch):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(kommune)
        return len(captured)

    import_document(dokument(*(forloeb(nr) for nr in range(1, 3))))
    few = queries()
    import_document(dokument(*(forloeb(nr) for nr in range(1, 30))))
    assert queries() == few
    monkeypatch.setattr(eksporter, "AD_GANGEN", 10)
    assert few < queries() < 4 * few


DAGE = st.integers(0, 400).map(lambda nr: date(2020, 4, 1) + timedelta(days=nr))
TEKST = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
TOM_TEKST = st.one_of(st.none(), TEKST)
FORM = st.sampled_from(["fysisk", "telefon", "video", "brev", "sms", "email"])
STATUS = st.sampled_from(["planlagt", "gennemfoert", "udeblevet", "aflyst"])


@st.composite
def series(draw, **felter):
    """Touching or separate periods, the last perhaps open."""
    graenser = sorted(draw(st.sets(DAGE, min_size=2, max_size=7)))
    poster = []
    for fra, naeste in zip(graenser[::2], graenser[1::2], strict=False):
        til = naeste - timedelta(days=1)
        poster.append({"fra": str(fra), "til": str(til)} | {navn: draw(en) for navn, en in felter.items()})
    if draw(st.booleans()):
        poster[-1]["til"] = None
    return poster


@st.composite
def period(draw, **felter):
    fra, til = sorted((draw(DAGE), draw(DAGE)))
    return {"fra": str(fra), "til": draw(st.sampled_from([str(til), None]))} | {
        navn: draw(en) for navn, en in felter.items()
    }


def listed(poster, id_: str | None = None):
    """Lists of up to three; with external ids where the format has them."""

    def number(liste):
        return [{"id": f"{id_}{nr}", **post} for nr, post in enumerate(liste)] if id_ else liste

    return st.lists(poster, max_size=3).map(number)


JOB = period(
    virksomhed=st.sampled_from([None, "v1"]),
    slutaarsag=TOM_TEKST,
    timer=st.sets(DAGE, max_size=3).flatmap(
        lambda dage: st.tuples(
            *(
                st.fixed_dictionaries(
                    {
                        "fra": st.just(str(dag)),
                        "timer": st.integers(0, 3700).map(lambda tal: tal / 100),
                        "intensitet": st.integers(1, 100),
                    }
                )
                for dag in sorted(dage)
            )
        ).map(list)
    ),
    fleksjobaftale=st.none()
    | st.fixed_dictionaries(
        {
            "udfyldt": st.none() | DAGE.map(str),
            "kontaktperson": st.sampled_from([None, "k1"]),
            "vitas": st.none() | DAGE.map(str),
            "arbejdsopgaver": TOM_TEKST,
            "hensyn": TOM_TEKST,
            "progressionsmaal": TOM_TEKST,
            "parallel_praktik": st.booleans(),
        }
    ),
)
SAG = st.fixed_dictionaries(
    {
        "faser": series(nr=st.integers(1, 3)),
        "tildelinger": series(medarbejder=st.just("m1"), skifteaarsag=TOM_TEKST),
        "ydelser": series(type=st.sampled_from(["ledighedsydelse", "selvforsoergelse"])),
        "fravaer": series(type=st.just("sygdom")),
        "anden_aktoer": series(hjemmel=st.sampled_from(["stk1", "stk2"])),
        "tilbud": listed(
            period(
                type=st.sampled_from(["mentor", "loentilskud"]),
                virksomhed=st.sampled_from([None, "v1"]),
                parallel=st.booleans(),
            ),
            "t",
        ),
        "ansaettelser": listed(JOB, "a"),
        "kontakter": listed(
            st.fixed_dictionaries({"dato": DAGE.map(str), "form": FORM, "status": STATUS, "note": TOM_TEKST}),
            "c",
        ),
        "sagsgennemgange": listed(
            st.fixed_dictionaries(
                {
                    "dato": DAGE.map(str),
                    "resultat": st.sampled_from(["indsats_aftalt", "genbehandling", "lovlig_grund"]),
                    "forventet_start": st.none() | DAGE.map(str),
                    "begrundelse": TOM_TEKST,
                }
            )
        ),
        "genbehandlinger": listed(
            st.fixed_dictionaries(
                {
                    "moede": DAGE.map(str),
                    "indstillede_indsatser": st.lists(st.just("mentor"), max_size=2),
                    "progressionsmaal": TOM_TEKST,
                }
            )
        ),
        "persongruppemarkeringer": listed(period(navn=st.just("Udvikling i fleksjob II"))),
        "henvendelser": listed(
            st.datetimes(datetime(2020, 1, 1), datetime(2021, 1, 1)).map(  # noqa: DTZ001 - the offset follows
                lambda tid: {"modtaget": f"{tid.isoformat()}+00:00"}
            ),
            "h",
        ),
    }
)


def comparable(vaerdi):
    """Without the order of lists, and with instants, empty lists and null as one writes them or not."""
    if isinstance(vaerdi, dict):
        return {navn: comparable(en) for navn, en in vaerdi.items() if en not in (None, [])}
    if isinstance(vaerdi, list):
        return sorted((comparable(en) for en in vaerdi), key=lambda en: json.dumps(en, sort_keys=True))
    return vaerdi


class Undo(Exception):
    pass


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sag=SAG)
def test_any_valid_document_survives(sag, kommune, other_kommune):
    doc = eksempel() | {"forloeb": [forloeb(**sag)]}
    doc["forloeb"][0]["borger"] |= {"foedselsdato": "1980-01-01"}
    try:
        with transaction.atomic():
            assert import_document(doc).forloeb == 1
            assert import_document(doc).antal.aendrede == 0
            first = text(kommune)
            ud = json.loads(first)
            for sager in (ud["forloeb"], doc["forloeb"]):
                for henvendelse in sager[0]["henvendelser"]:
                    henvendelse["modtaget"] = _utc(henvendelse["modtaget"])
            assert comparable(ud) == comparable(doc)
            import_document(elsewhere(json.loads(first), other_kommune.kode))
            assert text(other_kommune).replace('"0265"', '"0751"') == first
            raise Undo
    except Undo:
        with kommunekontekst(kommune.pk):
            assert not json.loads(text(kommune))["forloeb"]


def _utc(tekst: str) -> str:
    return datetime.fromisoformat(tekst).astimezone(UTC).isoformat()
