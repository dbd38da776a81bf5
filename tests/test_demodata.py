"""The demo data: valid, repeatable, and with the shares they promise."""

import json
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from statistics import median

import pytest
from stdnum.dk import cvr

from fleksjob.demodata import KOMMUNER, SEED, dokumenter, login_medarbejder, logins
from fleksjob.demodata.fordeling import draw_hverdag, fordel, hverdag_foer, make_rng, spred
from fleksjob.demodata.generator import dokument
from tests.sagsdata_kontrol import FORMER, check_document, period

DAG = date(2026, 11, 23)
DAGE = (DAG, date(2024, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2025, 8, 31), date(2026, 11, 22))


@cache
def large(dag=DAG):
    return dokument("0851", dag, 1000, SEED)


@cache
def small(dag=DAG):
    return dokument("0849", dag, 120, SEED)


def active(doc, dag=DAG):
    return [f for f in doc["forloeb"] if period(f)[0] <= dag <= period(f)[1]]


def running(poster, dag=DAG):
    return [p for p in poster if period(p)[0] <= dag <= period(p)[1]]


def fase(forloeb, dag=DAG):
    return running(forloeb["faser"], dag)[0]["nr"]


def effective(job, dag=DAG):
    nu = [t for t in job["timer"] if date.fromisoformat(t["fra"]) <= dag][-1]
    return nu["timer"] * nu["intensitet"] / 100


def share(del_, hele):
    return len(del_) / len(hele)


def jobs_now(doc):
    return [job for f in active(doc) for job in running(f.get("ansaettelser", []))]


def owner(forloeb):
    return next((t["medarbejder"] for t in running(forloeb.get("tildelinger", []))), None)


def test_same_day_and_seed_give_the_same_document():
    first = json.dumps(dokument("0849", DAG, 120, SEED))
    assert json.dumps(dokument("0849", DAG, 120, SEED)) == first
    assert json.dumps(dokument("0849", DAG, 120, SEED + 1)) != first
    assert json.dumps(dokument("0849", DAG + timedelta(days=1), 120, SEED)) != first


@pytest.mark.parametrize("dag", DAGE)
def test_document_is_valid_on_any_day(dag):
    check_document(large(dag))
    check_document(small(dag))


@pytest.mark.parametrize("dag", DAGE)
def test_number_of_cases(dag):
    assert (len(active(large(dag), dag)), len(active(small(dag), dag))) == (1000, 120)
    assert (len(large(dag)["forloeb"]), len(small(dag)["forloeb"])) == (1300, 156)


def test_shares_of_faser_jobs_and_straight_ways():
    cases = active(large())
    shares = [share([f for f in cases if fase(f) == nr], cases) for nr in (1, 2, 3)]
    assert shares == pytest.approx([0.13, 0.61, 0.26], abs=0.01)
    jobs = jobs_now(large())
    assert 0.62 <= share([j for j in jobs if effective(j) <= 10], jobs) <= 0.68
    before_job = [
        (period(f["faser"][i - 1])[1] - period(f["faser"][i - 1])[0]).days + 1
        for f in large()["forloeb"]
        for i, fase in enumerate(f["faser"])
        if fase["nr"] == 3
    ]
    assert 0.28 <= share([d for d in before_job if d <= 14], before_job) <= 0.40


def test_median_time_on_ledighedsydelse_is_about_nine_months():
    days = [
        (DAG - period(y)[0]).days
        for f in active(large())
        for y in running(f["ydelser"])
        if y["type"] == "ledighedsydelse"
    ]
    assert 240 <= median(days) <= 310


def test_contacts_come_every_ten_to_fourteen_days():
    gaps = []
    for f in active(large()):
        dates = [
            date.fromisoformat(c["dato"])
            for c in f.get("kontakter", [])
            if c["status"] == "gennemfoert" and c["form"] in FORMER - {"brev", "sms", "email"}
        ]
        gaps += [(b - a).days for a, b in pairwise(dates)]
    assert 10 <= median(gaps) <= 13
    assert {c["status"] for f in active(small()) for c in f.get("kontakter", [])} == {
        *("gennemfoert", "udeblevet", "aflyst", "planlagt")
    }


@pytest.mark.parametrize(("doc", "staff"), [(large, (25, 2, 3, 1)), (small, (4, 1, 1, 1))])
def test_staff_and_caseloads(doc, staff):
    doc = doc()
    roles = [m["roller"][0] for m in doc["medarbejdere"]]
    assert tuple(map(roles.count, ("jobformidler", "sagsbehandler", "teamleder", "administrator"))) == staff
    owners = [owner(f) for f in active(doc)]
    assert 0 < owners.count(None) <= 30
    loads = {m["id"]: owners.count(m["id"]) for m in doc["medarbejdere"] if m["roller"] == ["jobformidler"]}
    assert 35 <= loads.pop("jobformidler-1") <= 60
    assert all(20 <= load <= 45 for load in loads.values())


def test_every_kind_of_absence_runs_somewhere_today():
    types = {fr["type"] for f in active(large()) for fr in running(f.get("fravaer", []))}
    assert len(types) == 10


def test_kommuner_look_alike():
    names = [{f["borger"]["id"]: f["borger"] for f in doc["forloeb"]} for doc in (large(), small())]
    alike = [i for i in names[1] if names[0].get(i, {}).get("navn") == names[1][i]["navn"]]
    assert len(alike) > 30
    assert all(names[0][i]["cpr"] != names[1][i]["cpr"] for i in alike)


def test_companies_have_numbers_nobody_has_and_notes_vary():
    assert all(cvr.is_valid(v["cvr"]) and v["cvr"][0] == "9" for v in large()["virksomheder"])
    assert all(k["telefon"][:2] == "10" for v in large()["virksomheder"] for k in v["kontaktpersoner"])
    assert len({c["note"] for f in large()["forloeb"] for c in f.get("kontakter", [])}) > 250


def test_quotas():
    assert fordel(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert fordel(10, {"a": 98, "b": 1, "c": 1}, {"b": 1, "c": 2}) == {"a": 7, "b": 1, "c": 2}
    assert spred({"a": 4, "b": 2}) == ["a", "b", "a", "a", "b", "a"]


def test_working_days():
    assert hverdag_foer(date(2026, 11, 22)) == date(2026, 11, 20)
    assert hverdag_foer(date(2027, 1, 1)) == date(2026, 12, 30)
    assert draw_hverdag(make_rng("x"), date(2026, 11, 20), date(2026, 11, 22)) == date(2026, 11, 20)
    assert draw_hverdag(make_rng("x"), date(2026, 11, 21), date(2026, 11, 21)) == date(2026, 11, 21)


def test_one_login_per_kommune_and_role():
    all_logins = logins()
    assert [set(login) for login in all_logins] == [{"kommune", "rolle", "brugernavn", "adgangskode"}] * 8
    assert len({login["brugernavn"] for login in all_logins}) == 8


def test_every_login_belongs_to_somebody_with_that_role():
    for doc in (large(), small()):
        roles = {m["id"]: m["roller"] for m in doc["medarbejdere"]}
        own = [login for login in logins() if login["kommune"] == doc["kommune"]]
        assert [roles[login_medarbejder(login)] for login in own] == [[login["rolle"]] for login in own]


def test_the_demo_is_these_two_documents():
    assert list(dokumenter(DAG)) == [large(), small()]
    assert list(KOMMUNER) == ["0851", "0849"]
