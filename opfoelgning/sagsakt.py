"""The whole case as one document: a list of everything in it, each thing in full, and what was corrected or removed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from forloeb.models import Forloeb, Tildeling
from kalender.dansk import dato_aar, til_og_med
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Kommune
from opfoelgning.dokument import Afsnit, Dokument
from opfoelgning.sagsaktdele import case_parts
from opfoelgning.sporing import Spor, traces, without_days
from opfoelgning.tidslinje import Haendelse, in_order
from opfoelgning.tidslinjekilder import GRUPPER


def make_sagsakt(forloeb: Forloeb, *, kommune: Kommune, af: str, dag: date) -> Dokument:
    """Every registration of a forløb, oldest first, with numbers that the list and the parts share.

    It holds everything the case holds, health included: it is for the kommune and for the borger.
    """
    akter = in_order(forloeb, dag)
    spor = traces(forloeb.pk)
    return Dokument(
        titel=f"Sagsakt: {forloeb.borger.navn}",
        afsender=str(kommune),
        fod=f"Fortroligt · udskrevet af {af} {dag:%d-%m-%Y}",
        indledning=f"Hele sagen, som den er registreret {dato_aar(dag)}.",
        afsnit=[
            _case(forloeb, kommune, dag),
            _index(akter),
            *_parts(akter),
            *case_parts(forloeb, dag),
            _corrections(spor),
        ],
    )


def _case(forloeb: Forloeb, kommune: Kommune, dag: date) -> Afsnit:
    model = indsatsmodeller().get(forloeb.indsatsmodel)
    tildelinger = Tildeling.objects.filter(forloeb=forloeb).select_related("medarbejder").order_by("start")
    haft = [f"{t.medarbejder.navn} fra {dato_aar(t.start)}" for t in tildelinger]
    alle = [
        ("Borger", f"{forloeb.borger.navn}, født {dato_aar(forloeb.borger.foedselsdato)}"),
        ("Borgerens nummer", str(forloeb.borger_id)),
        ("Kommune", str(kommune)),
        ("Indsats", model.navn if model else forloeb.indsatsmodel),
        ("Forløb", f"{dato_aar(forloeb.start)} – {dato_aar(til_og_med(forloeb.slut)) or 'nu'}"),
        ("Jobformidlere", "; ".join(haft) or "Ingen"),
    ]
    return Afsnit(titel="Om sagen", oplysninger=alle)


def _index(akter: list[Haendelse]) -> Afsnit:
    return Afsnit(
        titel="Aktliste",
        hoveder=("Nr.", "Dato", "Type", "Titel", "Registreret"),
        bredder=(2, 5, 4, 10, 5),
        raekker=[
            (str(nr), dato_aar(akt.dato), GRUPPER[akt.gruppe], _title(akt), _written(akt))
            for nr, akt in enumerate(akter, 1)
        ],
        tom="Der er ikke registreret noget i sagen.",
    )


def _title(akt: Haendelse) -> str:
    """What it is; a day that a correction tells of in its lines is not said again."""
    titel = without_days(akt.overskrift, akt.tekst.splitlines())
    return f"{titel} ({akt.maerke})" if akt.maerke else titel


def _written(akt: Haendelse) -> str:
    """By whom and when it was written down; a file has no author, and old rows do not know their day."""
    hvem = akt.af or "Fil eller system"
    return f"{hvem}, {timezone.localtime(akt.registreret):%d-%m-%Y}" if akt.registreret else hvem


def _parts(akter: list[Haendelse]) -> list[Afsnit]:
    """What each thing says; those that say no more than their line in the list are left out."""
    fyldige = [(nr, akt) for nr, akt in enumerate(akter, 1) if akt.tekst]
    if not fyldige:
        return []
    return [
        Afsnit(titel="Akternes indhold", tekst="Akter uden tekst står kun i aktlisten."),
        *(Afsnit(titel=f"{nr}. {_heading(akt)}", tekst=akt.tekst, niveau=3) for nr, akt in fyldige),
    ]


def _heading(akt: Haendelse) -> str:
    """«Kontakt: telefon, 5. oktober 2026»; of a correction with its day named as such."""
    rettelse = akt.overskrift.startswith(("Rettet: ", "Annulleret: "))
    return f"{_title(akt)}{'. Skrevet' if rettelse else ','} {dato_aar(akt.dato)}"


def _corrections(spor: list[Spor]) -> Afsnit:
    return Afsnit(
        titel="Rettelser og sletninger",
        hoveder=("Tidspunkt", "Hvem", "Hvad", "Før → efter, begrundelse"),
        bredder=(4, 4, 6, 10),
        raekker=[
            (
                f"{timezone.localtime(s.tidspunkt):%d-%m-%Y kl. %H.%M}",
                s.af or "Fil eller system",
                s.hvad,
                "\n".join([*s.felter, *([f"Begrundelse: {s.grund}"] if s.grund else [])]),
            )
            for s in spor
        ],
        tom="Intet er rettet eller slettet.",
    )
