"""Template tags for charts and passivity clocks; each takes what its function in ``fleksjob`` takes."""

from django import template

from fleksjob import diagrammer, passivitetsur, trinkurve

register = template.Library()

for funktion in (
    diagrammer.soejler,
    diagrammer.kurve,
    diagrammer.bjaelker,
    passivitetsur.ur_lille,
    passivitetsur.ur_stort,
    passivitetsur.ur_linje,
    trinkurve.trinkurve,
    trinkurve.timekurve,
):
    register.simple_tag(funktion)
