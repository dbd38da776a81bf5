"""How such systems are usually written: model instances with prefetched relations, judged one by one."""

from collections.abc import Iterable

from forloeb.models import Forloeb
from opfoelgning.fakta import regelvaerdier
from opfoelgning.regler import typer
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import AABEN

_RELATIONER = (
    *(
        "borger",
        "faser",
        "tildelinger__medarbejder",
        "ydelser",
        "fravaer__type",
        "anden_aktoer",
        "tilbud__type",
    ),
    *(
        "persongruppemarkeringer",
        "ansaettelser__timer",
        "ansaettelser__aftaler",
        "ansaettelser__opfoelgninger",
    ),
    *("kontakter", "sagsgennemgange", "genbehandlinger", "henvendelser"),
)


def judge_all(ids: Iterable[int], dag) -> int:
    """Judge the forløb on the day and store nothing; how many judgements there were."""
    regler = regelvaerdier("uif2")
    sager = Forloeb.objects.filter(pk__in=list(ids)).prefetch_related(*_RELATIONER)
    return sum(len(bedoem(_fakta(f), regler, dag).vurderinger) for f in sager)


def _ordnet(relation, felt: str = "start") -> list:
    return sorted(relation.all(), key=lambda post: (getattr(post, felt), post.pk))


def _fakta(f: Forloeb) -> typer.Sagsfakta:
    return typer.Sagsfakta(
        id=f.ekstern_id,
        indsatsmodel=f.indsatsmodel,
        start=f.start,
        slut=f.slut or AABEN,
        progredierende_fra=f.borger.progredierende_diagnose_fra,
        faser=tuple(typer.Fase(p.nr, p.start, p.slut or AABEN) for p in _ordnet(f.faser)),
        tildelinger=tuple(
            typer.Tildeling(p.medarbejder.ekstern_id, p.start, p.slut or AABEN)
            for p in _ordnet(f.tildelinger)
        ),
        ydelser=tuple(typer.Ydelse(p.type, p.start, p.slut or AABEN) for p in _ordnet(f.ydelser)),
        fravaer=tuple(_fravaer(p) for p in _ordnet(f.fravaer)),
        anden_aktoer=tuple(
            typer.AndenAktoer(p.hjemmel, p.start, p.slut or AABEN) for p in _ordnet(f.anden_aktoer)
        ),
        tilbud=tuple(_tilbud(p) for p in _ordnet(f.tilbud)),
        ansaettelser=tuple(_job(p) for p in _ordnet(f.ansaettelser)),
        kontakter=tuple(
            typer.Kontakt(k.ekstern_id, k.dato, k.form, k.status) for k in _ordnet(f.kontakter, "dato")
        ),
        sagsgennemgange=tuple(
            typer.Sagsgennemgang(s.dato, s.resultat, s.forventet_start)
            for s in _ordnet(f.sagsgennemgange, "dato")
        ),
        genbehandlinger=tuple(g.moede for g in _ordnet(f.genbehandlinger, "moede")),
        markeringer=tuple(_markering(m) for m in _ordnet(f.persongruppemarkeringer)),
    )


def _markering(m) -> typer.Markering:
    return typer.Markering(m.navn, m.start, m.slut or AABEN)


def _fravaer(p) -> typer.Fravaer:
    virkning = p.type.pauser_kontakt, p.type.pauser_passivitet, p.type.er_sygdom
    return typer.Fravaer(p.type.kode, p.type.navn, p.start, p.slut or AABEN, *virkning)


def _tilbud(p) -> typer.Tilbud:
    return typer.Tilbud(
        p.ekstern_id, p.type.kode, p.start, p.slut or AABEN, p.type.virksomhedsrettet, p.parallel
    )


def _job(p) -> typer.Ansaettelse:
    aftale = next(iter(p.aftaler.all()), None)
    timer = tuple(typer.Timer(t.fra, t.timer, t.intensitet) for t in _ordnet(p.timer, "fra"))
    opfoelgninger = tuple(
        typer.Opfoelgning(o.ekstern_id, o.dato, o.form, o.status, o.fremmoede_virksomhed, o.statusmoede)
        for o in _ordnet(p.opfoelgninger, "dato")
    )
    udfyldt, vitas = (aftale.udfyldt, aftale.vitas) if aftale else (None, None)
    return typer.Ansaettelse(p.ekstern_id, p.start, p.slut or AABEN, timer, udfyldt, vitas, opfoelgninger)
