"""Pages for administrators: the kommune's rule values, past, present and to come. No case content without the role."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.actions.regelsaet import save_regelsaet
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Overlap
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.indsatsmodel import Indsatsmodel, Version, indsatsmodeller
from kommuner.models import Medarbejder, Regelsaet, Rolle
from kommuner.regelformular import Emne, RegelForm, VaerdiForm, with_answer, with_model_values, with_version
from kommuner.regelhistorik import historik
from kommuner.regeloversigt import differences, rules_today, version_of, versions
from kommuner.regelsaet import Foraeldet, Plan, check_stand, plan, stand, versioner
from opfoelgning.hvadnu import ask
from opfoelgning.hvadnu_side import Svarbillede
from opfoelgning.hvadnu_tekst import betydning
from opfoelgning.regelposter import steps
from opfoelgning.views.gemt import clock
from opfoelgning.views.navnegrund import Navnegrund

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_safe
@only_administrators
def regelsaet(request: Anmodning) -> HttpResponse:
    """Every rule with its values today, the kommune's versions, and who changed what."""
    dag, modeller = idag(), indsatsmodeller()
    model = modeller.get(request.GET.get("model", "")) or modeller[_usual_model(request.user)]
    rows = list(versioner(model.kode))
    context = {
        "dag": dag,
        "model": model,
        "modeller": modeller.values(),
        "regler": rules_today(model, rows, request.user.kommune.kode, dag),
        "versioner": versions(model, rows, dag),
        "stand": stand(model.kode),
        "historik": steps(model, historik(model.kode)),
    }
    return render(request, "administration/regelsaet.html", context)


def _usual_model(user: Medarbejder) -> str:
    """The model that most of the kommune's cases follow."""
    koder = list(
        Forloeb.objects.filter(kommune=user.kommune_id).values_list("indsatsmodel", flat=True).distinct()
    )
    kendte = [kode for kode in koder if kode in indsatsmodeller()]
    return "uif2" if "uif2" in kendte or not kendte else kendte[0]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def regel_ret(request: Anmodning, model: str, regel: str) -> HttpResponse:
    """Change a rule's values from a day on, or in one version: typed, previewed, saved."""
    dag = idag()
    emne = find_emne(request.user, model, regel, dag, request.GET.get("version", ""))
    if request.method != "POST":
        return _show(request, RegelForm.of(emne, dag, stand(model), request.GET.get("aktiv")), dag)
    handling = request.POST.get("handling", "")
    form = RegelForm(emne, _typed(emne, request.POST, handling))
    if not form.is_valid():
        return _show(request, form, dag, status=422)
    try:
        check_stand(model, form.cleaned_data["stand"])
        planlagt = plan(form.aendring, dag)
        if handling == "gem" and form.er_forhaandsvist:
            return _save(request, form, dag)
    except Foraeldet as foraeldet:
        return _conflict(request, form, foraeldet, dag)
    except Afvist as afvist:
        form.add_refusal(afvist)
        optaget = afvist.raekke if isinstance(afvist, Overlap) else None
        return _show(request, form, dag, status=422, optaget=optaget)
    return _preview(request, form, planlagt, dag)


def find_emne(user: Medarbejder, model: str, regel: str, dag: date, version: str = "") -> Emne:
    """The rule of a model and the values to begin with; 404 for what is unknown or another kommune's."""
    kendt = indsatsmodeller().get(model)
    if kendt is None or regel not in kendt.koder or not kendt.koder[regel].parametre:
        raise Http404
    rows = list(versioner(model))
    row = None
    if version:
        row = next((row for row in rows if str(row.pk) == version), None)
        if row is None:
            raise Http404
    nu_gaelder = row or next((row for row in reversed(rows) if row.gyldig_fra <= dag), None)
    standard = kendt.standard_paa(row.gyldig_fra if row else dag)
    values = version_of(kendt, nu_gaelder, user.kommune.kode) if nu_gaelder else standard
    return Emne(kendt, kendt.koder[regel], values, standard, row)


def _typed(emne: Emne, data: QueryDict, handling: str) -> QueryDict:
    if handling == "nulstil":
        return with_model_values(emne, data)
    return with_version(emne, data) if handling == "overtag" else data


def _save(request: Anmodning, form: RegelForm, dag: date) -> HttpResponse:
    row = save_regelsaet(aendring=form.aendring, by=request.user, dag=dag, stand=form.cleaned_data["stand"])
    messages.success(request, f"Gemt. {betydning(row.gyldig_fra, row.gaelder_loebende, dag)}")
    return redirect(f"{reverse('regelsaet')}?model={row.indsatsmodel}")


