"""Explanations for people: one text on page, in a list and from the command, whose lines add up."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from hypothesis import given, settings

from kalender.dansk import dage, periode
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from opfoelgning.begrundelse import begrundelse
from opfoelgning.models import Henvendelse
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.passivitet import passivitetsur
from opfoelgning.regler.typer import Fase, Fravaer, Sagsfakta, Tilbud
from opfoelgning.vurdering import Sagsbillede
from tests.opfoelgning.sager import client_for, days, text_of
from tests.regler.eksempler import PAA_LEDIGHEDSYDELSE, d
from tests.regler.strategier import STANDARD, sager


def alle(sag, dag, regler=STANDARD):
    """Every explanation of a case on a day, by rule."""
    billede = Sagsbillede(sag, regler, bedoem(sag, regler, dag))
    return [(v, begrundelse(billede, v, dag)) for v in billede.bedoemmelse.vurderinger]


def om(regel, sag, dag):
    return next(grund for v, grund in alle(sag, dag) if v.regel == regel)


FERIE = replace(
    PAA_LEDIGHEDSYDELSE,
    fravaer=(
        Fravaer("sygdom", "Sygdom", d("12/8"), d("26/8"), er_sygdom=True),
        Fravaer("ferie", "Ferie", d("28/9"), d("4/10")),
    ),
    tilbud=(Tilbud("t1", "jobrettet_uddannelse", d("1/5"), d("1/6")),),
)


def test_the_days_of_the_clock_in_words():
    grund = om("passivitet", FERIE, d("10/10"))
    assert grund.saetning.startswith(
        "Passivitet på ledighedsydelse: fristen er 20. oktober 2020, om 10 dage (kilde: "
    )
    assert grund.figurer == "Passiv fra 21. oktober 2020."
    kilde = ". Kilde: Indsatsmodel, Genbehandling"
    assert grund.linjer == (
        "1.–30. apr.: Ledighedsydelse uden virksomhedsrettet indsats – tæller (30 dage)",
        "1.–31. maj: Jobrettet uddannelse – nulstiller ikke, tæller (31 dage)",
        "1. jun.–11. aug.: Ledighedsydelse uden virksomhedsrettet indsats – tæller (72 dage)",
        f"12.–25. aug.: Sygdom, lovligt fravær – tæller ikke (14 dage){kilde}",
        "26. aug.–27. sep.: Ledighedsydelse uden virksomhedsrettet indsats – tæller (33 dage)",
        f"28. sep.–3. okt.: Ferie, lovligt fravær – tæller ikke (6 dage){kilde}",
        "4.–9. okt.: Ledighedsydelse uden virksomhedsrettet indsats – tæller (6 dage)",
    )
    assert grund.i_alt == "I alt tæller 172 dage, og 20 dage tæller ikke."


def test_a_value_of_the_kommunes_own_is_not_said_to_be_the_models():
    uif2 = indsatsmodeller()["uif2"]
    egne = {"kontakt.interval_dage": 10, "kontakt.varsel_dage": 5, "lov_status.maaneder": 48}
    version = uif2.version("0751", d("1/1"), egne, kilde="Byrådet 12. marts.")
    sag = replace(FERIE, fravaer=())
    grunde = {v.regel: g for v, g in alle(sag, d("10/4"), Regelvaerdier(uif2, [version]))}
    assert grunde["kontakt"].vaerdier[:3:2] == [
        "Højst så længe mellem to kontakter: 10 dage (kommunen; modellen: 14 dage)",
        "Varsel før fristen: 5 dage (kommunen; ellers 3 dage)",
    ]
    assert grunde["kontakt"].saetning.endswith("hver 14. dag i fase 2, med kommunens egne værdier).")
    assert "egne værdier" not in grunde["passivitet"].saetning
    fra = "Udvikling i fleksjob II, kommunens værdier fra 1. januar 2020"
    assert grunde["kontakt"].regelsaet == f"{fra} (Byrådet 12. marts)"


def test_of_two_intervals_the_one_in_force_is_told_with_its_reason():
    fsm2 = Regelvaerdier(indsatsmodeller()["fsm2"])
    praktik = Tilbud("t1", "virksomhedspraktik", d("20/4"), d("1/5"), virksomhedsrettet=True)
    sag = Sagsfakta("f1", "fsm2", d("1/4"), faser=(Fase(2, d("1/4")),), tilbud=(praktik,))
    facit = {
        "19/4": "Borgeren har ikke været på en virksomhed endnu, så der må højst gå 7 dage mellem to kontakter.",
        "20/4": "Borgeren kom på en virksomhed 20. april 2020, så der må højst gå 1 måned mellem to kontakter.",
    }
    for dag, tekst in facit.items():
        fundet = {v.regel: grund for v, grund in alle(sag, d(dag), fsm2)}
        assert fundet["kontakt"].figurer.startswith(tekst)
        assert "virksomhed" not in fundet["trin2_varighed"].figurer


def test_contact_begins_with_the_latest_one(kontor):
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-20))
    kontor.kontakt(sag, days(-16))
    html = text_of(client_for(kontor.mette).get(f"/borger/{sag.borger_id}/hvorfor/kontakt"))
    assert "<li>7. nov.: Kontakt gennemført (telefon) – fristen regnes herfra (1 dag)</li>" in html
    assert "<li>8.–22. nov.: Ingen kontakt (15 dage)</li>" in html


@settings(max_examples=150, deadline=None)
@given(sager())
def test_every_explanation_reads_well_and_adds_up(sag):
    for dag in (d("1/10"), d("15/6/2021"), d("1/3/2025")):
        for v, grund in alle(sag, dag):
            straekninger = forklar(sag, STANDARD, dag, v)
            skrevne = [
                int(re.search(r"\(([\d.]+) dage?\)", linje)[1].replace(".", "")) for linje in grund.linjer
            ]
            assert sum(skrevne) == sum(s.dage for s in straekninger) == (dag - v.anker).days
            for linje in grund.tekst():
                assert linje.strip()[0].isupper() or linje.strip()[0].isdigit(), linje
                assert not re.search(r"  \S+  |\.\.|[{}]|None| \.", linje.strip()), linje
            if v.regel == "passivitet":
                ur = passivitetsur(sag, STANDARD, dag)
                assert grund.i_alt.startswith(f"I alt tæller {dage(ur.antal)}") or not grund.linjer


@pytest.mark.parametrize(
    ("start", "slut", "tekst"),
    [
        ("12/8", "26/8", "12.–25. aug."),
        ("12/8", "13/8", "12. aug."),
        ("28/7", "4/8", "28. jul.–3. aug."),
        ("28/12/2019", "4/1", "28. dec. 2019–3. jan. 2020"),
        ("12/8/2019", "26/8/2019", "12.–25. aug. 2019"),
        ("12/8/2019", "13/8/2019", "12. aug. 2019"),
        ("12/7/2019", "13/8/2019", "12. jul.–12. aug. 2019"),
        ("1/1", "1/1/2021", "1. jan.–31. dec."),
        ("12/8", None, "fra 12. aug."),
    ],
)
def test_a_period_in_words(start, slut, tekst):
    assert periode(d(start), d(slut) if slut else date.max, d("1/10")) == tekst


def run_vurder(*args: str) -> str:
    ud = io.StringIO()
    call_command("vurder", *args, stdout=ud)
    return ud.getvalue()


def test_page_and_command_say_the_same(kontor):
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-200))
    kontor.fravaer(sag, days(-30), days(-20))
    Henvendelse.objects.create(forloeb=sag, modtaget=datetime(2026, 11, 20, 8, 5, tzinfo=UTC))
    kommando = run_vurder("--dato", "2026-11-23T12:00", "--forloeb", sag.ekstern_id, "--format", "tekst")
    side = text_of(client_for(kontor.mette).get(f"/borger/{sag.borger_id}"))
    linjer = [linje.strip() for linje in kommando.splitlines()[1:]]
    assert len(linjer) > 15
    for linje in linjer:
        assert linje.split("  (")[0] in side, linje
    assert "Svaret skal gives senest 21. november 2026 kl. 9.05." in kommando


@pytest.mark.parametrize("model", sorted(indsatsmodeller()))
def test_a_duty_of_the_law_says_so(model):
    regler = Regelvaerdier(indsatsmodeller()[model])
    for sag_dag in (d("1/10"), d("1/10") + timedelta(days=700)):
        for v, grund in alle(replace(PAA_LEDIGHEDSYDELSE, indsatsmodel=model), sag_dag, regler):
            assert grund.er_lov == regler.model.koder[v.regel].er_lov
