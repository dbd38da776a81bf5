"""What stands outside the forløb: medarbejdere, virksomheder with kontaktpersoner, and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.hashers import make_password

from aftaler.models import Kontaktperson, Virksomhed, name_fields
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Fravaerstype, Medarbejder, Regelsaet, Team, Tilbudstype
from kommuner.regelsaet import in_words
from opfoelgning.sagsdata import format as fmt
from opfoelgning.sagsdata.fejl import MANGLER, Fejlliste, under
from opfoelgning.sagsdata.lagring import Antal, match_by_id, save_posts
from opfoelgning.sagsdata.skema import Objekt, Post, read_object
from opfoelgning.sagsdata.vaerdier import Opslag


def load_opslag(kode: str) -> Opslag:
    """Everything of the present kommune that a document may refer to.

    The id of a company that was merged into another leads to that other.
    """
    kilder: dict[str, tuple[Any, str]] = {
        "medarbejder": (Medarbejder, "ekstern_id"),
        "kontaktperson": (Kontaktperson, "ekstern_id"),
        "fravaerstype": (Fravaerstype, "kode"),
        "tilbudstype": (Tilbudstype, "kode"),
    }
    kendte = {
        slags: dict(model.objects.order_by("pk").values_list(attr, "pk"))
        for slags, (model, attr) in kilder.items()
    }
    virksomheder = Virksomhed.objects.order_by("pk")
    # The company's own id last: it is the one written out again.
    kendte["virksomhed"] = dict(
        virksomheder.filter(lagt_ind_under__isnull=False).values_list("ekstern_id", "lagt_ind_under")
    ) | dict(virksomheder.filter(lagt_ind_under__isnull=True).values_list("ekstern_id", "pk"))
    return Opslag(kode, kendte)


def save_stamdata(
    hoved: dict[str, Any], kode: str, fejl: Fejlliste, antal: Antal
) -> tuple[Opslag, dict[str, list[Any]]]:
    """Read and store everything but the forløb. Returns what forløb refer to, and the raw entries left out.

    Left out are those with errors, by the name of their list.
    """
    setup_code_tables()
    medarbejdere, faldne_m = read_list(fmt.MEDARBEJDER, hoved, "medarbejdere", fejl)
    virksomheder, faldne_v = read_list(fmt.VIRKSOMHED, hoved, "virksomheder", fejl)
    regler, faldne_r = read_list(fmt.REGEL, hoved, "regler", fejl, check_values)
    _save_medarbejdere(medarbejdere, kode, antal)
    _save_virksomheder(virksomheder, antal)
    _save_regler(regler, antal)
    opslag = load_opslag(kode)
    opslag.fejlramte = {
        "medarbejder": _ids(faldne_m),
        "virksomhed": _ids(faldne_v),
        "kontaktperson": _ids(k for v in faldne_v if isinstance(v, dict) for k in _kontaktpersoner(v)),
    }
    return opslag, {"medarbejdere": faldne_m, "virksomheder": faldne_v, "regler": faldne_r}


def _kontaktpersoner(virksomhed: dict[str, Any]) -> list[Any]:
    fundne = virksomhed.get("kontaktpersoner")
    return fundne if isinstance(fundne, list) else []


def _ids(poster: Iterable[Any]) -> set[str]:
    return {en["id"] for en in poster if isinstance(en, dict) and isinstance(en.get("id"), str)}


def read_list(
    objekt: Objekt,
    hoved: dict[str, Any],
    navn: str,
    fejl: Fejlliste,
    tjek: Callable[[Post, Fejlliste], None] | None = None,
) -> tuple[list[Post], list[Any]]:
    """The faultless entries of a top-level list, and the raw faulty ones."""
    gode: list[Post] = []
    faldne: list[Any] = []
    sete: dict[tuple[Any, ...], Post] = {}
    intet = Opslag("")  # these entries refer to nothing
    for nr, en in enumerate(hoved.get(navn) or ()):
        foer = fejl.antal
        post = read_object(objekt, en, f"/{navn}/{nr}", intet, fejl)
        if post:
            for del_ in post.walk():
                _refuse_repeated(del_, sete, fejl)
            if tjek:
                tjek(post, fejl)
        if post and fejl.antal == foer:
            gode.append(post)
        else:
            faldne.append(en)
    return gode, faldne


def _refuse_repeated(post: Post, sete: dict[tuple[Any, ...], Post], fejl: Fejlliste) -> None:
    noegle = tuple(post.data.get(attr) for attr in post.objekt.noegle)
    if None in noegle:
        return
    foerste = sete.setdefault((post.objekt.model, *noegle), post)
    if foerste is not post:
        felt = "id" if post.objekt.har_id else post.objekt.noegle[-1]
        fejl.add(
            under(post.sted, felt), post.raa.get(felt, MANGLER), f"Det samme står allerede i {foerste.sted}."
        )


def check_values(post: Post, fejl: Fejlliste) -> None:
    """Add what is wrong with a version's values, each at its own place."""
    if not {"indsatsmodel", "gyldig_fra", "vaerdier"} <= post.data.keys():
        return
    model = indsatsmodeller()[post.data["indsatsmodel"]]
    sted = under(post.sted, "vaerdier")
    for noegle, besked in model.fejl_i(post.data["vaerdier"], post.data["gyldig_fra"]):
        fejl.add(under(sted, noegle), post.data["vaerdier"].get(noegle, MANGLER), in_words(model, besked))


