"""Charts and clocks: right geometry, readable without sight, safe under the content security policy."""

import itertools
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from fleksjob import diagrammer
from fleksjob.diagrammer import Serie, bjaelker, kurve, soejler
from fleksjob.passivitetsur import ur_lille, ur_linje, ur_stort
from opfoelgning.regler.typer import Effekt
from opfoelgning.urbillede import Segment, Urbillede

IDAG = date(2026, 11, 23)
MAANEDER = ["sep.", "okt.", "nov."]
SERIER = [Serie("Fase 1", [20, 10, 0]), Serie("Fase 2", [80, 90, 100])]


def parse(html):
    """The markup as a tree; fails unless it is well formed."""
    return ElementTree.fromstring(f"<div>{html}</div>")


def klasse(tree, navn):
    return [el for el in tree.iter() if navn in el.get("class", "").split()]


def strip(path):
    """(x, width) of a stretch of the clock."""
    x, bredde = re.match(r"M([\d.]+) 1h([\d.]+)", path.get("d")).groups()
    return float(x), float(bredde)


def ur(*laengder, antal=152, i_alt=182, frist=date(2026, 12, 22), foer=0):
    """A clock whose stretches, (effekt, days) pairs, end on IDAG minus ``foer`` days."""
    dag = IDAG - timedelta(days=sum(n for _, n in laengder) + foer)
    segmenter = []
    for effekt, n in laengder:
        segmenter.append(Segment(dag, dag + timedelta(days=n), effekt, "Praktik <b>"))
        dag += timedelta(days=n)
    return Urbillede(segmenter, IDAG, antal, i_alt, frist)


FULDT = ur((Effekt.NULSTILLER, 17), (Effekt.TAELLER, 61), (Effekt.PAUSER, 14), (Effekt.TAELLER, 91))


def test_the_clock_says_in_words_what_it_shows():
    assert ur_linje(FULDT) == "152 af 182 dage tæller · passiv 23. december 2026"
    passiv = ur((Effekt.TAELLER, 191), antal=191, frist=date(2026, 11, 13))
    assert ur_linje(passiv) == "191 af 182 dage tæller · passiv siden 14. november 2026"
    uden_dato = ur((Effekt.PAUSER, 10), antal=0, frist=None)
    assert ur_linje(uden_dato) == "0 af 182 dage tæller · ingen dato for passivitet lige nu"


def test_passive_begins_when_the_last_day_is_counted():
    assert not ur((Effekt.TAELLER, 181), antal=181).er_passiv
    assert ur((Effekt.TAELLER, 182), antal=182).er_passiv


@pytest.mark.parametrize("html", [ur_lille(FULDT), ur_stort(FULDT)], ids=["lille", "stort"])
def test_a_clock_has_a_role_a_name_and_a_description(html):
    tree = parse(html)
    billede = tree.find(".//svg")
    assert billede.get("role") == "img"
    navn, beskrivelse = billede.get("aria-labelledby").split()
    assert billede.find(f"title[@id='{navn}']").text == "Passivitetsur"
    assert billede.find(f"desc[@id='{beskrivelse}']").text == ur_linje(FULDT)


def test_stretches_follow_each_other_in_proportion():
    tree = parse(ur_lille(FULDT))
    felter = [strip(el) for navn in ("ua", "ut", "uf") for el in klasse(tree, navn)]
    assert len(felter) == 4
    felter.sort()
    for (x, bredde), (naeste, _) in itertools.pairwise(felter):
        assert x + bredde == pytest.approx(naeste, abs=0.15)
    # 183 known days and 30 left until 23 December over 102 units.
    assert [b for _, b in felter] == pytest.approx([n * 102 / 213 for n in (17, 61, 14, 91)], abs=0.1)


def test_the_bar_ends_on_the_passive_day():
    x, bredde = strip(klasse(parse(ur_lille(ur((Effekt.TAELLER, 152)))), "ut")[0])
    assert x + bredde == pytest.approx(1 + 152 * 102 / 182, abs=0.1)


def test_a_passive_clock_is_full():
    x, bredde = strip(
        klasse(parse(ur_lille(ur((Effekt.TAELLER, 300), antal=300, frist=date(2026, 7, 1)))), "ut")[0]
    )
    assert (x, bredde) == pytest.approx((1, 102), abs=0.5)


def test_without_a_date_the_missing_days_are_left_white():
    uden_dato = ur((Effekt.TAELLER, 82), (Effekt.PAUSER, 100), antal=82, i_alt=182, frist=None)
    x, bredde = strip(klasse(parse(ur_lille(uden_dato)), "uf")[0])
    assert x + bredde == pytest.approx(1 + 182 * 102 / 282, abs=0.2)


def test_a_long_activity_before_the_clock_takes_only_a_month():
    tree = parse(ur_lille(ur((Effekt.NULSTILLER, 900), (Effekt.TAELLER, 152))))
    assert strip(klasse(tree, "ua")[0])[1] == pytest.approx(30 * 102 / 212, abs=0.1)


