"""Nothing that is sent, however odd, makes a page fall over: a page says what is wrong, or does not care."""

from html.parser import HTMLParser

import pytest

from tests.adgangsadresser import ADDRESSES
from tests.adgangstabel import EXPECTED, ROLES

ODD = ("\0", "9" * 30, "9999-12-31")
# What addresses and forms are asked for beside the fields on their own page, and what a form without a page is sent.
ALSO = (
    *("dag", "q", "navn", "fra", "til", "foer", "efter", "team", "fase", "status", "jobformidler", "forloeb"),
    *("dato", "type", "note", "tekst", "begrundelse", "version", "annuller"),
)
WHO = ("egen", "teamleder", "administrator")


class Names(HTMLParser):
    """The names of everything on a page that can be sent."""

    def __init__(self, page: str):
        super().__init__()
        self.found = set(ALSO)
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found |= {value for name, value in attrs if name == "name" and value and tag != "meta"}


def addresses_of(role: str) -> list:
    """Those that she, and nobody before her, may open or send something to."""
    return [
        address
        for address in ADDRESSES
        if next((one for one in WHO if _may(one, address.name)), None) == role
    ]


def _may(role: str, name: str) -> bool:
    return any(line.split()[ROLES.index(role)] in {"200", "302", "422"} for line in EXPECTED[name])


@pytest.mark.parametrize("role", WHO)
def test_every_page_stands(world, role):
    fell = []
    for address in addresses_of(role):
        url = address.url(world.own)
        names = Names(world.answer(role, "GET", url).content.decode(errors="replace")).found
        for odd in ODD:
            sent = dict.fromkeys(names - {"csrfmiddlewaretoken"}, odd)
            for method in ("GET", "POST"):
                if world.answer(role, method, url, sent).status_code >= 500:
                    fell.append(f"{method} {address.name}: {odd[:10]!r}")
    assert not fell, "\n".join(fell)
