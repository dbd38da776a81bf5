"""The handbook of operation names every environment variable, and none that does not exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = (ROOT / "fleksjob" / "settings.py").read_text("utf-8")
HANDBOOK = (ROOT / "docs" / "drift.md").read_text("utf-8")
READ = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", SETTINGS))
TOLD = set(re.findall(r"^\| `([A-Z_]+)` \|", HANDBOOK, flags=re.MULTILINE))


def test_every_variable_is_told():
    assert len(READ) > 15
    assert not READ - TOLD


def test_no_variable_is_told_that_nothing_reads():
    assert not TOLD - READ


def test_the_compose_file_sets_known_variables_only():
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    block = compose.partition("x-app-environment")[2].partition("x-after-migrate")[0]
    assert set(re.findall(r"^  ([A-Z_]+):", block, flags=re.MULTILINE)) <= READ


def test_deletions_are_logged_where_a_restore_of_the_database_does_not_reach():
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    fil = re.search(r"FLEKSJOB_SLETTELOG: (/\S+)/", compose)[1]
    worker = compose.partition("\n  worker:")[2].partition("\n  beat:")[0]
    bind = re.search(r'volumes: \["(\w+):(/\S+?)"\]', worker)
    assert bind[2] == fil
    assert bind[1] in compose.partition("\nvolumes:\n")[2].replace(":", "").split()
    assert f"-m 0700 {fil}" in (ROOT / "Dockerfile").read_text("utf-8")  # whoever runs there may write it


def test_the_three_roles_are_told():
    roles = re.findall(r"CREATE ROLE (\w+)", (ROOT / "docker" / "roller.sh").read_text("utf-8"))
    assert len(roles) == 3
    assert all(f"| `{role}` |" in HANDBOOK for role in roles)
