"""Rows of the long lists as HTML: written in Python, because a template costs ten times as much per row.

Every text goes through ``_e``; numbers are ours. What a row looks like on its own page is said here too. A row is
written once as long as it says the same: ``Raekke`` is one object then, and stands for its text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from html import escape as _e
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from fleksjob.passivitetsur import ur_lille
from opfoelgning.chips import Chip
from opfoelgning.passive import Passivsag
from opfoelgning.raekker import Raekke
from opfoelgning.team import Stamme

_once = lru_cache(maxsize=3000)  # about as many rows as are looked at in an hour; 10 MB


@cache
def _adresse(navn: str) -> str:
    return reverse(navn, args=[0]).replace("/0", "/{}", 1)


def _til(navn: str, pk: int) -> str:
    return _adresse(navn).format(pk)


def _html(raekke: str) -> SafeString:
    return mark_safe(raekke)  # noqa: S308 - written here, and every text in it has passed _e


def chip(en: Chip) -> str:
    """A status as ``components/chip.html`` shows it."""
    return f'<span class="chip chip-{en.niveau}">{_e(en.tekst)}</span>'


def idag_raekker(raekker: Iterable[Raekke]) -> SafeString:
    """The rows of *I dag*; the first one's button is the page's main action."""
    knapper = ("btn-primary", "btn-outline-primary")
    return _html("\n".join(idag_raekke(r, knap=knapper[nr > 0]) for nr, r in enumerate(raekker)))


@_once
def idag_raekke(r: Raekke, gemt: str = "", knap: str = "btn-outline-primary") -> SafeString:
    """One borger in *I dag*; ``gemt`` is the safe HTML that tells what was just saved there."""
    pk, navn = r.forloeb_id, _e(r.navn)
    sag = f"{_til('borger', r.borger_id)}?forloeb={pk}"
    goer = gemt or f"{_e(r.naeste_skridt)} {_hvorfor(r, 'idag')}{_forslag(r)}"
    if r.er_kontakt or gemt:
        handling = _kontaktknap(r, "idag", "Registrér kontakt", knap)
    elif r.er_ur:
        handling = _sideknap(r, "aktivitet_ny", "Registrér aktivitet", "for", knap)
    elif r.handling == "henvendelse":
        url = f"{_til('plan', r.borger_id)}?forloeb={pk}#henvendelser"
        om = f'Besvar henvendelse<span class="visually-hidden"> fra {navn}</span>'
        handling = f'<a class="btn {knap} btn-row" href="{url}" data-handling>{om}</a>'
    elif r.handling in _SIDER:
        handling = _sideknap(r, *_SIDER[r.handling], knap)
    else:
        om = f'Åbn sag<span class="visually-hidden"> om {navn}</span>'
        handling = f'<a class="btn {knap} btn-row" href="{sag}" data-handling>{om}</a>'
    klasse = f"wi lv-{r.grund.niveau if r.grund else ''}{' gemt' if gemt else ''}"
    return _html(
        f'<li class="{klasse}" id="idag-{pk}" data-raekke {_opdatering(r, "idag")}>\n'
        f'<div class="wchip">{"".join(map(chip, r.viste_chips[:1]))}</div>\n'
        f'<div class="wname"><a class="nm" href="{sag}" data-aabn>{navn}</a> '
        f'<span class="dim">Fase {r.status.fase or "–"}</span></div>\n'
        f'<div class="wtodo">{goer}</div>\n<div class="wbtn">{handling}</div>\n{_indlejret(r, "idag")}\n</li>'
    )


def _forslag(r: Raekke) -> str:
    """The way to the leader, where a clock has run out or nearly; to the genbehandling, where one is on its way."""
    if not r.er_ur:
        return ""
    if r.hos.paa_vej:
        navn, tekst = "genbehandling", "Se genbehandlingen"
    else:
        navn, tekst = "forslag_ny", "Forslag til leder"
    sti = f"{_til(navn, r.borger_id)}?forloeb={r.forloeb_id}&amp;retur=mine"
    return f' <a href="{sti}">{tekst}<span class="visually-hidden"> om {_e(r.navn)}</span></a>'


# Pages on which a row's reason is dealt with: address, the button's words, and what stands before the name.
_SIDER = {
    "opfoelgning": ("opfoelgning_ny", "Registrér opfølgning", "med"),
    "planlaeg": ("opfoelgning_planlaeg", "Planlæg opfølgning", "med"),
}


def _sideknap(r: Raekke, side: str, tekst: str, foran: str, knap: str) -> str:
    """Goes to the page where the row's reason is dealt with."""
    url = f"{_til(side, r.borger_id)}?forloeb={r.forloeb_id}&amp;retur=mine"
    om = f'{tekst}<span class="visually-hidden"> {foran} {_e(r.navn)}</span>'
    return f'<a class="btn {knap} btn-row" href="{url}" data-handling>{om}</a>'


