"""Writes to people and their logins. A one-time password is returned to the caller and kept nowhere."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from kommuner.afvist import Afvist
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Medarbejder, Rolle, Team
from kommuner.navneforslag import suggest_username
from kommuner.versioner import lock_version, save_changes

# Without letters and digits that look alike when read out or written on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_TAKEN = "Brugernavnet er optaget. Vælg et andet."
_ONE_LEFT = "Mindst én administrator skal være aktiv."


def new_password() -> str:
    """A one-time password of four groups of four, e.g. ``kfmw-7hpx-3rtn-q8vd`` (79 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def create_medarbejder(
    *,
    navn: str,
    email: str,
    roller: Iterable[str],
    team: Team | None,
    by: Medarbejder,
    brugernavn: str = "",
) -> tuple[Medarbejder, str]:
    """Make somebody who may log in at once; returns her and the one-time password.

    Without a user name one is made of the name. Refuses one that is taken (in any kommune), no roles, a closed team.
    """
    taken = set(Medarbejder.objects.filter(kommune=by.kommune_id).values_list("username", flat=True))
    person = Medarbejder(
        kommune=by.kommune,
        navn=" ".join(navn.split()),
        email=email,
        roller=_chosen(roller),
        team=_open_team(team),
        username=brugernavn or suggest_username(navn, by.kommune.kode, taken),
        is_active=True,
    )
    return person, _save_with_password(person)


@transaction.atomic
def open_login(*, medarbejder: Medarbejder, by: Medarbejder, brugernavn: str, roller: Iterable[str]) -> str:
    """Let somebody log in with these roles; returns the one-time password.

    Refuses a user name that is taken (in any kommune), no roles, and somebody who has access already.
    """
    chosen = _chosen(roller)
    person = _lock(medarbejder)
    if person.is_active:
        raise Afvist(f"{person.navn} har allerede adgang.")
    person.username, person.roller, person.is_active = brugernavn, chosen, True
    return _save_with_password(person)


@transaction.atomic
def close_login(*, medarbejder: Medarbejder, by: Medarbejder) -> None:
    """Take somebody's access away; open sessions end with the next click.

    Refuses oneself and the last active administrator.
    """
    active = _lock_administrators()
    person = _lock(medarbejder)
    if active == {person.pk} or by.pk not in active:
        raise Afvist(_ONE_LEFT)
    if person.pk == by.pk:
        raise Afvist("Du kan ikke lukke din egen adgang. Bed en anden administrator om det.")
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


@transaction.atomic
def correct_medarbejder(
    *,
    medarbejder: Medarbejder,
    version: int,
    navn: str,
    email: str,
    roller: Iterable[str],
    team: Team | None,
    by: Medarbejder,
) -> Medarbejder:
    """Correct who somebody is, her roles and her team; all hold from her next click. ``version`` is the one read.

    Refuses no roles, a closed team she was not in, taking the administrator role from oneself, and from the last
    active administrator.
    """
    chosen = _chosen(roller)
    active = _lock_administrators()
    person = lock_version(medarbejder, version, "Brugeren")
    if person.pk in active and Rolle.ADMINISTRATOR not in chosen:
        if active == {person.pk} or by.pk not in active:
            raise Afvist(_ONE_LEFT, "roller")
        if person.pk == by.pk:
            besked = "Du kan ikke fjerne din egen rolle som administrator. Bed en anden administrator om det."
            raise Afvist(besked, "roller")
    team = team if team and team.pk == person.team_id else _open_team(team)
    vaerdier = {"navn": " ".join(navn.split()), "email": email, "roller": chosen, "team": team}
    return save_changes(person, vaerdier)


@transaction.atomic
def reset_second_factor(*, medarbejder: Medarbejder, by: Medarbejder, nu: datetime) -> None:
    """Take the second factor from somebody who lost it; she must set up a new one before she sees a case.

    The history keeps when and by whom. Refuses oneself, and somebody who has none.
    """
    person = _lock(medarbejder)
    if person.pk == by.pk:
        raise Afvist("Du kan ikke nulstille dit eget totrinslogin. Bed en anden administrator om det.")
    removed, _ = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise Afvist(f"{person.navn} har ikke sat totrinslogin op.")
    person.totrinslogin_nulstillet = nu
    person.save(update_fields=["totrinslogin_nulstillet"])


def create_administrator(*, navn: str, brugernavn: str, email: str = "") -> str:
    """Make somebody who may set up the present kommune, and its code tables; returns the one-time password.

    Refuses a user name that is taken.
    """
    setup_code_tables()
    person = Medarbejder(
        navn=navn, username=brugernavn, email=email, roller=[Rolle.ADMINISTRATOR], is_active=True
    )
    return _save_with_password(person)


def _chosen(roller: Iterable[str]) -> list[str]:
    chosen = [rolle for rolle in Rolle.values if rolle in set(roller)]
    if not chosen:
        raise Afvist("Vælg mindst én rolle.", "roller")
    return chosen


def _open_team(team: Team | None) -> Team | None:
    """The team as it is now; refuses one that was closed meanwhile."""
    locked = Team.objects.select_for_update(no_key=True).filter(pk=team.pk).first() if team else None
    if team and (locked is None or not locked.aktiv):
        raise Afvist(f"{team.navn} er lukket. Vælg et andet team.", "team")
    return locked


def _lock_administrators() -> set[int]:
    """Ids of the active ones. Two who remove each other at once queue here, so that one is always left."""
    admins = Medarbejder.objects.filter(is_active=True, roller__contains=[Rolle.ADMINISTRATOR]).order_by("pk")
    return set(admins.select_for_update().values_list("pk", flat=True))


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
