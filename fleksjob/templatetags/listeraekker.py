"""Template tags for the rows of long lists; each takes what its function takes."""

from django import template

from fleksjob import filterfelter, listeraekker

register = template.Library()

for funktion in (
    filterfelter.filterfelter,
    filterfelter.stamme_valg,
    listeraekker.idag_raekke,
    listeraekker.idag_raekker,
    listeraekker.panel_raekker,
    listeraekker.stamme_raekker,
    listeraekker.tabel_raekke,
    listeraekker.tabel_raekker,
    listeraekker.team_raekker,
):
    register.simple_tag(funktion)
