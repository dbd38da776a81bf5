"""Forms about a rule's values: what to try (``VaerdiForm``), and what to save (``RegelForm``)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.html import format_html

from kommuner.afvist import Afvist
from kommuner.formfelter import Datofelt
from kommuner.indsatsmodel import Indsatsmodel, Regel, Version
from kommuner.models import Regelsaet
from kommuner.parametre import Parameter
from kommuner.regelsaet import BEGRUNDELSE_MINDST, Aendring, AfvisteVaerdier
from kommuner.vaerditekst import OPHAV, ord_tekst, vaerdi_tekst

_DATOFEJL = "Skriv datoen som 23-11-2026."
NYE, LOEBENDE = "nye", "loebende"
OMFANG = (
    (NYE, "Kun frister, der begynder at løbe fra den dag"),
    (LOEBENDE, "Også frister, der løber i forvejen"),
)


class Emne(NamedTuple):
    """The rule a form is about: the values to begin with, the model's own, and the version it changes, if any."""

    model: Indsatsmodel
    regel: Regel
    version: Version
    standard: Version
    row: Regelsaet | None = None


def _with_choices(parameter: Parameter | None, besked: str) -> str:
    """The message with the choices as they stand in the form."""
    if parameter is None or not parameter.valg:
        return besked
    return besked.replace(", ".join(parameter.valg), ", ".join(map(ord_tekst, parameter.valg)))


def _remark(tekst: str, bemaerkning: str) -> str:
    """A label that says when the field may be left empty."""
    return format_html('{} <span class="valgfri">({})</span>', tekst, bemaerkning)


def field_name(parameter: Parameter) -> str:
    """Name of a value's field: ``v_interval_dage``."""
    return f"v_{parameter.noegle.partition('.')[2]}"


class VaerdiForm(forms.Form):
    """A rule's values, the day they hold from, and which deadlines they are meant for."""

    gyldig_fra = forms.DateField(
        label="Gælder fra",
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"required": "Skriv, hvornår værdierne gælder fra.", "invalid": _DATOFEJL},
    )
    omfang = forms.ChoiceField(
        label="Hvilke frister?",
        choices=OMFANG,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvilke frister værdierne gælder."},
        help_text="En frist følger de værdier, der gjaldt, da den begyndte at løbe. Vælger du «også frister, der løber "
        "i forvejen», kan en borger blive overskredet fra den ene dag til den anden. Valget gælder hele versionen.",
    )

    def __init__(self, emne: Emne, data: Mapping[str, Any] | None = None, **initial: Any) -> None:
        super().__init__(data, initial=_values(emne) | initial)
        self.emne = emne
        egne = {field_name(p): _field(p, emne.standard) for p in emne.regel.parametre}
        self.fields = egne | self.fields  # type: ignore[assignment]  # the values stand first

    @property
    def value_fields(self) -> Iterator[forms.BoundField]:
        """The fields of the values alone."""
        return (self[field_name(parameter)] for parameter in self.emne.regel.parametre)

    @property
    def aendring(self) -> Aendring:
        """The valid form as the plan takes it."""
        data = self.cleaned_data
        return Aendring(
            indsatsmodel=self.emne.model.kode,
            gyldig_fra=data["gyldig_fra"],
            vaerdier=dict(self._json_values()),
            gaelder_loebende=data["omfang"] == LOEBENDE,
            kilde=data.get("kilde", ""),
            begrundelse=data.get("begrundelse", ""),
            pk=self.emne.row.pk if self.emne.row else None,
        )

    def _json_values(self) -> Iterator[tuple[str, object]]:
        for parameter in self.emne.regel.parametre:
            given = self.cleaned_data[field_name(parameter)]
            if isinstance(given, date):
                given = given.isoformat()
            yield parameter.noegle, given if isinstance(given, list) else parameter.fra_tekst(given)

    def add_refusal(self, afvist: Afvist) -> None:
        """Show a refusal at its field, each faulty value at its own."""
        if not isinstance(afvist, AfvisteVaerdier):
            self.add_error(afvist.felt if afvist.felt in self.fields else None, str(afvist))
            return
        own = {parameter.noegle: field_name(parameter) for parameter in self.emne.regel.parametre}
        for noegle, besked in afvist.fejl:
            self.add_error(own.get(noegle), _with_choices(self.emne.model.parametre.get(noegle), besked))


