"""Lines become cases in the form of `sagsdata`: a new borger, or what a line adds to one who is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from borgere import cpr
from borgere.models import Borger
from forloeb.models import Fase, Forloeb, Tildeling, Ydelse
from kalender.dansk import dato_aar
from kommuner.felter import new_ekstern_id
from kommuner.models import Kommune
from opfoelgning.actions.borger import FORRIGE_SLUTTEDE
from opfoelgning.borgerforms import Begyndelse
from opfoelgning.dataimport.bemaerkninger import note_changes, note_days
from opfoelgning.dataimport.linjer import Linje
from opfoelgning.sagsdata import VERSION
from opfoelgning.sagsdata import format as fmt
from opfoelgning.sagsdata.eksporter import write_object
from opfoelgning.sagsdata.perioder import share_days
from opfoelgning.sagsdata.skema import Objekt
from opfoelgning.sagsdata.stamdata import load_opslag

AD_GANGEN = 200
_EN_DAG = timedelta(days=1)
# The list of a document, its kind of object, and the column of a line that tells about it.
_LISTER: tuple[tuple[str, Objekt, Any, str], ...] = (
    ("faser", fmt.FASE, Fase, "maalgruppe"),
    ("tildelinger", fmt.TILDELING, Tildeling, "jobformidler"),
    ("ydelser", fmt.YDELSE, Ydelse, "ledighedsydelse_fra"),
)
# A line never overwrites what a case says; how it is changed instead.
_STAAR_DER = {
    "maalgruppe": "borgeren er allerede i en anden fase i perioden. "
    "Ret målgruppen i filen, eller skift fase på borgerens side.",
    "jobformidler": "borgeren har allerede en anden jobformidler i perioden. "
    "Tøm cellen i filen; en teamleder overdrager på siden Borgere.",
    "ledighedsydelse_fra": "der er allerede registreret en anden ydelse i perioden. "
    "Tøm cellen i filen, eller ret ydelsen på borgerens side.",
}


class Linjedokument:
    """A document made of lines as they are asked for; lines that cannot become a case are not in it.

    ``linjer`` are all lines seen, ``med`` those handed on, in the order of the document's forløb.
    """

    def __init__(self, kommune: Kommune, linjer: Iterable[Linje], dag: date) -> None:
        self.hoved: dict[str, Any] = {"sagsdata": VERSION, "kommune": kommune.kode}
        self.linjer: list[Linje] = []
        self.med: list[Linje] = []
        self.ider: list[str] = []
        self._kommune, self._kilde, self._dag = kommune, linjer, dag

    def forloeb(self) -> Iterator[tuple[int, Any]]:
        """Number and content of each forløb; a line's errors are left on the line."""
        kilde = iter(self._kilde)
        while nogle := list(islice(kilde, AD_GANGEN)):
            self.linjer += nogle
            kendte = _Kendte(self._kommune, [linje for linje in nogle if not linje.fejl], self._dag)
            for linje in nogle:
                raa = kendte.case_of(linje) if not linje.fejl else None
                if raa and not linje.fejl:
                    self.med.append(linje)
                    self.ider.append(raa["id"])
                    yield len(self.med) - 1, raa


class _Kendte:
    """What the kommune knows of the people in some lines."""

    def __init__(self, kommune: Kommune, linjer: list[Linje], dag: date) -> None:
        self._kode, self._dag = kommune.kode, dag
        indekser = [cpr.blind_index(linje.felter["cpr"], self._kode) for linje in linjer]
        borgere = Borger.objects.filter(kommune=kommune, cpr_indeks__in=indekser)
        self._borgere = {bytes(borger.cpr_indeks): borger for borger in borgere}
        self._forloeb: defaultdict[int, list[Forloeb]] = defaultdict(list)
        pks = [borger.pk for borger in self._borgere.values()]
        for forloeb in Forloeb.objects.filter(kommune=kommune, borger__in=pks).order_by("start", "pk"):
            self._forloeb[forloeb.borger_id].append(forloeb)
        ider = [forloeb.pk for alle in self._forloeb.values() for forloeb in alle]
        self._fakta = {navn: _by_forloeb(model, ider) for navn, _, model, _ in _LISTER}
        self._opslag = load_opslag(self._kode) if ider else None

    def case_of(self, linje: Linje) -> dict[str, Any] | None:
        """The line as a forløb of a document; None when it cannot be one, with the reason on the line."""
        felter = linje.felter
        borger = self._borgere.get(cpr.blind_index(felter["cpr"], self._kode))
        forloeb = self._find(linje, borger) if borger else None
        if linje.fejl:
            return None
        raa = {
            "id": forloeb.ekstern_id if forloeb else new_ekstern_id(),
            "indsatsmodel": felter["maalgruppe"].indsatsmodel,
            "fra": felter["start"].isoformat(),
            "borger": _person(felter, borger),
        }
        fakta = _facts(linje, ny=forloeb is None)
        nye = self._only_what_is_new(linje, forloeb, fakta) if forloeb else {}
        if forloeb:
            raa |= nye | _end_of(forloeb)
        else:
            raa |= {navn: liste for navn, liste in fakta.items() if liste}
            note_days(linje, self._dag)
        if borger:
            note_changes(linje, borger, nye)
        return raa

    def _find(self, linje: Linje, borger: Borger) -> Forloeb | None:
        """The forløb the line is about; None for one that is new, or when the line says what cannot be."""
        begyndelse, start = linje.felter["maalgruppe"], linje.felter["start"]
        egne = self._forloeb[borger.pk]
        for forloeb in egne:
            if (forloeb.indsatsmodel, forloeb.start) == (begyndelse.indsatsmodel, start):
                return forloeb
        aabent = next((forloeb for forloeb in egne if forloeb.slut is None), None)
        if aabent:
            linje.refuse(
                "start",
                f"borgeren har allerede et forløb, som begyndte {dato_aar(aabent.start)}. Ret startdatoen i filen.",
            )
        slut = max((forloeb.slut for forloeb in egne if forloeb.slut), default=None)
        if not aabent and slut and start < slut:
            linje.refuse("start", FORRIGE_SLUTTEDE.format(sidste=dato_aar(slut - _EN_DAG)))
        return None

    def _only_what_is_new(
        self, linje: Linje, forloeb: Forloeb, fakta: dict[str, list[dict[str, Any]]]
    ) -> dict[str, list[dict[str, Any]]]:
        """Lists of the forløb that the line adds to, as they are with it; a fact that stands there is not new."""
        lister: dict[str, list[dict[str, Any]]] = {}
        for navn, objekt, _, kode in _LISTER:
            rows = self._fakta[navn][forloeb.pk]
            der = [write_object(objekt, row, self._opslag, {}) for row in rows]  # type: ignore[arg-type]
            nye = [en for en in fakta[navn] if not any(_same(en, gammel) for gammel in der)]
            for en in nye:
                if any(share_days(_days(en), (row.start, row.slut)) for row in rows):
                    linje.refuse(kode, _STAAR_DER[kode])
            if nye:
                fra_fil = [skrevet for skrevet, row in zip(der, rows, strict=True) if row.fra_fil]
                lister[navn] = fra_fil + nye
        return lister


