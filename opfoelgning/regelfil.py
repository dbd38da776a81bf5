"""The configuration file: a kommune's versions of rule values with their history, out and in.

The format is described in ``docs/regelfil.md``: ``regler`` are the objects of `sagsdata` with author, time and reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pghistory
from django.utils import timezone

from kalender.dansk import dato_aar
from kalender.maaneder import add_months
from kommuner.actions.regelsaet import add_historik, lock_regelsaet
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Kommune, Medarbejder, Regelhistorik, Regelsaet
from kommuner.regelhistorik import HANDLINGER, historik
from kommuner.regeloversigt import values_in_words
from kommuner.regelsaet import AAR_FREM, BEGRUNDELSE_MINDST
from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata import format as fmt
from opfoelgning.sagsdata.fejl import MANGLER, Fejlliste, Forkert, under
from opfoelgning.sagsdata.lagring import Antal, save_posts
from opfoelgning.sagsdata.skema import Felt, Objekt, Post
from opfoelgning.sagsdata.stamdata import check_values, differs, match_versions, read_list
from opfoelgning.sagsdata.vaerdier import DATO, JA_NEJ, TIDSPUNKT, Opslag, Type, navn, tekst, valg

VERSION = 1
NOEGLER = ("regelfil", "kommune", "regler", "historik")


def _read_author(raa: Any, _: Opslag) -> str:
    if not isinstance(raa, dict) or not raa.keys() <= {"id", "navn"} or not isinstance(raa.get("id"), str):
        raise Forkert("Der skal stå et objekt med id og navn på en medarbejder.")
    return raa["id"]


def _read_values(raa: Any, opslag: Opslag) -> dict[str, Any]:
    """Values of old, of parameters that need not exist any more: only their kinds are checked."""
    for vaerdi in fmt.VAERDIER.laes(raa, opslag).values():
        if not isinstance(vaerdi, int | str | list | None):
            raise Forkert("Værdierne skal være hele tal, tekster, lister af tekster eller null.")
        for en in vaerdi if isinstance(vaerdi, list) else [vaerdi]:
            if isinstance(en, str) or isinstance(vaerdi, list):
                tekst().laes(en, opslag)
    return raa


REGEL = Objekt(
    Regelsaet,
    fmt.REGEL.noegle,
    (
        *fmt.REGEL.dele,
        Felt("begrundelse", tekst(), "begrundelse"),
        Felt("af", Type(_read_author, lambda vaerdi, _: vaerdi), "af_ekstern"),
        Felt("tidspunkt", TIDSPUNKT, "tidspunkt"),
    ),
    delvis=True,
)
# The key of its row is made of all its values, so it has none among them.
HISTORIK = Objekt(
    Regelhistorik,
    ("noegle",),
    (
        Felt("indsatsmodel", fmt.MODEL, "indsatsmodel", paakraevet=True),
        Felt("gyldig_fra", DATO, "gyldig_fra", paakraevet=True),
        Felt("handling", valg(tuple(HANDLINGER.values())), "handling", paakraevet=True),
        Felt("vaerdier", Type(_read_values, fmt.VAERDIER.skriv), "vaerdier", paakraevet=True),
        Felt("kilde", tekst(), "kilde"),
        Felt("gaelder_loebende_frister", JA_NEJ, "gaelder_loebende"),
        Felt("begrundelse", tekst(), "begrundelse"),
        Felt("af", navn(200), "af", paakraevet=True),
        Felt("tidspunkt", TIDSPUNKT, "tidspunkt", paakraevet=True),
    ),
)


@dataclass
class Resultat:
    """What an import did: versions written, and steps of the history that were new.

    ``versioner`` are the new and the changed ones in words, with their values and sources.
    """

    kommune: str = ""
    versioner: list[str] = field(default_factory=list)
    antal: Antal = field(default_factory=Antal)
    historik: int = 0

    @property
    def intet_nyt(self) -> bool:
        return not (self.antal.nye or self.antal.aendrede or self.historik)

    @property
    def tal(self) -> str:
        nye, aendrede = self.antal.nye, self.antal.aendrede
        return (
            f"{nye} {'ny version' if nye == 1 else 'nye versioner'} og {aendrede} "
            f"{'ændret' if aendrede == 1 else 'ændrede'}, "
            f"{self.historik} {'ny post' if self.historik == 1 else 'nye poster'} i historikken"
        )

    def __str__(self) -> str:
        if self.intet_nyt:
            return "Filen er læst. Alt i den var her i forvejen, og intet er ændret."
        return f"Filen er indlæst: {self.tal}."


def export_rules(kommune: Kommune) -> dict[str, Any]:
    """The present kommune's configuration as a document: every version, oldest first, and every change there was."""
    rows = Regelsaet.objects.filter(kommune=kommune).select_related("af")
    return {
        "regelfil": VERSION,
        "kommune": kommune.kode,
        "regler": [_write(row) for row in rows.order_by("indsatsmodel", "gyldig_fra")],
        "historik": [post for kode in sorted(indsatsmodeller()) for post in historik(kode)],
    }


def _write(row: Regelsaet) -> dict[str, Any]:
    return {
        "indsatsmodel": row.indsatsmodel,
        "gyldig_fra": row.gyldig_fra.isoformat(),
        "vaerdier": row.vaerdier,
        "kilde": row.kilde or None,
        "gaelder_loebende_frister": row.gaelder_loebende,
        "begrundelse": row.begrundelse or None,
        "af": {"id": row.af.ekstern_id, "navn": row.af.navn} if row.af else None,
        "tidspunkt": timezone.localtime(row.tidspunkt).isoformat() if row.tidspunkt else None,
    }


