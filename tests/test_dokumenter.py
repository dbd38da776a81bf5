"""The documents point at things that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_lead_somewhere(path):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_files_and_commands_named_exist(path):
    text = path.read_text("utf-8")
    files = re.findall(
        r"`((?:fleksjob|opfoelgning|forloeb|kommuner|tests|docs|docker|requirements)/[\w./-]+)`", text
    )
    assert [file for file in files if not (ROOT / file).exists()] == []
    commands = set(re.findall(r"manage\.py (\w+)", text)) - {"migrate", "collectstatic", "command"}
    assert {c for c in commands if not list(ROOT.glob(f"*/management/commands/{c}.py"))} == set()


def test_the_make_targets_named_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    named = {
        target
        for path in DOCUMENTS
        for target in re.findall(r"(?:`|^)make ([a-z]+)", path.read_text("utf-8"), flags=re.MULTILINE)
    }
    assert len(named) >= 4
    assert named <= targets


def test_decisions_are_numbered_without_holes():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_newest_change_is_the_version():
    newest = re.search(
        r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE
    )[1]
    assert newest == settings.VERSION
