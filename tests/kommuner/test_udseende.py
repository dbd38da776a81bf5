"""How a kommune's pages look: colours that can be read, logos that do no harm, and pages that follow."""

import struct
import zlib
from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kommuner.actions import udseende as actions
from kommuner.afvist import Konflikt
from kommuner.farver import contrast_to_white, for_dark, read_colour
from kommuner.logo import ForkertLogo, clean_logo
from kommuner.models import Kommune, Udseende
from kommuner.tenancy import kommunekontekst, set_kommune
from kommuner.udseende import mail_sender, stylesheet
from tests.opfoelgning.sager import client_for, text_of
from tests.raekker import make_medarbejder

SIDEN = "/administration/udseende"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{attr}>{indhold}</svg>'


def png(bredde: int = 3, efter: bytes = b"", ekstra: bytes = b"") -> bytes:
    def stump(navn: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + navn + data + struct.pack(">I", zlib.crc32(navn + data))

    hoved = struct.pack(">IIBBBBB", bredde, 1, 8, 2, 0, 0, 0)
    billede = zlib.compress(b"\0" + b"\x11\x22\x33" * 3)
    tekst = stump(b"tEXt", ekstra) if ekstra else b""
    krop = stump(b"IHDR", hoved) + tekst + stump(b"IDAT", billede) + stump(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + krop + efter


def svg(indhold: str = '<path d="M0 0h9"/>', attr: str = "") -> bytes:
    return SVG.format(indhold=indhold, attr=attr).encode()


@pytest.fixture
def admin(kommune):
    return make_medarbejder("admin", "administrator", navn="Agnete Admin")


def choose(admin, **fields):
    data = {"navn": "", "farve": "", "afsender": "", "handling": "gem", **fields}
    return client_for(admin).post(SIDEN, data, follow=True)


def chosen(admin) -> Udseende:
    set_kommune(admin.kommune_id)
    return Udseende.objects.get()


# Colours


@pytest.mark.parametrize(
    ("farve", "kontrast"),
    [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48), ("#005a8c", 7.39)],
)
def test_contrast_is_that_of_wcag(farve, kontrast):
    assert contrast_to_white(farve) == pytest.approx(kontrast, abs=0.01)


@pytest.mark.parametrize(
    ("tekst", "farve"),
    [("#005A8C", "#005a8c"), (" 05a ", "#0055aa"), ("005a8c", "#005a8c"), ("blå", None), ("#12345", None)],
)
def test_colours_are_read_as_people_write_them(tekst, farve):
    assert read_colour(tekst) == farve


@pytest.mark.parametrize("farve", ["#000000", "#767676", "#005a8c", "#8b0000", "#4b0082"])
def test_dark_pages_can_be_read_too(farve):
    assert contrast_to_white(for_dark(farve)) >= 4.5
    assert contrast_to_white(for_dark(farve)) <= contrast_to_white(farve)


@pytest.mark.parametrize(
    ("farve", "besked"),
    [
        ("#ffee00", "Farven er for lys til hvid tekst. Vælg en mørkere, fx #005a8c."),
        ("#777777", "Farven er for lys til hvid tekst. Vælg en mørkere, fx #005a8c."),
        ("rød", "Skriv farven som #005a8c."),
    ],
)
def test_a_colour_that_will_not_do_is_refused(admin, farve, besked):
    answer = choose(admin, farve=farve)
    assert (answer.status_code, besked in text_of(answer)) == (422, True)
    assert f'value="{farve}"' in text_of(answer)
    set_kommune(admin.kommune_id)
    assert not Udseende.objects.exists()


# Pages


def test_pages_follow_name_colour_and_logo(admin):
    choose(admin, navn="Fleks i Vest", farve="#8b0000", logo=SimpleUploadedFile("l.png", png()))
    html = text_of(client_for(admin).get("/hjaelp"))
    udgave = chosen(admin).udgave
    for said in ("Fleks i Vest", f'href="/tema.css?v={udgave}"', f'src="/logo?v={udgave}"'):
        assert said in html, said
    css = client_for(admin).get(f"/tema.css?v={udgave}")
    assert (css["Content-Type"], css["Cache-Control"]) == (
        *("text/css; charset=utf-8", "private, max-age=31536000, immutable"),
    )
    assert "--kommune:#8b0000" in text_of(css)
    billede = client_for(admin).get(f"/logo?v={udgave}")
    assert (billede["Content-Type"], billede["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "sandbox" in billede["Content-Security-Policy"]
    choose(admin, farve="#004d40", version=1)
    assert f"/tema.css?v={chosen(admin).udgave}" in text_of(client_for(admin).get("/hjaelp"))
    assert chosen(admin).udgave != udgave
    assert client_for(admin).get(f"/tema.css?v={udgave}")["Cache-Control"] == "private, no-cache"


def test_without_a_choice_nothing_is_asked_for(admin, client):
    html = text_of(client_for(admin).get("/hjaelp"))
    assert "/tema.css" not in html
    assert str(admin.kommune) in html
    assert client.get("/tema.css").content == b""
    assert stylesheet("") == ""


def test_a_preview_saves_nothing_and_keeps_the_logo_for_the_save(admin):
    client = client_for(admin)
    data = {"navn": "Prøvenavn", "farve": "#8b0000", "afsender": "", "handling": "vis"}
    html = text_of(client.post(SIDEN, data | {"logo": SimpleUploadedFile("l.svg", svg())}))
    for said in ("Prøvenavn", "proeve.css?farve=%238b0000", "data:image/svg+xml;base64,"):
        assert said in html, said
    set_kommune(admin.kommune_id)
    assert not Udseende.objects.exists()
    assert ".udseendeproeve{--kommune:#8b0000" in text_of(client.get(f"{SIDEN}/proeve.css?farve=%238b0000"))
    choose(admin, farve="#8b0000", valgt_logo=b64encode(svg()).decode())
    assert b"<path" in bytes(chosen(admin).logo)


def test_a_logo_handed_back_by_the_browser_is_checked_again(admin):
    answer = choose(admin, valgt_logo=b64encode(svg("<script>1</script>")).decode())
    assert (answer.status_code, "må ikke indeholde" in text_of(answer)) == (422, True)


def test_two_administrators_at_once_and_reset(admin):
    choose(admin, navn="Et")
    answer = choose(admin, navn="To", version=0)
    assert (answer.status_code, 'value="To"' in text_of(answer)) == (409, True)
    with pytest.raises(Konflikt):
        set_kommune(admin.kommune_id)
        actions.save_udseende(navn="Tre", farve="", afsender="", version=7, by=admin)
    html = text_of(client_for(admin).post(f"{SIDEN}/nulstil", follow=True))
    assert "Udseendet er nulstillet." in html
    assert "Fjernet: Et" in html


def test_the_look_of_another_kommune_is_its_own(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        fremmed = make_medarbejder("fremmed", "jobformidler")
    choose(admin, farve="#8b0000", logo=SimpleUploadedFile("l.png", png()))
    client = client_for(fremmed)
    assert client.get("/tema.css").content == b""
    assert client.get("/logo").status_code == 404


def test_mail_is_from_the_address_chosen(admin, kommune, settings):
    settings.DEFAULT_FROM_EMAIL = "system@example.dk"
    assert mail_sender(kommune) == "system@example.dk"
    choose(admin, navn="Fleks i Vest", afsender="fleksjob@example.dk")
    set_kommune(kommune.pk)
    assert mail_sender(Kommune.objects.get(pk=kommune.pk)) == "Fleks i Vest <fleksjob@example.dk>"
    assert choose(admin, afsender="x\nBcc: y@example.dk", version=1).status_code == 422


# Logos


def test_a_large_logo_is_refused_with_its_size(admin):
    answer = choose(admin, logo=SimpleUploadedFile("l.png", png(efter=b"x" * 239_900)))
    assert "Logoet er for stort (240 kB). Højst 100 kB." in text_of(answer)
    assert answer.status_code == 422


def test_a_png_is_stripped_to_the_picture():
    rent, slags = clean_logo(png(efter=b"<script>", ekstra=b"Author\0Mette"))
    assert (rent, slags) == (png(), "image/png")


@pytest.mark.parametrize(
    "raa", [b"GIF89a", b"\xff\xd8\xff", b"<html></html>", b"", png()[:40], png(5000), png()[:-20] + b"x" * 20]
)
def test_what_is_no_picture_is_refused(raa):
    with pytest.raises(ForkertLogo):
        clean_logo(raa)


@pytest.mark.parametrize(
    "indhold",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p/></foreignObject>",
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<image href="https://example.dk/x.png"/>',
        '<path onload="alert(1)"/>',
        '<use href="https://example.dk/x.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
        '<path fill="url(https://example.dk/x)"/>',
        '<path style="background:url(//example.dk)"/>',
        "<style>@import 'https://example.dk/x.css';</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        "<a><path/></a>",
        "<g>" * 60 + "</g>" * 60,
        '<use href="#a"/>' * 21,
    ],
)
def test_an_svg_that_could_do_something_is_refused(indhold):
    with pytest.raises(ForkertLogo):
        clean_logo(svg(indhold))


@pytest.mark.parametrize(
    "raa",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        svg(attr=' onload="alert(1)"'),
        svg().decode().encode("utf-16"),
        svg("<path"),
        b"<svg></svg>",
    ],
)
def test_an_svg_that_is_no_plain_svg_is_refused(raa):
    with pytest.raises(ForkertLogo):
        clean_logo(raa)


def test_a_drawing_programs_svg_is_cleaned():
    raa = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://example.dk/tegn" x:version="1" viewBox="0 0 9 9">
<!-- Mette --><x:namedview><x:grid/></x:namedview><style>.a{fill:url(#g)}</style>
<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
<path class="a" style="stroke:#000" d="M0 0h9"/></svg>"""
    rent, slags = clean_logo(raa)
    assert slags == "image/svg+xml"
    for gone in (b"Mette", b"namedview", b"DOCTYPE", b"tegn"):
        assert gone not in rent, gone
    for kept in (b'<path class="a"', b"linearGradient", b".a{fill:url(#g)}"):
        assert kept in rent, kept
    assert clean_logo(rent)[0] == rent
