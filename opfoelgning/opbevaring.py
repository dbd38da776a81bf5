"""How long each kind of data is kept: the rules, and what they delete on a day. Deletion itself is an action."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from borgere.models import Laesning
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kalender.maaneder import add_months
from kommuner.tenancy import current_kommune_id
from opfoelgning.models import (
    Dataimport,
    Kladde,
    Koersel,
    Morgenmail,
    Opbevaringsregel,
    Sletningsstop,
    Sletteslags,
)

OPGAVE = "sletning"  # of the runs
NAT = range(0, 6)  # hours in which the night's deletion begins
_EN_DAG = timedelta(days=1)


class Enhed(NamedTuple):
    """A unit of time: one, many, and the day so many of them before another."""

    en: str
    flere: str
    maaneder: int
    dage: int

    def before(self, dag: date, antal: int) -> date:
        return add_months(dag, -antal * self.maaneder) - timedelta(days=antal * self.dage)


AAR, MAANED, DAG = Enhed("år", "år", 12, 0), Enhed("måned", "måneder", 1, 0), Enhed("dag", "dage", 0, 1)


class Opbevaring(NamedTuple):
    """One kind of data: what its time is counted from, in which unit, and how long unless the kommune says."""

    efter: str
    enhed: Enhed
    standard: int
    mindst: int
    hoejst: int
    kilde: str


_EGEN_FRIST = (
    "Forslag: kommunens egen frist. Oplysninger gemmes ikke længere end nødvendigt (GDPR art. 5, stk. 1, e)"
)
OPBEVARING: dict[str, Opbevaring] = {
    Sletteslags.FORLOEB: Opbevaring(
        "efter afslutning",
        AAR,
        5,
        1,
        30,
        f"{_EGEN_FRIST}, og ikke før pligten til at journalisere og arkivere er opfyldt.",
    ),
    Sletteslags.LAESNING: Opbevaring(
        "efter opslaget",
        MAANED,
        24,
        6,
        120,
        f"{_EGEN_FRIST}; opslag skal kunne kontrolleres og oplyses til borgeren.",
    ),
    Sletteslags.KLADDE: Opbevaring(
        "efter sidste ændring", DAG, 7, 1, 90, "Systemets egen frist: en kladde er ikke en del af sagen."
    ),
    Sletteslags.KOERSEL: Opbevaring(
        "efter kørslen", DAG, 30, 7, 400, "Systemets egen frist: driftsoplysninger uden sagsindhold."
    ),
    Sletteslags.DATAIMPORT: Opbevaring(
        "efter importen",
        DAG,
        90,
        2,
        400,
        "Systemets egen frist. Selve filen slettes ved import og senest efter et døgn.",
    ),
    Sletteslags.MORGENMAIL: Opbevaring(
        "efter dagen",
        DAG,
        30,
        7,
        400,
        "Systemets egen frist: hvem der fik en mail hvornår, uden sagsindhold.",
    ),
}


class Gaeldende(NamedTuple):
    """The rule for one kind on a day; ``regel`` is None where the kommune has said nothing."""

    slags: str
    antal: int
    kilde: str
    regel: Opbevaringsregel | None

    @property
    def navn(self) -> str:
        return Sletteslags(self.slags).label

    @property
    def varighed(self) -> str:
        """«5 år efter afslutning»."""
        opbevaring = OPBEVARING[self.slags]
        return f"{length(self.slags, self.antal)} {opbevaring.efter}"

    @property
    def tekst(self) -> str:
        """The rule as the log of deletions names it."""
        fra = f"gældende fra {dato_aar(self.regel.gyldig_fra)}" if self.regel else "systemets standard"
        return f"{self.navn}: {self.varighed}, {fra}"

    def limit(self, dag: date) -> date:
        """What ended, or was written, before or on this day is deleted on the day."""
        return OPBEVARING[self.slags].enhed.before(dag, self.antal)


def length(slags: str, antal: int) -> str:
    """«5 år», «1 dag»."""
    enhed = OPBEVARING[slags].enhed
    return f"{antal} {enhed.en if antal == 1 else enhed.flere}"


def rules(dag: date) -> dict[str, Gaeldende]:
    """The present kommune's rules on a day, one for each kind."""
    egne = Opbevaringsregel.objects.filter(kommune=current_kommune_id(), gyldig_fra__lte=dag)
    nyeste = {regel.slags: regel for regel in egne.order_by("gyldig_fra")}
    return {
        slags: Gaeldende(slags, regel.antal, regel.kilde, regel)
        if (regel := nyeste.get(slags))
        else Gaeldende(slags, opbevaring.standard, opbevaring.kilde, None)
        for slags, opbevaring in OPBEVARING.items()
    }


def expired_forloeb(graense: date, dag: date) -> Any:
    """Forløb of the present kommune closed on or before a day, but for those that must not be deleted on ``dag``."""
    stop = Sletningsstop.objects.filter(forloeb=OuterRef("pk"), slut__gt=dag)
    lukkede = Forloeb.objects.filter(kommune=current_kommune_id(), slut__lte=graense)
    return lukkede.filter(~Exists(stop)).order_by("slut", "pk")


def expired_rows(slags: str, graense: date) -> Any:
    """Rows of the other kinds that are older than a day."""
    foer = timezone.make_aware(datetime.combine(graense, datetime.min.time()))
    egne = {"kommune": current_kommune_id()}
    return {
        Sletteslags.LAESNING: Laesning.objects.filter(tidspunkt__lt=foer, **egne),
        Sletteslags.KLADDE: Kladde.objects.filter(gemt__lt=foer, **egne),
        Sletteslags.KOERSEL: Koersel.objects.filter(startet__lt=foer, **egne),
        Sletteslags.MORGENMAIL: Morgenmail.objects.filter(dag__lt=graense, **egne),
        Sletteslags.DATAIMPORT: Dataimport.objects.filter(modtaget__lt=foer, **egne),
    }[Sletteslags(slags)]


def next_night(dag: date, nu: datetime) -> date:
    """The day, today or tomorrow, whose night makes the coming deletion."""
    har_koert = Koersel.objects.filter(kommune=current_kommune_id(), opgave=OPGAVE, dag=dag).exists()
    return dag if timezone.localtime(nu).hour in NAT and not har_koert else dag + _EN_DAG


def counts(dag: date) -> Iterable[tuple[Gaeldende, int]]:
    """Each kind's rule on a day, and how much it deletes then."""
    for slags, regel in rules(dag).items():
        graense = regel.limit(dag)
        rows = expired_forloeb(graense, dag) if slags == Sletteslags.FORLOEB else expired_rows(slags, graense)
        yield regel, rows.count()
