"""Whoever meets a Danish word in the code finds it in `docs/ordliste.md`."""

import re
from pathlib import Path

from django.apps import apps
from pghistory.models import Event

from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Rolle
from opfoelgning.regler.typer import Effekt, Tilstand

APPS = {"kommuner", "borgere", "forloeb", "aftaler", "opfoelgning"}
LISTE = (Path(__file__).resolve().parent.parent / "docs" / "ordliste.md").read_text("utf-8")
WORDS = set(re.findall(r"`(\w+)`", LISTE))
# Django's own, or the same word in English.
ENGLISH = {"id", "email", "username", "password", "last_login", "is_active"}

MODELS = [
    model for model in apps.get_models() if model._meta.app_label in APPS and not issubclass(model, Event)
]


def test_every_model_is_explained():
    assert {model.__name__ for model in MODELS} - WORDS == set()


def test_every_field_is_explained():
    fields = {field.name for model in MODELS for field in model._meta.local_fields}
    names = {word.lower() for word in WORDS}
    # A reference is named after the model it points to.
    assert {name for name in fields - ENGLISH if name not in names} == set()


def test_every_rule_state_effect_and_role_is_explained():
    rules = {regel.kode for model in indsatsmodeller().values() for regel in model.regler}
    assert (rules | set(Tilstand) | set(Effekt) | set(Rolle.values)) - WORDS == set()


def test_every_line_has_a_danish_explanation_and_an_english_word():
    rows = [line.strip("|").split("|") for line in LISTE.splitlines() if line.startswith("| ")]
    assert len(rows) > 80
    assert [row for row in rows if len(row) != 3 or not all(cell.strip() for cell in row)] == []
