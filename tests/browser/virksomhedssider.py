"""The pages of companies."""

from tests.browser.sager import AABNING, DUBLET, KONTAKTPERSON, NOTAT, VIRKSOMHED
from tests.browser.side import ALLE, JOBFORMIDLER, TEAMLEDER, Side
from tests.browser.tilstande import choose_company, correct_twice, make_company_again, submit_main

VIRKSOMHEDSSIDER = (
    Side("virksomheder", ALLE),
    Side("virksomheder", (JOBFORMIDLER,), tilstand="ingen fundet", query="?q=xyz"),
    Side("virksomhed", ALLE, borger=VIRKSOMHED),
    Side("virksomhed", (JOBFORMIDLER,), borger=DUBLET, tilstand="tom"),
    Side("virksomhed_oplysninger", (JOBFORMIDLER,), borger=VIRKSOMHED),
    Side("virksomhed_ny", (JOBFORMIDLER,)),
    Side("virksomhed_ny", (JOBFORMIDLER,), tilstand="fejl", goer=submit_main),
    Side("virksomhed_ny", (JOBFORMIDLER,), tilstand="findes", goer=make_company_again),
    Side("virksomhed_ret", (JOBFORMIDLER,), borger=VIRKSOMHED),
    Side("virksomhed_ret", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="to på én gang", goer=correct_twice),
    Side("virksomhed_sammenlaeg", (TEAMLEDER,), borger=DUBLET),
    Side("virksomhed_sammenlaeg", (TEAMLEDER,), borger=DUBLET, tilstand="valgt", goer=choose_company),
    Side("kontaktperson_ny", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="fejl", goer=submit_main),
    Side("kontaktperson_ret", (JOBFORMIDLER,), borger=KONTAKTPERSON),
    Side("aabning_ny", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="fejl", goer=submit_main),
    Side("aabning_ret", (JOBFORMIDLER,), borger=AABNING),
    Side("notat_ny", (JOBFORMIDLER,), borger=VIRKSOMHED, tilstand="fejl", goer=submit_main),
    Side("notat_ret", (JOBFORMIDLER,), borger=NOTAT),
)
