"""Handing over one, several or all of a jobformidler's forløb at once, and taking that back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models.functions import Now

from forloeb.actions.registrering import FORTRYD
from forloeb.models import Forloeb, Overdrag, Tildeling
from kalender.dansk import dato_aar, til_og_med
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.fase import settle
from opfoelgning.actions.tildeling import Ny, assign, check_day, check_reason, refuse_unable
from opfoelgning.actions.visitation import follow_visitation
from opfoelgning.siden import registered_since

HOEJST = 500  # forløb at once


class Overdragelse(NamedTuple):
    """Who gets the forløb, from which day, and why."""

    medarbejder: Medarbejder
    fra: date
    begrundelse: str


@transaction.atomic
def hand_over(
    *,
    laest: Mapping[int, str],
    overdragelse: Overdragelse,
    by: Medarbejder,
    dag: date,
    noegle: str = "",
    bekraeftet: bool = False,
) -> Overdrag:
    """Give forløb to one jobformidler from a day on, all of them or none; whoever had them keeps them until then.

    ``laest`` maps each forløb's id to how it stood (``standing``) when the person read the page, or to ''. ``Konflikt``
    when one was given to somebody meanwhile. ``noegle`` identifies one filling-in of the form. Refuses somebody who
    cannot have cases on the day, no reason, and names the borger where one forløb stands in the way.
    """
    if noegle and (gemt := Overdrag.objects.filter(ekstern_id=noegle, registreret_af=by).first()):
        return gemt
    _look_at(laest, overdragelse, dag)
    sager = _lock(laest, by, dag)
    stand = standing(list(laest))
    _refuse_unread(sager, laest, stand)
    til = overdragelse._replace(begrundelse=" ".join(overdragelse.begrundelse.split()))
    # Whoever had nobody gets a phase with her jobformidler; of the others nothing follows but the change itself.
    foer = [_give(sag, til, by, dag, bekraeftet) for sag in sager]
    for sag in (sag for sag, linje in zip(sager, foer, strict=True) if linje["uden"]):
        follow_visitation(sag, by)
        settle(sag, by, dag)
    vurdering.refresh([sag.pk for sag in sager], dag)
    return _keep(til, foer, by, noegle)


def standing(forloeb_ids: list[int]) -> dict[int, str]:
    """How each forløb's tildelinger stand, as a short text that changes whenever one of them does; '' without any."""
    fundne: dict[int, list[tuple[int, int]]] = defaultdict(list)
    raekker = Tildeling.objects.filter(forloeb__in=forloeb_ids).order_by("start")
    for forloeb_id, pk, version in raekker.values_list("forloeb_id", "pk", "version"):
        fundne[forloeb_id].append((pk, version))
    return {pk: ".".join(f"{a}v{b}" for a, b in fundne[pk]) for pk in forloeb_ids}


@transaction.atomic
def undo_overdrag(*, overdrag: Overdrag, by: Medarbejder, dag: date, nu: datetime) -> None:
    """Take one's own overdrag back within ten minutes: everybody has again whom she had, and phases go back.

    Refuses it as a whole where something has happened to one of the forløb since.
    """
    overdrag = Overdrag.objects.select_for_update(no_key=True).get(pk=overdrag.pk)
    if overdrag.fortrudt:
        raise Afvist("Overdragelsen er allerede fortrudt.")
    if overdrag.registreret_af_id != by.pk:
        raise Afvist("Kun den, der har overdraget borgerne, kan fortryde det.")
    assert overdrag.registreret_tidspunkt is not None
    if nu - overdrag.registreret_tidspunkt > FORTRYD:
        raise Afvist("Det kan kun fortrydes i 10 minutter. Overdrag i stedet borgerne tilbage.")
    sager = {sag.pk: sag for sag in _locked([linje["forloeb"] for linje in overdrag.foer])}
    _refuse_what_followed(overdrag, sager, dag)
    for linje in overdrag.foer:
        _take_back(linje)
    for linje in overdrag.foer:
        if linje["uden"]:
            follow_visitation(sager[linje["forloeb"]], by)
            settle(sager[linje["forloeb"]], by, dag)
    vurdering.refresh(list(sager), dag)
    save_changes(overdrag, {"fortrudt": nu})


def _look_at(laest: Mapping[int, str], overdragelse: Overdragelse, dag: date) -> None:
    if not laest:
        raise Afvist("Vælg mindst én borger.", "valgt")
    if len(laest) > HOEJST:
        raise Afvist(f"Vælg højst {HOEJST} borgere ad gangen.", "valgt")
    if not overdragelse.begrundelse.strip():
        raise Afvist("Skriv, hvorfor borgerne skifter.", "begrundelse")
    check_reason(overdragelse.begrundelse, "begrundelse")
    refuse_unable(overdragelse.medarbejder, overdragelse.fra, dag)


