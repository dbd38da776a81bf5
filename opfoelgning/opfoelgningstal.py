"""What a follow-up makes of the count the rule asks for: «Dette er nr. 4 af 4. Fysiske: 2 af 2 ✓»."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from opfoelgning.detaljer import detaljer
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.opfoelgning_antal import KODE
from opfoelgning.regler.typer import Ansaettelse, Opfoelgning, Sagsfakta
from opfoelgning.vurdering import Sagsbillede

GENNEMFOERT = "gennemfoert"
_TAELLER_IKKE = {
    "telefon": "Telefon tæller ikke som fremmøde.",
    "video": "Video tæller ikke som fremmøde.",
    "fysisk": "Et andet sted end virksomheden tæller ikke som fremmøde.",
}


class Tal(NamedTuple):
    """Held of how many, in person of how many, with the follow-up ``ny`` among them where it counts (``taeller``)."""

    holdt: int
    antal: int
    fremmoede: int
    heraf: int
    ny: Opfoelgning
    taeller: bool = True

    @property
    def tekst(self) -> str:
        """The count in a sentence or two."""
        fysiske = f"Fysiske: {self.fremmoede} af {self.heraf}{' ✓' if self.fremmoede >= self.heraf else ''}"
        if self.ny.status != GENNEMFOERT:
            return f"Forsøget tæller ikke. Holdt: {self.holdt} af {self.antal}. {fysiske}"
        if not self.taeller:
            return f"Perioden er gået: {self.holdt} af {self.antal} blev holdt. {fysiske}"
        if self.holdt > self.antal:
            return f"Dette er nr. {self.holdt}. Der kræves {self.antal}. {fysiske}"
        return f"Dette er nr. {self.holdt} af {self.antal}. {fysiske}"

    @property
    def bemaerk(self) -> str:
        """That it does not count as attendance, while attendance is missing; a notice, never a stop."""
        mangler = self.heraf - self.fremmoede
        if self.ny.status != GENNEMFOERT or self.ny.fremmoede_virksomhed or mangler <= 0 or not self.taeller:
            return ""
        return f"{_TAELLER_IKKE[self.ny.form]} Der mangler stadig {mangler}." if self.ny.form else ""


def count_with(billede: Sagsbillede, job_id: str, ny: Opfoelgning, dag: date) -> Tal | None:
    """The count on the day with one follow-up more, which takes the place of one with the same id.

    None where the rule asks for no number: outside the months, or with too many hours.
    """
    tal = _numbers(_with(billede.sag, job_id, ny), billede, dag, job_id)
    if tal is None:
        return None
    aflyst = _numbers(_with(billede.sag, job_id, ny._replace(status="aflyst")), billede, dag, job_id)
    return Tal(**tal, ny=ny, taeller=aflyst is None or tal["holdt"] > aflyst["holdt"])


def _numbers(sag: Sagsfakta, billede: Sagsbillede, dag: date, job_id: str) -> dict[str, int] | None:
    """The four numbers of the rule's judgement of the job; None where it makes none."""
    for vurdering in bedoem(sag, billede.regler, dag).vurderinger:
        if vurdering.regel == KODE and vurdering.genstand == job_id:
            figurer = detaljer(sag, billede.regler, dag, vurdering)
            return {navn: figurer[navn] for navn in ("holdt", "antal", "fremmoede", "heraf")}
    return None


def _with(sag: Sagsfakta, job_id: str, ny: Opfoelgning) -> Sagsfakta:
    def after(job: Ansaettelse) -> Ansaettelse:
        alle = [en for en in job.opfoelgninger if en.id != ny.id] + [ny]
        return job._replace(opfoelgninger=tuple(sorted(alle, key=lambda en: en.dato)))

    jobs = tuple(after(job) if job.id == job_id else job for job in sag.ansaettelser)
    return replace(sag, ansaettelser=jobs)
