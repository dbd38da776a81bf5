"""Counting rows, and running the commands as a shell would see them."""

import io
from types import SimpleNamespace

import pghistory.models
import pytest
from django.apps import apps
from django.core.management import call_command

from kommuner.hardening import has_kommune


def _models(events: bool):
    for model in apps.get_models():
        if has_kommune(model) and issubclass(model, pghistory.models.Event) == events:
            yield model


@pytest.fixture
def rows(kommune):
    """``rows()`` is the number of rows of the kommune by table; ``rows(events=True)`` of history alone."""

    def count(events: bool = False) -> dict[str, int]:
        return {
            model.__name__: antal for model in _models(events) if (antal := model._default_manager.count())
        }

    return count


@pytest.fixture
def run(capsys):
    """``run("importer", fil)`` → code, out, err."""

    def run(kommando: str, *args: object, **options: object) -> SimpleNamespace:
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command(kommando, *map(str, args), stdout=out, stderr=err, **options)
            code = 0
        except SystemExit as slut:
            code = slut.code
        assert capsys.readouterr() == ("", ""), "nothing past the command's own streams"
        return SimpleNamespace(code=code, out=out.getvalue(), err=err.getvalue())

    return run
