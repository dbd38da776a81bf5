"""Pages over many borgere: search, prognose, teamoverblik, reports, and handing over."""

from tests.browser.nabokommune import INGEN, INGEN_LEDER, MANGE_LEDER
from tests.browser.side import ADMINISTRATOR, JOBFORMIDLER, TEAMLEDER, Side
from tests.browser.tilstande import search_for, submit_main

TEAMSIDER = (
    Side("soeg"),
    Side("soeg", (JOBFORMIDLER,), tilstand="fundet", goer=search_for("bo", "Bo Æbelø")),
    Side("soeg", (JOBFORMIDLER,), tilstand="virksomhed", goer=search_for("vestby", "Vestby Planteskole")),
    Side("soeg", (JOBFORMIDLER,), tilstand="ingen fundet", goer=search_for("xyz", "Ingen fundet for")),
    Side(
        "soeg",
        (JOBFORMIDLER,),
        tilstand="cpr med fejl",
        goer=search_for("610180-100", "CPR-nummeret har 10 cifre"),
    ),
    Side("prognose", (JOBFORMIDLER, TEAMLEDER), query="?dage=90"),
    Side("prognose", (JOBFORMIDLER,), tilstand="ingen passer", query="?dage=14&regel=statusmoede"),
    Side("prognose", (INGEN,), tilstand="tom"),
    Side("team", (TEAMLEDER, MANGE_LEDER)),
    Side("team", (INGEN_LEDER,), tilstand="ingen passive"),
    Side("rapporter", (TEAMLEDER, ADMINISTRATOR)),
    Side("rapporter", (INGEN_LEDER,), tilstand="tom"),
    Side("rapporter", (TEAMLEDER,), tilstand="forkert adresse", query="?fra=x&dag=2030-01-01", status=422),
    Side("rapport", (TEAMLEDER, ADMINISTRATOR)),
    *(
        Side("rapport", (TEAMLEDER,), tilstand=kode, kode=kode)
        for kode in ("fase1", "progression", "ledighed")
    ),
    Side("rapport", (INGEN_LEDER,), tilstand="tom"),
    Side("rapport", (TEAMLEDER,), tilstand="forkert adresse", query="?til=2030-01-01", status=422),
    Side("rapport_borgere", (TEAMLEDER,), query="?gruppe=n1"),
    Side("rapport_maal", (TEAMLEDER, ADMINISTRATOR)),
    Side("rapport_maal", (TEAMLEDER,), tilstand="fejl", goer=submit_main),
    Side("team_borgere", (TEAMLEDER,)),
    Side("team_borgere", (INGEN_LEDER,), tilstand="tom"),
    Side("team_borgere", (TEAMLEDER,), tilstand="intet fundet", query="?navn=zz&status=passiv"),
    Side("overdrag", (TEAMLEDER,), query="?alle=uden"),
    Side("overdrag", (INGEN_LEDER,), tilstand="ingen valgt"),
    Side("stedfortraeder", (TEAMLEDER, ADMINISTRATOR)),
    Side("ufordelte", (TEAMLEDER, INGEN_LEDER)),
    Side("team_borgere", (TEAMLEDER,), tilstand="som det stod", query="?dato=2026-11-01"),
    Side("team_borgere", (TEAMLEDER,), tilstand="før alt", query="?dato=2020-01-01"),
    Side("team_borgere", (TEAMLEDER,), tilstand="forkert dato", query="?dato=i+går", status=422),
)
