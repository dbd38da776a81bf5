"""A batch of forløb on its way into the database: matched with what is there, checked against it, written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from forloeb.models import Forloeb
from opfoelgning.sagsdata import format as fmt
from opfoelgning.sagsdata.borgere import Borgerregister
from opfoelgning.sagsdata.egne import check_clashes
from opfoelgning.sagsdata.fejl import Fejlliste, under
from opfoelgning.sagsdata.lagring import Antal, delete_rows, from_file, match_by_id, match_by_key, save_posts
from opfoelgning.sagsdata.perioder import INDEN_FOR, has_period, period
from opfoelgning.sagsdata.skema import Del, Objekt, Post


@dataclass
class Sag:
    """One forløb of the document: its number, what it was read from, the posts, and its errors.

    What is no object at all has errors and an empty post. ``udgaaede`` are stored rows that a list of the document
    no longer has.
    """

    nr: int
    raa: Any
    post: Post
    fejl: Fejlliste = field(default_factory=Fejlliste)
    udgaaede: list[Model] = field(default_factory=list)

    def retire(self, rows: list[Any]) -> list[Any]:
        """Let rows from files go that the document no longer has; returns those made on screen, which stay."""
        self.udgaaede += [row for row in rows if from_file(row)]
        return [row for row in rows if not from_file(row)]

    @property
    def borger(self) -> Post | None:
        poster = self.post.dele.get("borger")
        return poster[0] if poster else None


def parts(objekt: Objekt) -> list[Del]:
    """The lists of facts in a kind of object; the borger is no fact."""
    return [en for en in objekt.dele if isinstance(en, Del) and en.objekt is not fmt.BORGER]


def match_batch(sager: list[Sag], register: Borgerregister) -> None:
    """Find the rows of everything in the batch; what does not fit with them goes to each sag's errors."""
    _lock_forloeb(sager)
    register.match([(sag.borger, sag.fejl) for sag in sager if sag.borger])
    _refuse_repeated_ids(sager)
    for del_ in parts(fmt.FORLOEB):
        _match_list(del_, sager)
    for del_ in parts(fmt.ANSAETTELSE):
        _match_job_list(del_, sager)
    for sag in sager:
        _check_borger(sag)
    _check_one_open(sager)


def _lock_forloeb(sager: list[Sag]) -> None:
    poster = [sag.post for sag in sager]
    ider = [post.data["ekstern_id"] for post in poster if "ekstern_id" in post.data]
    laaste = Forloeb.objects.select_for_update().filter(ekstern_id__in=ider).order_by("pk")
    rows = {row.ekstern_id: row for row in laaste}
    for post in poster:
        post.row = rows.get(post.data.get("ekstern_id", ""))


def _refuse_repeated_ids(sager: list[Sag]) -> None:
    sete: dict[tuple[Any, str], str] = {}
    for sag in sager:
        for post in sag.post.walk():
            if (
                not post.objekt.har_id
                or post.objekt in (fmt.BORGER, fmt.FORLOEB)
                or "ekstern_id" not in post.data
            ):
                continue
            foerste = sete.setdefault((post.objekt.model, post.data["ekstern_id"]), post.sted)
            if foerste != post.sted:
                besked = f"Samme id står allerede i {foerste}; hvert id må kun bruges én gang."
                sag.fejl.add(under(post.sted, "id"), post.raa["id"], besked)


def _match_list(del_: Del, sager: list[Sag]) -> None:
    if del_.objekt.har_id:
        poster = [post for sag in sager for post in sag.post.dele.get(del_.navn, ())]
        match_by_id(del_.objekt, poster)
        for sag in sager:
            for post in sag.post.dele.get(del_.navn, ()):
                _check_owner(sag, post)
        return
    kendte = {sag.post.row.pk: sag for sag in sager if sag.post.row}
    naevnte = {pk for pk, sag in kendte.items() if del_.navn in sag.post.dele}
    boern = [(pk, post) for pk in naevnte for post in kendte[pk].post.dele[del_.navn]]
    if naevnte or del_.navn in INDEN_FOR:
        for pk, rows in match_by_key(del_.objekt, "forloeb_id", boern, kendte).items():
            sag = kendte[pk]
            bliver = sag.retire(rows) if pk in naevnte else rows
            _check_rows_within(del_.navn, sag, bliver)
            check_clashes(sag.post.dele.get(del_.navn, ()), bliver, sag.fejl)


