"""The static files are the ones their makers published, and the pages name only files that exist."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage
from django.template.loader import get_template

from fleksjob.assets import AKTIVER, BOOTSTRAP, Staticfiles

# As published for Bootstrap 5.3.3 on getbootstrap.com.
PUBLISHED = {
    "css/bootstrap.min.css": "QWTKZyjpPEjISv5WaRU9OFeRpok6YctnYmDr5pNlyT2bRjXh0JMhjY6hW+ALEwIH",
    "js/bootstrap.bundle.min.js": "YvpcrYf0tY3lHB60NNkmXc5s9fDVZLESaAA55NDzOxhy9GkcIdslK1eN7N6jIeHz",
}
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))


def relative(path):
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize(("navn", "sha384"), PUBLISHED.items())
def test_bootstrap_is_what_its_makers_published(navn, sha384):
    indhold = Path(finders.find(f"{BOOTSTRAP}/{navn}")).read_bytes()
    assert base64.b64encode(hashlib.sha384(indhold).digest()).decode() == sha384


@pytest.mark.parametrize("navn", AKTIVER)
def test_every_named_file_exists(navn):
    assert finders.find(AKTIVER[navn])


def test_collecting_keeps_what_is_used_and_leaves_the_rest():
    moenstre = apps.get_app_config("staticfiles").ignore_patterns
    assert moenstre == Staticfiles.ignore_patterns
    rod = Path(finders.find(f"{BOOTSTRAP}/css/bootstrap.min.css")).parents[2]
    samlet = set(get_files(FileSystemStorage(rod), moenstre))
    assert samlet == {
        f"{BOOTSTRAP}/css/bootstrap.min.css",
        f"{BOOTSTRAP}/css/bootstrap.min.css.map",
        f"{BOOTSTRAP}/js/bootstrap.bundle.min.js",
        f"{BOOTSTRAP}/js/bootstrap.bundle.min.js.map",
    }


def test_htmx_is_version_2():
    # Version 4 swaps answers of 401 over the form and loses the text in it.
    assert 'version:"2.' in Path(finders.find(AKTIVER["htmx"])).read_text()


@pytest.mark.parametrize("side", PAGES, ids=relative)
def test_no_template_holds_inline_script_or_style(side):
    tekst = side.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", tekst)
    assert not re.search(r"<script(?![^>]*\ssrc=)", tekst)


@pytest.mark.parametrize("side", PAGES, ids=relative)
def test_every_template_compiles(side):
    assert get_template(relative(side))


@pytest.mark.parametrize(
    "navn", ["403.html", "403_csrf.html", "404.html", "429.html", "500.html", "utilgaengelig.html"]
)
def test_error_pages_stand_alone(navn):
    # Rendered without a request, a user or a database.
    html = get_template(navn).render({"reference": "8F3A-21"})
    assert "<h1>" in html
    assert "Udvikling i fleksjob" in html


def test_the_reference_of_an_error_is_shown():
    assert "Reference 8F3A-21" in get_template("500.html").render({"reference": "8F3A-21"})
    assert "Reference" not in get_template("500.html").render({})


def test_only_one_file_knows_the_names_of_htmx_events():
    kilder = [*PAGES, *(Path(settings.BASE_DIR) / "static" / "js").glob("*.js")]
    assert [k.name for k in kilder if re.search(r"htmx:[a-z]", k.read_text())] == ["app.js"]
