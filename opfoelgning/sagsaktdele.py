"""The parts of the sagsakt whose fields tell more than a line of the timeline does, each in full and with its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from aftaler.models import Fleksjobaftale, Tilbud, Timer
from forloeb.models import Afgoerelse, Forberedelsesafsnit, Forloeb, Rehabiliteringsmoede
from kalender.dansk import dato_aar, periode_lang, tal
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.organ import organnavne
from opfoelgning.dokument import Afsnit
from opfoelgning.genbehandlinger import Sagslinje, processes_of
from opfoelgning.stepup import Stepupside, stepups_of

Felter = Iterable[tuple[str, str]]


def case_parts(forloeb: Forloeb, dag: date) -> Iterator[Afsnit]:
    """Preparation, meetings and decisions, measures, agreements, genbehandling and step-ups, oldest first."""
    yield from _group("Forberedende del", _sections(forloeb))
    yield from _group("Møder og afgørelser", [*_meetings(forloeb), *_decisions(forloeb)])
    yield from _group("Praktik og andre aktiviteter", _measures(forloeb))
    yield from _group("Fleksjobaftaler", _agreements(forloeb))
    yield from _group("Genbehandling", map(_process, reversed(processes_of(forloeb, dag))))
    yield from _group("Step-up", _stepups(forloeb, dag))


def _group(titel: str, dele: Iterable[Afsnit]) -> list[Afsnit]:
    """The parts under their heading; nothing at all where there are none."""
    fundne = list(dele)
    return [Afsnit(titel=titel, tekst=_ANTAL.format(len(fundne))), *fundne] if fundne else []


_ANTAL = "I alt: {}."


def _part(titel: str, felter: Felter, tekst: str = "") -> Afsnit:
    udfyldt = [(navn, vaerdi) for navn, vaerdi in felter if vaerdi]
    return Afsnit(titel=titel, oplysninger=udfyldt, tekst=tekst, niveau=3)


def _sections(forloeb: Forloeb) -> Iterator[Afsnit]:
    rows = Forberedelsesafsnit.objects.filter(forloeb=forloeb).select_related("registreret_af")
    for row in sorted(rows, key=lambda row: [int(del_) for del_ in row.nr.split(".") if del_.isdecimal()]):
        felter = [
            ("Dato", dato_aar(row.dato)),
            ("Skrevet af", row.registreret_af.navn if row.registreret_af else ""),
            ("Version", str(row.version)),
        ]
        yield _part(f"Afsnit {row.nr} {row.titel}", felter, row.tekst or "Ikke udfyldt.")


def _meetings(forloeb: Forloeb) -> Iterator[Afsnit]:
    organ_paa = organnavne()
    for m in Rehabiliteringsmoede.objects.filter(forloeb=forloeb).order_by("dato", "pk"):
        felter = [
            ("Status", m.get_status_display()),
            ("Deltagere", m.vis_deltagere),
            ("Drøftede jobfunktioner", m.jobfunktioner),
            ("Støtte", m.stoette),
            ("Hensyn", m.hensyn),
            ("Timer om ugen", _hours(m.timer)),
            (m.get_maaltype_display(), m.progressionsmaal),
            ("Felt 3.2: begrundelse", m.begrundelse_32),
            ("Indstilling", m.get_indstilling_display()),
            ("Begrundelse for indstillingen", m.indstilling_tekst),
        ]
        yield _part(f"{organ_paa(m.dato).moede} {dato_aar(m.dato)}", felter)


def _decisions(forloeb: Forloeb) -> Iterator[Afsnit]:
    for a in Afgoerelse.objects.filter(forloeb=forloeb).order_by("dato", "pk"):
        felter = [
            ("Afgørelse", a.get_resultat_display()),
            ("Varighed", a.get_varighed_display()),
            ("Gælder", periode_lang(a.start, a.slut)),
            ("Ledighedsydelse fra", dato_aar(a.ledighedsydelse_fra)),
        ]
        yield _part(f"Afgørelse {dato_aar(a.dato)}", felter, a.note)


def _measures(forloeb: Forloeb) -> Iterator[Afsnit]:
    alle = Tilbud.objects.filter(forloeb=forloeb).select_related("type", "virksomhed", "kontaktperson")
    for t in alle.order_by("start", "pk"):
        felter = [
            ("Periode", periode_lang(t.start, t.slut)),
            ("Virksomhed", str(t.virksomhed or "")),
            ("Kontaktperson", str(t.kontaktperson or "")),
            ("Timer om ugen", _hours(t.timer)),
            ("Formål", t.formaal),
            ("Mål", t.maal),
            ("Nye jobfunktioner" if t.parallel else "Opgaver", t.opgaver),
            ("Ved siden af fleksjobbet", "ja" if t.parallel else ""),
            ("Borgerens samtykke", dato_aar(t.samtykke)),
            ("Registreret i VITAS", dato_aar(t.vitas)),
            ("VITAS-nummer", t.vitas_reference),
            ("Resultat", t.resultat),
        ]
        yield _part(f"{'Parallel ' if t.parallel else ''}{_lower(str(t.type), t.parallel)}", felter)


def _lower(navn: str, ja: bool) -> str:
    return navn[:1].lower() + navn[1:] if ja else navn


_AFTALEN = (
    *(("arbejdsopgaver", "Arbejdsopgaver og arbejdstid"), ("progressionsmaal", "Progressionsmål")),
    *(("indsatser", "Indsatser, der støtter målene"), ("hensyn", "Hensyn, støtte og hjælpemidler")),
    *(("opfoelgning_hvornaar", "Opfølgning"), ("aftalt_mellem", "Aftalt mellem")),
)


def _agreements(forloeb: Forloeb) -> Iterator[Afsnit]:
    """Every fleksjobaftale in full, as it is now, with the hours of its job."""
    timer: dict[int, list[str]] = {}
    for t in Timer.objects.filter(forloeb=forloeb).order_by("fra"):
        timer.setdefault(t.ansaettelse_id, []).append(str(t))
    aftaler = Fleksjobaftale.objects.filter(forloeb=forloeb).select_related(
        "ansaettelse__virksomhed", "kontaktperson"
    )
    for a in aftaler.order_by("ansaettelse__start", "pk"):
        felter = [
            ("Virksomhed", str(a.ansaettelse.virksomhed or "")),
            ("Jobbet", periode_lang(a.ansaettelse.start, a.ansaettelse.slut)),
            ("Timer", "; ".join(timer.get(a.ansaettelse_id, []))),
            ("Udfyldt og aftalt den", dato_aar(a.udfyldt) or "Ikke udfyldt endnu"),
            ("Version", str(a.version)),
            ("Kontaktperson", str(a.kontaktperson or "")),
            *((navn, getattr(a, felt)) for felt, navn in _AFTALEN),
            ("Hensyn må deles med virksomheden", ("ja" if a.hensyn_deles else "nej") if a.hensyn else ""),
            ("Parallel virksomhedspraktik", "Aftalt" if a.parallel_praktik else ""),
            ("Registreret i VITAS", dato_aar(a.vitas)),
        ]
        yield _part("Fleksjobaftale", felter)


def _process(linje: Sagslinje) -> Afsnit:
    sag, holdt = linje.sag, linje.sag.genbehandling
    helbred = {None: "", True: "Helbredet har ændret sig", False: "Helbredet har ikke ændret sig"}
    moeder = [f"{dato_aar(m.dato)}: {m.get_status_display().lower()} {m.grund}".strip() for m in linje.moeder]
    felter = [
        ("Møder", "; ".join(moeder)),
        ("Udfyldt andetsteds", ", ".join(sag.afsnit)),
        ("Helbred", helbred[sag.helbred_aendret]),
        ("Lægeoplysninger modtaget", dato_aar(sag.laege_indhentet)),
        ("Mødet holdt", dato_aar(holdt.moede) if holdt else ""),
        ("Indstillede indsatser", ", ".join(linje.indsatser)),
        ("Progressionsmål", holdt.progressionsmaal if holdt else ""),
        ("Sat i gang", sag.igangsat),
        ("Sat i gang den", dato_aar(sag.igangsat_dato)),
        ("Opgivet", f"{dato_aar(sag.afsluttet)}: {sag.afslutningsgrund}" if sag.afsluttet else ""),
    ]
    return _part(f"Genbehandling besluttet {dato_aar(sag.dato)}", felter)


def _stepups(forloeb: Forloeb, dag: date) -> Iterator[Afsnit]:
    """The three documents of every step-up: what was prepared, what the meetings came to, what was agreed on."""
    model = indsatsmodeller()[forloeb.indsatsmodel].stepup
    for side in reversed(stepups_of(forloeb, model, dag)) if model else ():
        yield _part(f"A. Forberedelsesskema, {dato_aar(side.stepup.dato)}", _prepared(side))
        for m in side.moedelinjer:
            deltog = [*m.deltagere, *([m.moede.andre_deltog] if m.moede.andre_deltog else [])]
            felter = [("Status", m.moede.get_status_display()), ("Deltagere", ", ".join(deltog)), *m.svar]
            yield _part(f"B. Møde {m.moede.nr}, {dato_aar(m.moede.dato)}", felter)
        if side.stepup.aftalt:
            yield _part(f"C. Aftaledokument, {dato_aar(side.stepup.aftalt)}", _agreed(side))


def _prepared(side: Stepupside) -> Felter:
    s = side.stepup
    return [
        *side.skema,
        ("Dokumenter", s.dokumenter),
        ("Deltagere", ", ".join(d.navn for d in side.kraevede)),
        ("Borgerens samtykke", dato_aar(s.samtykke)),
        ("Samtykket omfatter", ", ".join(side.omfang)),
        ("Samtykke trukket tilbage", dato_aar(s.samtykke_trukket)),
        ("Afsluttet", f"{dato_aar(s.afsluttet)}: {s.afslutningsgrund}" if s.afsluttet else ""),
    ]


def _agreed(side: Stepupside) -> Felter:
    s = side.stepup
    hvem = f"{s.foelger_op.navn} {dato_aar(s.foelger_op_dato)}" if s.foelger_op else ""
    return [("Hvad vi har aftalt", s.aftale), ("Mål", s.maal), ("Opfølgning", hvem)]


def _hours(timer: Any) -> str:
    return "" if timer is None else tal(timer)