def import_rules(
    hoved: dict[str, Any], kommune: Kommune, dag: date, nu: datetime, by: Medarbejder | None = None
) -> Resultat:
    """Store a document in its kommune, or raise ``ImportFejl`` with every fault by its place and store nothing.

    Versions are recognised by model and day, and never removed; one that has governed on ``dag`` changes only when
    the file gives a reason. Whatever the file names no author for was saved by ``by`` at ``nu``.
    """
    fejl = Fejlliste()
    _check_head(hoved, kommune, fejl)
    fejl.stop()
    with kommunekontekst(kommune.pk), pghistory.context(kommando="importer_regler"):
        lock_regelsaet()
        regler, _ = read_list(REGEL, hoved, "regler", fejl, check_values)
        poster, _ = read_list(HISTORIK, hoved, "historik", fejl)
        match_versions(regler)
        _name_authors(regler)
        _check_governed(regler, dag, fejl)
        _check_range(regler, dag, fejl)
        fejl.stop()
        resultat = Resultat(
            kommune.kode, [_in_words(post) for post in regler if not post.row or differs(post)]
        )
        save_posts(regler, lambda post: _author(post, by, nu), resultat.antal)
        resultat.historik = add_historik(_steps(poster))
        return resultat


def _check_head(hoved: dict[str, Any], kommune: Kommune, fejl: Fejlliste) -> None:
    version = hoved.get("regelfil", MANGLER)
    if version != VERSION or isinstance(version, bool):
        fejl.add("/regelfil", version, f"Her læses kun version {VERSION} af formatet.")
    if hoved.get("kommune") != kommune.kode:
        fejl.add(
            "/kommune", hoved.get("kommune", MANGLER), f"Her læses kun filer fra {kommune}, {kommune.kode}."
        )
    for noegle, vaerdi in hoved.items():
        if noegle not in NOEGLER:
            fejl.add(under("", noegle), vaerdi, f"Feltet er ukendt. Kendte felter: {', '.join(NOEGLER)}.")
    for noegle in NOEGLER[2:]:
        if hoved.get(noegle) is not None and not isinstance(hoved[noegle], list):
            fejl.add(under("", noegle), hoved[noegle], "Der skal stå en liste [ … ].")


def _name_authors(regler: list[Post]) -> None:
    """Turn the authors' external ids into keys of people here; whoever is not known here is nobody."""
    kendte = dict(Medarbejder.objects.values_list("ekstern_id", "pk"))
    for post in regler:
        ekstern_id = post.data.pop("af_ekstern", None)
        if ekstern_id is not None:
            post.data["af_id"] = kendte.get(ekstern_id)
        if post.data.get("tidspunkt") is None:
            post.data.pop("tidspunkt", None)


def _check_governed(regler: list[Post], dag: date, fejl: Fejlliste) -> None:
    i_brug = set(Regelsaet.objects.values_list("indsatsmodel", flat=True))
    for post in regler:
        fra = post.data["gyldig_fra"]
        if post.row:
            flytter = fra <= dag and any(
                getattr(post.row, navn) != post.data.get(navn, getattr(post.row, navn))
                for navn in ("vaerdier", "gaelder_loebende")
            )
        else:
            flytter = fra < dag and post.data["indsatsmodel"] in i_brug
        if flytter and len(post.data.get("begrundelse", "").strip()) < BEGRUNDELSE_MINDST:
            besked = (
                f"Dagene fra {dato_aar(fra)} er gået. Skriv i filen med mindst {BEGRUNDELSE_MINDST} tegn, "
                "hvorfor værdierne er nogle andre."
            )
            fejl.add(under(post.sted, "begrundelse"), post.raa.get("begrundelse", MANGLER), besked)


def _check_range(regler: list[Post], dag: date, fejl: Fejlliste) -> None:
    """A new version so far ahead that the page would not take it either is a slip of the pen."""
    sidste = add_months(dag, 12 * AAR_FREM)
    for post in regler:
        if not post.row and post.data["gyldig_fra"] > sidste:
            besked = (
                f"Dagen ligger mere end {AAR_FREM} år frem. Skriv {dato_aar(sidste)} eller en tidligere dag."
            )
            fejl.add(under(post.sted, "gyldig_fra"), post.raa["gyldig_fra"], besked)


def _in_words(post: Post) -> str:
    model = indsatsmodeller()[post.data["indsatsmodel"]]
    vaerdier = post.data.get("vaerdier", post.row.vaerdier if post.row else {})
    ord_ = "; ".join(values_in_words(model, vaerdier)) or "modellens egne værdier"
    hvad = "rettes" if post.row else "ny"
    loebende = ", også løbende frister" if post.data.get("gaelder_loebende") else ""
    kilde = str(post.data.get("kilde") or "").strip().removesuffix(".")
    fra = dato_aar(post.data["gyldig_fra"])
    return (
        f"{model.navn} fra {fra} ({hvad}{loebende}): {ord_}. {f'Kilde: {kilde}' if kilde else 'Ingen kilde'}."
    )


def _author(post: Post, by: Medarbejder | None, nu: datetime) -> dict[str, Any]:
    """Who saved a version that the file gives without author: whoever reads the file, now."""
    if post.raa.get("af") or (post.row and not differs(post)):
        return {}
    return {"af_id": by.pk if by else None, "tidspunkt": post.data.get("tidspunkt", nu)}


def _steps(poster: list[Post]) -> Iterator[dict[str, Any]]:
    """The steps as they are kept: every key, in the order in which they are written."""
    for post in poster:
        fast = {"kilde": "", "gaelder_loebende_frister": False, "begrundelse": ""}
        yield {en.navn: post.raa.get(en.navn) or fast.get(en.navn, {}) for en in HISTORIK.dele}
