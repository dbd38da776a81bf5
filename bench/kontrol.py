"""Whether what a kommune's pages count is what ``vurder`` says of each of its cases."""

from datetime import date

from kommuner.models import Kommune, Medarbejder
from kommuner.tenancy import kommunekontekst
from opfoelgning import team
from opfoelgning.sagsdata.vurderinger import find_forloeb, judge

_LISTER = {
    "kontakt_overskredet": {("kontakt", "overskredet")},
    "passiv": {("passivitet", "overskredet")},
    "naer_passiv": {("passivitet", "varsel")},
    "afventer": {("passivitet", "afventer")},
    "passiv_eller_naer": {("passivitet", stand) for stand in ("overskredet", "varsel", "afventer")},
}


def differences(kommune: Kommune, leder: Medarbejder, dag: date) -> int:
    """How many borgere a list has too many or lacks, and how many figures are not the length of their list.

    ``leder`` must lead all the kommune's forløb.
    """
    domme = {en["forloeb"]: en["vurderinger"] for en in judge(find_forloeb([kommune]), dag)}
    with kommunekontekst(kommune.pk):
        ledet = team.fresh_ledelse(leder, dag)
        alle = team.led_statusser(ledet)
        tal, _ = team.figures(ledet)
        fejl = 0
        for navn in (*_LISTER, "overskredet"):
            vist = set(alle.filter(team.LISTER[navn][1]).values_list("forloeb__ekstern_id", flat=True))
            ventet = {pk for pk, dom in domme.items() if _belongs(navn, dom)}
            fejl += len(vist ^ ventet) + (tal.lister[navn] != len(vist))
    return fejl


def _belongs(navn: str, domme: list[dict]) -> bool:
    if navn == "overskredet":
        return any(dom["tilstand"] == "overskredet" for dom in domme)
    return any((dom["regel"], dom["tilstand"]) in _LISTER[navn] for dom in domme)
