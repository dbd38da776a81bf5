#!/usr/bin/env python
"""Django's command line; without DATABASE_URL it runs on the embedded PostgreSQL and Redis."""

import os
import signal
import sys

from fleksjob import indlejret


def _exit(signal_number: int, _frame: object) -> None:
    # An ordinary exit, so that the last user of the embedded servers stops them.
    sys.exit(128 + signal_number)


def _use_embedded_servers() -> None:
    signal.signal(signal.SIGTERM, _exit)
    signal.signal(signal.SIGHUP, _exit)
    try:
        found = indlejret.miljoe()
    except indlejret.IndlejretFejl as error:
        sys.exit(str(error))
    os.environ.update({name: value for name, value in found.items() if name not in os.environ})


def main() -> None:
    """Run the command given on the command line."""
    if sys.argv[1:2] == ["demo"]:
        os.environ["FLEKSJOB_DEMO"] = "1"
    if not os.environ.get("DATABASE_URL"):
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("FLEKSJOB_DEMO", "1")
        _use_embedded_servers()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fleksjob.settings")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as below
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings read the variables

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Afbrudt.")


if __name__ == "__main__":
    main()