class RegelForm(VaerdiForm):
    """A change to save; ``stand`` is the configuration the person read, ``forhaandsvist`` what was previewed."""

    kilde = forms.CharField(
        label=_remark("Kilde", "frivilligt"),
        required=False,
        max_length=500,
        help_text="Fx «Byrådet 12. november 2026».",
        error_messages={"max_length": "Skriv kilden på højst 500 tegn."},
    )
    begrundelse = forms.CharField(
        label=_remark("Begrundelse", "kun når dage, der er gået, ændres"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Skrives med mindst {BEGRUNDELSE_MINDST} tegn.",
        error_messages={"max_length": "Skriv begrundelsen på højst 1.000 tegn."},
    )
    stand = forms.IntegerField(widget=forms.HiddenInput)
    forhaandsvist = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def signatur(self) -> str:
        """A digest of the valid change: the same as long as nothing in it is."""
        a = self.aendring
        alt = [a.vaerdier, a.gyldig_fra.isoformat(), a.gaelder_loebende, self.cleaned_data["stand"]]
        return hashlib.sha256(json.dumps(alt).encode()).hexdigest()[:16]

    @property
    def er_forhaandsvist(self) -> bool:
        """Whether just this change was previewed."""
        return self.cleaned_data["forhaandsvist"] == self.signatur

    @classmethod
    def of(cls, emne: Emne, dag: date, stand: int, aktiv: str | None = None) -> RegelForm:
        """The form as it opens: the values that hold today, or the version to change.

        ``aktiv``: «ja» or «nej» for the switch of a rule that has one, in place of what it is.
        """
        row = emne.row
        egne: dict[str, Any] = {"v_aktiv": aktiv} if aktiv in ("ja", "nej") else {}
        if row is None:
            return cls(emne, gyldig_fra=dag, omfang=NYE, stand=stand, **egne)
        omfang = LOEBENDE if row.gaelder_loebende else NYE
        return cls(emne, gyldig_fra=row.gyldig_fra, omfang=omfang, stand=stand, kilde=row.kilde)


def with_model_values(emne: Emne, data: QueryDict) -> QueryDict:
    """What was sent, with the model's own values in place of those typed."""
    kopi = data.copy()
    for felt, vaerdi in _texts(emne, emne.standard).items():
        kopi.setlist(felt, vaerdi if isinstance(vaerdi, list) else [vaerdi])
    return kopi


def with_version(emne: Emne, data: QueryDict) -> QueryDict:
    """What was sent for a version of its own, for the version it changes: that one's day, deadlines and source stay."""
    if emne.row is None:
        return data
    omfang = LOEBENDE if emne.row.gaelder_loebende else NYE
    kilde = data.get("kilde") or emne.row.kilde
    return with_answer(data, gyldig_fra=emne.row.gyldig_fra, omfang=omfang, kilde=kilde)


def with_answer(data: QueryDict, **felter: object) -> QueryDict:
    """What was sent, with hidden fields that the answer changes."""
    kopi = data.copy()
    for felt, vaerdi in felter.items():
        kopi[felt] = str(vaerdi)
    return kopi


def _values(emne: Emne) -> dict[str, Any]:
    return _texts(emne, emne.version)


def _texts(emne: Emne, version: Version) -> dict[str, Any]:
    """The values as their fields show them."""
    return {field_name(p): _text(version.vaerdier[p.noegle]) for p in emne.regel.parametre}


def _text(vaerdi: Any) -> Any:
    if isinstance(vaerdi, tuple):
        return list(vaerdi)
    if isinstance(vaerdi, date):
        return vaerdi.isoformat()
    return "" if vaerdi is None else str(vaerdi)


def _field(parameter: Parameter, standard: Version) -> forms.Field:
    """A field that takes whatever is typed; the parameter itself judges it."""
    model = vaerdi_tekst(parameter, standard.vaerdier[parameter.noegle])
    enhed = f" ({parameter.enhed[1]})" if parameter.enhed[1] else ""
    almindeligt: dict[str, Any] = {
        "label": f"{parameter.etiket}{enhed}",
        "help_text": f"Modellens værdi: {model}. Ophav: {OPHAV[parameter.ophav]}. {parameter.bemaerk}".rstrip(),
    }
    if parameter.type == "dato":
        return Datofelt("Skriv en dato.", langt=True, **almindeligt)
    almindeligt["required"] = False
    if parameter.valg:
        return _choice(parameter, almindeligt)
    if parameter.type == "heltal":
        graenser = {"min": parameter.mindst, "max": parameter.hoejst, "inputmode": "numeric"}
        attrs = {navn: graense for navn, graense in graenser.items() if graense is not None}
        return forms.CharField(widget=forms.NumberInput(attrs=attrs), **almindeligt)
    return forms.CharField(max_length=200, **almindeligt)


def _choice(parameter: Parameter, almindeligt: dict[str, Any]) -> forms.Field:
    valg = [(ord_, ord_tekst(ord_).capitalize()) for ord_ in parameter.valg]
    fejl = {"invalid_choice": "Vælg en af mulighederne.", "invalid_list": "Vælg en af mulighederne."}
    if parameter.type == "valg":
        return forms.ChoiceField(choices=valg, widget=forms.RadioSelect, error_messages=fejl, **almindeligt)
    return forms.MultipleChoiceField(
        choices=valg, widget=forms.CheckboxSelectMultiple, error_messages=fejl, **almindeligt
    )
