"""Kladder: the person's unsaved texts, and what to do with them."""

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Medarbejder
from opfoelgning.actions.forslag import FORSLAG
from opfoelgning.actions.kladde import KLADDETEKST, delete_kladde
from opfoelgning.actions.lederbeslutning import BESLUTNING
from opfoelgning.actions.opfoelgningsplan import OPFOELGNING
from opfoelgning.dagsslags import DAGSSLAGS
from opfoelgning.models import Kladde, Sletteslags
from opfoelgning.opbevaring import length, rules
from opfoelgning.slags import SLAGS

# What a draft is of, by its form.
ANDRE = {
    "rehabiliteringsmoede": "Møde før visitation",
    FORSLAG: "Forslag til leder",
    BESLUTNING: "Beslutning",
    OPFOELGNING: "Opfølgning",
}
FLEKSJOB = {
    "fleksjob": "Nyt fleksjob",
    "fleksjobaftale": "Fleksjobaftale",
    "fleksjob_slut": "Fleksjob slutter",
    "fleksjob_ret": "Ret fleksjob",
    "timer_ret": "Ret timer",
}

# Forms that belong to a page about the borger, by the beginning of their names: the page and what it is called.
SIDER = {
    "genbehandling": "Genbehandling",
    "stepup": "Step-up",
    "plan": "Plan",
    "sagsstamme": "Makkerpar",
    "rehabilitering": "Afgørelse",
    "afslut": "Afslut forløb",
    "genaabn": "Åbn forløbet igen",
    "borger": "Ret oplysninger",
}
NY = "Ny borger"


class Kladdelinje(NamedTuple):
    """A draft in the list; without the borger's name once the person may no longer see her."""

    kladde: Kladde
    navn: str
    er_min: bool

    @property
    def _afsnit(self) -> str:
        """The number of the section it is a draft of, if any."""
        foer, _, nr = self.kladde.formular.partition("afsnit_")
        return "" if foer else nr

    @property
    def _side(self) -> str:
        """The page the draft's form belongs to, if it is one of those."""
        side = self.kladde.formular.partition("_")[0]
        return side if side in SIDER else ""

    @property
    def _om_job(self) -> tuple[str, str]:
        """Which form about a fleksjob it is a draft of, and the job's id when it has begun; empty for other forms."""
        formular, _, job = self.kladde.formular.rpartition("_")
        if formular in FLEKSJOB and job.isdecimal():
            return formular, job
        return (self.kladde.formular, "") if self.kladde.formular in FLEKSJOB else ("", "")

    @property
    def tekst(self) -> str:
        """All that was written, to be read or copied."""
        indhold = self.kladde.indhold
        if self.kladde.forloeb is None:
            return "\n".join(indhold[felt] for felt in ("navn", "telefon") if indhold.get(felt))
        if self._side:
            return str(indhold.get("tekst", ""))
        felter = (indhold.get(felt) for felt in KLADDETEKST)
        return "\n".join(felt for felt in felter if felt)

    @property
    def hvad(self) -> str:
        """«Kontakt», or what else the draft is of."""
        if self.kladde.forloeb is None:
            return "ikke oprettet endnu"
        if self._afsnit:
            return f"Afsnit {self._afsnit}"
        if self._side:
            return SIDER[self._side]
        slags = (SLAGS | DAGSSLAGS).get(self.kladde.formular)
        andre = ANDRE | FLEKSJOB
        return slags.kort if slags else andre.get(self._om_job[0] or self.kladde.formular, "Kontakt")

    @property
    def url(self) -> str:
        """Where the draft is gone on with."""
        forloeb = self.kladde.forloeb
        if forloeb is None:
            return reverse("borger_ny")
        if sti := self.kladde.indhold.get("sti"):
            return f"{sti}?forloeb={forloeb.pk}"
        if self._afsnit:
            url = reverse("forberedelse_afsnit", args=[forloeb.borger_id, self._afsnit])
            return f"{url}?forloeb={forloeb.pk}"
        formular, job = self._om_job
        if job:
            return reverse(formular, args=[job])
        navn = self._side or f"{self.kladde.formular}_ny"
        return f"{reverse(navn, args=[forloeb.borger_id])}?forloeb={forloeb.pk}"


@never_cache
@require_safe
def kladder(request: Anmodning) -> HttpResponse:
    """All drafts of the person logged in."""
    linjer = kladdelinjer(request.user, idag())
    log_reading(
        request.user,
        "kladder",
        [li.kladde.forloeb.borger_id for li in linjer if li.kladde.forloeb and li.navn],
    )
    gemmes = length(Sletteslags.KLADDE, rules(idag())[Sletteslags.KLADDE].antal)
    return render(request, "opfoelgning/kladder.html", {"linjer": linjer, "gemmes": gemmes})


@require_POST
def kladde_slet(request: Anmodning, pk: int) -> HttpResponse:
    """Throw a draft of one's own away."""
    kladde = get_object_or_404(Kladde, pk=pk, medarbejder=request.user)
    delete_kladde(kladde=kladde, by=request.user)
    messages.success(request, "Kladden er slettet.")
    return redirect("kladder")


def kladdelinjer(user: Medarbejder, dag: date) -> list[Kladdelinje]:
    """The person's drafts, newest first."""
    egne = list(Kladde.objects.filter(medarbejder=user).select_related("forloeb__borger").order_by("-gemt"))
    ids = [kladde.forloeb_id for kladde in egne if kladde.forloeb_id]
    synlige = set(Forloeb.objects.synlig_for(user, dag).filter(pk__in=ids).values_list("pk", flat=True))
    mine = set(Forloeb.objects.writable_for(user, dag).filter(pk__in=ids).values_list("pk", flat=True))
    return [
        Kladdelinje(k, k.forloeb.borger.navn if k.forloeb_id in synlige else "", k.forloeb_id in mine)
        if k.forloeb
        else Kladdelinje(k, NY, True)
        for k in egne
    ]
