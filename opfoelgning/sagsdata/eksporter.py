"""Cases out: one document as pieces of text, a few hundred forløb in memory at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Collate

from aftaler.models import Fleksjobaftale, Virksomhed
from forloeb.models import Forloeb, Tildeling
from kommuner.models import Kommune, Medarbejder, Regelsaet
from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata import VERSION
from opfoelgning.sagsdata import format as fmt
from opfoelgning.sagsdata.skema import Del, Felt, Objekt
from opfoelgning.sagsdata.stamdata import load_opslag
from opfoelgning.sagsdata.vaerdier import Opslag

AD_GANGEN = 200
BYTEVIS = Collate("ekstern_id", "C")

Opslagsordbog = dict[int, list[Any]]
Hent = Callable[[Del], Opslagsordbog]


class UkendtForloeb(LookupError):
    """A forløb asked for does not exist in the kommune; the text is its id."""


def export_document(kommune: Kommune, forloeb: Iterable[str] | None = None) -> Iterator[str]:
    """Yield one sagsdata document of a kommune piece by piece, all of it as of one moment.

    ``forloeb`` limits it to these external ids, and to the people and companies they mention. Everything is in
    order of id, facts within a forløb in order of date. Raises UkendtForloeb before the first piece.
    """
    with _snapshot(), kommunekontekst(kommune.pk):
        pks = _find_forloeb(None if forloeb is None else list(forloeb))
        opslag = load_opslag(kommune.kode)
        yield f'{{"sagsdata": {VERSION},\n"kommune": {_text(kommune.kode)}'
        for navn, objekt, rows in _stamdata(None if forloeb is None else pks):
            yield from _write_list(navn, (write_object(objekt, row, opslag, rows.dele) for row in rows))
        yield from _write_list("forloeb", _forloeb(pks, opslag))
        yield "\n}\n"


@contextmanager
def _snapshot() -> Iterator[None]:
    """Every query below sees the same moment; inside an outer transaction it is that one's to say."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _find_forloeb(ider: list[str] | None) -> list[int]:
    forloeb = Forloeb.objects.order_by(BYTEVIS)
    if ider is None:
        return list(forloeb.values_list("pk", flat=True))
    fundne = dict(forloeb.filter(ekstern_id__in=ider).values_list("ekstern_id", "pk"))
    for id_ in ider:
        if id_ not in fundne:
            raise UkendtForloeb(id_)
    return list(fundne.values())


class _Rows(list[Any]):
    """Rows together with what stands inside them, by key and primary key of the parent."""

    def __init__(self, rows: Iterable[Any], dele: dict[str, Opslagsordbog] | None = None) -> None:
        super().__init__(rows)
        self.dele = dele or {}


def _stamdata(pks: list[int] | None) -> Iterator[tuple[str, Objekt, _Rows]]:
    """The three lists outside the forløb; with ``pks`` only people and companies those forløb mention."""
    medarbejdere = Medarbejder.objects.annotate(team_navn=F("team__navn")).order_by(BYTEVIS)
    virksomheder = Virksomhed.objects.filter(lagt_ind_under__isnull=True).order_by(BYTEVIS)
    if pks is not None:
        naevnte = Tildeling.objects.filter(forloeb__in=pks).values("medarbejder")
        medarbejdere = medarbejdere.filter(pk__in=naevnte)
        aftaler = Fleksjobaftale.objects.filter(forloeb__in=pks).values("kontaktperson__virksomhed")
        virksomheder = virksomheder.filter(
            Q(tilbud__forloeb__in=pks) | Q(ansaettelser__forloeb__in=pks) | Q(pk__in=aftaler)
        ).distinct()
    yield "medarbejdere", fmt.MEDARBEJDER, _Rows(medarbejdere)
    personer = _group(fmt.KONTAKTPERSON.model._default_manager.order_by(BYTEVIS), "virksomhed_id")
    yield "virksomheder", fmt.VIRKSOMHED, _Rows(virksomheder, {"kontaktpersoner": personer})
    yield "regler", fmt.REGEL, _Rows(Regelsaet.objects.order_by("indsatsmodel", "gyldig_fra"))


def _forloeb(pks: list[int], opslag: Opslag) -> Iterator[dict[str, Any]]:
    for nr in range(0, len(pks), AD_GANGEN):
        rows = Forloeb.objects.filter(pk__in=pks[nr : nr + AD_GANGEN]).select_related("borger")
        yield from _write_batch(rows.order_by(BYTEVIS), opslag)


def _write_batch(rows: QuerySet[Forloeb], opslag: Opslag) -> Iterator[dict[str, Any]]:
    pks = [row.pk for row in rows]
    dele: dict[str, Opslagsordbog] = {"borger": {row.pk: [row.borger] for row in rows}}
    for foraelder, objekt in (("forloeb_id", fmt.FORLOEB), ("ansaettelse_id", fmt.ANSAETTELSE)):
        for del_ in objekt.dele:
            if isinstance(del_, Del) and del_.navn not in dele:
                dele[del_.navn] = _group(_facts(del_.objekt.model, pks), foraelder)
    for row in rows:
        yield write_object(fmt.FORLOEB, row, opslag, dele)


def _facts(model: type[Model], pks: list[int]) -> QuerySet[Any]:
    return model._default_manager.filter(forloeb_id__in=pks).order_by("pk")


def _group(rows: Iterable[Any], foraelder: str) -> Opslagsordbog:
    grupper: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grupper[getattr(row, foraelder)].append(row)
    return grupper


def write_object(objekt: Objekt, row: Any, opslag: Opslag, dele: dict[str, Opslagsordbog]) -> dict[str, Any]:
    """A row as the document says it; ``dele`` are the rows inside it, by key and parent."""
    skrevet: dict[str, Any] = {}
    for en in objekt.dele:
        if isinstance(en, Del):
            poster = [write_object(en.objekt, barn, opslag, dele) for barn in dele[en.navn].get(row.pk, ())]
            skrevet[en.navn] = sorted(poster, key=_order) if en.liste else next(iter(poster), None)
        elif isinstance(en, Felt):
            vaerdi = en.type.skriv(en.of(row), opslag)
            if vaerdi or (vaerdi == 0 and vaerdi is not False) or not en.skjul_tom:
                skrevet[en.navn] = vaerdi
    return skrevet


def _order(post: dict[str, Any]) -> tuple[str, bytes, str]:
    dag = next((post[navn] for navn in ("fra", "dato", "moede", "modtaget") if navn in post), "")
    return dag, post.get("id", "").encode(), _text(post)


def _write_list(navn: str, poster: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f",\n{_text(navn)}: ["
    skille = "\n"
    for post in poster:
        yield skille + _text(post)
        skille = ",\n"
    yield "]" if skille == "\n" else "\n]"


def _text(vaerdi: Any) -> str:
    return json.dumps(vaerdi, ensure_ascii=False)
