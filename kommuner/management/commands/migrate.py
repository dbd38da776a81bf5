"""Django's migrate as the database's owner, followed by the hardening."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction

from kommuner import hardening
from kommuner.kommunedata import load_kommuner


class Command(Migrate):
    """Same arguments as Django's; ``--database`` is the owner's connection unless given."""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database="ejer")

    def handle(self, *args, **options):
        alias = options["database"]
        if alias not in settings.DATABASES:
            raise CommandError("migrate kører som databasens ejer: sæt DATABASE_OWNER_URL.")
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"] or options["app_label"]):
            harden(alias)


def harden(alias: str) -> None:
    """Lay down rights, policies and the list of kommuner in one transaction of the owner."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for statement in hardening.statements():
            cursor.execute(statement)
        load_kommuner(cursor)