def test_what_begins_after_today_is_not_drawn():
    html = ur_lille(ur((Effekt.TAELLER, 100), (Effekt.NULSTILLER, 20), antal=100, foer=-20))
    assert klasse(parse(html), "ua") == []


def test_absence_is_hatched_not_only_coloured():
    tree = parse(ur_stort(FULDT))
    moenster = tree.find(".//pattern").get("id")
    assert klasse(tree, "uf")[0].get("fill") == f"url(#{moenster})"
    assert parse(ur_stort(ur((Effekt.TAELLER, 152)))).find(".//pattern") is None


def test_a_narrow_stretch_is_named_below_the_bar():
    tekster = {t.text: int(t.get("y")) for t in parse(ur_stort(FULDT)).iter("text")}
    assert tekster["61 dage tæller"] == tekster["91 dage tæller"] == 12
    assert tekster["14 dage tæller ikke"] == 56
    assert tekster["I dag: 152 af 182 dage"] == 62
    assert tekster["23. dec."] == 12


def test_labels_never_cover_each_other():
    skiftevis = ur(*[(Effekt.TAELLER, 9), (Effekt.PAUSER, 9)] * 10, antal=90, frist=date(2027, 3, 1))
    for y in ("12", "56"):
        fra_til = sorted(
            (float(t.get("x")), float(t.get("x")) + len(t.text) * 6.2)
            for t in parse(ur_stort(skiftevis)).iter("text")
            if t.get("y") == y and t.get("text-anchor") == "start"
        )
        assert all(til <= fra for (_, til), (fra, _) in itertools.pairwise(fra_til))


def test_sixty_small_clocks_are_light_and_have_their_own_ids():
    html = [ur_lille(FULDT) for _ in range(60)]
    ids = re.findall(r'\sid="([^"]+)"', "".join(html))
    assert len(ids) == len(set(ids)) == 60 * 3
    assert max(len(h.encode()) for h in html) < 1000


def test_a_key_gives_the_same_markup_twice():
    assert ur_stort(FULDT, noegle="f1") == ur_stort(FULDT, noegle="f1")
    assert ur_stort(FULDT, noegle="f1") != ur_stort(FULDT, noegle="f2")


def test_a_clock_without_stretches_is_an_empty_bar():
    tomt = Urbillede([], IDAG, 0, 182, None)
    assert klasse(parse(ur_lille(tomt)), "ut") == []


CHARTS = [
    soejler("Titel & mere", "Fundet er <stort>.", MAANEDER, SERIER),
    kurve(
        "Titel & mere",
        "Fundet er <stort>.",
        MAANEDER,
        [Serie("Til tiden", [90, None, 92])],
        enhed=" %",
        maal=95,
    ),
    bjaelker("Titel & mere", "Fundet er <stort>.", [("Mette <Holm>", 25), ("Jonas", 5)]),
]


@pytest.mark.parametrize("html", [*CHARTS, ur_lille(FULDT), ur_stort(FULDT)], ids=range(len(CHARTS) + 2))
def test_nothing_is_styled_or_scripted_inline(html):
    for el in parse(html).iter():
        assert not {"style", "onclick", "onload"} & set(el.keys())
        assert el.tag not in {"style", "script"}


@pytest.mark.parametrize("html", CHARTS, ids=range(len(CHARTS)))
def test_a_chart_states_its_finding_and_carries_its_numbers(html):
    tree = parse(html)
    assert tree.find(".//svg/title").text == "Titel & mere"
    assert tree.find(".//svg/desc").text == "Fundet er <stort>."
    assert tree.find(".//details/summary").text == "Vis tallene som tabel"
    assert tree.find(".//details/table/caption").text == "Titel & mere"


def test_columns_stack_from_the_bottom():
    tree = parse(CHARTS[0])
    ens, to = klasse(tree, "f1"), klasse(tree, "f2")
    for nederst, oeverst in zip(ens, to, strict=True):
        assert float(oeverst.get("y")) + float(oeverst.get("height")) == pytest.approx(
            float(nederst.get("y")), abs=0.2
        )
    hoejder = [float(r.get("height")) for r in ens]
    assert hoejder[0] == pytest.approx(2 * hoejder[1], abs=0.2)
    assert hoejder[2] == 0


def test_the_last_column_is_named_beside_it_bottom_up():
    navne = {t.text: float(t.get("y")) for t in klasse(parse(CHARTS[0]), "ende")}
    assert set(navne) == {"Fase 1: 0", "Fase 2: 100"}
    assert navne["Fase 2: 100"] < navne["Fase 1: 0"]


def test_the_table_holds_every_number():
    celler = [[c.text for c in r] for r in parse(CHARTS[0]).iter("tr")]
    assert celler == [
        ["Periode", "Fase 1", "Fase 2"],
        ["sep.", "20", "80"],
        ["okt.", "10", "90"],
        ["nov.", "0", "100"],
    ]


