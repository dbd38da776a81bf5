"""The records of a case one by one: which there are, and the case as it would be with only some of them. Pure.

A record is known by its kind (the field of ``Sagsfakta`` or of a job that holds it, ``regelsaet`` for a version of the
kommune's values) and by itself: the frozen fact object, or the day where the fact is but a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from kommuner.indsatsmodel import Indsatsmodel, Regelvaerdier
from opfoelgning.regler.svar import local_day
from opfoelgning.regler.typer import AABEN, Ansaettelse, Henvendelse, Kontakt, Opfoelgning, Sagsfakta

PERIODER = ("faser", "tildelinger", "ydelser", "fravaer", "anden_aktoer", "tilbud", "markeringer")
DATEREDE = ("kontakter", "sagsgennemgange")
JOBDAGE = ("aftale_udfyldt", "vitas")
PLANLAGT, GENNEMFOERT = "planlagt", "gennemfoert"


class Post(NamedTuple):
    """One record: the day it begins or happens, the first day it no longer counts (None: it is but a day).

    ``job`` is the id of the job it belongs to, if any.
    """

    slags: str
    dato: date
    slut: date | None
    fakta: Any
    job: str | None = None

    @property
    def er_aftale(self) -> bool:
        """Whether it is a contact or follow-up that is planned and not yet held."""
        return self.slags in ("kontakter", "opfoelgninger") and self.fakta.status == PLANLAGT


class Sag(NamedTuple):
    """A case and the values it is judged by."""

    fakta: Sagsfakta
    regler: Regelvaerdier


Behold = Callable[[Post], bool]
P = TypeVar("P")


def poster(sag: Sag) -> Iterator[Post]:
    """Yield every record of the case, and every version of the kommune's own values."""
    fakta = sag.fakta
    for slags in PERIODER:
        yield from (Post(slags, p.start, p.slut, p) for p in getattr(fakta, slags))
    for slags in DATEREDE:
        yield from (Post(slags, p.dato, None, p) for p in getattr(fakta, slags))
    yield from (Post("genbehandlinger", dag, None, dag) for dag in fakta.genbehandlinger)
    yield from map(_henvendelse, fakta.henvendelser)
    if fakta.progredierende_fra:
        yield Post("progredierende_fra", fakta.progredierende_fra, None, fakta.progredierende_fra)
    for job in fakta.ansaettelser:
        yield from _jobposter(job)
    yield from (Post("regelsaet", v.gyldig_fra, None, v) for v in sag.regler.versioner)
    yield from (Post("regelsaet", v.gyldig_fra, None, v) for v in sag.regler.model.standard[1:])


def _henvendelse(henvendelse: Henvendelse) -> Post:
    besvaret = henvendelse.besvaret and local_day(henvendelse.besvaret)
    return Post("henvendelser", local_day(henvendelse.modtaget), besvaret, henvendelse)


def _jobposter(job: Ansaettelse) -> Iterator[Post]:
    yield Post("ansaettelser", job.start, job.slut, job)
    yield from (Post("timer", t.fra, None, t, job.id) for t in job.timer)
    yield from (Post("opfoelgninger", o.dato, None, o, job.id) for o in job.opfoelgninger)
    for felt in JOBDAGE:
        if dag := getattr(job, felt):
            yield Post(felt, dag, None, dag, job.id)


def kun(sag: Sag, behold: Behold, holdt: Behold = lambda post: False) -> Sag:
    """Return the case with the records that ``behold`` keeps; planned ones that ``holdt`` points out are held."""
    fakta = sag.fakta
    felter: dict[str, Any] = {
        slags: _keep(
            getattr(fakta, slags),
            lambda p, s=slags: behold(Post(s, p.start, p.slut, p)),  # type: ignore[misc]
        )
        for slags in PERIODER
    }
    felter["sagsgennemgange"] = _keep(
        fakta.sagsgennemgange, lambda p: behold(Post("sagsgennemgange", p.dato, None, p))
    )
    felter["kontakter"] = _appointments("kontakter", fakta.kontakter, None, behold, holdt)
    felter["genbehandlinger"] = _keep(
        fakta.genbehandlinger, lambda dag: behold(Post("genbehandlinger", dag, None, dag))
    )
    felter["henvendelser"] = _keep(fakta.henvendelser, lambda h: behold(_henvendelse(h)))
    diagnose = fakta.progredierende_fra
    felter["progredierende_fra"] = (
        diagnose if diagnose and behold(Post("progredierende_fra", diagnose, None, diagnose)) else None
    )
    jobs = _keep(fakta.ansaettelser, lambda job: behold(Post("ansaettelser", job.start, job.slut, job)))
    felter["ansaettelser"] = tuple(_job(job, behold, holdt) for job in jobs)
    return Sag(replace(fakta, **felter), _values(sag.regler, behold))


