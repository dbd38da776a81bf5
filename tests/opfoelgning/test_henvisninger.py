"""Links lead where whoever sees them may go, and a page that is not there says what may have happened to it."""

import re

import pytest

from tests.opfoelgning.sager import client_for, text_of
from tests.raekker import make_medarbejder


@pytest.mark.parametrize("rolle", ["jobformidler", "sagsbehandler", "teamleder", "administrator"])
def test_nobody_is_sent_from_help_to_a_page_that_is_closed_to_her(kontor, rolle):
    client = client_for(make_medarbejder(f"ny.{rolle}", rolle, team=kontor.team))
    hjaelp = re.search(r"<main.*</footer>", text_of(client.get("/hjaelp")), re.DOTALL)[0]
    links = set(re.findall(r'href="(/[^"#]*)"', hjaelp))
    assert "/regler/" in links
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)


def test_the_rules_are_found_from_every_page_and_from_the_team(kontor):
    side = text_of(client_for(kontor.leder).get("/team"))
    assert side.count('href="/regler/"') == 3


def test_a_rule_or_version_that_is_not_there_is_no_borger(kontor):
    client = client_for(make_medarbejder("admin", "administrator"))
    for url in ("/administration/regler/version/99", "/administration/regler/uif2/ukendt"):
        side = text_of(client.get(url))
        assert "Reglen eller versionen kan være trukket tilbage" in side
        assert "Borgeren" not in side
    assert "Borgeren kan være flyttet" in text_of(client.get("/borger/999999"))