def test_a_line_leaves_a_gap_where_nothing_is_known():
    tree = parse(CHARTS[1])
    sti = klasse(tree, "kurve")[0].get("d")
    assert sti.count("M") == 2
    assert "L" not in sti
    assert [t.text for t in klasse(tree, "ende")] == ["Mål 95\xa0%", "Til tiden: 92\xa0%"]
    assert ["okt.", "–"] in [[c.text for c in r] for r in tree.iter("tr")]


def test_a_number_alone_between_gaps_is_a_dot():
    serie = Serie("Til tiden", [96, None, 90, 92])
    prikker = klasse(parse(kurve("T", "F.", ["a", "b", "c", "d"], [serie], top=100)), "punkt")
    assert [(prik.get("cx"), prik.get("cy")) for prik in prikker] == [("107.0", "22.6")]


@pytest.mark.parametrize(
    ("etiketter", "vist", "paa_telefon"),
    [
        ([*"abcdefghijklmnopqr"], "abcdefghijklmnopqr", "afilor"),
        ([f"{bogstav}. 2026" for bogstav in "abcdefghijklmnopqr"], "afilor", "afilor"),
        ([*"abcdefghi"], "abcdefghi", "afi"),
        (["Aftalt", "Nu"], "AN", "AN"),
    ],
    ids=["room", "no room", "quarters", "few"],
)
def test_first_and_last_and_every_third_stand_at_the_foot(etiketter, vist, paa_telefon):
    tree = parse(kurve("T", "F.", etiketter, [Serie("S", [1] * len(etiketter))]))
    under = [t for t in tree.iter("text") if t.get("y") == str(diagrammer.BUND + 18)]
    assert "".join(t.text[0] for t in under) == vist
    assert "".join(t.text[0] for t in under if t.get("class") != "mellem") == paa_telefon


def test_a_label_at_the_end_fits_a_phone_with_its_number_and_unit_together():
    serier = [Serie("Snart passive", [17]), Serie("Passive den sidste dag", [1250])]
    linjer = [t.text for t in klasse(parse(soejler("T", "F.", ["nov."], serier)), "ende")]
    assert max(map(len, linjer)) <= 15
    assert "17" in linjer
    kontakt = parse(kurve("T", "F.", ["nov."], [Serie("Kontaktet til tiden", [92])], enhed=" %"))
    assert [t.text for t in klasse(kontakt, "ende")] == ["Kontaktet til", "tiden: 92\xa0%"]


def test_a_long_label_stands_on_lines_that_find_room_and_cover_nothing():
    serier = [Serie("Passive den sidste dag", [0, 0, 1]), Serie("Får passivitet inden 30 dage", [0, 0, 1])]
    linjer = klasse(parse(soejler("T", "F.", MAANEDER, serier)), "ende")
    assert " ".join(t.text for t in linjer).split() == (
        ["Får", "passivitet", "inden", "30", "dage:", "1", "Passive", "den", "sidste", "dag:", "1"]
    )
    assert max(len(t.text) for t in linjer) <= diagrammer.TEGN
    hoejder = [float(t.get("y")) for t in linjer]
    assert all(nede - oppe >= 15 for oppe, nede in itertools.pairwise(hoejder))
    assert hoejder[0] >= diagrammer.TOP and hoejder[-1] <= diagrammer.HOEJDE


def test_end_labels_keep_their_distance_inside_the_picture():
    ens = [Serie(f"Serie {i}", [50, 100]) for i in range(4)]
    steder = sorted(
        float(t.get("y")) for t in klasse(parse(kurve("T", "F.", ["a", "b"], ens, maal=100)), "ende")
    )
    assert len(steder) == 5
    assert all(b - a > diagrammer.LINJEHOEJDE - 0.1 for a, b in itertools.pairwise(steder))
    assert steder[0] > 10
    assert steder[-1] < diagrammer.HOEJDE


@pytest.mark.parametrize("hoejeste", [0, 1, 3.5, 4, 5, 9, 10, 37, 99, 100, 142, 1000, 150_000])
def test_the_axis_covers_the_highest_value_with_few_round_ticks(hoejeste):
    tree = parse(soejler("T", "F.", ["a"], [Serie("S", [hoejeste])]))
    net = klasse(tree, "net")
    assert 3 <= len(net) <= 7
    assert float(klasse(tree, "f1")[0].get("y")) >= diagrammer.TOP


def test_bars_are_in_proportion():
    bredder = [float(r.get("width")) for r in klasse(parse(CHARTS[2]), "f2")]
    assert bredder == [220, 44]


@pytest.mark.parametrize(
    "html",
    [soejler("T", "F.", [], []), kurve("T", "F.", [], []), bjaelker("T", "F.", [])],
    ids=["soejler", "kurve", "bjaelker"],
)
def test_no_numbers_give_an_empty_picture(html):
    assert parse(html).find(".//svg") is not None