def tabel_raekker(raekker: Iterable[Raekke]) -> SafeString:
    """The rows of *Alle mine borgere*."""
    return _html("\n".join(map(tabel_raekke, raekker)))


@_once
def tabel_raekke(r: Raekke, gemt: str = "") -> SafeString:
    """One borger in the table; ``gemt`` as for ``idag_raekke``."""
    pk = r.forloeb_id
    klasse = ' class="gemt"' if gemt else ""
    gemtlinje = f'<tr class="gemt gemtlinje"><td colspan="8">{gemt}</td></tr>\n' if gemt else ""
    ingen = "" if r.viste_chips else '<span class="dim">–</span>'
    return _html(
        f'<tbody id="tabel-{pk}" data-raekke {_opdatering(r, "tabel")}>\n<tr{klasse}>\n'
        f'<th scope="row" class="nm"><a href="{_til("borger", r.borger_id)}?forloeb={pk}" data-aabn>{_e(r.navn)}</a> '
        f'<span class="dim foedt">f. {r.foedt}</span></th>\n<td class="hel">{_e(r.fase)}</td>\n'
        f'<td data-title="Status"><span class="chips">{_chips(r)}{ingen}{_hvorfor(r, "tabel")}</span></td>\n'
        f'<td class="hel" data-title="Seneste kontakt">{_kontakt(r)}</td>\n'
        f'<td class="hel" data-title="Næste frist">{_frist(r)}</td>\n'
        f'<td class="num">{r.timer}</td>\n<td>{ur_lille(r.ur, str(pk)) if r.ur else "–"}</td>\n'
        f'<td class="act">{_kontaktknap(r, "tabel", "Kontakt", "btn-outline-primary")}</td>\n</tr>\n{gemtlinje}'
        f'<tr class="indlejret"><td colspan="8">{_indlejret(r, "tabel")}</td></tr>\n</tbody>'
    )


def team_raekker(
    raekker: Iterable[Raekke],
    stand: Mapping[int, str] | None = None,
    valgte: Collection[str] = (),
    skift: Mapping[int, str] | None = None,
) -> SafeString:
    """The rows of *Teamets borgere*, each to be ticked.

    ``stand`` says by forløb what a tick sends, else its id; ``valgte`` are the ids, as text, ticked already; ``skift``
    tells who has it next.
    """
    par = [(r, str(r.forloeb_id)) for r in raekker]
    rows = (
        _team_raekke(
            r, (stand or {}).get(r.forloeb_id, pk), pk in valgte, (skift or {}).get(r.forloeb_id, "")
        )
        for r, pk in par
    )
    return _html("\n".join(rows))


@_once
def _team_raekke(r: Raekke, noegle: str, valgt: bool, skift: str) -> str:
    sag, navn = _til("borger", r.borger_id), _e(r.navn)
    ejer = _e(r.jobformidler or "Uden jobformidler")
    ejer += f' <span class="dim skift">{_e(skift)}</span>' if skift else ""
    kryds = f'name="valgt" value="{_e(noegle)}" aria-label="Vælg {navn}"{" checked" if valgt else ""}'
    return (
        f'<tr data-raekke>\n<td class="vaelg"><input class="form-check-input" type="checkbox" {kryds}></td>'
        f'<th scope="row" class="nm"><a href="{sag}" data-aabn data-handling>{navn}</a> '
        f'<span class="dim">f. {r.foedt}</span></th>\n'
        f'<td data-title="Jobformidler">{ejer}</td>\n'
        f'<td data-title="Fase">{_e(r.fase)}</td>\n<td data-title="Status">{_chips(r)}</td>\n'
        f'<td data-title="Seneste kontakt">{_kontakt(r)}</td>\n'
        f'<td data-title="Næste frist">{_frist(r)}</td>\n'
        f'<td data-title="Timer/uge" class="num">{r.timer}</td>\n'
        f'<td data-title="Passivitetsur">{ur_lille(r.ur) if r.ur else "–"}</td></tr>'
    )


def panel_raekker(sager: Iterable[Passivsag]) -> SafeString:
    """The rows of the leader's panel."""
    return _html("\n".join(map(_panel_raekke, sager)))


@_once
def _panel_raekke(sag: Passivsag) -> str:
    r, navn = sag.raekke, _e(sag.raekke.navn)
    sti = _til("borger", r.borger_id)
    passiv = " ".join(chip(en) for en in r.passivitetschips)
    return (
        f'<tr data-raekke>\n<th scope="row" class="nm"><a href="{sti}" data-aabn>{navn}</a></th>\n'
        f'<td data-title="Jobformidler">{_e(r.jobformidler or "Uden jobformidler")}</td>\n'
        f'<td data-title="Status">{passiv}</td>\n'
        f'<td data-title="Tællende dage" class="num">{r.ur.antal if r.ur else "–"}</td>\n'
        f'<td data-title="Seneste aktivitet">{_e(sag.aktivitet)}</td>\n'
        f'<td data-title="Jobformidlers forslag">{_e(sag.forslag)}</td>\n'
        f'<td class="act">{_beslutningsknap(r, navn)}</td></tr>'
    )