def _lock(laest: Mapping[int, str], by: Medarbejder, dag: date) -> list[Forloeb]:
    """The forløb, locked in one order so that two leaders queue; refuses those the person may not change."""
    sager = _locked(list(laest))
    maa = set(Forloeb.objects.ledet_af(by, dag).filter(pk__in=laest).values_list("pk", flat=True))
    if len(sager) != len(laest) or maa != {sag.pk for sag in sager}:
        raise Afvist("En af borgerne er ikke længere dine at overdrage. Vælg igen.", "valgt")
    for sag in sager:
        _refuse_closed(sag, dag)
    return sager


def _locked(pks: list[int]) -> list[Forloeb]:
    rows = Forloeb.objects.select_for_update(no_key=True, of=("self",)).select_related("borger")
    return list(rows.filter(pk__in=pks).order_by("pk"))


def _refuse_closed(sag: Forloeb, dag: date) -> None:
    if sag.slut and sag.slut <= dag:
        raise Afvist(f"{sag.borger.navn}: Forløbet blev afsluttet {dato_aar(til_og_med(sag.slut))}.", "valgt")


def _refuse_unread(sager: list[Forloeb], laest: Mapping[int, str], stand: dict[int, str]) -> None:
    for sag in sager:
        if laest[sag.pk] and laest[sag.pk] != stand[sag.pk]:
            seneste = Tildeling.objects.filter(forloeb=sag).select_related("medarbejder").order_by("-start")
            hos = next((t.medarbejder.navn for t in seneste), "")
            hvem = f"har fået {hos}" if hos else "har ikke længere en jobformidler"
            raise Konflikt(f"{sag.borger.navn} {hvem}, siden du åbnede siden.", sag)


def _give(sag: Forloeb, til: Overdragelse, by: Medarbejder, dag: date, bekraeftet: bool) -> dict[str, Any]:
    """Write one forløb's change, and what taking it back needs; a refusal names the borger."""
    try:
        check_day(sag, til.fra, dag, bekraeftet)
        aendret = assign(Tildeling, sag, Ny(til.medarbejder, til.fra, til.begrundelse, by))
    except Spoergsmaal:
        raise
    except Afvist as afvist:
        raise Afvist(f"{sag.borger.navn}: {afvist}", afvist.felt) from afvist
    return {"forloeb": sag.pk, **aendret}


def _keep(til: Overdragelse, foer: list[dict[str, Any]], by: Medarbejder, noegle: str) -> Overdrag:
    egen = {"ekstern_id": noegle} if noegle else {}
    overdrag = Overdrag.objects.create(
        medarbejder=til.medarbejder,
        fra=til.fra,
        begrundelse=til.begrundelse,
        foer=foer,
        registreret_af=by,
        registreret_tidspunkt=Now(),
        **egen,
    )
    overdrag.refresh_from_db(fields=["registreret_tidspunkt"])
    return overdrag


def _refuse_what_followed(overdrag: Overdrag, sager: dict[int, Forloeb], dag: date) -> None:
    tilbage = "Overdrag i stedet borgerne tilbage."
    nu = {t.pk: t.version for t in Tildeling.objects.filter(forloeb__in=sager)}
    for linje in overdrag.foer:
        sag = sager.get(linje["forloeb"])
        if sag is None:
            raise Afvist("En af borgernes forløb findes ikke længere.")
        _refuse_closed(sag, dag)
        roert = [
            (linje["ny"], linje["version"]),
            *([tuple(linje["forrige"][:2])] if linje["forrige"] else []),
        ]
        if any(nu.get(pk) != version for pk, version in roert):
            raise Afvist(f"{sag.borger.navn} er tildelt igen siden. {tilbage}")
    assert overdrag.registreret_tidspunkt is not None
    if roert_sag := registered_since(list(sager), overdrag.registreret_tidspunkt):
        raise Afvist(f"Der er registreret noget om {sager[roert_sag].borger.navn} siden. {tilbage}")


def _take_back(linje: dict[str, Any]) -> None:
    ny = Tildeling.objects.get(pk=linje["ny"])
    if linje["var"]:
        save_changes(ny, linje["var"])
        return
    ny.delete()
    if linje["forrige"]:
        pk, _, slut, fra_fil = linje["forrige"]
        foer = {"slut": date.fromisoformat(slut) if slut else None, "fra_fil": fra_fil}
        save_changes(Tildeling.objects.get(pk=pk), foer)
