"""What the page of a step-up shows: its three parts, and what each of them still needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forloeb.models import Forloeb
from kommuner.stepupmodel import Deltager, Stepupmodel
from opfoelgning.models import Moedestatus, Stepup, Stepupmoede


@dataclass(frozen=True)
class Moedelinje:
    """One meeting: who took part, by name, and question by question what it came to."""

    moede: Stepupmoede
    deltagere: list[str]
    svar: list[tuple[str, str]]


@dataclass(frozen=True)
class Stepupside:
    """One step-up on ``dag``."""

    stepup: Stepup
    model: Stepupmodel
    moeder: list[Stepupmoede]
    dag: date

    @property
    def aaben(self) -> bool:
        return self.stepup.afsluttet is None

    @property
    def skema(self) -> list[tuple[str, str]]:
        """Question and answer of the forberedelsesskema."""
        return [(tekst, self.stepup.skema.get(kode, "")) for kode, tekst in self.model.skema]

    @property
    def kraevede(self) -> list[Deltager]:
        """Who must take part in the meetings as things are."""
        return self.model.kraevede(self.stepup.forhold)

    @property
    def omfang(self) -> list[str]:
        """With whom the borger lets the case be shared."""
        return [d.navn for d in self.model.betingede if d.kode in self.stepup.samtykke_omfang]

    @property
    def samtykke_gaelder(self) -> bool:
        trukket = self.stepup.samtykke_trukket
        return self.stepup.samtykke is not None and (trukket is None or trukket > self.dag)

    @property
    def uden_samtykke(self) -> list[str]:
        """Who must take part and may not, because the borger's consent does not cover them."""
        betingede = [d for d in self.kraevede if d.naar]
        return [d.navn for d in betingede if not self.stepup.may_share(d.kode, self.dag)]

    @property
    def moedelinjer(self) -> list[Moedelinje]:
        navne = {d.kode: d.navn for d in self.model.deltagere}
        return [
            Moedelinje(
                m,
                [navne.get(kode, kode) for kode in m.deltagere],
                [(tekst, m.svar[kode]) for kode, tekst in self.model.spoergsmaal if m.svar.get(kode)],
            )
            for m in self.moeder
        ]

    @property
    def holdt(self) -> bool:
        """Whether a meeting has been held, so that something can be agreed on."""
        return any(m.status == Moedestatus.HOLDT for m in self.moeder)

    @property
    def planlagt(self) -> Stepupmoede | None:
        return next((m for m in self.moeder if m.status == Moedestatus.PLANLAGT), None)

    @property
    def plads_til_moede(self) -> bool:
        """Whether another meeting may be held, or the one planned."""
        return self.planlagt is not None or len(self.moeder) < self.model.moeder

    @property
    def mangler(self) -> list[str]:
        """What is missing, part by part, in sentences."""
        if not self.aaben:
            return []
        fundne = [f"A: «{tekst}» er ikke besvaret." for tekst, svar in self.skema if not svar]
        if self.stepup.samtykke is None:
            fundne.append("A: Borgerens samtykke er ikke skrevet.")
        fundne += [f"A: Samtykket omfatter ikke {navn[:1].lower()}{navn[1:]}." for navn in self.uden_samtykke]
        if not self.holdt:
            fundne.append("B: Der er ikke holdt et møde.")
        if self.stepup.aftalt is None:
            fundne.append("C: Aftalen er ikke skrevet.")
        return fundne


def stepups_of(forloeb: Forloeb, model: Stepupmodel, dag: date) -> list[Stepupside]:
    """Every step-up of a forløb, newest first."""
    moeder: dict[int, list[Stepupmoede]] = {}
    for moede in Stepupmoede.objects.filter(forloeb=forloeb).order_by("nr"):
        moeder.setdefault(moede.stepup_id, []).append(moede)
    alle = Stepup.objects.filter(forloeb=forloeb).select_related("foelger_op").order_by("-dato", "-pk")
    return [Stepupside(s, model, moeder.get(s.pk, []), dag) for s in alle]
