"""Documents to take away as files; each is a reading, and is logged as one."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer
from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.roller import SAGSROLLER
from opfoelgning.aftaledokument import agreement_content
from opfoelgning.dokument import Dokument
from opfoelgning.pdf import make_pdf
from opfoelgning.resume import make_resume
from opfoelgning.resumeform import Resumeform
from opfoelgning.sagsakt import make_sagsakt
from opfoelgning.views.opslag import find_forloeb, find_row


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def fleksjobaftale_pdf(request: Anmodning, pk: int) -> HttpResponse:
    """The agreement of a job for the borger and the company; before there is one, back to the tab that says so."""
    dag = idag()
    job = find_row(Ansaettelse.objects.select_related("forloeb__borger", "virksomhed"), request.user, pk, dag)
    aftale = Fleksjobaftale.objects.filter(ansaettelse=job).select_related("kontaktperson").first()
    if aftale is None:
        messages.warning(request, "Fleksjobaftalen er ikke skrevet endnu. Udfyld den først.")
        return redirect(f"{reverse('fleksjob', args=[job.forloeb.borger_id])}?forloeb={job.forloeb_id}")
    aftale.ansaettelse = job
    log_reading(request.user, "fleksjobaftale_pdf", [job.forloeb.borger_id])
    indhold = agreement_content(aftale, _hours_on(job, dag), afsender=str(request.user.kommune), dag=dag)
    navn = f"fleksjobaftale-borger-{job.forloeb.borger_id}.pdf"
    return pdf_answer(make_pdf("fleksjobaftale", indhold, nu=nu()), navn)


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def resume(request: Anmodning, pk: int) -> HttpResponse:
    """Choose parts and period; with a choice in the address the resumé for print, or as a file with ``pdf``.

    Whoever is shown a resumé can print it, so showing it is what is logged as printing.
    """
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    valgt = "fra" in request.GET or "dele" in request.GET
    form = Resumeform(request.GET if valgt else None, dag)
    dokument = None
    if form.is_valid():
        person = request.user
        dokument = make_resume(forloeb, form.valg, kommune=person.kommune, af=person.navn, dag=dag, nu=nu())
    log_reading(request.user, "resume_udskrift" if dokument else "resume", [pk])
    if dokument and "pdf" in request.GET:
        return _document(dokument, f"resume-borger-{pk}.pdf")
    context = {"form": form, "dokument": dokument, "forloeb": forloeb, "borger": forloeb.borger}
    return render(request, "opfoelgning/resume.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def sagsakt(request: Anmodning, pk: int) -> HttpResponse:
    """The whole case as one file."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "sagsakt", [pk])
    akt = make_sagsakt(forloeb, kommune=request.user.kommune, af=request.user.navn, dag=dag)
    return _document(akt, f"sagsakt-borger-{pk}.pdf")


def _document(dokument: Dokument, filnavn: str) -> HttpResponse:
    return pdf_answer(make_pdf("dokument", dokument.for_pdf(), nu=nu()), filnavn)


def pdf_answer(indhold: bytes, filnavn: str) -> HttpResponse:
    """A PDF to be saved under a name that says nothing about anybody."""
    headers = {"Content-Disposition": f'attachment; filename="{filnavn}"'}
    return HttpResponse(indhold, content_type="application/pdf", headers=headers)


def _hours_on(job: Ansaettelse, dag: date) -> Timer | None:
    """The hours of the day: those of the latest entry begun, or the first to come."""
    alle = Timer.objects.filter(ansaettelse=job)
    return alle.filter(fra__lte=dag).order_by("-fra").first() or alle.order_by("fra").first()
