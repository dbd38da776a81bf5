"""A pytest plugin, loaded before Django's settings: tests without DATABASE_URL bring their own servers."""

import os

from fleksjob import indlejret
from fleksjob.indlejret.steder import PROJEKT

if not os.environ.get("DATABASE_URL"):
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("FLEKSJOB_DATA", str(PROJEKT / ".test"))
    # A power cut may cost the tests their data.
    os.environ.setdefault("FLEKSJOB_PG", "fsync=off full_page_writes=off")
    for name, value in indlejret.miljoe().items():
        os.environ.setdefault(name, value)
