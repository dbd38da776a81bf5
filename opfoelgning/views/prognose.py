"""Prognose: who becomes passive or overdue in the days to come, for one's own borgere or one's team."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb, Tildeling
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder, Rolle
from kommuner.roller import SAGSROLLER
from opfoelgning.prognoselinjer import Linje, prognoselinjer
from opfoelgning.regneark import Celle
from opfoelgning.views.filsvar import stream_of

PR_SIDE = 50
AD_GANGEN = 1000  # forløb: a forecast is computed while its reader waits
PERIODER = {"14": "2 uger", "30": "30 dage", "90": "90 dage", "180": "6 måneder", "365": "1 år"}
NORMALT = "30"
KOLONNER = (
    "Borger",
    "Jobformidler",
    "Frist",
    "Hvis intet sker",
    "Med de kendte planer",
    "Plan",
    "Det standser det",
)


class Valg(NamedTuple):
    """What the address asks for; a value that means nothing counts as none."""

    dage: str
    regel: str
    jobformidler: str

    @property
    def adresse(self) -> str:
        """The choices as they stand in an address, without those that are as usual."""
        givet = QueryDict(mutable=True)
        vaerdier = {navn: v for navn, v in self._asdict().items() if v and (navn, v) != ("dage", NORMALT)}
        givet.update(vaerdier)
        return givet.urlencode()


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def prognose(request: Anmodning) -> HttpResponse:
    """A page of the forecast, the nearest day first."""
    dag = idag()
    synlige = _forloeb(request.user, dag)
    regler = _rules(synlige)
    valg = _choices(request, regler)
    for_mange = _too_many(synlige, valg)
    alle = [] if for_mange else _lines(synlige, dag, valg)
    efter = request.GET.get("efter", "")
    side, naeste = _page_of(alle, efter)
    log_reading(request.user, "prognose", [linje.forloeb.borger_id for linje in side])
    er_leder = request.user.leads(dag)
    context = {
        "dag": dag,
        "linjer": side,
        "for_mange": for_mange,
        "antal": len(alle),
        "borgere": len({linje.forloeb.borger_id for linje in alle}),
        "valg": valg,
        "perioder": PERIODER.items(),
        "regler": regler.items(),
        "medarbejdere": _colleagues(synlige, dag) if er_leder else [],
        "er_leder": er_leder,
        "efter": efter,
        "naeste": naeste,
    }
    return render(request, "opfoelgning/prognose.html", context)


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def prognose_fil(request: Anmodning, endelse: str) -> StreamingHttpResponse | HttpResponseRedirect:
    """The whole list as a file for a spreadsheet, without CPR numbers; the page, when there are too many to compute."""
    dag = idag()
    synlige = _forloeb(request.user, dag)
    valg = _choices(request, _rules(synlige))
    if _too_many(synlige, valg):
        return redirect("prognose")
    linjer = _lines(synlige, dag, valg)
    log_reading(request.user, "prognose_csv", [linje.forloeb.borger_id for linje in linjer])
    return stream_of(_rows(linjer), "Prognose", f"prognose-{dag}.{endelse}")


def _forloeb(user: Medarbejder, dag: date) -> QuerySet[Forloeb]:
    """A leader's team, anybody else's own borgere, as jobformidler and as sagsbehandler; both for a stedfortræder."""
    ledet = Forloeb.objects.ledet_af(user, dag).aabne(dag)
    if user.has_role(Rolle.TEAMLEDER):
        return ledet
    egne = [Forloeb.objects.mine(user, dag)]
    if user.has_role(Rolle.SAGSBEHANDLER):
        egne.append(Forloeb.objects.som_sagsbehandler(user, dag).aabne(dag))
    if user.leads(dag):
        egne.append(ledet)
    if len(egne) == 1:
        return egne[0]
    return Forloeb.objects.filter(reduce(or_, (Q(pk__in=liste.values("pk")) for liste in egne)))


def _too_many(forloeb: QuerySet[Forloeb], valg: Valg) -> int:
    """How many forløb there are, when that is more than can be computed at once; otherwise 0."""
    antal = 0 if valg.jobformidler else forloeb.count()
    return antal if antal > AD_GANGEN else 0


def _rules(forloeb: QuerySet[Forloeb]) -> dict[str, str]:
    """Code and name of the rules of the models that the forløb follow."""
    koder = set(forloeb.order_by().values_list("indsatsmodel", flat=True).distinct()) or {"uif2"}
    modeller = [indsatsmodeller()[kode] for kode in sorted(koder) if kode in indsatsmodeller()]
    return {regel.kode: regel.navn for model in modeller for regel in model.regler if regel.slags != "loft"}


def _choices(request: Anmodning, regler: dict[str, str]) -> Valg:
    dage, regel = request.GET.get("dage", NORMALT), request.GET.get("regel", "")
    ejer = request.GET.get("jobformidler", "")
    return Valg(
        dage if dage in PERIODER else NORMALT,
        regel if regel in regler else "",
        ejer if ejer.isdecimal() and request.user.leads(idag()) else "",
    )


def _lines(forloeb: QuerySet[Forloeb], dag: date, valg: Valg) -> list[Linje]:
    if valg.jobformidler:
        haves = Tildeling.objects.filter(medarbejder_id=int(valg.jobformidler), start__lte=dag)
        forloeb = forloeb.filter(pk__in=haves.exclude(slut__lte=dag).values("forloeb"))
    return prognoselinjer(forloeb.values_list("pk", flat=True), dag, int(valg.dage), valg.regel, nu=nu())


def _colleagues(forloeb: QuerySet[Forloeb], dag: date) -> list[tuple[str, str]]:
    # As ids: who may be seen is a query of its own kind, and within another one it may be asked anew for every row.
    ids = list(forloeb.values_list("pk", flat=True))
    haves = Tildeling.objects.filter(forloeb__in=ids, start__lte=dag).exclude(slut__lte=dag)
    par = haves.values_list("medarbejder_id", "medarbejder__navn").distinct().order_by("medarbejder__navn")
    return [(str(pk), navn) for pk, navn in par]


def _page_of(alle: list[Linje], efter: str) -> tuple[list[Linje], str]:
    """A page and the key of the next one; a key whose line is gone leads to the first line from its day on."""
    fra = next((nr + 1 for nr, linje in enumerate(alle) if linje.noegle == efter), None)
    if fra is None:
        fra = next((nr for nr, linje in enumerate(alle) if linje.noegle >= efter), 0) if efter else 0
    side = alle[fra : fra + PR_SIDE]
    return side, side[-1].noegle if fra + PR_SIDE < len(alle) else ""


def _rows(linjer: Iterable[Linje]) -> Iterator[list[Celle]]:
    yield list(KOLONNER)
    for linje in linjer:
        ejer = linje.jobformidler.navn if linje.jobformidler else "Uden jobformidler"
        hvem = (linje.forloeb.borger.navn, ejer, linje.regel.navn)
        yield [*hvem, linje.uden or "", linje.med or "", linje.med_planer, linje.standser]
