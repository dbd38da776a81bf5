"""Every address of the product, and which row an id in it means."""

from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from opfoelgning.dagsslags import DAGSSLAGS
from opfoelgning.views.genbehandling import TRIN
from tests.adgangstabel_administration import IMPORTTRIN

# Words in the addresses, by the name of the parameter; ids come from the test's own rows.
WORDS = {
    **{"noegle": "ukendt", "rolle": "jobformidler", "regel": "kontakt", "model": "uif2", "afsnit": "2.1"},
    "kode": "kontakt",
    "noegle": "ukendt",
    "rolle": "jobformidler",
    "regel": "kontakt",
    "model": "uif2",
    "afsnit": "2.1",
    "slags": "kladde",
}
STEPUP = ("aftale", "pdf", "skema", "samtykke", "plan", "moede", "aftal", "slut", "annuller")
# Which row an id means, by the name of the address; where it is not said, the id is the borger's.
MEANS = {
    "mine_raekke": "forloeb",
    "forslag_tilbage": "forslag",
    **dict.fromkeys(("beslutningsnotat", "beslutning_annuller"), "beslutning"),
    **dict.fromkeys((f"stepup_{trin}" for trin in STEPUP), "stepup"),
    **dict.fromkeys((f"genbehandling_{trin}" for trin in TRIN), "genbehandlingssag"),
    "kontakt_ret": "kontakt",
    "kontakt_fortryd": "kontakt",
    **dict.fromkeys(("ydelse_ret", "ydelse_fortryd"), "ydelse"),
    **{"fase_ret": "fase", "markering_ret": "markering"},
    **{
        "slut_fortryd": "ansaettelse",
        "timer_fortryd": "timer",
        "timer_annuller": "timer",
        "sagsgennemgang_annuller": "sagsgennemgang",
        "stepupmoede_annuller": "stepupmoede",
    },
    **dict.fromkeys(("fleksjob_ret", "fleksjob_annuller", "fleksjob_fortryd"), "eget_job"),
    **dict.fromkeys(("fleksjobaftale_annuller", "aftale_fortryd"), "aftale"),
    "kladde_slet": "kladde",
    "aktivitet_ret": "tilbud",
    "aktivitet_fortryd": "tilbud",
    "fravaer_ret": "fravaer",
    "fravaer_fortryd": "fravaer",
    "anden_aktoer_ret": "anden_aktoer",
    "anden_aktoer_fortryd": "anden_aktoer",
    "regelversion": "regelsaet",
    "regelversion_traek_tilbage": "regelsaet",
    "giv_adgang": "medarbejder",
    "ret_adgang": "medarbejder",
    "nulstil_totrinslogin": "medarbejder",
    "luk_adgang": "medarbejder",
    "ny_adgangskode": "medarbejder",
    "sidste_dag": "medarbejder",
    **dict.fromkeys(("team_ret", "team_luk", "team_aabn"), "team"),
    **{
        f"{slags}_{hvad}": slags
        for slags in ("fravaerstype", "tilbudstype")
        for hvad in ("ret", "skjul", "vis", "slet")
    },
    **dict.fromkeys(
        ("virksomhed", "virksomhed_ret", "virksomhed_oplysninger", "virksomhed_sammenlaeg"), "virksomhed"
    ),
    **dict.fromkeys(("kontaktperson_ny", "aabning_ny", "notat_ny"), "virksomhed"),
    **{"kontaktperson_ret": "kontaktperson", "notat_ret": "notat", "timer_ret": "timer"},
    **dict.fromkeys(
        ("timer_skift", "parallel_ny", "fleksjob_slut", "fleksjobaftale", "fleksjobaftale_pdf"), "ansaettelse"
    ),
    **{f"{kode}_{hvad}": kode for kode in DAGSSLAGS for hvad in ("ret", "fortryd")},
    **{"planaftale_afslut": "planaftale", "henvendelse_svar": "henvendelse"},
    **dict.fromkeys(("opfoelgning_flyt", "opfoelgning_flyt_fortryd"), "planlagt"),
    **dict.fromkeys(("opfoelgning_ret", "opfoelgning_fortryd"), "opfoelgning"),
    **dict.fromkeys(("aabning_ret", "aabning_luk"), "aabning"),
    "fjern_lukkedag": "lukkedag",
    **{"koersel": "koersel", "sag_proev_igen": "forloeb"},
    **{"opbevaring_fjern": "opbevaringsregel", "sletning_stop": "lukket", "sletning_stop_ophaev": "stop"},
    **dict.fromkeys((f"dataimport_{trin}" for trin in ("vis", "fejl", *IMPORTTRIN)), "dataimport"),
    "filter_slet": "filter",
    **dict.fromkeys(("stedfortraeder_ret", "stedfortraeder_slut"), "vikar"),
    "overdrag_fortryd": "overdrag",
    "forberedelse_start_ret": "fase",
    **dict.fromkeys(("forberedelsesskema_ret", "forberedelsesskema_traek_tilbage"), "skema"),
    **dict.fromkeys(("jobmaal_ret", "jobmaal_slut", "jobmaal_fortryd"), "jobmaal"),
    **dict.fromkeys(("konsulent_ret", "konsulent_fortryd"), "konsulent"),
    "orientering_ret": "orientering",
    **dict.fromkeys(("dokument_ret", "dokument_rykket", "dokument_modtaget", "dokument_fortryd"), "dokument"),
    "fjern_organ": "organ",
    "rapport_maal_fjern": "rapportmaal",
    **dict.fromkeys(("rehabiliteringsmoede_ret", "moede_fortryd"), "moede"),
    **dict.fromkeys(("afgoerelse_ret", "afgoerelse_fortryd"), "afgoerelse"),
    **{
        "afslut_fortryd": "afslutning",
        "tildeling_fortryd": "tildeling",
        "sagsbehandling_fortryd": "sagsbehandling",
    },
}
# Known to the whole kommune, whoever has the case.
SHARED = {
    "dataimport",
    "rapportmaal",
    "lukkedag",
    "organ",
    "skema",
    "medarbejder",
    "team",
    "virksomhed",
    "kontaktperson",
    "aabning",
    "notat",
    *("dataimport", "koersel", "opbevaringsregel", "lukket", "stop", "lukkedag", "organ", "skema"),
    *("medarbejder", "virksomhed", "kontaktperson", "aabning", "notat"),
}
UNKNOWN = 987_654_321


@dataclass
class Address:
    name: str
    parameters: tuple[str, ...] = ()

    def url(self, ids: dict[str, int]) -> str:
        """The address with these rows' ids in it."""
        given = {p: WORDS.get(p) or ids[MEANS.get(self.name, "borger")] for p in self.parameters}
        return reverse(self.name, kwargs=given)

    @property
    def has_id(self) -> bool:
        return any(parameter not in WORDS for parameter in self.parameters)


def addresses(resolver: URLResolver | None = None, before: tuple[str, ...] = ()) -> list[Address]:
    """Every address of the URLconf, included ones too."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        parameters = (*before, *entry.pattern.converters)
        if isinstance(entry, URLPattern):
            found.append(Address(entry.name or f"without a name: {entry.pattern}", parameters))
        else:
            found += addresses(entry, parameters)
    return found


ADDRESSES = addresses()
