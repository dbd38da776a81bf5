"""The borgere of a batch of forløb: one person may stand in many forløb, in full or by id only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from borgere import cpr, navne
from borgere.models import Borger
from opfoelgning.sagsdata import format as fmt
from opfoelgning.sagsdata.fejl import MANGLER, Fejlliste, under
from opfoelgning.sagsdata.lagring import Antal, save_posts
from opfoelgning.sagsdata.skema import Post

CPR = "cpr_krypteret"  # holds the ten digits until they are written
FELTER = {CPR: "cpr", "navn": "navn", "foedselsdato": "foedselsdato"}
ALLE_FELTER = FELTER | {"progredierende_diagnose_fra": "progredierende_diagnose_fra"}


class Borgerregister:
    """Knows who stands in the document so far and in the kommune. Used batch by batch."""

    def __init__(self, kode: str) -> None:
        self._kode = kode
        # Digests only: the register covers the whole document, however large.
        self._sete: dict[str, dict[str, tuple[int, str]]] = {}
        self._cpr: dict[str, str] = {}
        self._batch: dict[str, Post] = {}

    def match(self, poster: list[tuple[Post, Fejlliste]]) -> None:
        """Find the rows of the borgere in a batch, and what is wrong with them; ``poster`` in order of document."""
        for post, _ in poster:
            for attr in FELTER:
                if post.data.get(attr, MANGLER) is None:
                    del post.data[attr]
        self._batch, self._cpr = {}, {}
        rows, ejere = self._fetch([post for post, _ in poster])
        for post, fejl in poster:
            self._check_same(post, fejl)
            self._check_cpr(post, ejere, fejl)
            if "ekstern_id" in post.data:
                samlet = self._batch.setdefault(
                    post.data["ekstern_id"], Post(fmt.BORGER, post.sted, post.raa)
                )
                samlet.data.update(post.data)
                samlet.row = post.row = rows.get(post.data["ekstern_id"])
                self._check_known(post, samlet, fejl)

    def save(self, ider: Iterable[str], antal: Antal) -> None:
        """Write the borgere with these ids, all of them in the batch."""
        poster = [self._batch[id_] for id_ in dict.fromkeys(ider)]
        for post in poster:
            post.data = self._columns(post)
        save_posts(poster, lambda _: {}, antal)

    def pk(self, ekstern_id: str) -> int:
        """Primary key of a borger saved in this batch."""
        return self._batch[ekstern_id].row.pk

    def _fetch(self, poster: list[Post]) -> tuple[dict[str, Borger], dict[bytes, str]]:
        ider = {post.data["ekstern_id"] for post in poster if "ekstern_id" in post.data}
        indekser = {self._index(post) for post in poster if CPR in post.data}
        rows = {row.ekstern_id: row for row in Borger.objects.filter(ekstern_id__in=ider)}
        ejere = Borger.objects.filter(cpr_indeks__in=indekser).values_list("cpr_indeks", "ekstern_id")
        return rows, {bytes(indeks): id_ for indeks, id_ in ejere}

    def _index(self, post: Post) -> bytes:
        return cpr.blind_index(post.data[CPR], self._kode)

    def _check_same(self, post: Post, fejl: Fejlliste) -> None:
        sete = self._sete.setdefault(post.data.get("ekstern_id", ""), {})
        for attr, felt in ALLE_FELTER.items():
            if attr in post.data and "ekstern_id" in post.data:
                aftryk = hash(post.data[attr])
                foerste, sted = sete.setdefault(attr, (aftryk, post.sted))
                if foerste != aftryk:
                    fejl.add(
                        under(post.sted, felt),
                        self._shown(post, felt),
                        f"Samme borger har en anden værdi i {sted}; oplysningerne skal være ens.",
                    )

    def _check_cpr(self, post: Post, ejere: dict[bytes, str], fejl: Fejlliste) -> None:
        if CPR not in post.data or "ekstern_id" not in post.data:
            return
        id_ = post.data["ekstern_id"]
        foerste = self._cpr.setdefault(post.data[CPR], id_)
        ejer = foerste if foerste != id_ else ejere.get(self._index(post), id_)
        if ejer != id_:
            fejl.add(
                under(post.sted, "cpr"),
                self._shown(post, "cpr"),
                f"CPR-nummeret hører allerede til borgeren med id «{ejer}»; samme borger skal have samme id.",
            )

    def _check_known(self, post: Post, samlet: Post, fejl: Fejlliste) -> None:
        if samlet.row is None:
            for attr, felt in ((CPR, "cpr"), ("navn", "navn")):
                if attr not in samlet.data and (post.raa.get(felt) is None):
                    fejl.add(
                        under(post.sted, felt),
                        post.raa.get(felt, MANGLER),
                        "Feltet skal udfyldes, når borgeren ikke findes i forvejen.",
                    )

    def _shown(self, post: Post, felt: str) -> Any:
        return cpr.masked(post.data[CPR]) if felt == "cpr" else post.raa.get(felt, MANGLER)

    def _columns(self, post: Post) -> dict[str, Any]:
        data = dict(post.data)
        if "navn" in data:
            data["navn_sortering"] = navne.sort_key(data["navn"])[:250]
            data["navn_soegning"] = navne.search_text(data["navn"])[:250]
        digits = data.pop(CPR, None)
        if digits and not (post.row and bytes(post.row.cpr_indeks) == self._index(post)):
            data[CPR] = cpr.encrypt(digits, self._kode)
            data["cpr_indeks"] = self._index(post)
            data.setdefault("foedselsdato", cpr.foedselsdato(digits))
        return data
