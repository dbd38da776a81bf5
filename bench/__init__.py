"""How fast the house is at national scale: a generator, measurements side by side, one table with the goals."""

from datetime import date

DAG = date(2026, 11, 23)
SKALAER = {"1/1": 1, "1/2": 2, "1/10": 10, "1/20": 20, "1/100": 100}
