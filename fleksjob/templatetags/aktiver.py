"""``{% aktiv "stil" %}``: the address of a static file by its short name."""

from django import template
from django.templatetags.static import static

from fleksjob.assets import AKTIVER

register = template.Library()


@register.simple_tag
def aktiv(navn: str) -> str:
    """The (hashed) address of ``fleksjob.assets.AKTIVER[navn]``; KeyError if there is none."""
    return static(AKTIVER[navn])
