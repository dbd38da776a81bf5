"""A full check finds whatever no mark tells of, judges only that anew, and is quiet when all is well."""

import shutil
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from psycopg import Cursor

from borgere.models import Borger
from forloeb.models import Forloeb, Markering, Persongruppemarkering, Ydelse
from kommuner.forespoergsel import fetch_all
from kommuner.models import Fravaerstype, Regelsaet
from opfoelgning import aftryk
from opfoelgning.models import Advis, Aftryk, Kontakt, Sagsstatus, Vurdering
from opfoelgning.sweep import Omfang, forget_judgements, sweep
from tests.opfoelgning.test_gemt_er_genberegnet import stored
from tests.opfoelgning.test_sweep import FOERSTE, LAST, ended, make_cases
from tests.test_maerkning import FACTS


@pytest.fixture
def judged(kommune):
    """Three forløb whose judgements are stored and agree with their fingerprints."""
    make_cases(kommune)
    Persongruppemarkering.objects.create(forloeb=first(), navn="Udvikling i fleksjob II", start=FOERSTE)
    sweep(kommune.pk, LAST)
    return kommune


def first() -> Forloeb:
    return Forloeb.objects.order_by("pk")[0]


def open_flags() -> list:
    return sorted(
        Advis.objects.filter(lukket_dag__isnull=True).values_list("forloeb_id", "regel", "genstand", "frist"),
        key=str,
    )


def overdue() -> list:
    """What must have an open flag."""
    rows = Vurdering.objects.filter(tilstand="overskredet")
    return sorted(rows.values_list("forloeb_id", "regel", "genstand", "frist"), key=str)


def write_past_the_triggers(write) -> None:
    """What a superuser can do: nothing is marked afterwards."""
    write()
    Markering.objects.all().delete()


def tamper_with_a_judgement():
    Vurdering.objects.filter(forloeb=first(), regel="kontakt").update(frist=date(1999, 1, 1))


def lose_a_judgement():
    Vurdering.objects.filter(forloeb=first(), regel="kontakt").delete()


def invent_a_judgement():
    one = Vurdering.objects.filter(forloeb=first())[0]
    one.pk, one.regel = None, "svar"
    one.save()


def tamper_with_a_status():
    Sagsstatus.objects.filter(pk=first().pk).update(hast=77)


def lose_a_flag():
    assert Advis.objects.filter(forloeb=first(), lukket_dag__isnull=True).delete()[0]


def close_a_flag():
    assert Advis.objects.filter(forloeb=first(), lukket_dag__isnull=True).update(lukket_dag=LAST)


def add_a_fact():
    Kontakt.objects.create(forloeb=first(), dato=LAST, form="fysisk", status="gennemfoert")


def change_a_fact():
    Ydelse.objects.filter(forloeb=first()).update(slut=LAST - timedelta(days=10))


def lose_a_fact():
    Kontakt.objects.filter(forloeb=first()).order_by("dato").last().delete()


def document_a_diagnosis():
    Borger.objects.filter(forloeb=first()).update(progredierende_diagnose_fra=LAST)


def change_a_code_table():
    Fravaerstype.objects.filter(kode="ferie").update(pauser_passivitet=False)


def change_the_values():
    Regelsaet.objects.create(
        indsatsmodel="uif2",
        gyldig_fra=date(2020, 1, 1),
        vaerdier={"kontakt.interval_dage": 7},
        gaelder_loebende=True,
    )


ONE = (
    tamper_with_a_judgement,
    lose_a_judgement,
    invent_a_judgement,
    tamper_with_a_status,
    lose_a_flag,
    close_a_flag,
    add_a_fact,
    change_a_fact,
    lose_a_fact,
    document_a_diagnosis,
)


def test_a_check_is_quiet_when_all_is_well(judged):
    resultat = sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE)
    assert (resultat.antal, resultat.skrevet) == (0, 0)


@pytest.mark.parametrize("damage", [*ONE, change_a_code_table, change_the_values], ids=lambda d: d.__name__)
def test_a_check_repairs_what_no_mark_tells_of(judged, damage):
    write_past_the_triggers(damage)
    damaged = stored()
    assert sweep(judged.pk, LAST).antal == 0, "the tick cannot know"
    resultat = sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE)
    assert resultat.antal == (1 if damage in ONE else 3)
    assert sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE).antal == 0
    repaired, flags = stored(), open_flags()
    assert damage in (lose_a_flag, close_a_flag) or damaged != repaired
    forget_judgements()
    sweep(judged.pk, LAST)
    assert stored() == repaired
    assert open_flags() == flags == overdue()