def _by_forloeb(model: Any, ider: list[int]) -> defaultdict[int, list[Any]]:
    rows: defaultdict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(forloeb__in=ider).order_by("start", "pk"):
        rows[row.forloeb_id].append(row)
    return rows


def _person(felter: dict[str, Any], borger: Borger | None) -> dict[str, Any]:
    """Who the line is about; what it leaves out stays as it is."""
    sagt = {
        "id": borger.ekstern_id if borger else new_ekstern_id(),
        "cpr": felter["cpr"],
        "navn": felter.get("navn"),
        "foedselsdato": _iso(felter.get("foedselsdato")),
        "progredierende_diagnose_fra": _iso(felter.get("diagnose_fra")),
    }
    return {navn: vaerdi for navn, vaerdi in sagt.items() if vaerdi}


def _facts(linje: Linje, *, ny: bool) -> dict[str, list[dict[str, Any]]]:
    """Phases, jobformidler and benefit that the line tells of; of a known forløb only the benefit it names."""
    felter = linje.felter
    jobformidler = felter.get("jobformidler")
    return {
        "faser": _phases(linje, felter["maalgruppe"]),
        "tildelinger": (
            [{"medarbejder": jobformidler.ekstern_id, "fra": _iso(felter["start"])}] if jobformidler else []
        ),
        "ydelser": list(_benefits(felter, ny=ny)),
    }


def _phases(linje: Linje, begyndelse: Begyndelse) -> list[dict[str, Any]]:
    """The phase the borger is in, after the preparing one when she was visiteret later than she began."""
    start, visiteret = linje.felter["start"], linje.felter.get("visiteret")
    nr = begyndelse.maalgruppe.fase
    if visiteret and nr == 1:
        linje.refuse("visiteret", "borgeren er visiteret, men målgruppen er før visitation. Ret en af dem.")
    if visiteret and visiteret > start and nr > 1:
        foer = {"nr": 1, "fra": _iso(start), "til": _iso(visiteret - _EN_DAG)}
        return [foer, {"nr": nr, "fra": _iso(visiteret)}]
    return [{"nr": nr, "fra": _iso(start)}]


def _benefits(felter: dict[str, Any], *, ny: bool) -> Iterator[dict[str, Any]]:
    gruppens, fra = felter["maalgruppe"].maalgruppe.ydelse, felter.get("ledighedsydelse_fra")
    visiteret = max(felter["start"], felter.get("visiteret") or felter["start"])
    if fra and gruppens not in ("", "ledighedsydelse") and fra < visiteret:
        yield {"type": "ledighedsydelse", "fra": _iso(fra), "til": _iso(visiteret - _EN_DAG)}
    elif fra:
        yield {"type": "ledighedsydelse", "fra": _iso(fra)}
        return
    if gruppens and ny:
        yield {"type": gruppens, "fra": _iso(visiteret)}


def _same(en: dict[str, Any], gammel: dict[str, Any]) -> bool:
    """Whether a fact stands there already; when it ended is for the case to say."""
    return all(gammel.get(navn) == vaerdi for navn, vaerdi in en.items() if navn != "til")


def _days(en: dict[str, Any]) -> tuple[date, date | None]:
    til = en.get("til")
    return date.fromisoformat(en["fra"]), date.fromisoformat(til) + _EN_DAG if til else None


def _end_of(forloeb: Forloeb) -> dict[str, Any]:
    if forloeb.slut is None:
        return {}
    return {"til": _iso(forloeb.slut - _EN_DAG), "afslutningsaarsag": forloeb.afslutningsaarsag or None}


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None
