"""Rules of the house that no linter knows: where the clock is read, where facts are written, what templates say."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("fleksjob", "opfoelgning", "aftaler", "forloeb", "borgere", "kommuner", "kalender")
SOURCES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.relative_to(ROOT).parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def dotted(node: ast.expr) -> str:
    """``timezone.now`` for the function of a call; empty for anything more complicated."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else f"?.{node.attr}"
    return ""


def calls_without_a_value(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of every call with no argument, or with a time zone only: ``localtime(x)`` reads no clock."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and all(_is_zone(argument) for argument in node.args):
            yield node.lineno, dotted(node.func)


def _is_zone(argument: ast.expr) -> bool:
    return dotted(argument).rpartition(".")[2].lower() in ("utc", "tz", "zone", "dansk_tid")


# The clock

CLOCK = re.compile(
    r"(^|\.)(date|datetime)\.(today|now|utcnow)$|(^|\.)timezone\.(now|localdate|localtime)$|(^|\.)time\.time$"
    r"|^idag$|(^|\.)idag\.idag$|^(localdate|localtime)$"
)
# Who may ask what day or time it is. The servers and the demo have no day of their own to hand on.
MAY_READ_THE_CLOCK = re.compile(
    r"kommuner/idag\.py|\w+/views\.py|\w+/views/\w+\.py|\w+/tasks\.py|\w+/management/commands/\w+\.py"
    r"|kommuner/(middleware|sessioner)\.py|fleksjob/administration\.py|fleksjob/context\.py|fleksjob/kommandolinje\.py"
)


def clock_readings(module: ast.Module) -> list[tuple[int, str]]:
    return [(line, call) for line, call in calls_without_a_value(module) if CLOCK.search(call)]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_the_clock_is_read_in_views_tasks_and_commands(path):
    if not MAY_READ_THE_CLOCK.fullmatch(name(path)):
        assert clock_readings(tree(path)) == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.datetime.now()",
        "timezone.now()",
        "timezone.localdate()",
        "idag()",
        "time.time()",
    ],
)
def test_a_reading_of_the_clock_is_found(line):
    assert clock_readings(ast.parse(f"def f():\n    return {line}"))


# Writes

WRITES = re.compile(
    r"\.(save|create|bulk_create|bulk_update|update_or_create|get_or_create|update|delete|_raw_delete)$"
)


def model_writes(module: ast.Module) -> list[tuple[int, str]]:
    """Calls that write rows: on a manager or queryset, or ``.save()``/``.delete()`` of an object."""
    found = []
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if ast.unparse(node.func.value) == "cache":
            continue
        call, text = node.func.attr, ast.unparse(node.func)
        on_rows = ".objects" in text or "_manager" in text or "filter(" in text
        if WRITES.search(f".{call}") and (
            call in ("save", "delete", "bulk_create", "bulk_update") or on_rows
        ):
            found.append((node.lineno, text))
    return found


PAGES = [
    path
    for path in SOURCES
    if re.fullmatch(
        r"\w+/(views|forms|administration|context)\.py|\w+/(views|templatetags)/\w+\.py", name(path)
    )
]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_and_forms_write_through_actions(path):
    assert model_writes(tree(path)) == []


@pytest.mark.parametrize(
    "line",
    [
        "kontakt.save()",
        "Kontakt.objects.create(a=1)",
        "Kontakt.objects.filter(pk=1).update(a=1)",
        "row.delete()",
    ],
)
def test_a_write_is_found(line):
    assert model_writes(ast.parse(line))


# Size

LONGEST_FUNCTION = 30
LONGEST_FILE = 300


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_functions_and_files_stay_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE
    long = [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_files_of_tests_and_measurements_stay_short():
    lengths = {
        name(path): len(path.read_text("utf-8").splitlines())
        for folder in ("tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


# Names, and words that promise too much

FORBIDDEN_FILES = {"utils.py", "helpers.py", "common.py", "misc.py", "signals.py", "constants.py"}


def test_no_file_is_a_drawer():
    assert [name(path) for path in SOURCES if path.name in FORBIDDEN_FILES] == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_is_left_for_later(path):
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", path.read_text("utf-8"))


# Templates


class Page(HTMLParser):
    """What a template would make a browser do, and the words a person reads in it."""

    SPOKEN = ("title", "aria-label", "placeholder", "alt", "value")

    def __init__(self, source: str):
        super().__init__()
        self.inline: list[str] = []
        self.words: list[str] = []
        self._silent = 0
        source = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", " ", source, flags=re.DOTALL)
        self.feed(re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.inline += [f"{tag} {key}" for key in given if key == "style" or key.startswith(("on", "hx-on"))]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(f"<{tag}>")
        if tag in ("script", "style", "code", "kbd"):
            self._silent += 1
        self.words += [given[key] for key in self.SPOKEN if given.get(key)]

    def handle_endtag(self, tag):
        if tag in ("script", "style", "code", "kbd"):
            self._silent -= 1

    def handle_data(self, data):
        if not self._silent:
            self.words.append(data)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_has_inline_style_or_script(path):
    assert Page(path.read_text("utf-8")).inline == []


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:red">',
        '<p onclick="f()">',
        "<script>f()</script>",
        "<style>",
        '<p hx-on:click="f()">',
    ],
)
def test_inline_style_and_script_are_found(html):
    assert Page(html).inline


# English that slips in by habit or by a library; words that are Danish too (email, status, plan) are not here.
ENGLISH = re.compile(
    r"\b(login|log in|sign in|logout|submit|search|error|errors|save|cancel|delete|edit|update|back|next|previous"
    r"|please|password|username|the|and|or|your|you|with|this|page|home|help|settings|user|click|here|yes|not"
    r"|dashboard|show|hide|close|open|loading|required|optional|file|upload|download|today|yesterday|week|month)\b",
    re.IGNORECASE,
)
# As parts of Danish words and names of things.
ALLOWED = re.compile(r"totrinslogin", re.IGNORECASE)


def english(source: str) -> list[str]:
    return ENGLISH.findall(ALLOWED.sub("", " ".join(Page(source).words)))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_speak_danish(path):
    assert english(path.read_text("utf-8")) == []


@pytest.mark.parametrize("html", ["<h1>Login</h1>", '<input placeholder="Search">', "<p>Error: {{ x }}</p>"])
def test_english_is_found(html):
    assert english(html)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_switch_no_escaping_off(path):
    source = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", source)


def test_there_is_something_to_test():
    assert len(SOURCES) > 60
    assert len(TEMPLATES) > 30
    assert len(PAGES) > 8
