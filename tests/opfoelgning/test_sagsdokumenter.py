"""The case file (sagsakt): all of a case on paper, what was corrected or removed with it, and who wrote it down."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from aftaler.models import Kontaktperson, Tilbud
from forloeb.actions.registrering import annul
from forloeb.models import Forberedelsesafsnit, Forloeb, Rehabiliteringsmoede
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Kommune
from opfoelgning.actions.kontakt import Kontaktindhold, correct_kontakt, undo_kontakt
from opfoelgning.models import Stepup, Stepupmoede
from opfoelgning.sagsakt import make_sagsakt
from opfoelgning.sporing import traces
from opfoelgning.tidslinje import in_order
from tests.opfoelgning.papirsag import pdf_words, sag
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings

__all__ = ["sag"]

EN_TIME = timedelta(hours=1)


def test_the_case_file_lists_everything_oldest_first_with_numbers(mette, sag, inside):
    answer = mette.get(reverse("sagsakt", args=[sag.borger_id]))
    tekst = pdf_words(answer)
    liste = tekst[tekst.index("Aktliste") : tekst.index("Akternes indhold")]
    assert liste.index("Kontakt: telefon") < liste.index("Opfølgning: fysisk på virksomheden")
    for ord_ in ("Persongruppemarkering", "Fleksjobaftale udfyldt", "Ledighedsydelse", "Jobformidler: mette"):
        assert ord_ in liste
    assert "1. Kontakt: telefon, 19. oktober 2025 For længe siden" in tekst
    assert "Intet er rettet eller slettet." in tekst
    with inside():
        assert readings("sagsakt") == [{sag.borger_id}]


def test_corrections_annulments_and_deletions_are_shown(kontor, mette, sag, inside):
    with inside():
        fravaer = kontor.fravaer(sag, days(-30), days(-28))
        annul(raekke=fravaer, begrundelse="Forkert borger", version=1, by=kontor.leder, dag=DAG)
        kontakt = kontor.kontakt(sag, days(-1), note="Fejl")
        indhold = Kontaktindhold(form="fysisk", dato=days(-1), note="Rigtigt")
        correct_kontakt(
            kontakt=kontakt,
            indhold=indhold,
            status="gennemfoert",
            version=1,
            by=kontor.mette,
            dag=DAG,
            nu=timezone.now(),
        )
        undo_kontakt(kontakt=kontakt, by=kontor.mette, dag=DAG, nu=timezone.now())
    tekst = pdf_words(mette.get(reverse("sagsakt", args=[sag.borger_id])))
    rettelser = tekst[tekst.index("Rettelser og sletninger") :]
    for ord_ in (
        *(
            "Fravær annulleret: Ferie",
            "Begrundelse: Forkert borger",
            "Kontakt rettet",
            "Note: Fejl → Rigtigt",
        ),
        *("Type: Telefon → Fysisk", "Kontakt slettet (22. november 2026)"),
    ):
        assert ord_ in rettelser


def test_who_changed_it_is_named(mette, sag, inside):
    with inside():
        kontakt = sag.kontakter.latest("dato")
    data = {
        "type": "video",
        "dato": kontakt.dato.isoformat(),
        "note": "Ny",
        "status": "holdt",
        "version": "1",
    }
    mette.post(reverse("kontakt_ret", args=[kontakt.pk]), data)
    with inside():
        assert [(s.af, s.hvad) for s in traces(sag.pk)] == [
            ("mette.vest Prøve", "Kontakt rettet (4. oktober 2026)")
        ]


def test_a_long_case_takes_as_many_statements_as_a_short_one(kontor, mette, sag, inside):
    url = reverse("sagsakt", args=[sag.borger_id])
    few = count_queries(mette, url)
    with inside():
        for nr in range(60):
            kontor.kontakt(sag, days(-nr), note=f"Nr. {nr}")
    assert count_queries(mette, url) == few


def _write_the_whole_case(kontor, sag):
    """A section written twice, a meeting, and a praktik with everything that can be said of it."""
    paa = {"forloeb": sag, "dato": days(-55)}
    afsnit = Forberedelsesafsnit.objects.create(nr="2.1", titel="Uddannelse", tekst="Gartner", **paa)
    afsnit.tekst = "Uddannet gartner"
    afsnit.save()
    Rehabiliteringsmoede.objects.create(
        **paa,
        status="holdt",
        deltagere=[{"funktion": "virksomhedskonsulent", "navn": "Per Lund"}],
        jobfunktioner="Potte om",
        stoette="Mentor",
        hensyn="Korte dage",
        timer=4,
        begrundelse_32="Smerter",
        indstilling="fleksjob_midlertidigt",
        indstilling_tekst="Kan arbejde lidt",
    )
    praktik = kontor.praktik(sag, days(-30), days(-10))
    person = Kontaktperson.objects.create(virksomhed=praktik.virksomhed, navn="Kaj Kornmark")
    Tilbud.objects.filter(pk=praktik.pk).update(
        maal="To timer mere",
        opgaver="Så frø",
        kontaktperson=person,
        vitas=days(-31),
        vitas_reference="V77",
        resultat="Blev ansat",
        parallel=True,
        samtykke=days(-32),
    )


def test_the_case_file_holds_the_whole_case(kontor, mette, sag, inside):
    with inside():
        _write_the_whole_case(kontor, sag)
    tekst = pdf_words(mette.get(reverse("sagsakt", args=[sag.borger_id])))
    for ord_ in (
        *("Afsnit 2.1 Uddannelse skrevet", "Afsnit 2.1 Uddannelse rettet", "Uddannet gartner"),
        *("Virksomhedskonsulent: Per Lund", "Potte om", "Mentor", "Korte dage", "Timer om ugen 4", "Smerter"),
        *(
            "Midlertidigt fleksjob",
            "Kan arbejde lidt",
            "Parallel virksomhedspraktik",
            "Nye jobfunktioner Så frø",
        ),
        *("To timer mere", "Kaj Kornmark", "V77", "Blev ansat", "Borgerens samtykke 22. oktober 2026"),
    ):
        assert ord_ in tekst


def test_the_case_file_holds_the_documents_of_a_step_up(kontor, mette, inside):
    with inside():
        sag = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-60))
        type(sag).objects.filter(pk=sag.pk).update(indsatsmodel="fsm2")
        model = indsatsmodeller()["fsm2"].stepup
        spoergsmaal, deltager = model.skema[0], model.deltagere[0]
        om = {"forloeb": sag, "dato": days(-20)}
        stepup = Stepup.objects.create(
            **om,
            skema={spoergsmaal.kode: "Vil prøve igen"},
            samtykke=days(-19),
            aftale="Praktik i gartneriet",
            maal="Otte timer",
            aftalt=days(-9),
            foelger_op=kontor.mette,
            foelger_op_dato=days(20),
        )
        Stepupmoede.objects.create(**om, stepup=stepup, nr=1, status="holdt", deltagere=[deltager.kode])
    tekst = pdf_words(mette.get(reverse("sagsakt", args=[sag.borger_id])))
    for ord_ in ("A. Forberedelsesskema", "Vil prøve igen", "B. Møde 1", deltager.navn, "C. Aftaledokument"):
        assert ord_ in tekst
    assert "Praktik i gartneriet" in tekst


def test_what_began_on_screen_names_who_wrote_it_down_and_when(kontor, mette, inside):
    leder = client_for(kontor.leder)
    data = {"cpr": "610180-1234", "navn": "Bo Bæk", "maalgruppe": "uif2/ledighedsydelse", "diagnose": "nej"}
    leder.post("/borger/ny", data | {"start": DAG.isoformat(), "jobformidler": str(kontor.mette.pk)})
    with inside():
        sag = Forloeb.objects.get(borger__navn="Bo Bæk")
        akter = {akt.overskrift.partition(":")[0]: akt for akt in in_order(sag, DAG)}
    for hvad in ("Forløbet er begyndt", "Fase 2 Jobsøgning", "Jobformidler", "Ledighedsydelse"):
        assert (akter[hvad].af, akter[hvad].registreret is not None) == ("leder.vest Prøve", True)
    assert next(iter(akter)) == "Forløbet er begyndt"


def test_what_is_of_one_day_stands_in_the_order_in_which_it_was_written_down(kontor, sag, inside):
    with inside():
        for nr, note in enumerate(("Anden", "Første", "Tredje")):
            raekke = kontor.kontakt(sag, days(-3), note=note)
            kl = timezone.now() + timedelta(minutes=(5, 1, 9)[nr])
            type(raekke).objects.filter(pk=raekke.pk).update(registreret_tidspunkt=kl)
        fravaer = kontor.fravaer(sag, days(-3), days(-1))
        type(fravaer).objects.filter(pk=fravaer.pk).update(
            registreret_tidspunkt=timezone.now() + timedelta(minutes=7)
        )
        paa_dagen = [akt.tekst or akt.overskrift for akt in in_order(sag, DAG) if akt.dato == days(-3)]
    assert [en.partition("\n")[0] for en in paa_dagen] == [
        *("Første", "Anden", "Ferie til og med 21. nov.", "Tredje"),
    ]


def test_a_correction_says_each_day_once(kontor, sag, inside):
    with inside():
        kontakt = kontor.kontakt(
            sag, days(-9), note="Fejl", registreret_tidspunkt=timezone.now() - 2 * EN_TIME
        )
        indhold = Kontaktindhold(form="telefon", dato=days(-8), note="Fejl")
        rettet = {"by": kontor.mette, "dag": DAG, "nu": timezone.now(), "begrundelse": "Forkert dag"}
        correct_kontakt(kontakt=kontakt, indhold=indhold, status="gennemfoert", version=1, **rettet)
        dokument = make_sagsakt(sag, kommune=Kommune.objects.get(pk=sag.kommune_id), af="Mette", dag=DAG)
    (titel,) = (afsnit.titel for afsnit in dokument.afsnit if "Rettet: Kontakt" in afsnit.titel)
    assert re.fullmatch(r"\d+\. Rettet: Kontakt, telefon\. Skrevet \d+\. \w+ \d{4}", titel)
    tekst = next(afsnit.tekst for afsnit in dokument.afsnit if afsnit.titel == titel)
    assert "Dato: 14. november 2026 → 15. november 2026" in tekst
    liste = next(afsnit for afsnit in dokument.afsnit if afsnit.titel == "Aktliste")
    (linje,) = (raekke for raekke in liste.raekker if raekke[3].startswith("Rettet: Kontakt"))
    assert (linje[3], linje[4].startswith("mette.vest Prøve, ")) == ("Rettet: Kontakt, telefon", True)
    with inside():
        (spor,) = traces(sag.pk)
    assert (spor.hvad, "Dato: 14. november 2026 → 15. november 2026" in spor.felter) == (
        "Kontakt rettet: Kontakt, telefon",
        True,
    )
