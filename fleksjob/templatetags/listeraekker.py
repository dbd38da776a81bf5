"""Template tags for the rows of long lists; each takes what its function in ``fleksjob.listeraekker`` takes."""

from django import template

from fleksjob import listeraekker

register = template.Library()

for funktion in (
    listeraekker.filterfelter,
    listeraekker.idag_raekke,
    listeraekker.idag_raekker,
    listeraekker.panel_raekker,
    listeraekker.stamme_raekker,
    listeraekker.stamme_valg,
    listeraekker.tabel_raekke,
    listeraekker.tabel_raekker,
    listeraekker.team_raekker,
):
    register.simple_tag(funktion)
