"""The shape of a document, said once for reading and writing: every object with its keys in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from forloeb.registreret import UdenId
from opfoelgning.sagsdata.fejl import MANGLER, Fejlliste, Forkert, under
from opfoelgning.sagsdata.vaerdier import Opslag, Type


class DobbeltObjekt(dict[str, Any]):
    """A JSON object in which the keys in ``gentagne`` stand more than once."""

    gentagne: tuple[str, ...] = ()


@dataclass(frozen=True)
class Felt:
    """A key with a plain value, kept in the model's attribute ``attr``; ``skjul_tom``: written only when set.

    ``bevar``: a document without the key leaves what is stored alone, as other systems do not know it.

    ``hent`` makes the value out of a row that keeps it in several attributes; the object's ``efter`` takes it apart.
    """

    navn: str
    type: Type
    attr: str
    paakraevet: bool = False
    skjul_tom: bool = False
    hent: Callable[[Any], Any] | None = None
    bevar: bool = False

    def of(self, row: Any) -> Any:
        """The value as a row has it."""
        return self.hent(row) if self.hent else getattr(row, self.attr)


@dataclass(frozen=True)
class Del:
    """A key with a list of objects, or with a single one."""

    navn: str
    objekt: Objekt
    liste: bool = True
    paakraevet: bool = False


Tjek = Callable[["Post"], Iterator[tuple[str, str]]]


@dataclass(frozen=True)
class Objekt:
    """One kind of object.

    ``noegle`` names the attributes that tell one from another (within its parent, unless it is ``ekstern_id``).
    ``delvis``: keys that are absent leave what is stored alone; otherwise absence is the same as null.
    ``tjek`` yields key and Danish text of what is wrong with the values taken together; some may be missing.
    ``efter`` changes the values read before they are matched with a row.
    """

    model: type[Model]
    noegle: tuple[str, ...]
    dele: tuple[Felt | Del, ...]
    delvis: bool = False
    tjek: Tjek | None = None
    efter: Callable[[dict[str, Any]], None] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "efter_navn", {en.navn: en for en in self.dele})
        object.__setattr__(self, "oprindelse", {"fra_fil": True} if issubclass(self.model, UdenId) else {})

    efter_navn: dict[str, Felt | Del] = field(init=False, default_factory=dict)
    # What a new row of this kind says of where it came from.
    oprindelse: dict[str, bool] = field(init=False, default_factory=dict)

    @property
    def har_dele(self) -> bool:
        """Whether other rows point at rows of this kind."""
        return any(isinstance(en, Del) for en in self.dele) or self.delvis

    @property
    def har_id(self) -> bool:
        return self.noegle == ("ekstern_id",)


@dataclass(slots=True)
class Post:
    """An object read: model attributes, parts by key, its place, what it was read from and its row, if any."""

    objekt: Objekt
    sted: str
    raa: dict[str, Any]
    data: dict[str, Any] = field(default_factory=dict)
    dele: dict[str, list[Post]] = field(default_factory=dict)
    row: Any = None
    ny: bool = False

    def walk(self) -> Iterator[Post]:
        """The object itself and everything inside it."""
        yield self
        for poster in self.dele.values():
            for post in poster:
                yield from post.walk()


def read_object(objekt: Objekt, raa: Any, sted: str, opslag: Opslag, fejl: Fejlliste) -> Post | None:
    """Read an object; what is wrong goes to ``fejl`` and is absent from the result. None: no object at all."""
    if not isinstance(raa, dict):
        fejl.add(sted, raa, "Der skal stå et objekt { … }.")
        return None
    post = Post(objekt, sted, raa)
    _check_keys(objekt, raa, sted, fejl)
    for en in objekt.dele:
        if isinstance(en, Felt):
            _read_field(en, post, opslag, fejl)
        else:
            _read_part(en, post, opslag, fejl)
    if objekt.efter:
        objekt.efter(post.data)
    if objekt.tjek:
        for navn, besked in objekt.tjek(post):
            fejl.add(under(sted, navn), raa.get(navn, MANGLER), besked)
    return post


def _check_keys(objekt: Objekt, raa: dict[str, Any], sted: str, fejl: Fejlliste) -> None:
    for navn, vaerdi in raa.items():
        if navn not in objekt.efter_navn:
            fejl.add(
                under(sted, navn),
                vaerdi,
                f"Feltet er ukendt. Kendte felter: {', '.join(objekt.efter_navn)}.",
            )
    if isinstance(raa, DobbeltObjekt):
        for navn in raa.gentagne:
            fejl.add(under(sted, navn), raa[navn], "Feltet står flere gange i samme objekt.")


def _read_field(felt: Felt, post: Post, opslag: Opslag, fejl: Fejlliste) -> None:
    raa = post.raa.get(felt.navn, MANGLER)
    if raa is None or raa is MANGLER:
        if felt.paakraevet:
            fejl.add(under(post.sted, felt.navn), raa, "Feltet skal udfyldes.")
        elif raa is None or not (post.objekt.delvis or felt.bevar):
            post.data[felt.attr] = felt.type.tom
        return
    try:
        post.data[felt.attr] = felt.type.laes(raa, opslag)
    except Forkert as forkert:
        sted = under(post.sted, felt.navn)
        if forkert.nr is not None:
            sted, raa = under(sted, forkert.nr), raa[forkert.nr]
        fejl.add(sted, raa, str(forkert))


def _read_part(del_: Del, post: Post, opslag: Opslag, fejl: Fejlliste) -> None:
    raa = post.raa.get(del_.navn)
    sted = under(post.sted, del_.navn)
    if raa is None:
        if del_.paakraevet:
            fejl.add(sted, post.raa.get(del_.navn, MANGLER), "Feltet skal udfyldes.")
    elif not del_.liste:
        laest = read_object(del_.objekt, raa, sted, opslag, fejl)
        post.dele[del_.navn] = [laest] if laest else []
    elif not isinstance(raa, list):
        fejl.add(sted, raa, "Der skal stå en liste [ … ].")
    else:
        laeste = (read_object(del_.objekt, en, under(sted, nr), opslag, fejl) for nr, en in enumerate(raa))
        post.dele[del_.navn] = [en for en in laeste if en]
