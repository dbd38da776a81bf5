"""The machinery of every registration on screen: lock, ask, write; correct or annul with a trace.

Actions of this app and those above say what is registered and what may stand in its way; this says how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet
from django.utils import timezone

from forloeb.actions.fjernt import before, far
from forloeb.models import Forloeb, Rettelse
from forloeb.registreret import UdenId
from kalender.dansk import dato_aar, tal, til_og_med
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal, Svar, ask, danish_refusal
from kommuner.models import Medarbejder, Rolle

FORTRYD = timedelta(minutes=10)
BEGRUNDELSE_HOEJST = 300  # characters

Tjek = Callable[[Any, Svar], None]
"""Looks at an unsaved row before it is written: raises ``Afvist``, or ``Spoergsmaal`` unless told it was answered."""


class Skrevet(TypedDict):
    """Who registers on what day; ``noegle`` identifies one filling-in of the form: sent twice, it is saved once."""

    by: Medarbejder
    dag: date
    bekraeftet: NotRequired[Svar]
    noegle: NotRequired[str]


class Rettet(TypedDict):
    """Who corrects on what day, and why; ``version`` is the one the person read."""

    begrundelse: str
    version: int
    by: Medarbejder
    dag: date
    bekraeftet: NotRequired[Svar]


def lock_forloeb(forloeb: Forloeb, dag: date) -> Forloeb:
    """The forløb's row, locked: whoever writes on the same case waits. Refuses a closed one."""
    locked = Forloeb.objects.select_for_update(no_key=True).get(pk=forloeb.pk)
    if locked.slut and locked.slut <= dag:
        sidste = locked.slut - timedelta(days=1)
        raise Afvist(f"Forløbet blev afsluttet {dato_aar(sidste)}. Det kan ikke ændres.")
    return locked


def saved_before(model: type[Model], forloeb: Forloeb, by: Medarbejder, noegle: str) -> Any:
    """The row that one filling-in of a form (``noegle``) has made already; None if it has not."""
    if not noegle:
        return None
    return _rows(model).filter(**_key(model, noegle), forloeb=forloeb, registreret_af=by).first()


@transaction.atomic
def register(
    model: type[Model],
    forloeb: Forloeb,
    indhold: Mapping[str, Any],
    tjek: Tjek,
    *,
    by: Medarbejder,
    dag: date,
    bekraeftet: Svar = False,
    noegle: str = "",
) -> Any:
    """Make a row of the forløb out of ``indhold``, once per ``noegle``; asks about days more than a year away."""
    forloeb = lock_forloeb(forloeb, dag)
    if saved := saved_before(model, forloeb, by, noegle):
        return saved
    raekke: Any = model(forloeb=forloeb, registreret_af=by, **_key(model, noegle), **indhold)
    _look_at(raekke, tjek, dag, bekraeftet)
    with danish_refusal():
        raekke.save()
    # The database gave the moment.
    raekke.refresh_from_db(fields=["registreret_tidspunkt"])
    return raekke


@transaction.atomic
def correct(
    raekke: Any,
    indhold: Mapping[str, Any],
    tjek: Tjek,
    *,
    begrundelse: str,
    version: int,
    by: Medarbejder,
    dag: date,
    bekraeftet: Svar = False,
) -> Any:
    """Change a registration and keep what it said, who changed it and why.

    ``version`` is the one the person read: ``Konflikt`` if it is not the present one. What came from a file is taken
    over from it.
    """
    raekke = _open_for(raekke, version, by, dag)
    foer = describe(raekke)
    aendringer = _apply(raekke, indhold)
    _look_at(raekke, tjek, dag, bekraeftet)
    raekke.version += 1
    if isinstance(raekke, UdenId):
        raekke.fra_fil = False
    with danish_refusal():
        raekke.save()
    _trace(raekke, foer, aendringer, begrundelse, by, annulleret=False)
    return raekke


@transaction.atomic
def annul(*, raekke: Any, begrundelse: str, version: int, by: Medarbejder, dag: date) -> None:
    """Take a registration back as if it had never been; what it said, who did it and why is kept."""
    raekke = _open_for(raekke, version, by, dag)
    _trace(raekke, describe(raekke), [], begrundelse, by, annulleret=True)
    _delete(raekke)


@transaction.atomic
def undo(*, raekke: Any, by: Medarbejder, dag: date, nu: datetime) -> None:
    """Take back one's own registration within ten minutes, before anybody corrected it; leaves no trace on the case."""
    lock_forloeb(raekke.forloeb, dag)
    raekke = _lock_row(raekke)
    if raekke.registreret_af_id != by.pk:
        raise Afvist("Kun den, der har registreret det, kan fortryde det.")
    if raekke.version > 1 or nu - raekke.registreret_tidspunkt > FORTRYD:
        raise Afvist("Det kan kun fortrydes i 10 minutter. Ret eller annullér i stedet.")
    _delete(raekke)


def _delete(raekke: Any) -> None:
    try:
        raekke.delete()
    except ProtectedError as error:
        raise Afvist("Andet er skrevet under registreringen. Tag det tilbage først.") from error


def may_correct(registreret_af_id: int | None, by: Medarbejder) -> bool:
    """Whether somebody who may write on the forløb may correct or annul a registration in it.

    Its author may, and a teamleder; what came from a file has no author, and is anybody's of them.
    """
    return registreret_af_id in (by.pk, None) or by.has_role(Rolle.TEAMLEDER)


