"""A forløb of a sagsdata document as the facts the rules read, without a database."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from kommuner.kommunedata import FRAVAERSTYPER, TILBUDSTYPER
from opfoelgning.regler import typer
from opfoelgning.regler.typer import AABEN


def _dag(tekst):
    return date.fromisoformat(tekst) if tekst else None


def _periode(post):
    return {"start": _dag(post["fra"]), "slut": _slut(post)}


def _slut(post):
    return _dag(post["til"]) + timedelta(days=1) if post.get("til") else AABEN


def _job(post):
    aftale = post["fleksjobaftale"] or {}
    return typer.Ansaettelse(
        post["id"],
        **_periode(post),
        timer=tuple(
            typer.Timer(_dag(t["fra"]), Decimal(str(t["timer"])), t["intensitet"]) for t in post["timer"]
        ),
        aftale_udfyldt=_dag(aftale.get("udfyldt")),
        vitas=_dag(aftale.get("vitas")),
        opfoelgninger=tuple(
            typer.Opfoelgning(
                o["id"], _dag(o["dato"]), o["form"], o["status"], o["fremmoede_virksomhed"], o["statusmoede"]
            )
            for o in post["opfoelgninger"]
        ),
    )


def _henvendelse(post):
    besvaret = datetime.fromisoformat(post["besvaret"]) if post["besvaret"] else None
    return typer.Henvendelse(post["id"], datetime.fromisoformat(post["modtaget"]), besvaret)


def _tilbud(post):
    rettet = TILBUDSTYPER[post["type"]]["virksomhedsrettet"]
    return typer.Tilbud(
        post["id"], post["type"], **_periode(post), virksomhedsrettet=rettet, parallel=post["parallel"]
    )


def _gennemgang(post):
    return typer.Sagsgennemgang(_dag(post["dato"]), post["resultat"], _dag(post["forventet_start"]))


def sagsfakta(forloeb):
    """The facts of one forløb of a document."""

    def make(navn, en):
        return tuple(en(post) for post in forloeb.get(navn, []))

    return typer.Sagsfakta(
        id=forloeb["id"],
        indsatsmodel=forloeb["indsatsmodel"],
        **_periode(forloeb),
        progredierende_fra=_dag(forloeb["borger"]["progredierende_diagnose_fra"]),
        faser=make("faser", lambda p: typer.Fase(p["nr"], **_periode(p))),
        tildelinger=make("tildelinger", lambda p: typer.Tildeling(p["medarbejder"], **_periode(p))),
        ydelser=make("ydelser", lambda p: typer.Ydelse(p["type"], **_periode(p))),
        fravaer=make(
            "fravaer", lambda p: typer.Fravaer(p["type"], **_periode(p), **FRAVAERSTYPER[p["type"]])
        ),
        anden_aktoer=make("anden_aktoer", lambda p: typer.AndenAktoer(p["hjemmel"], **_periode(p))),
        tilbud=make("tilbud", _tilbud),
        ansaettelser=make("ansaettelser", _job),
        kontakter=make(
            "kontakter", lambda p: typer.Kontakt(p["id"], _dag(p["dato"]), p["form"], p["status"])
        ),
        sagsgennemgange=make("sagsgennemgange", _gennemgang),
        genbehandlinger=make("genbehandlinger", lambda p: _dag(p["moede"])),
        markeringer=make("persongruppemarkeringer", lambda p: typer.Markering(p["navn"], **_periode(p))),
        henvendelser=make("henvendelser", _henvendelse),
    )