@pytest.mark.parametrize("table", [Sagsstatus, Vurdering, Aftryk])
def test_a_lost_table_is_rebuilt(judged, table):
    before = ended()
    table.objects.all().delete()
    assert sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE).antal == 3
    assert ended() == before
    assert sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE).antal == 0


def test_other_code_judges_everything_anew(judged):
    """Fingerprints as another version of the rules would have left them."""
    before = dict(Aftryk.objects.values_list("pk", "tal"))
    Aftryk.objects.update(tal=F("tal").bitxor(4711))
    resultat = sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE)
    assert (resultat.antal, resultat.skrevet) == (3, 0)
    assert dict(Aftryk.objects.values_list("pk", "tal")) == before


@pytest.mark.parametrize(
    "changed", ["opfoelgning/regler/kadence.py", "kommuner/indsatsmodeller/uif2.json", "kalender/maaneder.py"]
)
def test_a_changed_rule_gives_other_code(tmp_path, changed):
    files = aftryk.files()
    kept = [fil for fil in files if fil != aftryk.ROD / changed]
    assert len(kept) == len(files) - 1
    other = tmp_path / "other"
    shutil.copy(aftryk.ROD / changed, other)
    assert aftryk.digest([*kept, other]) == aftryk.digest([*kept, aftryk.ROD / changed])
    other.write_bytes(other.read_bytes() + b"\n")
    assert aftryk.digest([*kept, other]) != aftryk.digest([*kept, aftryk.ROD / changed])


def test_every_fact_table_counts():
    assert [m.__name__ for m in FACTS if f" {m._meta.db_table} " not in aftryk.AFVIGENDE] == []


def test_a_case_that_could_not_be_judged_is_tried_again(judged):
    pk = first().pk
    Forloeb.objects.filter(pk=pk).update(indsatsmodel="ukendt")
    for _ in range(2):
        assert len(sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE).fejl) == 1


def test_a_contact_registered_and_refreshed_is_checked_once(judged):
    """A page refreshes without a fingerprint; the next check takes it."""
    from opfoelgning.vurdering import ensure_fresh  # noqa: PLC0415

    add_a_fact()
    ensure_fresh([first().pk], LAST)
    resultat = sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE)
    assert (resultat.antal, resultat.skrevet) == (1, 0)
    assert sweep(judged.pk, LAST, omfang=Omfang.AFVIGENDE).antal == 0


@pytest.mark.parametrize(
    ("options", "judged_anew", "line"),
    [
        ([], 1, "1 forløb vurderet, 1 ændret"),
        (["--kun-manglende"], 0, ""),
        (["--alle"], 3, "3 forløb vurderet, 1 ændret"),
        (["--forfra"], 3, "3 forløb vurderet, 3 ændret"),
    ],
)
def test_the_command_says_what_it_did(judged, options, judged_anew, line, capsys):
    tamper_with_a_status()
    call_command("genberegn", "--kommune", judged.kode, "--dato", LAST.isoformat(), *options)
    assert line in capsys.readouterr().err
    assert Sagsstatus.objects.filter(pk=first().pk, hast=77).exists() == (judged_anew == 0)


def test_a_day_back_is_judged_for_that_day(judged):
    sweep(judged.pk, FOERSTE, omfang=Omfang.AFVIGENDE)
    assert set(Sagsstatus.objects.values_list("vurderet_dag", flat=True)) == {FOERSTE}


def test_fingerprints_are_taken_in_three_statements_however_many(judged, monkeypatch):
    """Nothing is asked per forløb."""
    asked, execute = [], Cursor.execute

    def count(self, query, *args, **kwargs):
        asked.append(query)
        return execute(self, query, *args, **kwargs)

    ids = [f.pk for f in Forloeb.objects.all()]
    monkeypatch.setattr(Cursor, "execute", count)
    [[(tal,)]] = fetch_all(aftryk.reading_values())
    fetch_all(aftryk.writing(dict.fromkeys(ids, tal)))
    aftryk.differing()
    assert len(asked) == 3
