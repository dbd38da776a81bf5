"""A team's borgere: which lists there are, how many stand in each, and who they are. One definition for both."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Case, F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from orjson import loads

from borgere import navne
from kommuner.forespoergsel import Spoergsmaal, fetch
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from kommuner.models import Medarbejder, Team
from kommuner.optaelling import HOLDER_ENDNU, keeping
from opfoelgning import aftryk
from opfoelgning.friske import refresh_team
from opfoelgning.ledelse import ER_LEDET, Ledelse, ledelse, teams_of
from opfoelgning.models import FRISTORDEN, Sagsstatus
from opfoelgning.regler.typer import Tilstand
from opfoelgning.sagsstamme import ceiling_passed, stammeregler

PR_SIDE = 50
_ORDEN = ("hast", "frist", "navn_sortering", "pk")
_FASER = sorted({fase.nr for model in indsatsmodeller().values() for fase in model.faser})
UDEN = "uden"  # in place of a jobformidler's id: those who have none
FILTRE = ("navn", "fase", "status", "jobformidler", "team")  # the words of the list's filters in its address


_PASSIV = Q(passivitet=Tilstand.OVERSKREDET)
_NAER = Q(passivitet=Tilstand.VARSEL)
_AFVENTER = Q(passivitet=Tilstand.AFVENTER)
_KONTAKTPLIGT = Q(kontakt__in=(Tilstand.LOEBER, Tilstand.VARSEL, Tilstand.OVERSKREDET))
_I_FLEKSJOB = Q(timer__isnull=False, timer_ved_start__isnull=False)

# Every list behind a number: its word in the address, its name, and who stands in it.
LISTER: Mapping[str, tuple[str, Q]] = {
    "overskredet": ("Noget er overskredet", Q(hast__lt=10)),
    "kontaktpligt": ("Skal kontaktes løbende", _KONTAKTPLIGT),
    "kontakt_overskredet": ("Kontakt overskredet", Q(kontakt=Tilstand.OVERSKREDET)),
    "passiv": ("Passive borgere", _PASSIV),
    "naer_passiv": ("Tæt på 6 måneder", _NAER),
    "afventer": ("Afventer aftalt indsats", _AFVENTER),
    "passiv_eller_naer": ("Passive og tæt på 6 måneder", _PASSIV | _NAER | _AFVENTER),
    "i_fleksjob": ("I fleksjob", _I_FLEKSJOB),
    "flere_timer": ("Flere timer end ved start", _I_FLEKSJOB & Q(timer__gt=F("timer_ved_start"))),
}


class Tal(NamedTuple):
    """The key figures of a team on a day; hours are averages per week, None when nobody is in a fleksjob."""

    borgere: int
    faser: dict[int, int]
    lister: dict[str, int]
    timer_nu: Decimal | None
    timer_ved_start: Decimal | None

    @property
    def til_tiden(self) -> int | None:
        """Percent of those who must be contacted whose contact is not overdue; None when nobody must."""
        return percent_in_time(self.lister["kontaktpligt"], self.lister["kontakt_overskredet"])


class Stamme(NamedTuple):
    """One jobformidler's part of the team; ``noegle`` is her id, or ``UDEN``.

    ``over_loft`` is the kommune's ceiling where she has more borgere than that.
    """

    noegle: str
    navn: str
    borgere: int
    overskredet: int
    til_tiden: int | None
    over_loft: int | None = None


def percent_in_time(pligt: int, overskredet: int) -> int | None:
    """Share in whole percent, rounded down so that 100 means everybody; None for no duty."""
    return (pligt - overskredet) * 100 // pligt if pligt else None


def fresh_ledelse(
    user: Medarbejder, dag: date, nu: datetime | None = None, team: int | None = None
) -> Ledelse:
    """What the person leads, its judgements made right for the day, and the hour if given.

    ``team`` is one of those she leads, to see that one alone.
    """
    refresh_team(user, dag, nu)
    return ledelse(user, dag, team)


def led_statusser(ledet: Ledelse) -> QuerySet[Sagsstatus]:
    """The running forløb that are led, as they are stored: her team's, hers and nobody's."""
    return Sagsstatus.objects.filter(ledet.condition(), aaben=True, kommune=ledet.kommune)


def team_statusser(
    user: Medarbejder, dag: date, nu: datetime | None = None, team: int | None = None
) -> QuerySet[Sagsstatus]:
    """The same of what ``fresh_ledelse`` gives."""
    return led_statusser(fresh_ledelse(user, dag, nu, team))


def chosen_team(user: Medarbejder, dag: date, valgt: str) -> Team | None:
    """The team of an address (its id) if the person leads it; None for all of hers."""
    if not _is_number(valgt) or int(valgt) not in teams_of(user, dag):
        return None
    return Team.objects.filter(pk=int(valgt)).first()


def led_teams(user: Medarbejder, dag: date) -> list[Team]:
    """The teams the person leads, by name; no query for her own."""
    teams = teams_of(user, dag)
    if teams == [user.team_id] and user.team:
        return [user.team]
    return list(Team.objects.filter(pk__in=teams).order_by("navn"))


def statusser(found: QuerySet[Sagsstatus], filtre: Mapping[str, str]) -> QuerySet[Sagsstatus]:
    """Those of the list that pass ``navn`` (part of it), ``fase``, ``status`` (a key of ``LISTER``) and
    ``jobformidler`` (id or ``UDEN``).

    Values that mean nothing count as none.
    """
    if navn := filtre.get("navn", "").strip():
        found = found.filter(borger__navn_soegning__contains=navne.search_text(navn))
    if _is_number(filtre.get("fase", "")):
        found = found.filter(fase=int(filtre["fase"]))
    if filtre.get("status") in LISTER:
        found = found.filter(LISTER[filtre["status"]][1])
    if filtre.get("jobformidler") == UDEN:
        found = found.filter(jobformidler__isnull=True)
    elif _is_number(filtre.get("jobformidler", "")):
        found = found.filter(jobformidler_id=int(filtre["jobformidler"]))
    return found


def _is_number(vaerdi: str) -> bool:
    """Whether it is one that a column can hold."""
    return vaerdi.isdecimal() and len(vaerdi) < 10


def as_sql(udtryk: Q | Case) -> str:
    """A condition on a stored status, as in ``LISTER``, or a value of it: text for a statement of our own."""
    query = Sagsstatus.objects.all().query
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    sql, values = compiler.compile(udtryk.resolve_expression(query))
    text: str = connection.ops.compose_sql(sql, values)  # type: ignore[attr-defined]  # PostgreSQL's own
    return text.replace("%", "%%")


# One jobformidler's numbers, as they come; hours in hundredths.
_Tal: Any = namedtuple(  # type: ignore[misc]  # the lists and the models name the fields
    "_Tal", ["navn", "noegle", "borgere", "timer_nu", "ved_start", *LISTER, *(f"fase_{nr}" for nr in _FASER)]
)


@cache
def _counting() -> str:
    """What is counted of the stored statuses, as one array in the order of ``_Tal``, and where from."""
    i_job = as_sql(_I_FLEKSJOB)
    sums = [
        f"COALESCE(100 * sum({felt}) FILTER (WHERE {i_job}), 0)::int" for felt in ("timer", "timer_ved_start")
    ]
    counted = [*(q for _, q in LISTER.values()), *(Q(fase=nr) for nr in _FASER)]
    values = ["count(*)", *sums, *(f"count(*) FILTER (WHERE {as_sql(q)})" for q in counted)]
    fra = "FROM opfoelgning_sagsstatus WHERE kommune_id = %(kommune)s AND aaben AND jobformidler_id"
    return f"jsonb_build_array({', '.join(values)}) AS tal {fra}"


@cache
def _figures() -> str:
    """The statement of the figures: what is known, and the rest counted and kept.

    Nobody's borgere are read by themselves, so that an index gives each part.
    """
    return f"""
