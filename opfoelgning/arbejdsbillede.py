"""What arbejdsintensitet does to the hours of a job, as a picture."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Arbejdsbillede:
    """A bar of hours a week and how much of it is filled by work done; widths in SVG units."""

    timer: Decimal
    intensitet: int
    er_eksempel: bool

    @property
    def effektive(self) -> Decimal:
        """Effective hours per week."""
        return Decimal(self.timer) * self.intensitet / 100

    @property
    def bredde(self) -> int:
        """Of the hours; 37 hours fill the picture."""
        return round(Decimal(self.timer) * 296 / 37)

    @property
    def fyldt(self) -> int:
        """Of the effective hours."""
        return round(self.effektive * 296 / 37)


EKSEMPEL = Arbejdsbillede(Decimal(8), 50, er_eksempel=True)
