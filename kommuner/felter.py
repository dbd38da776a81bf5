"""What every table of a kommune shares: its kommune, and references that cannot leave it."""

import uuid

from django.db import models

from kommuner.tenancy import current_kommune_id


def new_ekstern_id() -> str:
    """External key for an object made on screen; imported objects keep the key they came with."""
    return uuid.uuid4().hex


class KommuneFK(models.ForeignKey):
    """Reference within one kommune.

    Django makes no constraint for it; ``kommuner.hardening`` makes a composite one on ``(kommune_id, id)``, so that
    a row can never point into another kommune. ``sammen_med`` names further columns both rows must share, e.g.
    ``("forloeb",)``.
    """

    def __init__(self, to, on_delete=models.PROTECT, *, sammen_med=(), **kwargs):
        self.sammen_med = tuple(sammen_med)
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.sammen_med:
            kwargs["sammen_med"] = self.sammen_med
        return name, path, args, kwargs


def by_forloeb(navn: str, dag: str, *med: str) -> models.Index:
    """Index of a fact table, in the order in which facts are gathered; ``dag`` is the column they are sorted by.

    Led by the kommune, which row-level security asks for every time; it stands in for the foreign key's own index.
    ``med`` are columns that lie in it too, for what reads a whole kommune's and nothing else of them.
    """
    return models.Index(fields=["kommune", "forloeb", dag], include=med or None, name=f"{navn}_sag_idx")


class KommuneModel(models.Model):
    """A row that belongs to one kommune and is invisible to every other (row-level security)."""

    kommune = models.ForeignKey(
        "kommuner.Kommune", models.PROTECT, db_index=False, default=current_kommune_id, related_name="+"
    )

    class Meta:
        abstract = True
