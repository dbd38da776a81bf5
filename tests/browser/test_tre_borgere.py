"""Three borgere from the first conversation on, day by day through the product, with the flags of each day."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.rejse import Rejse, chips, fill, quiet, save

FOERSTE = date(2026, 11, 23)


def dag(antal: int) -> date:
    return FOERSTE + timedelta(days=antal)


def create(rejse: Rejse, cpr: str, navn: str, maalgruppe: str) -> str:
    """A new borger of the jobformidler's; the address of her page."""
    page = rejse.som("jobformidler")
    page.goto("/borger/ny")
    fill(page, cpr=cpr, navn=navn, maalgruppe=f"uif2/{maalgruppe}", diagnose="nej")
    save(page, "Opret borger")
    expect(page.locator("main")).to_contain_text(f"{navn} er oprettet.")
    found = re.match(r".*/borger/\d+", page.url)
    assert found
    return found.group()


def log_contact(page: Page, navn: str) -> None:
    """Four interactions from Mine borgere."""
    page.goto("/mine")
    page.locator("#borgerliste tbody", has_text=navn).locator("[data-handling]").focus()
    page.keyboard.press("Enter")  # 1
    expect(page.locator("[data-inline] input[type=radio]").first).to_be_focused()
    page.keyboard.press("t")  # 2
    page.keyboard.type("Talt om jobsøgning")  # 3
    page.keyboard.press("Control+Enter")  # 4
    expect(page.locator("#borgerliste tbody", has_text=navn)).to_contain_text("Kontakt gemt")


def begin_job(page: Page, borger: str, timer: str, start: date) -> None:
    """A fleksjob whose agreement is complete."""
    page.goto(f"{borger}/fleksjob/ny")
    fill(page, virksomhed="Tårnby Trykkeri", start=start, timer=timer, intensitet="100")
    fill(
        page, udfyldt=start, arbejdsopgaver="Pakke tryksager, to formiddage", aftalt_mellem="Borger og leder"
    )
    save(page, "Gem")


def mark(page: Page) -> None:
    """The mark of the group, asked for as soon as fase 3 begins."""
    expect(page.locator("main")).to_contain_text("Markér borgeren som «Udvikling i fleksjob II»")
    save(page, "Det er gjort")


def hold(page: Page, borger: str, hvordan: str, **felter: str | bool | date) -> None:
    """A follow-up in the job, on the day itself."""
    page.goto(f"{borger}/opfoelgning/ny")
    fill(page, hvordan=hvordan, maalstatus="paa_vej", **felter)
    save(page, "Gem opfølgning")


def test_from_the_first_conversation_to_twelve_hours(rejse):
    """Fase 1 and its ten weeks, the team's meeting, fase 2 by itself, a job of 6 hours that grows out of the model."""
    rejse.til(FOERSTE)
    borger = create(rejse, "710385-2001", "Ane Afprøver", "rehabiliteringsteam")
    page = rejse.som("jobformidler")
    page.goto(f"{borger}/forberedelse/2.1")
    fill(page, tekst="Kontoruddannet, kørekort.")
    save(page, "Gem")
    rejse.til(dag(14))
    assert chips(page, "Ane") == []
    rejse.til(dag(56))
    assert chips(page, "Ane") == ["Fase 1: 14 dage tilbage"]
    rejse.til(dag(71))
    assert chips(page, "Ane") == ["Fase 1 overskredet 1 dag"]
    visit(page, borger, dag(71))
    assert chips(page, "Ane") == []
    rejse.til(dag(85))
    assert chips(page, "Ane") == ["Kontakt i dag"]
    log_contact(page, "Ane")
    assert chips(page, "Ane") == []
    rejse.til(dag(100))
    assert chips(page, "Ane") == ["Kontakt overskredet 1 dag"]
    begin_job(page, borger, "6", dag(100))
    expect(page.locator("main")).to_contain_text("Fase 3 Fleksjob er begyndt 3. marts 2027")
    mark(page)
    assert chips(page, "Ane") == ["Mangler i VITAS"]
    outgrow(page, rejse)
    assert page.goto(borger).ok
    expect(page.locator("main")).to_contain_text("3 Fleksjob")
    expect(page.locator("main")).to_contain_text("3. marts 2027 – 31. maj 2027")


def visit(page: Page, borger: str, paa: date) -> None:
    """The team meets and the kommune decides, both on one day; fase 2 begins by itself."""
    page.goto(f"{borger}/rehabilitering/moede/ny")
    fill(page, status="holdt", med_borger=True, med_virksomhedskonsulent=True, timer="6")
    fill(page, jobfunktioner="Pakke varer", begrundelse_32="Kræfterne rækker til to formiddage om ugen.")
    fill(page, progressionsmaal="8 timer til sommer", indstilling="fleksjob_permanent")
    save(page, "Gem mødet")
    page.goto(f"{borger}/afgoerelse/ny")
    fill(page, resultat="visiteret", varighed="permanent", start=paa, ledighedsydelse_fra=paa)
    save(page, "Gem afgørelsen")
    expect(page.locator("main")).to_contain_text("Fase 2 Jobsøgning er begyndt 2. februar 2027")