def overlapping(raekke: Any, **samme: Any) -> QuerySet[Any]:
    """Other rows of the same kind and forløb that share a day with it, and these values; oldest first."""
    andre = _rows(type(raekke)).filter(forloeb=raekke.forloeb_id, **samme).exclude(pk=raekke.pk)
    if raekke.slut:
        andre = andre.filter(start__lt=raekke.slut)
    return andre.filter(Q(slut__isnull=True) | Q(slut__gt=raekke.start)).order_by("start")


def etiket(raekke: Any, attr: str) -> str:
    """The Danish name of an attribute: «Fra», «Til og med», else the field's own."""
    navn = {"start": "fra", "slut": "til og med"}.get(attr) or str(raekke._meta.get_field(attr).verbose_name)
    return navn[:1].upper() + navn[1:]


def show(raekke: Any, attr: str) -> str:
    """The value of an attribute in Danish words; empty when there is none. A model's own ``vis_<attr>`` goes first."""
    vaerdi = getattr(raekke, f"vis_{attr}", getattr(raekke, attr))
    if attr == "slut":
        vaerdi = til_og_med(vaerdi)
    if raekke._meta.get_field(attr).choices:
        return str(getattr(raekke, f"get_{attr}_display")() or "")
    if isinstance(vaerdi, bool):
        return "ja" if vaerdi else "nej"
    if isinstance(vaerdi, datetime):
        lokal = timezone.localtime(vaerdi)
        return f"{dato_aar(lokal.date())} kl. {lokal.hour}.{lokal:%M}"
    if isinstance(vaerdi, date):
        return dato_aar(vaerdi)
    return tal(vaerdi) if isinstance(vaerdi, Decimal) else str(vaerdi or "")


def describe(raekke: Any) -> str:
    """What a registration says in one line, for the trace: what, and when."""
    return str(raekke)[:300]


def clean_begrundelse(tekst: str, mangler: str = "Skriv, hvorfor du retter.") -> str:
    """A reason as it is kept; refuses none, saying ``mangler``, and one that is too long."""
    tekst = " ".join(tekst.split())
    if not tekst:
        raise Afvist(mangler, "begrundelse")
    if len(tekst) > BEGRUNDELSE_HOEJST:
        for_meget = len(tekst) - BEGRUNDELSE_HOEJST
        raise Afvist(f"Skriv højst {BEGRUNDELSE_HOEJST} tegn. Der er {for_meget} for meget.", "begrundelse")
    return tekst


def _apply(raekke: Any, indhold: Mapping[str, Any]) -> list[list[str]]:
    """Set the values, unsaved; returns what they change. Refuses to change nothing."""
    gamle = {attr: show(raekke, attr) for attr in indhold}
    for attr, vaerdi in indhold.items():
        setattr(raekke, attr, vaerdi)
    nye = {attr: show(raekke, attr) for attr in indhold}
    aendringer = [
        [etiket(raekke, attr), gamle[attr], nye[attr]] for attr in indhold if nye[attr] != gamle[attr]
    ]
    if not aendringer:
        raise Afvist("Der er ikke ændret noget.")
    return aendringer


def _look_at(raekke: Any, tjek: Tjek, dag: date, bekraeftet: Svar) -> None:
    start, slut, felt = _days(raekke)
    if slut and slut <= start:
        raise Afvist("Til-dato ligger før fra-dato.", "til")
    if raekke.forloeb.slut and start >= raekke.forloeb.slut:
        raise Afvist("Datoen ligger efter forløbets slutning.", felt)
    ask(
        [*_asked_by(tjek, raekke, bekraeftet), *far(start, dag, felt), *before(raekke, start, felt)],
        bekraeftet,
    )


def _asked_by(tjek: Tjek, raekke: Any, bekraeftet: Svar) -> list[Spoergsmaal]:
    try:
        tjek(raekke, bekraeftet)
    except Spoergsmaal as spoergsmaal:
        return [spoergsmaal]
    return []


def _days(raekke: Any) -> tuple[date, date | None, str]:
    """First day, first day after the last, and the field that asks for the first; a ``dato`` is the only day."""
    if hasattr(raekke, "dato"):
        return raekke.dato, None, "dato"
    return raekke.start, raekke.slut, "start"


def _open_for(raekke: Any, version: int, by: Medarbejder, dag: date) -> Any:
    lock_forloeb(raekke.forloeb, dag)
    raekke = _lock_row(raekke)
    if raekke.version != version:
        raise Konflikt("Registreringen er rettet, siden du åbnede den.", raekke)
    if not may_correct(raekke.registreret_af_id, by):
        raise Afvist("Kun den, der har registreret det, og teamlederen kan rette det.")
    return raekke


def _lock_row(raekke: Any) -> Any:
    found = _rows(type(raekke)).select_for_update(no_key=True, of=("self",)).filter(pk=raekke.pk).first()
    if found is None:
        raise Afvist("Registreringen er allerede taget tilbage.")
    return found


def _trace(
    raekke: Any,
    tekst: str,
    aendringer: list[list[str]],
    begrundelse: str,
    by: Medarbejder,
    *,
    annulleret: bool,
) -> None:
    Rettelse.objects.create(
        forloeb_id=raekke.forloeb_id,
        slags=raekke._meta.model_name,
        genstand=raekke.pk,
        tekst=tekst,
        annulleret=annulleret,
        aendringer=aendringer,
        begrundelse=clean_begrundelse(begrundelse),
        registreret_af=by,
    )


def _key(model: type[Model], noegle: str) -> dict[str, str]:
    if not noegle:
        return {}
    return {"noegle" if issubclass(model, UdenId) else "ekstern_id": noegle}


def _rows(model: type[Model]) -> Any:
    return model._default_manager.all()
