"""What stops when a forløb is closed: for the page that asks before it is done."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from aftaler.models import Ansaettelse, Planaftale, Planstatus, Tilbud
from forloeb.models import Forloeb, Fravaer, Persongruppemarkering, Sagsbehandling, Tildeling
from kalender.dansk import dato_aar
from opfoelgning import vurdering
from opfoelgning.faser import fase_tekst
from opfoelgning.ledersager import open_sager
from opfoelgning.models import Kontakt, Opfoelgning, Status
from opfoelgning.overblik import Frist, Overblik


class Ophoer(NamedTuple):
    """The deadlines that are closed, what else ends, and what goes on outside the forløb; Danish lines."""

    frister: list[Frist]
    slutter: list[str]
    fortsaetter: list[str]


def ophoer(forloeb: Forloeb, sidste_dag: date, dag: date) -> Ophoer:
    """What stops when the forløb has this last day, as things stand on ``dag``."""
    billede = vurdering.live(forloeb.pk, dag)
    faser = [
        f"Fase {fase_tekst(forloeb.indsatsmodel, f.nr)} {_slut_ord(f.start, sidste_dag)}"
        for f in billede.sag.faser
        if f.slut > sidste_dag
    ]
    return Ophoer(
        Overblik(billede, dag).frister,
        [*faser, *_makkere(forloeb, sidste_dag), *_planlagt(forloeb, sidste_dag), *_venter(forloeb)],
        _loebende(forloeb, sidste_dag),
    )


def _slut_ord(start: date, sidste_dag: date) -> str:
    return "slutter" if start <= sidste_dag else f"begynder ikke {dato_aar(start)}"


def _makkere(forloeb: Forloeb, sidste_dag: date) -> list[str]:
    linjer = []
    for model, hvad in ((Tildeling, "jobformidler"), (Sagsbehandling, "myndighedssagsbehandler")):
        fundne = model._default_manager.filter(forloeb=forloeb).select_related("medarbejder")
        linjer += [
            f"{t.medarbejder.navn} som {hvad} {_slut_ord(t.start, sidste_dag)}"
            for t in fundne.order_by("start")
            if t.slut is None or t.slut > sidste_dag
        ]
    return linjer


def _planlagt(forloeb: Forloeb, sidste_dag: date) -> list[str]:
    linjer = []
    for model, hvad in ((Kontakt, "Aftalt kontakt"), (Opfoelgning, "Aftalt opfølgning")):
        planlagte = model._default_manager.filter(
            forloeb=forloeb, status=Status.PLANLAGT, dato__gt=sidste_dag
        )
        linjer += [f"{hvad} {dato_aar(p.dato)} aflyses" for p in planlagte.order_by("dato")]
    aftaler = Planaftale.objects.filter(forloeb=forloeb, status=Planstatus.AABEN).order_by("dato", "pk")
    return linjer + [f"Aftalen «{a.hvad}» {dato_aar(a.dato)} opgives" for a in aftaler]


def _venter(forloeb: Forloeb) -> list[str]:
    aabne = open_sager().filter(forloeb=forloeb)
    return ["Genbehandlingen venter, til forløbet åbnes igen"] if aabne.exists() else []


def _loebende(forloeb: Forloeb, sidste_dag: date) -> list[str]:
    jobs = Ansaettelse.objects.filter(forloeb=forloeb).select_related("virksomhed")
    tilbud = Tilbud.objects.filter(forloeb=forloeb).select_related("type")
    fravaer = Fravaer.objects.filter(forloeb=forloeb).select_related("type")
    markeringer = Persongruppemarkering.objects.filter(forloeb=forloeb)
    navne = [
        *((j, f"Fleksjob hos {j.virksomhed.navn}" if j.virksomhed else "Fleksjob") for j in jobs),
        *((t, t.type.navn) for t in tilbud),
        *((f, f.type.navn) for f in fravaer),
        *((m, f"Persongruppemarkeringen «{m.navn}»") for m in markeringer),
    ]
    return [navn for raekke, navn in navne if raekke.slut is None or raekke.slut > sidste_dag]