def _keep(alle: Iterable[P], behold: Callable[[P], bool]) -> tuple[P, ...]:
    return tuple(en for en in alle if behold(en))


A = TypeVar("A", Kontakt, Opfoelgning)


def _appointments(
    slags: str, alle: Iterable[A], job: str | None, behold: Behold, holdt: Behold
) -> tuple[A, ...]:
    beholdt = []
    for en in alle:
        post = Post(slags, en.dato, None, en, job)
        if behold(post):
            beholdt.append(en._replace(status=GENNEMFOERT) if holdt(post) else en)
    return tuple(beholdt)


def _job(job: Ansaettelse, behold: Behold, holdt: Behold) -> Ansaettelse:
    dage: dict[str, Any] = dict.fromkeys(JOBDAGE)
    for felt in JOBDAGE:
        dag = getattr(job, felt)
        if dag and behold(Post(felt, dag, None, dag, job.id)):
            dage[felt] = dag
    return job._replace(
        timer=_keep(job.timer, lambda t: behold(Post("timer", t.fra, None, t, job.id))),
        opfoelgninger=_appointments("opfoelgninger", job.opfoelgninger, job.id, behold, holdt),
        **dage,
    )


def _values(regler: Regelvaerdier, behold: Behold) -> Regelvaerdier:
    """Return the values without the versions left out; the model's first one always stays."""
    versioner = [v for v in regler.versioner if behold(Post("regelsaet", v.gyldig_fra, None, v))]
    standard = [v for v in regler.model.standard[1:] if behold(Post("regelsaet", v.gyldig_fra, None, v))]
    if len(versioner) == len(regler.versioner) and len(standard) + 1 == len(regler.model.standard):
        return regler
    model = _model(regler.model, tuple(v.gyldig_fra for v in standard))
    return Regelvaerdier(model, versioner, regler.kalender)


@lru_cache(maxsize=32)
def _model(model: Indsatsmodel, gyldige: tuple[date, ...]) -> Indsatsmodel:
    """Return the model with its first version and those valid from these days; the same one for the same days."""
    standard = (model.standard[0], *(v for v in model.standard[1:] if v.gyldig_fra in gyldige))
    return model if len(standard) == len(model.standard) else replace(model, standard=standard)


def med_aabent_slut(sag: Sag, post: Post) -> Sag:
    """Return the case as if the record had not ended, or the message not been answered."""
    felt = post.slags
    uden_slut = {"besvaret": None} if felt == "henvendelser" else {"slut": AABEN}

    def aaben(en: Any) -> Any:
        return en._replace(**uden_slut) if en == post.fakta else en

    felter: dict[str, Any] = {felt: tuple(aaben(en) for en in getattr(sag.fakta, felt))}
    return sag._replace(fakta=replace(sag.fakta, **felter))


# Carrying forward


def planer(sag: Sag, dag: date) -> list[Post]:
    """Return what is recorded and not seen on ``dag``: what begins later, and what is planned and not yet held."""
    return sorted(
        (p for p in poster(sag) if p.dato > dag or (p.er_aftale and p.dato >= dag)), key=lambda p: p.dato
    )


def fremskriv(sag: Sag, dag: date, valgte: Iterable[Post]) -> Sag:
    """Return the case as seen on ``dag`` and carried forward, with those of its plans that are chosen carried out.

    What has begun by the day runs as recorded. A chosen contact or follow-up is held as planned; any other stays
    planned: rules see the date of a follow-up already today, and either is missed when nothing happens.
    """
    med = list(valgte)

    def behold(post: Post) -> bool:
        return post.dato <= dag or post in med or post.er_aftale

    def holdt(post: Post) -> bool:
        return post.er_aftale and post.dato >= dag and post in med

    return kun(sag, behold, holdt)