WITH led AS MATERIALIZED (
  SELECT m.id, m.id::text AS noegle, m.navn FROM kommuner_medarbejder m
  WHERE m.kommune_id = %(kommune)s AND {ER_LEDET} UNION ALL SELECT NULL, '', NULL
), kendt AS MATERIALIZED (
  SELECT o.noegle, o.tal FROM kommuner_optaelling o WHERE o.kommune_id = %(kommune)s AND o.emne = 'stamme'
  AND o.noegle = ANY(ARRAY(SELECT noegle FROM led)) AND {HOLDER_ENDNU}
), mangler AS MATERIALIZED (
  SELECT id, noegle FROM led WHERE noegle NOT IN (SELECT noegle FROM kendt)
), talt AS MATERIALIZED (
  SELECT jobformidler_id::text AS noegle, {_counting()} = ANY(ARRAY(SELECT id FROM mangler)) GROUP BY 1
  UNION ALL
  SELECT '', {_counting()} IS NULL AND EXISTS (SELECT FROM mangler WHERE id IS NULL) HAVING count(*) > 0
), gemt AS (
  {keeping("stamme", "noegle", "''", "COALESCE(tal, '[0]')", "mangler LEFT JOIN talt USING (noegle)")}
)
SELECT led.navn, led.id, tal::text FROM led JOIN (TABLE kendt UNION ALL TABLE talt) t USING (noegle)
WHERE tal <> '[0]' ORDER BY led.navn NULLS LAST, led.id"""


def figures(ledet: Ledelse) -> tuple[Tal, list[Stamme]]:
    """Count every list, per jobformidler and together, in one statement; those without a jobformidler last.

    Of what is stored: ``fresh_ledelse`` makes it right. Only whose borgere have moved since are counted anew.
    """
    return figures_of(fetch(*asking_figures(ledet)) if ledet.kommune else [])


def asking_figures(ledet: Ledelse) -> Spoergsmaal:
    """Ask for the figures of somebody who leads something."""
    return Spoergsmaal(_figures(), {**ledet.values, "kode": aftryk.code()})


def figures_of(svar: list[tuple]) -> tuple[Tal, list[Stamme]]:
    """The figures that are the answer to ``asking_figures``."""
    alle = loads(f"[{','.join(tal for *_, tal in svar)}]")
    rows = [_Tal._make((navn, pk, *tal)) for (navn, pk, _), tal in zip(svar, alle, strict=True)]
    return _together(rows), [_stamme(row) for row in rows]


def _together(rows: list[Any]) -> Tal:
    felter: tuple[str, ...] = _Tal._fields[2:]
    talt = dict(zip(felter, map(sum, zip(*(row[2:] for row in rows), strict=True)), strict=False))
    faser = {nr: antal for nr in _FASER if (antal := talt.get(f"fase_{nr}"))}
    lister = {navn: talt.get(navn, 0) for navn in LISTER}
    i_job = lister["i_fleksjob"]
    nu, ved_start = (
        round(Decimal(talt[f]) / 100 / i_job, 1) if i_job else None for f in ("timer_nu", "ved_start")
    )
    return Tal(talt.get("borgere", 0), faser, lister, nu, ved_start)


def _stamme(row: Any) -> Stamme:
    til_tiden = percent_in_time(row.kontaktpligt, row.kontakt_overskredet)
    navn = row.navn or "Uden jobformidler"
    return Stamme(str(row.noegle or UDEN), navn, row.borgere, row.overskredet, til_tiden)


def with_ceiling(stammer: list[Stamme], dag: date, egne: list[tuple]) -> list[Stamme]:
    """The caseloads with the ceiling that each is above, as the rule ``sagsstamme`` judges them on the day.

    ``egne``: the answer to ``fakta.EGNE_VAERDIER``.
    """
    loft = _ceilings({stamme.borgere for stamme in stammer}, dag, stammeregler(egne))
    return [
        s._replace(over_loft=loft[s.borgere]) if s.noegle != UDEN and loft[s.borgere] is not None else s
        for s in stammer
    ]


def _ceilings(stoerrelser: Iterable[int], dag: date, values: list[Regelvaerdier]) -> dict[int, int | None]:
    """Asked of the rule once for each size: many caseloads are as large as another."""
    return {antal: ceiling_passed(values, dag, antal) for antal in stoerrelser}


def page_of(found: QuerySet[Sagsstatus], efter: str = "", antal: int = PR_SIDE) -> tuple[list[int], str]:
    """Ids of a page of the list, most urgent first, and the key of the next page (empty on the last).

    ``efter`` is such a key: the id of the last forløb of the page before.
    """
    keyed = found.annotate(frist=FRISTORDEN)
    if last := _place(int(efter)) if efter.isdecimal() else None:
        keyed = keyed.filter(TupleGreaterThan(Tuple(*_ORDEN), last))
    ids = list(keyed.order_by(*_ORDEN).values_list("pk", flat=True)[: antal + 1])
    return ids[:antal], str(ids[antal - 1]) if len(ids) > antal else ""


def _place(forloeb_id: int) -> tuple[Any, ...] | None:
    """Where the forløb stands in the order of the list."""
    found = Sagsstatus.objects.annotate(frist=FRISTORDEN).filter(pk=forloeb_id)
    return found.values_list(*_ORDEN).first()