def _conflict(request: Anmodning, form: RegelForm, foraeldet: Foraeldet, dag: date) -> HttpResponse:
    """Tell who was first and keep what was typed; the next preview is of the configuration as it is now."""
    model = form.emne.model.kode
    naeste = RegelForm(form.emne, with_answer(request.POST, stand=stand(model), forhaandsvist=""))
    naeste.is_valid()
    konflikt = f"{by_whom(foraeldet)} Det, du har skrevet, står her stadig."
    return _show(request, naeste, dag, status=409, konflikt=konflikt)


def by_whom(foraeldet: Foraeldet) -> str:
    """Who changed the rules since they were read, and when, in a sentence."""
    dag = dato_aar(timezone.localdate(foraeldet.tidspunkt))
    return f"{foraeldet.af} har ændret reglerne {dag} kl. {clock(foraeldet.tidspunkt)}."


def _preview(request: Anmodning, form: RegelForm, planlagt: Plan, dag: date) -> HttpResponse:
    emne, navne = form.emne, Navnegrund.of(request)
    svar = ask(
        emne.model.kode,
        planlagt.version,
        Forloeb.objects.filter(kommune=request.user.kommune_id),
        dag,
        nu(),
        i_stedet_for=planlagt.i_stedet_for,
    )
    loebende = form.aendring.gaelder_loebende
    billede = Svarbillede.of(request.user, emne.model, svar, loebende, dag, grund=navne.grund)
    log_reading(request.user, "regel_ret", billede.borger_ids, navne.grund)
    vist = RegelForm(emne, with_answer(form.data, forhaandsvist=form.signatur))  # type: ignore[arg-type]
    vist.is_valid()
    til_teamleder = _link_for_leaders(request, form)
    context: dict[str, Any] = {
        "svar": billede,
        "forskelle": differences(
            emne.model, _before(emne, planlagt, request.user.kommune.kode), planlagt.version
        ),
        "betydning": betydning(planlagt.version.gyldig_fra, planlagt.version.gaelder_loebende, dag),
        "nyere": _newer(emne.model, planlagt),
        "aendret_siden": request.POST.get("handling") == "gem",
        "navne": navne,
        "til_teamleder": til_teamleder,
        "alle_url": "" if planlagt.is_moved else f"{til_teamleder}&alle=1#skift",
    }
    return _show(request, vist, dag, status=navne.status, **context)


def _link_for_leaders(request: Anmodning, form: RegelForm) -> str:
    """The same values as a what-if, where a teamleder sees the names of her own borgere."""
    adresse = QueryDict(mutable=True)
    adresse["regel"] = f"{form.emne.model.kode}.{form.emne.regel.kode}"
    for felt in VaerdiForm(form.emne).fields:
        adresse.setlist(felt, request.POST.getlist(felt))
    return request.build_absolute_uri(f"{reverse('hvadnu')}?{adresse.urlencode()}")


def _before(emne: Emne, planlagt: Plan, kode: str) -> Version:
    """What holds on the day of the change without it: the version it changes, the one before it, or the model's."""
    row = versioner(emne.model.kode).filter(pk=emne.row.pk).first() if emne.row else None
    if row:
        return version_of(emne.model, row, kode)
    return values_before(emne.model, planlagt.version.gyldig_fra, kode)


def values_before(model: Indsatsmodel, gyldig_fra: date, kode: str) -> Version:
    """What holds on a day for a clock that starts on it, in the kommune with this code."""
    row = versioner(model.kode).filter(gyldig_fra__lte=gyldig_fra).last()
    return version_of(model, row, kode) if row else model.standard_paa(gyldig_fra)


def _newer(model: Indsatsmodel, planlagt: Plan) -> Regelsaet | None:
    """The next version of the kommune, from whose day on the change no longer holds."""
    andre = versioner(model.kode).exclude(pk=planlagt.raekke.pk or 0)
    return andre.filter(gyldig_fra__gt=planlagt.version.gyldig_fra).first()


def _show(request: Anmodning, form: RegelForm, dag: date, status: int = 200, **context: Any) -> HttpResponse:
    har_gaeldt = form.emne.row is not None and form.emne.row.gyldig_fra <= dag
    alt = {"form": form, "emne": form.emne, "dag": dag, "har_gaeldt": har_gaeldt} | context
    return render(request, "administration/regel_ret.html", alt, status=status)
