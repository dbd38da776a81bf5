"""Names of phases, from the model's data file."""

from kommuner.indsatsmodel import indsatsmodeller


def fase_tekst(indsatsmodel: str, nr: int | None) -> str:
    """``2 Jobsøgning``; a dash between phases."""
    if nr is None:
        return "–"
    model = indsatsmodeller().get(indsatsmodel)
    navn = next((f.navn for f in model.faser if f.nr == nr), "") if model else ""
    return f"{nr} {navn}".strip()


def anden_fase(indsatsmodel: str) -> int:
    """The phase after the preparing one: where a forløb is once the borger is visiteret, and where it is taken up."""
    faser = indsatsmodeller()[indsatsmodel].faser
    return faser[min(1, len(faser) - 1)].nr


def foerste_fase(indsatsmodel: str) -> int:
    """The preparing phase."""
    return indsatsmodeller()[indsatsmodel].faser[0].nr
