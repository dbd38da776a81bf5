"""A kommune's logo made safe: plain PNG, or SVG in which nothing can run and nothing is fetched. Pure."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from kommuner.models import LOGO_HOEJST

PNG, SVG = "image/png", "image/svg+xml"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_STOERST = 4000  # pixels on a side: a small file may unpack to a very large picture
_DYBEST = 50
_SVG_NS, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_ELEMENTER = frozenset(
    {
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("defs", "use", "symbol", "style", "title", "desc", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "pattern"),
    }
)
_HTML = "{http://www.w3.org/1999/xhtml}"
_FLEST_USE = 20  # each may point to others: many would be drawn for ever
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>", re.IGNORECASE)
_FORBUDT_I_STIL = re.compile(
    r"@|\\|<|expression|javascript|behaviou?r|binding|url\((?!\s*[\"']?#)", re.IGNORECASE
)
_FREMMED = re.compile(r"javascript|data:|url\((?!\s*[\"']?#)", re.IGNORECASE)


class ForkertLogo(Exception):
    """The file cannot be used; the message is a Danish sentence."""


def clean_logo(raa: bytes) -> tuple[bytes, str]:
    """The logo as it may be served, and its media type; ``ForkertLogo`` for anything else than harmless PNG or SVG."""
    if len(raa) > LOGO_HOEJST:
        raise ForkertLogo(f"Logoet er for stort ({-(-len(raa) // 1000)} kB). Højst {LOGO_HOEJST // 1000} kB.")
    if raa.startswith(_PNG_START):
        return _clean_png(raa), PNG
    tekst = _text(raa)
    if "<svg" not in tekst:
        raise ForkertLogo("Logoet skal være en PNG- eller SVG-fil.")
    return _clean_svg(tekst), SVG


def _clean_png(raa: bytes) -> bytes:
    """The picture's own parts, without text, profiles, or anything that follows its end."""
    behold = b"".join(
        stump for navn, stump in _chunks(raa) if navn in (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS")
    )
    bredde, hoejde = struct.unpack(">II", behold[8:16]) if len(behold) >= 16 else (0, 0)
    if not (behold[4:8] == b"IHDR" and behold[-8:-4] == b"IEND" and b"IDAT" in behold):
        raise ForkertLogo("Billedet kan ikke læses. Gem logoet igen som PNG.")
    if not (0 < bredde <= _STOERST and 0 < hoejde <= _STOERST):
        raise ForkertLogo(f"Logoet er {bredde} gange {hoejde} billedpunkter. Højst {_STOERST} på hver led.")
    return _PNG_START + behold


def _chunks(raa: bytes) -> Iterator[tuple[bytes, bytes]]:
    sted = len(_PNG_START)
    while sted + 12 <= len(raa):
        (laengde,) = struct.unpack(">I", raa[sted : sted + 4])
        stump = raa[sted : sted + 12 + laengde]
        navn = stump[4:8]
        if len(stump) < 12 + laengde or zlib.crc32(stump[4:-4]) != struct.unpack(">I", stump[-4:])[0]:
            raise ForkertLogo("Billedet er beskadiget. Gem logoet igen som PNG.")
        yield navn, stump
        if navn == b"IEND":
            return
        sted += 12 + laengde


def _text(raa: bytes) -> str:
    try:
        return raa.decode("utf-8-sig")
    except UnicodeDecodeError as fejl:
        raise ForkertLogo("Logoet skal være en PNG- eller SVG-fil.") from fejl


def _clean_svg(tekst: str) -> bytes:
    tekst = _DOCTYPE.sub("", tekst, count=1)
    if "<!DOCTYPE" in tekst.upper() or "<!ENTITY" in tekst.upper():
        raise ForkertLogo("Logoet må ikke indeholde en DTD. Gem det igen som almindelig SVG.")
    try:
        rod = ET.fromstring(tekst)  # noqa: S314 - it has no DTD, so no entities
    except (ET.ParseError, ValueError) as fejl:
        raise ForkertLogo("SVG-filen kan ikke læses. Gem logoet igen som SVG.") from fejl
    if rod.tag != f"{_SVG_NS}svg":
        raise ForkertLogo("Logoet skal være en PNG- eller SVG-fil.")
    if sum(1 for _ in rod.iter(f"{_SVG_NS}use")) > _FLEST_USE:
        raise ForkertLogo("Logoet er for indviklet. Gem det igen i en enklere udgave.")
    _clean_tree(rod)
    ET.register_namespace("", _SVG_NS.strip("{}"))
    rent = ET.tostring(rod, encoding="utf-8")
    if len(rent) > LOGO_HOEJST:
        raise ForkertLogo(
            f"Logoet er for stort ({-(-len(rent) // 1000)} kB). Højst {LOGO_HOEJST // 1000} kB."
        )
    return rent


def _clean_tree(rod: Any) -> None:
    """Take away what other programs left, level by level; refuse what could run or be fetched."""
    lag = [rod]
    for _ in range(_DYBEST):
        if not lag:
            return
        for element in lag:
            _clean_element(element)
        lag = [barn for element in lag for barn in element]
    raise ForkertLogo("Logoet er for indviklet. Gem det igen i en enklere udgave.")


def _clean_element(element: Any) -> None:
    navn = str(element.tag).removeprefix(_SVG_NS)
    if navn not in _ELEMENTER:
        raise ForkertLogo(f"Logoet må ikke indeholde <{navn}>.")
    for attr, vaerdi in list(element.attrib.items()):
        _check_attribute(element, attr, vaerdi)
    if navn == "style" and (len(element) or _FORBUDT_I_STIL.search(element.text or "")):
        raise ForkertLogo("Logoets stil må ikke hente noget udefra.")
    for barn in list(element):
        if str(barn.tag).startswith(_HTML):
            raise ForkertLogo("Logoet må ikke indeholde HTML.")
        if not str(barn.tag).startswith(_SVG_NS):
            element.remove(barn)


def _check_attribute(element: Any, attr: str, vaerdi: str) -> None:
    lokalt = attr.removeprefix(_XLINK)
    if attr.lower().startswith("on"):
        raise ForkertLogo(f"Logoet må ikke indeholde scripts ({attr}).")
    if lokalt.startswith("{"):
        del element.attrib[attr]
        return
    udefra = lokalt == "href" and not vaerdi.strip().startswith("#")
    if udefra or (_FORBUDT_I_STIL if lokalt == "style" else _FREMMED).search(vaerdi):
        raise ForkertLogo("Logoet må ikke henvise til noget udefra.")
