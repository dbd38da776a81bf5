"""What every page with one form does, whatever its form: nothing typed is lost in a conflict."""

from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from forloeb.models import Jobmaal
from kommuner.afvist import Konflikt
from opfoelgning.views import formside
from opfoelgning.views.formside import Formside
from tests.opfoelgning.sager import DAG, days


class Afkrydsning(forms.Form):
    tekster = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])


def test_a_conflict_keeps_every_ticked_box(kontor):
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53))
    maal = Jobmaal.objects.create(forloeb=sag, start=DAG, jobfunktion="Pakke", foreslaaet_af="borger")
    Jobmaal.objects.filter(pk=maal.pk).update(version=7)
    maal.refresh_from_db()
    form = Afkrydsning(QueryDict("tekster=a&tekster=b&version=1"))
    assert form.is_valid()

    def gem() -> None:
        raise Konflikt("Rettet af en anden", maal)

    request, context = RequestFactory().post("/"), {}
    request.user = kontor.mette
    formside._saved(request, form, gem, Formside("", "", "/", ""), context)
    assert "konflikt" in context
    assert (form.data.getlist("tekster"), form.data["version"]) == (["a", "b"], "7")
