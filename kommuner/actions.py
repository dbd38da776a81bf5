"""Writes to people and their logins. A one-time password is returned to the caller and kept nowhere."""

import secrets
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from kommuner.afvist import Afvist
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Medarbejder, Rolle

# Without letters and digits that look alike when read out or written on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_TAKEN = "Brugernavnet er optaget. Vælg et andet."


def new_password() -> str:
    """A one-time password of four groups of four, e.g. ``kfmw-7hpx-3rtn-q8vd`` (79 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def open_login(*, medarbejder: Medarbejder, by: Medarbejder, brugernavn: str, roller: Iterable[str]) -> str:
    """Let somebody log in with these roles; returns the one-time password.

    Refuses a user name that is taken (in any kommune), no roles, and somebody who has access already.
    """
    chosen = [rolle for rolle in Rolle.values if rolle in set(roller)]
    person = _lock(medarbejder)
    if person.is_active:
        raise Afvist(f"{person.navn} har allerede adgang.")
    if not chosen:
        raise Afvist("Vælg mindst én rolle.", "roller")
    person.username, person.roller, person.is_active = brugernavn, chosen, True
    return _save_with_password(person)


@transaction.atomic
def close_login(*, medarbejder: Medarbejder, by: Medarbejder) -> None:
    """Take somebody's access away; open sessions end with the next click.

    Refuses oneself and the last active administrator.
    """
    # Two administrators who close each other at once queue here, so that one is always left.
    admins = Medarbejder.objects.filter(is_active=True, roller__contains=[Rolle.ADMINISTRATOR]).order_by("pk")
    active = set(admins.select_for_update().values_list("pk", flat=True))
    person = _lock(medarbejder)
    if person.pk == by.pk:
        raise Afvist("Du kan ikke lukke din egen adgang. Bed en anden administrator om det.")
    if active == {person.pk} or by.pk not in active:
        raise Afvist("Mindst én administrator skal være aktiv.")
    person.is_active = False
    # A session is bound to the password it began with, so none survives, not even a later reopening.
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])


@transaction.atomic
def reset_password(*, medarbejder: Medarbejder, by: Medarbejder) -> str:
    """Give somebody who may log in a new one-time password; open sessions end. Refuses oneself."""
    person = _lock(medarbejder)
    if person.pk == by.pk:
        raise Afvist("Skift din egen adgangskode under dit navn øverst på siden.")
    if not person.is_active:
        raise Afvist(f"{person.navn} har ikke adgang. Giv adgang først.")
    return _save_with_password(person)


def create_administrator(*, navn: str, brugernavn: str) -> str:
    """Make the first person of the present kommune who may log in, and its code tables; returns the password.

    Refuses a user name that is taken.
    """
    setup_code_tables()
    person = Medarbejder(navn=navn, username=brugernavn, roller=[Rolle.ADMINISTRATOR], is_active=True)
    return _save_with_password(person)


def _lock(medarbejder: Medarbejder) -> Medarbejder:
    return Medarbejder.objects.select_for_update().get(pk=medarbejder.pk)


def _save_with_password(person: Medarbejder) -> str:
    password = new_password()
    person.set_password(password)
    person.skal_skifte_adgangskode = True
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise Afvist(_TAKEN, "brugernavn") from error
    return password


@transaction.atomic
def change_indstillinger(*, by: Medarbejder, tema: str, genveje: bool) -> None:
    """Set how a person wants her own pages: theme, and whether letters act as shortcuts."""
    Medarbejder.objects.filter(pk=by.pk).update(tema=tema, genveje=genveje)
