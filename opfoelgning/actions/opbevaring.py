"""Rules of retention, stops of deletion, and deletion itself, which is logged as it happens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from borgere.forsegling import keyed_digest
from forloeb.models import Forloeb
from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Kommune, Medarbejder
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Koersel, Opbevaringsregel, Sletning, Sletningsstop, Sletteslags
from opfoelgning.opbevaring import (
    NAT,
    OPBEVARING,
    OPGAVE,
    Gaeldende,
    expired_forloeb,
    expired_rows,
    length,
    rules,
)
from opfoelgning.slettelog import write_outside

LOCK = 7_310_003  # first half of the advisory lock; the second half is the kommune
AD_GANGEN = 50
STOP_HOEJST = timedelta(days=3653)


def check_rule(*, slags: str, antal: int, gyldig_fra: date, kilde: str, dag: date) -> None:
    """Refuse a rule from a day gone by, a length out of bounds, and one nobody decided."""
    opbevaring = OPBEVARING[slags]
    if not opbevaring.mindst <= antal <= opbevaring.hoejst:
        mindst, hoejst = length(slags, opbevaring.mindst), length(slags, opbevaring.hoejst)
        raise Afvist(f"Vælg mellem {mindst} og {hoejst}.", "antal")
    if gyldig_fra <= dag:
        raise Afvist("Reglen kan tidligst gælde fra i morgen.", "gyldig_fra")
    if not " ".join(kilde.split()):
        raise Afvist("Skriv, hvor reglen er besluttet.", "kilde")


@transaction.atomic
def set_rule(
    *, slags: str, antal: int, gyldig_fra: date, kilde: str, by: Medarbejder, dag: date
) -> Opbevaringsregel:
    """Keep one kind of data so long from a day on; see ``check_rule``."""
    check_rule(slags=slags, antal=antal, gyldig_fra=gyldig_fra, kilde=kilde, dag=dag)
    with danish_refusal():
        return Opbevaringsregel.objects.create(
            slags=slags, antal=antal, gyldig_fra=gyldig_fra, kilde=" ".join(kilde.split()), af=by
        )


@transaction.atomic
def withdraw_rule(*, regel: Opbevaringsregel, by: Medarbejder, dag: date) -> None:
    """Take back a rule that does not hold yet; refuses one that does, which only a newer one ends."""
    if regel.gyldig_fra <= dag:
        raise Afvist("Reglen gælder allerede. Sæt en ny fra en kommende dag i stedet.")
    regel.delete()


@transaction.atomic
def stop_deletion(
    *, forloeb: Forloeb, slut: date, begrundelse: str, by: Medarbejder, dag: date
) -> Sletningsstop:
    """Keep a closed forløb until the day ``slut``, whatever the rule says; a stop there is already is replaced."""
    if forloeb.slut is None:
        raise Afvist("Forløbet er åbent og bliver ikke slettet.")
    if slut <= dag:
        raise Afvist("Vælg en dag, der ikke er nået endnu.", "til")
    if slut - dag > STOP_HOEJST:
        raise Afvist("Sletningen kan højst stoppes i 10 år ad gangen.", "til")
    grund = " ".join(begrundelse.split())
    if not grund:
        raise Afvist("Skriv, hvorfor forløbet ikke må slettes.", "begrundelse")
    Forloeb.objects.select_for_update(no_key=True).get(pk=forloeb.pk)
    stop, _ = Sletningsstop.objects.update_or_create(
        forloeb=forloeb, defaults={"slut": slut, "begrundelse": grund, "af": by}
    )
    return stop


@transaction.atomic
def lift_stop(*, stop: Sletningsstop, by: Medarbejder) -> None:
    """Let the rule decide again."""
    stop.delete()


def delete_expired(kommune: Kommune, dag: date, nu: datetime, *, straks: bool = False) -> Koersel | None:
    """Delete what the kommune's rules no longer keep, once a night; ``straks``: at any hour.

    Returns the run, None when it was made already, is being made, or it is no night.
    """
    if not straks and timezone.localtime(nu).hour not in NAT:
        return None
    with kommunekontekst(kommune.pk):
        if not _try_lock(kommune.pk) or Koersel.objects.filter(opgave=OPGAVE, dag=dag).exists():
            return None
        if not Medarbejder.objects.filter(kommune=kommune).exists():
            return None  # nobody works here
        koersel = Koersel.objects.create(opgave=OPGAVE, dag=dag)
        gaeldende = rules(dag)
        antal = sum(
            _delete_rows(slags, regel.limit(dag), regel.tekst)
            for slags, regel in gaeldende.items()
            if slags != Sletteslags.FORLOEB
        )
    fejl: list[dict[str, str]] = []
    antal += _delete_cases(kommune, gaeldende[Sletteslags.FORLOEB], dag, fejl)
    with kommunekontekst(kommune.pk):
        Koersel.objects.filter(pk=koersel.pk).update(antal=antal, fejl=fejl, sluttet=Now())
    return koersel


def _delete_cases(kommune: Kommune, regel: Gaeldende, dag: date, fejl: list[dict[str, str]]) -> int:
    """A few at a time, each batch in its own transaction; one that cannot be deleted is told and left."""
    graense, antal = regel.limit(dag), 0
    while True:
        with kommunekontekst(kommune.pk):
            kendte = [en["forloeb"] for en in fejl]
            rows = list(expired_forloeb(graense, dag).exclude(ekstern_id__in=kendte)[:AD_GANGEN])
            for forloeb in rows:
                try:
                    with transaction.atomic():
                        delete_case(forloeb, kommune, graense, regel.tekst)
                except Exception as error:
                    fejl.append(
                        {
                            "forloeb": forloeb.ekstern_id,
                            "fejl": f"{type(error).__name__}: {error}".splitlines()[0][:300],
                        }
                    )
                else:
                    antal += 1
        if len(rows) < AD_GANGEN:
            return antal


def delete_case(forloeb: Forloeb, kommune: Kommune, graense: date, regel: str) -> None:
    """Delete a forløb with everything that belongs to it, history too, and its borger if it was her last one.

    The database's own function does it, and refuses an open forløb unless the log says it was deleted before.
    """
    noegle = keyed_digest(forloeb.ekstern_id, kommune.kode)
    with connection.cursor() as cursor:
        cursor.execute("SELECT slet_forloeb(%s, %s)", [forloeb.pk, noegle])
        antal = cursor.fetchone()[0]
    _log([Sletning(slags=Sletteslags.FORLOEB, noegle=noegle, graense=graense, antal=antal, regel=regel)])


def _delete_rows(slags: str, graense: date, regel: str) -> int:
    rows = expired_rows(slags, graense)
    if slags == Sletteslags.LAESNING:
        with connection.cursor() as cursor:
            cursor.execute("SELECT slet_laesninger(%s)", [graense])
            antal = cursor.fetchone()[0]
    else:
        antal = rows.delete()[0]
    if antal:
        _log([Sletning(slags=slags, graense=graense, antal=antal, regel=regel)])
    return antal


def repeat_deletions(kommune: Kommune, log: Iterable[Sletning]) -> int:
    """Delete again, after a restore, what a log says was deleted; returns how many forløb were there again.

    Lines the database does not know are added to its own log first.
    """
    with kommunekontekst(kommune.pk):
        kendte = set(Sletning.objects.values_list("slags", "noegle", "graense"))
        linjer = list(log)
        Sletning.objects.bulk_create(
            [en for en in linjer if (en.slags, en.noegle, en.graense) not in kendte], batch_size=1000
        )
        igen = 0
        noegler = {en.noegle: en for en in linjer if en.noegle}
        for forloeb in Forloeb.objects.order_by("pk"):
            if en := noegler.get(keyed_digest(forloeb.ekstern_id, kommune.kode)):
                delete_case(forloeb, kommune, en.graense, en.regel)
                igen += 1
        for en in linjer:
            if not en.noegle:
                _delete_rows(en.slags, en.graense, en.regel)
    return igen


def _log(rows: list[Sletning]) -> None:
    Sletning.objects.bulk_create(rows)
    write_outside(rows)


def _try_lock(kommune_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, kommune_id])
        return cursor.fetchone()[0]