def _beslutningsknap(r: Raekke, navn: str) -> str:
    """Decide, where somebody waits for it; see the case, where it is on its way."""
    if r.hos.paa_vej and not r.hos.forslag:
        sti, tekst = f"{_til('genbehandling', r.borger_id)}?forloeb={r.forloeb_id}", "Se sag"
    else:
        sti, tekst = f"{_til('beslutning_ny', r.borger_id)}?forloeb={r.forloeb_id}", "Træf beslutning"
    return (
        f'<a class="btn btn-outline-primary btn-row" href="{sti}" data-handling>{tekst}'
        f'<span class="visually-hidden">: {navn}</span></a>'
    )


def stamme_raekker(stammer: Iterable[Stamme], team: str = "") -> SafeString:
    """The rows of *Sagsstammer*, each number with its people; ``team`` is the one the page is about, if any."""
    liste = f"{reverse('team_borgere')}?{f'team={_e(team)}&amp;' if team else ''}"
    return _html("\n".join(_stamme_raekke(stamme, liste) for stamme in stammer))


@_once
def _stamme_raekke(s: Stamme, liste: str) -> str:
    sti = f"{liste}jobformidler={s.noegle}"
    sene = f'<a href="{sti}&amp;status=overskredet">{s.overskredet}</a>' if s.overskredet else "0"
    til_tiden = "–" if s.til_tiden is None else f"{s.til_tiden} %"
    loft = (
        f' <span class="chip chip-danger">Over loftet på {s.over_loft}</span>'
        if s.over_loft is not None
        else ""
    )
    return (
        f'<tr><th scope="row" class="nm"><a href="{sti}">{_e(s.navn)}</a></th>'
        f'<td class="num">{loft} <a href="{sti}">{s.borgere}</a></td>'
        f'<td class="num">{sene}</td><td class="num">{til_tiden}</td></tr>'
    )


def _kontakt(r: Raekke) -> str:
    return f'{r.seneste_kontakt} <span class="dim">{r.seneste_form}</span>'


def _frist(r: Raekke) -> str:
    lukket = f' <span class="dim lukkedag">{_e(r.lukkedag)}</span>' if r.lukkedag else ""
    aftale = f' <span class="dim aftalelinje">{_e(r.aftale)}</span>' if r.aftale else ""
    return f'{r.frist_dato} <span class="dim">{_e(r.frist_ord)}</span>{lukket}{aftale}'


def _chips(r: Raekke) -> str:
    flere = f'<span class="dim">+{r.flere_chips}</span>' if r.flere_chips else ""
    return "".join(f"{chip(en)} " for en in r.viste_chips) + flere


def _opdatering(r: Raekke, vis: str) -> str:
    """The row looks again when the borger's other place on the page was changed."""
    pk = r.forloeb_id
    return (
        f'hx-get="{_til("mine_raekke", pk)}?vis={vis}" hx-trigger="opdater-{vis}-{pk} from:body" '
        'hx-swap="outerHTML" hx-disinherit="*"'
    )


def _hvorfor(r: Raekke, vis: str) -> str:
    """Asks why the row's status is what it is."""
    if r.hvorfor is None:
        return ""
    pk, navn = r.forloeb_id, f"{_e(r.hvorfor.tekst)}, {_e(r.navn)}"
    sti = f"{_til('borger', r.borger_id)}/hvorfor/{r.hvorfor.regel}"
    sti += f"?forloeb={pk}&amp;genstand={_e(quote(r.hvorfor.genstand))}"
    return (
        f'<a class="hvorforlink" id="hvorfor-{vis}-{pk}" href="{sti}" hx-get="{sti}&amp;vis={vis}" '
        f'hx-target="#svar-{vis}-{pk}" aria-expanded="false">Hvorfor?'
        f'<span class="visually-hidden"> {navn}</span></a>'
    )


def _kontaktknap(r: Raekke, vis: str, tekst: str, knap: str) -> str:
    """Opens the contact form in its row; a page without JavaScript."""
    pk, sti = r.forloeb_id, f"{_til('kontakt_ny', r.borger_id)}?forloeb={r.forloeb_id}"
    return (
        f'<a class="btn {knap} btn-row" id="knap-{vis}-{pk}" href="{sti}" hx-get="{sti}&amp;vis={vis}" '
        f'hx-target="#inline-{vis}-{pk}" aria-expanded="false" data-handling>{tekst}'
        f'<span class="visually-hidden"> med {_e(r.navn)}</span></a>'
    )


def _indlejret(r: Raekke, vis: str) -> str:
    """Where a row's form and explanation open."""
    id_ = f"{vis}-{r.forloeb_id}"
    return (
        f'<div class="inline" id="inline-{id_}" data-inline data-aabner="knap-{id_}"></div>\n'
        f'<div class="inline" id="svar-{id_}" data-inline data-aabner="hvorfor-{id_}"></div>'
    )
