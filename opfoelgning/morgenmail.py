"""The morning mail: to whom, when, what it says, and how the outbox stands. No personal data."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from kalender.helligdage import Arbejdskalender
from kommuner.models import Lukkedag, Medarbejder
from kommuner.roller import SAGSROLLER
from kommuner.udseende import mail_sender
from opfoelgning.actions.morgenmail import SOMETHING, Antal, waiting_on
from opfoelgning.models import Morgenmail
from opfoelgning.raekker import i_dag, mine_raekker
from opfoelgning.team import LISTER, team_statusser

FRA, TIL = time(7, 30), time(12)
EMNE = "Udvikling i fleksjob: dagens frister"


class Udbakke(NamedTuple):
    """How a kommune's outbox stands on a day: sent, waiting, failed (given up, or not sent by noon).

    ``fejl`` is the latest error, ``senest`` when a mail was last sent, on whatever day.
    """

    sendt: int
    venter: int
    fejlet: int
    fejl: str
    senest: datetime | None


def is_time(nu: datetime) -> bool:
    """Whether mails of the day go out now: from 7.30 until noon in Denmark, so that a missed tick is made up for."""
    return FRA <= timezone.localtime(nu).time() < TIL


def is_working_day(dag: date) -> bool:
    """Whether the present kommune is open on the day."""
    lukket = Lukkedag.objects.filter(dag=dag).values_list("dag", flat=True)
    return not Arbejdskalender(list(lukket)).is_closed(dag)


def recipients(dag: date) -> QuerySet[Medarbejder]:
    """Those of the present kommune who still lack a row of the day: want the mail, can log in, and have an address."""
    oensker = Medarbejder.objects.filter(mailoensker__isnull=False, is_active=True).exclude(email="")
    mangler = oensker.exclude(pk__in=Morgenmail.objects.filter(dag=dag).values("medarbejder"))
    return mangler.filter(roller__overlap=list(SAGSROLLER)).select_related("kommune", "team").order_by("pk")


def count_for(person: Medarbejder, dag: date, nu: datetime) -> Antal:
    """How many stand in the person's «I dag», and, for who leads a team today, how many of it are passive."""
    egne = len(i_dag(mine_raekker(person, dag, nu)))
    if not person.leads(dag):
        return Antal(egne, 0)
    return Antal(egne, team_statusser(person, dag, nu).filter(LISTER["passiv"][1]).count())


def text_of(mail: Morgenmail) -> str:
    """«Du har 7 borgere med frist i dag. Log på for at se dem.» and the address of the page."""
    linjer = []
    if mail.egne:
        linjer.append(f"Du har {_borgere(mail.egne)} med frist i dag.")
    if mail.teamets:
        linjer.append(f"I dit team skal der træffes beslutning om {_borgere(mail.teamets)}.")
    hvem = "den" if mail.egne + mail.teamets == 1 else "dem"
    adresse = f"\n\n{settings.ADRESSE}" if settings.ADRESSE else ""
    farvel = "\n\nDu kan slå mailen fra under Mine indstillinger."
    return f"{' '.join(linjer)} Log på for at se {hvem}.{adresse}{farvel}\n"


def _borgere(antal: int) -> str:
    return "1 borger" if antal == 1 else f"{antal} borgere"


def send(mail: Morgenmail) -> None:
    """Hand one mail over. Should the process die just after, a second copy carries the same Message-ID."""
    noegle = f"<morgenmail-{mail.medarbejder_id}-{mail.dag}@udvikling-i-fleksjob>"
    fra, til = mail_sender(mail.kommune), [mail.medarbejder.email]
    EmailMessage(EMNE, text_of(mail), fra, til, headers={"Message-ID": noegle}).send()


def udbakke_status(dag: date, nu: datetime) -> Udbakke:
    """The outbox of the present kommune, for the pages that tell how the system runs; three statements."""
    dagens = Morgenmail.objects.filter(dag=dag)
    antal = dagens.aggregate(
        antal_sendt=Count("pk", filter=Q(sendt__isnull=False)),
        antal_ikke=Count("pk", filter=Q(sendt__isnull=True) & SOMETHING),
        antal_venter=Count("pk", filter=waiting_on(dag)),
    )
    venter = antal["antal_venter"] if timezone.localtime(nu).time() < TIL else 0
    fejl = dagens.exclude(fejl="").order_by("-pk").values_list("fejl", flat=True).first() or ""
    senest = Morgenmail.objects.aggregate(Max("sendt"))["sendt__max"]
    return Udbakke(antal["antal_sendt"], venter, antal["antal_ikke"] - venter, fejl, senest)
