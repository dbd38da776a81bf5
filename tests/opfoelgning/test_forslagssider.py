"""A proposal to the leader, through the browser's eyes: sent, taken back, refused, and kept as a draft."""

import re

from django.urls import reverse

from opfoelgning.models import Forslag, Kladde
from tests.opfoelgning.passivsag import sag
from tests.opfoelgning.sager import days, text_of, words

__all__ = ["sag"]


def in_the_list(client, navn: str) -> str:
    """What the worklist says of somebody; empty when she is not in it."""
    raekker = re.findall(r'<li class="wi.*?</li>', text_of(client.get("/mine")), re.DOTALL)
    return next((r for r in raekker if navn in r), "")


FORSLAG = {"type": "genbehandling", "begrundelse": "To praktikker er afbrudt", "dato": days(9).isoformat()}


def test_a_proposal_takes_the_borger_out_of_today_until_it_is_taken_back(kontor, sag, mette, inside):
    with inside():
        for dag in (-250, -220, -190, -150, -1):
            kontor.kontakt(sag, days(dag))
    assert "Forslag til leder" in in_the_list(mette, "Finn Passiv")
    sendt = mette.post(reverse("forslag_ny", args=[sag.borger_id]), FORSLAG | {"retur": "mine"}, follow=True)
    assert "Forslaget er sendt til teamlederen: Genbehandling." in words(sendt)
    assert in_the_list(mette, "Finn Passiv") == ""
    assert "Afventer leder" in words(mette.get("/mine"))
    for navn in ("borger", "genbehandling"):
        siger = words(mette.get(reverse(navn, args=[sag.borger_id])))
        assert "Afventer leder: Genbehandling, ønsket 2. december 2026. «To praktikker er afbrudt»" in siger
        assert re.search(r"Sendt af mette.vest Prøve \d+\. \w+ 20\d\d\. Teamlederen skal træffe", siger)
    with inside():
        url = reverse("forslag_tilbage", args=[Forslag.objects.get().pk])
    assert "Forslaget er trukket tilbage." in words(mette.post(url, follow=True))
    assert "Passiv siden" in in_the_list(mette, "Finn Passiv")


def test_the_proposal_says_what_is_wrong_and_keeps_what_was_typed(sag, mette):
    url = reverse("forslag_ny", args=[sag.borger_id])
    answer = mette.post(url, {"begrundelse": "Min sætning", "dato": "i går"})
    assert answer.status_code == 422
    assert "Vælg et forslag, eller gem som kladde." in words(answer)
    assert "Skriv datoen som 23-11-2026." in words(answer)
    assert 'value="Min sætning"' in text_of(answer)


def test_a_text_half_written_is_a_draft(sag, mette, inside):
    url = reverse("forslag_ny", args=[sag.borger_id])
    assert "Kladde gemt" in text_of(mette.post(url, {"kladde": "1", "begrundelse": "Halvt"}))
    assert 'value="Halvt"' in text_of(mette.get(url))
    assert "Forslag til leder" in words(mette.get("/kladder"))
    mette.post(url, FORSLAG)
    with inside():
        assert not Kladde.objects.exists()
