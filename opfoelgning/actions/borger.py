"""New borgere, and new forløb of those who are known already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from borgere import cpr
from borgere.models import Borger
from forloeb.actions.fjernt import GAMMEL
from forloeb.forberedelse import foerste_fase
from forloeb.models import Fase, Forloeb, Tildeling, Ydelse
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.forberedelse import Maalgruppe
from kommuner.models import Medarbejder
from opfoelgning import vurdering

YNGST, AELDST = 15, 110  # years; anybody else's birth is a slip of the keys
FREMME = timedelta(days=92)  # a year written wrong is asked about before it is saved
FORRIGE_SLUTTEDE = "Det forrige forløb sluttede {sidste}. Vælg en dag efter."


@dataclass(frozen=True, kw_only=True)
class Stamdata:
    """Who a borger is; ``cpr`` are ten digits that were checked."""

    cpr: str
    navn: str
    telefon: str = ""
    progredierende_diagnose_fra: date | None = None


@dataclass(frozen=True, kw_only=True)
class Forloebsindhold:
    """How a forløb begins. ``forberedelse``: the forberedende del begins with it, where the first phase is hers."""

    indsatsmodel: str
    maalgruppe: Maalgruppe
    start: date
    jobformidler: Medarbejder | None = None
    forberedelse: bool = True


class Findes(Afvist):
    """The kommune knows somebody with the CPR number: ``borger_id``."""

    def __init__(self, borger_id: int):
        super().__init__("CPR-nummeret findes allerede.", "cpr")
        self.borger_id = borger_id


def find_by_cpr(digits: str, by: Medarbejder) -> int | None:
    """The id of the borger of the person's kommune with a CPR number; None for an unknown one."""
    indeks = cpr.blind_index(digits, by.kommune.kode)
    return (
        Borger.objects.filter(kommune=by.kommune_id, cpr_indeks=indeks).values_list("pk", flat=True).first()
    )


@transaction.atomic
def create_borger(
    *,
    stamdata: Stamdata,
    indhold: Forloebsindhold,
    by: Medarbejder,
    dag: date,
    noegle: str = "",
    bekraeftet: bool = False,
) -> Forloeb:
    """A new borger and her forløb; the same form (``noegle``) sent twice makes one.

    Raises ``Findes`` for a CPR number the kommune knows, ``Spoergsmaal`` for a start more than a year away.
    """
    if gemt := _saved(noegle, by):
        return gemt
    _check_age(cpr.foedselsdato(stamdata.cpr), dag)
    if borger_id := find_by_cpr(stamdata.cpr, by):
        raise Findes(borger_id)
    _ask_about(indhold.start, dag, bekraeftet)
    return _begin(_save_borger(stamdata, by), indhold, by, dag, noegle)


@transaction.atomic
def create_forloeb(
    *,
    borger: Borger,
    indhold: Forloebsindhold,
    by: Medarbejder,
    dag: date,
    noegle: str = "",
    bekraeftet: bool = False,
) -> Forloeb:
    """A new forløb of a known borger; refuses while she has an open one, and a start before the last one's end."""
    borger = Borger.objects.select_for_update(no_key=True).get(pk=borger.pk)
    if gemt := _saved(noegle, by):
        return gemt
    seneste = Forloeb.objects.filter(borger=borger).order_by("-start", "-pk").first()
    if open_forloeb(borger.pk, dag):
        raise Afvist("Borgeren er allerede i et forløb. Det skal afsluttes først.")
    if seneste and seneste.slut and indhold.start < seneste.slut:
        sidste = dato_aar(seneste.slut - timedelta(days=1))
        raise Afvist(FORRIGE_SLUTTEDE.format(sidste=sidste), "start")
    _ask_about(indhold.start, dag, bekraeftet)
    return _begin(borger, indhold, by, dag, noegle)


def open_forloeb(borger_id: int, dag: date) -> Forloeb | None:
    """A forløb of the borger that runs on the day or is to begin."""
    aabne = Forloeb.objects.filter(Q(slut__isnull=True) | Q(slut__gt=dag), borger=borger_id)
    return aabne.order_by("-start").first()


def _save_borger(stamdata: Stamdata, by: Medarbejder) -> Borger:
    borger = Borger(
        foedselsdato=cpr.foedselsdato(stamdata.cpr),
        telefon=stamdata.telefon,
        progredierende_diagnose_fra=stamdata.progredierende_diagnose_fra,
    )
    borger.set_navn(stamdata.navn)
    borger.set_cpr(stamdata.cpr, by.kommune)
    with danish_refusal():
        borger.save()
    return borger


def _saved(noegle: str, by: Medarbejder) -> Forloeb | None:
    return Forloeb.objects.filter(kommune=by.kommune_id, ekstern_id=noegle).first() if noegle else None


def _check_age(foedt: date, dag: date) -> None:
    """Refuse a birth that cannot be meant: one digit of a CPR number typed wrong moves it by a century."""
    if foedt > dag:
        raise Afvist("CPR-nummerets dato er ikke nået endnu. Se efter, om det er skrevet rigtigt.", "cpr")
    if not YNGST <= dag.year - foedt.year <= AELDST:
        besked = f"Efter CPR-nummeret er borgeren født i {foedt.year}. Se efter, om det er skrevet rigtigt."
        raise Afvist(besked, "cpr")


def _ask_about(start: date, dag: date, bekraeftet: bool) -> None:
    if bekraeftet or -GAMMEL <= start - dag <= FREMME:
        return
    hvor = "tilbage" if start < dag else "frem"
    langt = "1 år" if abs(start - dag) > GAMMEL else "3 måneder"
    raise Spoergsmaal(f"Startdato ligger mere end {langt} {hvor}. Er det rigtigt?", "start")


def _begin(borger: Borger, indhold: Forloebsindhold, by: Medarbejder, dag: date, noegle: str) -> Forloeb:
    """The forløb with what is known from its first day: jobformidler, benefit, phase."""
    egen = {"ekstern_id": noegle} if noegle else {}
    maalgruppe = indhold.maalgruppe
    with danish_refusal():
        forloeb = Forloeb.objects.create(
            borger=borger, indsatsmodel=indhold.indsatsmodel, start=indhold.start, **egen
        )
        fra = {"forloeb": forloeb, "start": indhold.start, "registreret_af": by}
        if indhold.jobformidler:
            Tildeling.objects.create(medarbejder=indhold.jobformidler, **fra)
        if maalgruppe.ydelse:
            Ydelse.objects.create(type=maalgruppe.ydelse, **fra)
        if indhold.forberedelse or maalgruppe.fase != foerste_fase(indhold.indsatsmodel):
            Fase.objects.create(nr=maalgruppe.fase, **fra)
    vurdering.refresh([forloeb.pk], dag)
    return forloeb
