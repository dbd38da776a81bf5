"""How much a page weighs on the line, compressed as production serves it."""

import brotli

from tests.browser.nabokommune import ANTAL, MANGE

MOST = 100 * 1024  # bytes


def test_mine_borgere_with_a_full_caseload_weighs_at_most_100_kb(open_page):
    page = open_page(MANGE)
    parts: dict[str, bytes] = {}
    page.on("requestfinished", lambda request: parts.update({request.url: request.response().body()}))
    page.goto("/mine", wait_until="networkidle")
    assert page.locator("#borgerliste tbody[data-raekke]").count() == ANTAL
    weights = {url.rpartition("/")[2]: len(brotli.compress(body)) for url, body in parts.items()}
    assert {"mine", "bootstrap.min.css", "fleksjob.css", "htmx-2.min.js", "app.js"} <= set(weights)
    assert sum(weights.values()) <= MOST, weights
