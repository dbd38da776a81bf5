"""Which static files the pages use, and which are never collected."""

from django.contrib.staticfiles.apps import StaticFilesConfig

BOOTSTRAP = "js-lib-bootstrap5"

AKTIVER = {
    "bootstrap": f"{BOOTSTRAP}/css/bootstrap.min.css",
    "stil": "css/fleksjob.css",
    "diagrammer": "css/diagrammer.css",
    "udskrift": "css/udskrift.css",
    "tema": "js/tema.js",
    "htmx": "django_htmx/htmx-2.min.js",
    "app": "js/app.js",
    "ikon": "img/ikon.svg",
}


class Staticfiles(StaticFilesConfig):
    """Collects only what the pages can use; Bootstrap ships four times as many files.

    INSTALLED_APPS names this class in place of ``django.contrib.staticfiles``.
    The two source maps stay, because manifest storage demands every file named in another.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("*rtl*", "*-grid*", "*-utilities*", "*-reboot*", "*.esm.*"),
        *("bootstrap.css*", "bootstrap.js*", "bootstrap.min.js*", "bootstrap.bundle.js*"),
        *("htmx-4*", "htmax-4*", "htmx-2.js", "ext"),
    ]
