"""What the tab «Indsats og fravær» lists of a forløb: absence, other providers, and what was corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from aftaler.models import Tilbud, Tilbudsopfoelgning
from forloeb.actions.registrering import may_correct
from forloeb.models import Forloeb, Rettelse
from kalender.dansk import tal, til_og_med
from kommuner.models import Medarbejder
from opfoelgning.aktivitetsform import measure_effect
from opfoelgning.registreringsforms import absence_effect
from opfoelgning.slags import AKTIVITET, ANDEN_AKTOER, FASE, FRAVAER, MARKERING, YDELSE, Slags


class Linje(NamedTuple):
    """One registration; ``stand`` says «nu» or «planlagt», ``ret`` is the address that corrects it, if it may be."""

    hvad: str
    start: date
    til: date | None
    virkning: str
    note: str
    af: str
    stand: str
    niveau: str
    ret: str


class Liste(NamedTuple):
    """One kind of registration, newest first."""

    kode: str
    titel: str
    tom: str
    linjer: list[Linje]


class Opfoelgningslinje(NamedTuple):
    """One follow-up in a measure; ``ret`` is the address that corrects it, if it may be."""

    o: Tilbudsopfoelgning
    hvad: str
    ret: str


class _Ord(NamedTuple):
    """How one kind is told: what it was, what it does, and a note."""

    titel: str
    tom: str
    hvad: Callable[[Any], str]
    virkning: Callable[[Any], str]
    note: Callable[[Any], str]
    med: tuple[str, ...] = ()


def _activity(r: Tilbud) -> str:
    parallel = ", parallel" if r.parallel else ""
    return f"{r.type}{parallel}{f', {r.virksomhed}' if r.virksomhed else ''}"


def _activity_note(r: Tilbud) -> str:
    linjer = [
        r.timer is not None and f"{tal(r.timer)} timer om ugen",
        r.formaal and f"Formål: {r.formaal}",
        r.maal and f"Mål: {r.maal}",
        r.kontaktperson and f"Kontaktperson: {r.kontaktperson} {r.kontaktperson.telefon}".strip(),
        r.resultat and f"Resultat: {r.resultat}",
    ]
    return "\n".join(str(linje) for linje in linjer if linje)


def _misses_result(r: Any, dag: date) -> str:
    """That a measure at a company has ended and nobody has written what came of it."""
    ended = isinstance(r, Tilbud) and r.type.virksomhedsrettet and r.slut is not None and r.slut <= dag
    return "Resultatet mangler. Skriv det under Ret." if ended and not r.resultat else ""


_ORD: dict[Slags, _Ord] = {
    AKTIVITET: _Ord(
        "Praktik og anden indsats",
        "Ingen praktik eller anden indsats endnu.",
        _activity,
        lambda r: measure_effect(r.type),
        _activity_note,
        ("type", "virksomhed", "kontaktperson"),
    ),
    FRAVAER: _Ord(
        "Fravær og fritagelser",
        "Intet fravær registreret.",
        lambda r: str(r.type),
        lambda r: absence_effect(r.type),
        lambda r: r.note,
        ("type",),
    ),
    ANDEN_AKTOER: _Ord(
        "Anden aktør",
        "Borgeren har ikke været hos anden aktør.",
        lambda r: str(r.get_hjemmel_display()).capitalize(),
        lambda r: "nulstiller passivitetsuret" if r.hjemmel == "stk2" else "tæller med som passiv tid",
        lambda r: "",
    ),
    YDELSE: _Ord(
        "Ydelser",
        "Ingen ydelse registreret.",
        lambda r: str(r.get_type_display()),
        lambda r: "",
        lambda r: "",
    ),
    FASE: _Ord("Faser", "Ingen faser registreret.", lambda r: f"Fase {r.nr}", lambda r: "", lambda r: ""),
    MARKERING: _Ord(
        "Persongruppemarkering",
        "Borgeren er ikke markeret.",
        lambda r: r.navn,
        lambda r: "",
        lambda r: "",
    ),
}


def lister(forloeb: Forloeb, dag: date, skriver: Medarbejder | None) -> list[Liste]:
    """Every kind with its registrations; ``skriver`` is the reader, if she may write on the forløb."""
    return [_liste(slags, ord_, forloeb, dag, skriver) for slags, ord_ in _ORD.items()]


def underway(forloeb: Forloeb, dag: date, skriver: Medarbejder | None) -> list[Opfoelgningslinje]:
    """How the measures went while they ran, newest first."""
    alle = Tilbudsopfoelgning.objects.filter(forloeb=forloeb).select_related(
        "tilbud__type", "tilbud__virksomhed", "registreret_af"
    )
    return [
        Opfoelgningslinje(
            raekke,
            _activity(raekke.tilbud),
            reverse("tilbudsopfoelgning_ret", args=[raekke.pk])
            if skriver and may_correct(raekke.registreret_af_id, skriver)
            else "",
        )
        for raekke in alle.order_by("-dato", "-pk")
    ]


def rettelser(forloeb: Forloeb) -> QuerySet[Rettelse]:
    """What was corrected or annulled, newest first."""
    return Rettelse.objects.filter(forloeb=forloeb).select_related("registreret_af").order_by("-pk")


def _liste(slags: Slags, ord_: _Ord, forloeb: Forloeb, dag: date, skriver: Medarbejder | None) -> Liste:
    rows = slags.model.objects.filter(forloeb=forloeb).select_related("registreret_af", *ord_.med)
    linjer = [_linje(slags, ord_, row, dag, skriver) for row in rows.order_by("-start", "-pk")]
    return Liste(slags.kode, ord_.titel, ord_.tom, linjer)


def _linje(slags: Slags, ord_: _Ord, row: Any, dag: date, skriver: Medarbejder | None) -> Linje:
    stand, niveau = "", ""
    if row.start > dag:
        stand, niveau = "planlagt", "info"
    elif row.slut is None or row.slut > dag:
        stand, niveau = "nu", "success"
    kan_rettes = skriver is not None and may_correct(row.registreret_af_id, skriver)
    ret = reverse(f"{slags.kode}_ret", args=[row.pk]) if kan_rettes else ""
    af = row.registreret_af.navn if row.registreret_af else "fra fil"
    note = "\n".join(filter(None, (ord_.note(row), _misses_result(row, dag))))
    ord_taget = (ord_.hvad(row), row.start, til_og_med(row.slut), ord_.virkning(row), note)
    return Linje(*ord_taget, af, stand, niveau, ret)
