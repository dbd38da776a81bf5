"""A structural check of sagsdata documents, written apart from the importer."""

from datetime import date, datetime
from itertools import pairwise

FORMER = {"fysisk", "telefon", "video", "brev", "sms", "email"}
STATUSSER = {"planlagt", "gennemfoert", "udeblevet", "aflyst"}
KENDTE_NOEGLER = {
    "faser": {"nr", "fra", "til"},
    "tildelinger": {"medarbejder", "fra", "til", "skifteaarsag"},
    "ydelser": {"type", "fra", "til"},
    "fravaer": {"type", "fra", "til"},
    "anden_aktoer": {"hjemmel", "fra", "til"},
    "tilbud": {"id", "type", "fra", "til", "virksomhed", "parallel"},
    "ansaettelser": {
        *("id", "virksomhed", "fra", "til", "slutaarsag", "timer", "fleksjobaftale", "opfoelgninger")
    },
    "kontakter": {"id", "dato", "form", "status", "note"},
    "sagsgennemgange": {"dato", "resultat", "forventet_start", "begrundelse"},
    "genbehandlinger": {"moede", "indstillede_indsatser", "progressionsmaal"},
    "persongruppemarkeringer": {"navn", "fra", "til"},
    "henvendelser": {"id", "modtaget", "besvaret"},
}
FORLOEB_NOEGLER = {"id", "indsatsmodel", "fra", "til", "afslutningsaarsag", "borger", *KENDTE_NOEGLER}
OPFOELGNING_NOEGLER = {"id", "dato", "form", "fremmoede_virksomhed", "status", "statusmoede"}
AFTALE_NOEGLER = {
    *("udfyldt", "kontaktperson", "vitas", "arbejdsopgaver", "hensyn", "progressionsmaal", "parallel_praktik")
}
TYPER = {
    "ydelser": {
        *("ledighedsydelse", "sygedagpenge", "kontanthjaelp", "uddannelseshjaelp"),
        *("ressourceforloebsydelse", "foertidspension", "fleksloentilskud", "selvforsoergelse"),
    },
    "fravaer": {
        *("sygdom", "barsel", "sorgorlov", "ferie", "borgerligt_ombud", "midlertidigt_arbejde"),
        *("mindre_intensiv_indsats", "afklaring_foertidspension", "andet_lovligt", "ulovligt_fravaer"),
    },
    "tilbud": {
        *("virksomhedspraktik", "loentilskud", "jobrettet_uddannelse", "opkvalificering", "vejledning"),
        "mentor",
    },
}


def _dag(tekst):
    return date.max if tekst is None else date.fromisoformat(tekst)


def period(post):
    """First and last day of a record."""
    return date.fromisoformat(post["fra"]), _dag(post.get("til"))


def overlaps(poster):
    """Whether two of the periods share a day."""
    return any(a[1] >= b[0] for a, b in pairwise(sorted(period(p) for p in poster)))


def _check_values(forloeb):
    for navn, noegler in KENDTE_NOEGLER.items():
        for post in forloeb.get(navn, []):
            assert set(post) == noegler, (navn, post)
            if "fra" in post:
                assert period(post)[0] <= period(post)[1], post
            if navn in TYPER:
                assert post["type"] in TYPER[navn]
            if "form" in post:
                assert post["form"] in FORMER and post["status"] in STATUSSER
                date.fromisoformat(post["dato"])


def _check_periods(forloeb):
    foerste, sidste = period(forloeb)
    for navn in ("faser", "tildelinger"):
        for post in forloeb.get(navn, []):
            fra, til = period(post)
            assert foerste <= fra and til <= sidste, (forloeb["id"], navn, post)
    for navn in ("faser", "tildelinger", "ydelser", "anden_aktoer"):
        assert not overlaps(forloeb.get(navn, [])), (forloeb["id"], navn)
    for navn, noegle in (("sagsgennemgange", "dato"), ("genbehandlinger", "moede")):
        _check_unique(navn, [p[noegle] for p in forloeb.get(navn, [])])
    for type_ in TYPER["fravaer"]:
        assert not overlaps(f for f in forloeb.get("fravaer", []) if f["type"] == type_), forloeb["id"]
    faser = sorted(forloeb["faser"], key=lambda f: f["fra"])
    assert all((b["nr"] - a["nr"]) in (1, -1) for a, b in pairwise(faser))