def _save_medarbejdere(poster: list[Post], kode: str, antal: Antal) -> None:
    match_by_id(fmt.MEDARBEJDER, poster)
    teams = _teams({post.data["team_navn"] for post in poster if post.data.get("team_navn")})
    taget = set(Medarbejder.objects.values_list("username", flat=True))
    for post in poster:
        if "team_navn" in post.data:
            post.data["team_id"] = teams.get(post.data.pop("team_navn"))
        if post.row and post.row.is_active:
            # Who can log on, and with which rights, is for the administrator to say, not for a file.
            post.data = {attr: post.data[attr] for attr in ("ekstern_id", "navn")}

    def login(post: Post) -> dict[str, Any]:
        if post.row:
            return {}
        return {"username": _username(kode, post.data["ekstern_id"], taget), "password": make_password(None)}

    save_posts(poster, login, antal)


def _username(kode: str, ekstern_id: str, taget: set[str]) -> str:
    stamme = navn = f"{kode}-{ekstern_id}"
    nr = 1
    while navn in taget:
        nr += 1
        navn = f"{stamme}-{nr}"
    taget.add(navn)
    return navn


def _teams(navne: set[str]) -> dict[str, int]:
    kendte = dict(Team.objects.values_list("navn", "pk"))
    nye = Team.objects.bulk_create([Team(navn=navn) for navn in sorted(navne - kendte.keys())])
    return kendte | {team.navn: team.pk for team in nye}


def _save_virksomheder(poster: list[Post], antal: Antal) -> None:
    match_by_id(fmt.VIRKSOMHED, poster)
    save_posts(poster, lambda post: name_fields(post.data["navn"]), antal)
    kontaktpersoner, hos = [], {}
    for post in poster:
        for person in post.dele.get("kontaktpersoner", ()):
            kontaktpersoner.append(person)
            hos[person.sted] = post.row.lagt_ind_under_id or post.row.pk
    match_by_id(fmt.KONTAKTPERSON, kontaktpersoner)
    save_posts(kontaktpersoner, lambda person: {"virksomhed_id": hos[person.sted]}, antal)


def _save_regler(poster: list[Post], antal: Antal) -> None:
    match_versions(poster)
    save_posts(poster, lambda post: NO_AUTHOR if post.row and differs(post) else {}, antal)


# A document of cases names no author: whoever saved the version before did not save it as it is now.
NO_AUTHOR = {"af_id": None, "tidspunkt": None, "begrundelse": ""}


def match_versions(poster: list[Post]) -> None:
    """Give every version of rule values the row of its model and day."""
    rows = {(r.indsatsmodel, r.gyldig_fra): r for r in Regelsaet.objects.all()}
    for post in poster:
        post.row = rows.get((post.data["indsatsmodel"], post.data["gyldig_fra"]))


def differs(post: Post) -> bool:
    """Whether the row that was matched says otherwise than the post."""
    return any(getattr(post.row, attr) != vaerdi for attr, vaerdi in post.data.items())