def _match_job_list(del_: Del, sager: list[Sag]) -> None:
    jobs = [(sag, job) for sag in sager for job in sag.post.dele.get("ansaettelser", ())]
    if del_.objekt.har_id:
        poster = [(sag, post) for sag, job in jobs for post in job.dele.get(del_.navn, ())]
        match_by_id(del_.objekt, [post for _, post in poster])
        for sag, post in poster:
            _check_owner(sag, post)
        return
    kendte = {job.row.pk: (sag, job) for sag, job in jobs if job.row and del_.navn in job.dele}
    boern = [(pk, post) for pk, (_, job) in kendte.items() for post in job.dele[del_.navn]]
    for pk, rows in match_by_key(del_.objekt, "ansaettelse_id", boern, kendte).items():
        sag, job = kendte[pk]
        check_clashes(job.dele[del_.navn], sag.retire(rows), sag.fejl)


def _check_owner(sag: Sag, post: Post) -> None:
    if post.row and (not sag.post.row or post.row.forloeb_id != sag.post.row.pk):
        sag.fejl.add(
            under(post.sted, "id"), post.raa["id"], "Id'et er allerede brugt i et andet forløb i kommunen."
        )


def _check_rows_within(navn: str, sag: Sag, rows: list[Any]) -> None:
    """Rows that stay although the document does not have them; the forløb must still hold them."""
    if not (navn in INDEN_FOR and has_period(sag.post)):
        return
    start, slut = period(sag.post)
    for row in rows:
        if row.start < start or (slut and (row.slut is None or row.slut > slut)):
            felt = "fra" if row.start < start else "til"
            besked = f"Uden for forløbet er der allerede registreret {navn} fra {row.start}."
            sag.fejl.add(under(sag.post.sted, felt), sag.post.raa.get(felt), besked)


def _check_borger(sag: Sag) -> None:
    borger = sag.borger
    if not sag.post.row or not borger or "ekstern_id" not in borger.data:
        return
    if not borger.row or borger.row.pk != sag.post.row.borger_id:
        besked = "Forløbet findes i forvejen og hører til en anden borger."
        sag.fejl.add(under(borger.sted, "id"), borger.raa["id"], besked)


def _check_one_open(sager: list[Sag]) -> None:
    """One open forløb per borger and model, counting those of the kommune that the batch leaves open."""
    borgere = {sag.borger.row.pk for sag in sager if sag.borger and sag.borger.row}
    omskrevne = {sag.post.row.pk for sag in sager if sag.post.row and not sag.fejl.antal}
    aabne: dict[tuple[str, str], str] = {
        (borger, model): f"forløbet «{id_}»"
        for borger, model, id_ in Forloeb.objects.filter(borger__in=borgere, slut__isnull=True)
        .exclude(pk__in=omskrevne)
        .values_list("borger__ekstern_id", "indsatsmodel", "ekstern_id")
    }
    for sag in sager:
        if sag.borger and {"ekstern_id", "indsatsmodel", "slut", "start"} <= sag.post.data.keys():
            noegle = (sag.borger.data.get("ekstern_id", ""), sag.post.data["indsatsmodel"])
            if sag.post.data["slut"] is not None or not noegle[0]:
                continue
            egen = f"forløbet «{sag.post.data['ekstern_id']}»"
            if aabne.setdefault(noegle, egen) != egen:
                besked = f"Borgeren har allerede et åbent forløb efter samme indsatsmodel: {aabne[noegle]}."
                sag.fejl.add(under(sag.post.sted, "til"), sag.post.raa.get("til"), besked)


def save_batch(sager: list[Sag], register: Borgerregister, antal: Antal) -> None:
    """Write forløb without errors with everything in them."""
    if not sager:
        return
    borgere = {sag.post.sted: sag.borger.data["ekstern_id"] for sag in sager if sag.borger}
    register.save(borgere.values(), antal)
    # Closed ones first: a borger may close one forløb and open another of the same model.
    for aaben in (False, True):
        poster = [sag.post for sag in sager if (sag.post.data["slut"] is None) == aaben]
        save_posts(poster, lambda post: {"borger_id": register.pk(borgere[post.sted])}, antal)
    delete_rows([row for sag in sager for row in sag.udgaaede], antal)
    for del_ in parts(fmt.FORLOEB):
        _save_children(del_, [(sag.post, {"forloeb_id": sag.post.row.pk}) for sag in sager], antal)
    jobs = [
        (job, {"forloeb_id": sag.post.row.pk, "ansaettelse_id": job.row.pk})
        for sag in sager
        for job in sag.post.dele.get("ansaettelser", ())
    ]
    for del_ in parts(fmt.ANSAETTELSE):
        _save_children(del_, jobs, antal)


def _save_children(del_: Del, foraeldre: list[tuple[Post, dict[str, int]]], antal: Antal) -> None:
    poster, faste = [], {}
    for foraelder, noegler in foraeldre:
        for post in foraelder.dele.get(del_.navn, ()):
            poster.append(post)
            faste[post.sted] = noegler
    save_posts(poster, lambda post: faste[post.sted], antal)