def _check_job(job, kontaktpersoner):
    dage = [t["fra"] for t in job["timer"]]
    assert dage[0] == job["fra"] and dage == sorted(set(dage))
    assert all(0 <= t["timer"] <= 37 and 1 <= t["intensitet"] <= 100 for t in job["timer"])
    for opfoelgning in job["opfoelgninger"]:
        assert set(opfoelgning) == OPFOELGNING_NOEGLER
        assert opfoelgning["form"] in FORMER and opfoelgning["status"] in STATUSSER
        assert period(job)[0] <= date.fromisoformat(opfoelgning["dato"]) <= period(job)[1]
    if job["fleksjobaftale"]:
        assert set(job["fleksjobaftale"]) == AFTALE_NOEGLER
        assert job["fleksjobaftale"]["kontaktperson"] in kontaktpersoner


def _check_cpr(borger):
    cpr, foedt = borger["cpr"], date.fromisoformat(borger["foedselsdato"])
    assert cpr[:6] == f"{foedt.day + 60:02}{foedt:%m%y}" and cpr[6] == "-" and cpr[7:].isdigit()
    assert len(cpr) == 11
    assert (int(cpr[7]) <= 3) == (foedt.year < 2000)


def _check_unique(navn, ids):
    assert len(ids) == len(set(ids)), navn


def check_document(dokument):
    """Fail on anything sagsdata version 1 does not allow."""
    assert set(dokument) == {"sagsdata", "kommune", "medarbejdere", "virksomheder", "regler", "forloeb"}
    assert dokument["sagsdata"] == 1
    medarbejdere = {m["id"] for m in dokument["medarbejdere"]}
    virksomheder = {v["id"] for v in dokument["virksomheder"]}
    kontaktpersoner = [k["id"] for v in dokument["virksomheder"] for k in v["kontaktpersoner"]]
    alle = dokument["forloeb"]
    jobs = [job for f in alle for job in f.get("ansaettelser", [])]
    for forloeb in alle:
        assert set(forloeb) <= FORLOEB_NOEGLER and forloeb["indsatsmodel"] == "uif2"
        _check_values(forloeb)
        _check_periods(forloeb)
        _check_cpr(forloeb["borger"])
        assert all(t["medarbejder"] in medarbejdere for t in forloeb.get("tildelinger", []))
        assert all(t["virksomhed"] in {None, *virksomheder} for t in forloeb.get("tilbud", []))
        _check_messages(forloeb)
    for job in jobs:
        _check_job(job, kontaktpersoner)
        assert job["virksomhed"] in virksomheder
    _check_ids(dokument, alle, jobs)
    _check_unique("kontaktpersoner", kontaktpersoner)
    borgere = {f["borger"]["id"]: f["borger"] for f in alle}
    assert all(borgere[f["borger"]["id"]] == f["borger"] for f in alle)
    _check_unique("cpr", [b["cpr"] for b in borgere.values()])
    _check_one_case_at_a_time(alle)


def _check_ids(dokument, alle, jobs):
    for navn in ("medarbejdere", "virksomheder"):
        _check_unique(navn, [post["id"] for post in dokument[navn]])
    _check_unique("forloeb", [f["id"] for f in alle])
    _check_unique("ansaettelser", [job["id"] for job in jobs])
    _check_unique("opfoelgninger", [o["id"] for job in jobs for o in job["opfoelgninger"]])
    for navn in ("tilbud", "kontakter", "henvendelser"):
        _check_unique(navn, [p["id"] for f in alle for p in f.get(navn, [])])


def _check_messages(forloeb):
    for h in forloeb.get("henvendelser", []):
        modtaget = datetime.fromisoformat(h["modtaget"])
        assert modtaget.tzinfo and (not h["besvaret"] or datetime.fromisoformat(h["besvaret"]) >= modtaget)


def _check_one_case_at_a_time(alle):
    pr_borger: dict[str, list] = {}
    for forloeb in alle:
        pr_borger.setdefault(forloeb["borger"]["id"], []).append(forloeb)
    for borger, egne in pr_borger.items():
        assert not overlaps(egne), borger
