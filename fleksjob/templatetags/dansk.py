"""Template filters for Danish dates, numbers and counts; the wording lives in ``kalender.dansk``."""

from django import template

from kalender import dansk

register = template.Library()

for funktion in (
    dansk.dato,
    dansk.dato_aar,
    dansk.dato_lang,
    dansk.til_og_med,
    dansk.tal,
    dansk.timer,
    dansk.dage,
):
    register.filter(funktion.__name__, funktion)
