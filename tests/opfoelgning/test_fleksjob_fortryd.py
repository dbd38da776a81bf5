"""A fleksjob, its hours, its end and its agreement taken back, and what comes back with them."""

import re

from django.urls import reverse

from aftaler.models import Ansaettelse, Fleksjobaftale, Tilbud, Timer
from forloeb.models import Fase, Ydelse
from tests.opfoelgning.fleksjobsag import AFTALE, JOB, job, mette, moelle
from tests.opfoelgning.sager import DAG, client_for, days, text_of, words

__all__ = ["job", "mette", "moelle"]


def undo_address(page: str, navn: str) -> str:
    return re.search(rf'action="(/{navn}/[^"]*fortryd)"', page)[1]


def test_a_new_job_is_undone_with_its_phase(mette, sag, inside):
    ny = reverse("fleksjob_ny", args=[sag.borger_id])
    page = text_of(mette.post(ny, JOB | {"udfyldt": days(-1).isoformat()}, follow=True))
    page = words(mette.post(undo_address(page, "fleksjob"), follow=True))
    assert "Fleksjobbet er fortrudt. Fase 2 Jobsøgning er begyndt" in page
    assert "Intet fleksjob endnu." in page
    with inside():
        assert list(Fase.objects.values_list("nr", "slut")) == [(2, None)]


def test_hours_and_an_end_are_undone_by_who_saved_them(kontor, mette, sag, job, inside):
    skift = reverse("timer_skift", args=[job.pk])
    page = text_of(mette.post(skift, {"fra": days(-5), "timer": "9", "intensitet": "100"}, follow=True))
    assert "Timerne er fortrudt." in words(mette.post(undo_address(page, "timer"), follow=True))
    slut = reverse("fleksjob_slut", args=[job.pk])
    page = text_of(mette.post(slut, {"sidste_dag": days(-1), "aarsag": "Fejl"}, follow=True))
    fortryd = undo_address(page, "fleksjob")
    assert "kan kun fortrydes" in words(client_for(kontor.leder).post(fortryd, follow=True))
    assert "Slutdatoen er fortrudt." in words(mette.post(fortryd, follow=True))
    with inside():
        assert (Timer.objects.count(), Ansaettelse.objects.get().slut) == (1, None)


def test_a_job_asks_for_the_end_of_ledighedsydelse_and_its_end_for_a_new_one(mette, sag, inside):
    ny = reverse("fleksjob_ny", args=[sag.borger_id])
    assert re.search(r'name="afslut_ydelse"[^>]*checked', text_of(mette.get(ny)))
    mette.post(ny, JOB | {"udfyldt": days(-1).isoformat(), "afslut_ydelse": "on"})
    with inside():
        job = Ansaettelse.objects.get()
        assert Ydelse.objects.get().slut == DAG
    assert "afslut_ydelse" not in text_of(mette.get(reverse("fleksjobaftale", args=[job.pk])))
    slut = reverse("fleksjob_slut", args=[job.pk])
    assert re.search(r'name="ledighedsydelse"[^>]*checked', text_of(mette.get(slut)))
    data = {"sidste_dag": days(3).isoformat(), "aarsag": "Lukket", "ledighedsydelse": "on"}
    page = text_of(mette.post(slut, data, follow=True))
    with inside():
        assert list(Ydelse.objects.order_by("start").values_list("start", flat=True))[1:] == [days(4)]
    assert "Slutdatoen er fortrudt." in words(mette.post(undo_address(page, "fleksjob"), follow=True))
    with inside():
        assert Ydelse.objects.count() == 1


def test_a_saved_agreement_is_undone(kontor, mette, job, inside):
    url = reverse("fleksjobaftale", args=[job.pk])
    page = text_of(mette.post(url, AFTALE | {"version": "1", "udfyldt": days(-3).isoformat()}, follow=True))
    fortryd = undo_address(page, "fleksjobaftale")
    assert "kan kun fortrydes" in words(client_for(kontor.leder).post(fortryd, follow=True))
    assert "Aftalen er fortrudt." in words(mette.post(fortryd, follow=True))
    with inside():
        aftale = Fleksjobaftale.objects.get()
        assert (aftale.arbejdsopgaver, aftale.udfyldt) == ("", days(-40))


def test_the_praktik_beside_a_job_ends_with_it_and_comes_back_with_it(
    kontor, mette, sag, job, moelle, inside
):
    slut = reverse("fleksjob_slut", args=[job.pk])
    assert "parallel_slut" not in text_of(mette.get(slut))
    with inside():
        praktik = kontor.praktik(sag, days(-9), days(60))
        Tilbud.objects.update(parallel=True, virksomhed=moelle, samtykke=days(-9))
    assert re.search(r'name="parallel_slut"[^>]*checked', text_of(mette.get(slut)))
    link = f'<a href="{reverse("aktivitet_ret", args=[praktik.pk])}">Virksomhedspraktik, Vestby Mølle, '
    assert link in text_of(mette.get(slut))
    data = {"sidste_dag": days(-1), "aarsag": "Lukket", "parallel_slut": "on"}
    page = text_of(mette.post(slut, data, follow=True))
    with inside():
        assert Tilbud.objects.get(pk=praktik.pk).slut == DAG
    mette.post(undo_address(page, "fleksjob"))
    with inside():
        assert Tilbud.objects.get(pk=praktik.pk).slut == days(60)
