"""Two invented kommuner for the demo.

The codes are those of two real neighbours, because a code must be one of kommuner.csv, and they differ
in their last two digits only; people, companies, cases and figures are made up and say nothing about them.
CPR numbers have day + 60, which no living person has.
"""

from fleksjob.demodata.indlaesning import indlaes
from fleksjob.demodata.kommuner import ADGANGSKODE, KOMMUNER, SEED, dokumenter, login_medarbejder, logins

__all__ = ["ADGANGSKODE", "KOMMUNER", "SEED", "dokumenter", "indlaes", "login_medarbejder", "logins"]