def outgrow(page: Page, rejse: Rejse) -> None:
    """Twelve hours from the first of June: asked whether the case ends, and it need not."""
    rejse.til(date(2027, 6, 1))
    page.get_by_role("link", name="Ane Afprøver").first.click()
    page.get_by_role("link", name="Fleksjob og timer", exact=True).click()
    page.get_by_role("link", name="Ret timer fra dato").click()
    fill(page, fra=date(2027, 6, 1), timer="12", intensitet="100")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("main")).to_contain_text("Timer er over 10: borgeren forlader indsatsen.")
    quiet(page)
    save(page, "Gem timerne, og lad fasen slutte")
    expect(page.locator("main")).to_contain_text("12 timer om ugen")


def test_from_six_months_of_passivity_to_a_placement(rejse):
    """A warning, the day itself, a proposal, a decision, the team's meeting, and praktik that stops the clock."""
    rejse.til(FOERSTE)
    borger = create(rejse, "720385-2003", "Bo Balle", "ledighedsydelse")
    page = rejse.som("jobformidler")
    rejse.til(dag(14))
    assert chips(page, "Bo Balle") == ["Kontakt i dag"]
    log_contact(page, "Bo Balle")
    rejse.til(dag(149))
    assert not any("Passiv" in chip for chip in chips(page, "Bo Balle"))
    for antal, ventet in ((150, "Passiv om 31 dage"), (180, "Passiv i morgen")):
        rejse.til(dag(antal))
        assert ventet in chips(page, "Bo Balle")
    rejse.til(dag(181))
    assert "Passiv siden 23. maj" in chips(page, "Bo Balle")
    page.goto(f"{borger}/forslag")
    fill(page, type="genbehandling", begrundelse="To praktikker er afbrudt")
    save(page, "Send til teamleder")
    expect(page.locator("main")).to_contain_text("Afventer leder")
    decide(rejse.som("teamleder"), dag(195))
    rejse.til(dag(195))
    meet(page, borger)
    expect(page.locator("main")).to_contain_text("0 af 183 dage")
    begin_praktik(page, borger, dag(195))
    assert not any("Passiv" in chip for chip in chips(page, "Bo Balle"))
    page.goto(borger)
    expect(page.locator("main .chip", has_text="I virksomhedspraktik").first).to_be_visible()


def begin_praktik(page: Page, borger: str, start: date) -> None:
    """Four weeks at the company."""
    page.goto(f"{borger}/aktivitet/ny")
    praktik = page.locator("select[name=type] option", has_text="Virksomhedspraktik").get_attribute("value")
    fill(
        page,
        type=praktik or "",
        virksomhed="Tårnby Trykkeri",
        start=start,
        til=start + timedelta(days=28),
        timer="7,5",
    )
    fill(page, formaal="At afprøve pakning", maal="Fleksjob 6 timer")
    save(page, "Gem")


def decide(page: Page, moede: date) -> None:
    """From Teamoverblik in four interactions."""
    page.goto("/team")
    page.locator("tr", has_text="Bo Balle").get_by_role("link", name="Træf beslutning").click()  # 1
    fill(page, udfald="genbehandling")  # 2
    fill(page, moede=moede, jobformidler_deltog=True)
    fill(page, begrundelse="Teamet skal se sagen igen.")  # 3
    save(page, "Gem beslutning")  # 4
    expect(page.locator("main")).to_contain_text("Beslutningen om Bo Balle er gemt")


def meet(page: Page, borger: str) -> None:
    """The sections, the question of health, and what the team recommended."""
    page.goto(f"{borger}/genbehandling")
    page.get_by_role("link", name="Ret forberedelsen").click()
    fill(page, helbred_aendret="nej")
    for afsnit in page.locator("main [name=afsnit]").all():
        afsnit.check(force=True)
    save(page, "Gem")
    page.get_by_role("link", name="Mødet er holdt").click()
    fill(page, indstillede_indsatser="virksomhedspraktik", progressionsmaal="Praktik inden sommer")
    save(page, "Gem")
    expect(page.locator("main")).to_contain_text("Passivitetsuret begynder forfra fra mødedagen.")


def test_four_follow_ups_and_a_status_meeting(rejse):
    """A job of 6 hours: the system plans, two are at the company, and the six months end with nothing missed."""
    rejse.til(FOERSTE)
    borger = create(rejse, "730385-2005", "Cille Carlsen", "fleksjob")
    page = rejse.som("jobformidler")
    begin_job(page, borger, "6", FOERSTE)
    mark(page)
    page.get_by_role("link", name="Ret aftalen").click()
    fill(page, vitas=FOERSTE, progressionsmaal="8 timer til maj")
    save(page, "Gem")
    assert chips(page, "Cille") == ["I fleksjob"]
    planlagt = (date(2026, 12, 11), date(2027, 1, 18), date(2027, 2, 24), date(2027, 4, 5))
    for nr, (paa, hvordan) in enumerate(zip(planlagt, ["virksomhed", "telefon"] * 2, strict=True)):
        rejse.til(paa)
        assert not any("overskredet" in chip for chip in chips(page, "Cille"))
        hold(page, borger, hvordan, note=f"Opfølgning {nr + 1}")
        expect(page.locator("main")).to_contain_text(f"nr. {nr + 1} af 4")
    rejse.til(date(2027, 5, 24))
    assert chips(page, "Cille")[0] == "Statusmøde mangler (6 mdr.)"
    hold(page, borger, "virksomhed", statusmoede=True, plan="8 timer", timer="8", naeste=date(2027, 8, 20))
    assert chips(page, "Cille") == ["I fleksjob"]
    page.goto(borger)
    expect(page.locator("main .chip", has_text="overskredet")).to_have_count(0)
