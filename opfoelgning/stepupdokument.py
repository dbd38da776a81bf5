"""The agreement of a step-up as a document for the borger and those who took part."""

from __future__ import annotations

from datetime import date

from kalender.dansk import dato_aar
from opfoelgning.dokument import Afsnit, Dokument
from opfoelgning.stepup import Moedelinje, Stepupside


def agreement_document(side: Stepupside, *, afsender: str, dag: date) -> Dokument:
    """What was agreed on, the goal, who follows up, and who met; for a step-up that has an agreement."""
    s, borger = side.stepup, side.stepup.forloeb.borger
    hvem = f"{s.foelger_op.navn} følger op {dato_aar(s.foelger_op_dato)}." if s.foelger_op else ""
    om = [("Borger", f"{borger.navn}, født {dato_aar(borger.foedselsdato)}"), ("Aftalt", dato_aar(s.aftalt))]
    moeder = [(f"Møde {m.moede.nr}, {dato_aar(m.moede.dato)}", _present(m)) for m in side.moedelinjer]
    return Dokument(
        titel="Aftaledokument",
        afsender=afsender,
        fod=f"{afsender} · hentet {dato_aar(dag)}",
        indledning="",
        afsnit=[
            Afsnit(titel="Aftalen", oplysninger=om),
            Afsnit(titel="Hvad vi har aftalt, og hvem der gør hvad", tekst=s.aftale),
            Afsnit(titel="Mål", tekst=s.maal),
            Afsnit(titel="Opfølgning", tekst=hvem),
            Afsnit(titel="Møder", oplysninger=[(navn, hvem) for navn, hvem in moeder if hvem]),
        ],
    )


def _present(linje: Moedelinje) -> str:
    return ", ".join(filter(None, (*linje.deltagere, linje.moede.andre_deltog)))
