"""Django's migrate as the database's owner, followed by the hardening."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

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
        if not (options["plan"] or options["check_unapplied"]) and _is_complete(alias):
            harden(alias)


def _is_complete(alias: str) -> bool:
    """Whether every migration is applied: the hardening speaks of every table."""
    executor = MigrationExecutor(connections[alias])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def harden(alias: str) -> None:
    """Lay down rights, policies and the list of kommuner in one transaction of the owner."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for statement in hardening.statements():
            cursor.execute(statement)
        load_kommuner(cursor)
