"""`sagsdata` version 1, object by object; keys stand in the order in which they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aftaler.models import Ansaettelse, Fleksjobaftale, Kontaktperson, Tilbud, Timer, Virksomhed
from borgere.models import Borger
from forloeb.models import (
    AndenAktoer,
    Fase,
    Forloeb,
    Fravaer,
    Hjemmel,
    Persongruppemarkering,
    Tildeling,
    Ydelse,
    Ydelsestype,
)
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder, Regelsaet, Rolle
from opfoelgning.models import (
    Form,
    Genbehandling,
    Gennemgangsresultat,
    Henvendelse,
    Kontakt,
    Opfoelgning,
    Sagsgennemgang,
    Status,
)
from opfoelgning.sagsdata import noter
from opfoelgning.sagsdata.fejl import Forkert
from opfoelgning.sagsdata.skema import Del, DobbeltObjekt, Felt, Objekt, Post
from opfoelgning.sagsdata.vaerdier import (
    CPR,
    DATO,
    ID,
    JA_NEJ,
    TIDSPUNKT,
    TIL,
    TIMER,
    Opslag,
    Type,
    heltal,
    kode,
    navn,
    reference,
    tekst,
    tekster,
    valg,
)


def _ends_after_start(post: Post) -> Iterator[tuple[str, str]]:
    start, slut = post.data.get("start"), post.data.get("slut")
    if start and slut and slut <= start:
        yield "til", "Den sidste dag (til) ligger før den første (fra)."


def _answered_after_received(post: Post) -> Iterator[tuple[str, str]]:
    modtaget, besvaret = post.data.get("modtaget"), post.data.get("besvaret")
    if modtaget and besvaret and besvaret < modtaget:
        yield "besvaret", "En henvendelse kan ikke være besvaret, før den er modtaget."


def _object(raa: Any, _: Opslag) -> dict[str, Any]:
    if not isinstance(raa, dict):
        raise Forkert("Der skal stå et objekt { … } med parametre og værdier.")
    if isinstance(raa, DobbeltObjekt):
        raise Forkert(f"{', '.join(raa.gentagne)} står flere gange i samme objekt.")
    return raa


def _read_cvr(raa: Any, _: Opslag) -> str:
    # The check digit is not asked: a foreign system's numbers are its own responsibility.
    if not isinstance(raa, str) or not re.fullmatch("([0-9]{8})?", raa):
        raise Forkert("Der skal stå et CVR-nummer med 8 cifre.")
    return raa


CVR = Type(_read_cvr, tekst().skriv, "")
VAERDIER = Type(_object, lambda vaerdi, _: vaerdi)
MODEL = Type(lambda raa, opslag: valg(indsatsmodeller()).laes(raa, opslag), lambda kode_, _: kode_)
ID_FELT = Felt("id", ID, "ekstern_id", paakraevet=True)
FRA = Felt("fra", DATO, "start", paakraevet=True)
PERIODE = (FRA, Felt("til", TIL, "slut"))
DATO_FELT = Felt("dato", DATO, "dato", paakraevet=True)
FORM = Felt("form", valg(Form.values), "form", paakraevet=True)
STATUS = Felt("status", valg(Status.values), "status", paakraevet=True)
VIRKSOMHED_FELT = Felt("virksomhed", reference("virksomhed", "virksomhed"), "virksomhed_id")


def _period(model: Any, noegle: tuple[str, ...], *dele: Felt | Del) -> Objekt:
    return Objekt(model, noegle, dele, tjek=_ends_after_start)


MEDARBEJDER = Objekt(
    Medarbejder,
    ("ekstern_id",),
    (
        ID_FELT,
        Felt("navn", navn(200), "navn", paakraevet=True),
        Felt("email", tekst(254), "email"),
        Felt("roller", tekster(20, Rolle.values), "roller"),
        Felt("team", tekst(100), "team_navn"),
    ),
    delvis=True,
)
KONTAKTPERSON = Objekt(
    Kontaktperson,
    ("ekstern_id",),
    (ID_FELT, Felt("navn", navn(200), "navn", paakraevet=True), Felt("telefon", tekst(40), "telefon")),
    delvis=True,
)
VIRKSOMHED = Objekt(
    Virksomhed,
    ("ekstern_id",),
    (
        ID_FELT,
        Felt("navn", navn(200), "navn", paakraevet=True),
        Felt("cvr", CVR, "cvr"),
        Del("kontaktpersoner", KONTAKTPERSON),
    ),
    delvis=True,
)
REGEL = Objekt(
    Regelsaet,
    ("indsatsmodel", "gyldig_fra"),
    (
        Felt("indsatsmodel", MODEL, "indsatsmodel", paakraevet=True),
        Felt("gyldig_fra", DATO, "gyldig_fra", paakraevet=True),
        Felt("vaerdier", VAERDIER, "vaerdier", paakraevet=True),
        Felt("kilde", tekst(), "kilde"),
        Felt("gaelder_loebende_frister", JA_NEJ, "gaelder_loebende", skjul_tom=True),
    ),
)

BORGER = Objekt(
    Borger,
    ("ekstern_id",),
    (
        ID_FELT,
        Felt("cpr", CPR, "cpr_krypteret"),
        Felt("navn", navn(200), "navn"),
        Felt("foedselsdato", DATO, "foedselsdato"),
        Felt("progredierende_diagnose_fra", DATO, "progredierende_diagnose_fra"),
    ),
    delvis=True,
)
TIMER_OBJEKT = Objekt(
    Timer,
    ("fra",),
    (
        Felt("fra", DATO, "fra", paakraevet=True),
        Felt("timer", TIMER, "timer", paakraevet=True),
        Felt("intensitet", heltal(1, 100, tom=100), "intensitet"),
    ),
)
FLEKSJOBAFTALE = Objekt(
    Fleksjobaftale,
    (),
    (
        Felt("udfyldt", DATO, "udfyldt"),
        Felt("kontaktperson", reference("kontaktperson", "kontaktperson"), "kontaktperson_id"),
        Felt("vitas", DATO, "vitas"),
        Felt("arbejdsopgaver", tekst(), "arbejdsopgaver"),
        Felt("hensyn", tekst(), "hensyn"),
        Felt("progressionsmaal", tekst(), "progressionsmaal"),
        Felt("parallel_praktik", JA_NEJ, "parallel_praktik"),
    ),
)
OPFOELGNING = Objekt(
    Opfoelgning,
    ("ekstern_id",),
    (
        ID_FELT,
        DATO_FELT,
        FORM,
        Felt("fremmoede_virksomhed", JA_NEJ, "fremmoede_virksomhed"),
        STATUS,
        Felt("statusmoede", JA_NEJ, "statusmoede"),
    ),
)
ANSAETTELSE = _period(
    Ansaettelse,
    ("ekstern_id",),
    ID_FELT,
    VIRKSOMHED_FELT,
    *PERIODE,
    Felt("slutaarsag", tekst(300), "slutaarsag"),
    Del("timer", TIMER_OBJEKT),
    Del("fleksjobaftale", FLEKSJOBAFTALE, liste=False),
    Del("opfoelgninger", OPFOELGNING),
)
TILBUD = _period(
    Tilbud,
    ("ekstern_id",),
    ID_FELT,
    Felt("type", kode("tilbudstype"), "type_id", paakraevet=True),
    *PERIODE,
    VIRKSOMHED_FELT,
    Felt("parallel", JA_NEJ, "parallel"),
    *(
        Felt(navn_, type_, attr, skjul_tom=True, bevar=True)
        for navn_, type_, attr in (
            ("timer", TIMER, "timer"),
            ("formaal", tekst(300), "formaal"),
            ("maal", tekst(), "maal"),
            ("opgaver", tekst(), "opgaver"),
            ("kontaktperson", reference("kontaktperson", "kontaktperson"), "kontaktperson_id"),
            ("samtykke", DATO, "samtykke"),
            ("vitas", DATO, "vitas"),
            ("vitas_reference", tekst(40), "vitas_reference"),
            ("resultat", tekst(), "resultat"),
        )
    ),
)
FASE = _period(Fase, ("start",), Felt("nr", heltal(1, 99), "nr", paakraevet=True), *PERIODE)
TILDELING = _period(
    Tildeling,
    ("start",),
    Felt("medarbejder", reference("medarbejder", "medarbejder"), "medarbejder_id", paakraevet=True),
    *PERIODE,
    Felt("skifteaarsag", tekst(300), "skifteaarsag"),
)
YDELSE = _period(
    Ydelse, ("start",), Felt("type", valg(Ydelsestype.values), "type", paakraevet=True), *PERIODE
)
FRAVAER = _period(
    Fravaer,
    ("type_id", "start"),
    Felt("type", kode("fravaerstype"), "type_id", paakraevet=True),
    *PERIODE,
)
ANDEN_AKTOER = _period(
    AndenAktoer, ("start",), Felt("hjemmel", valg(Hjemmel.values), "hjemmel", paakraevet=True), *PERIODE
)
KONTAKT = Objekt(
    Kontakt,
    ("ekstern_id",),
    (ID_FELT, DATO_FELT, FORM, STATUS, Felt("note", tekst(), "note", hent=noter.compose)),
    efter=noter.split,
)
SAGSGENNEMGANG = Objekt(
    Sagsgennemgang,
    ("dato",),
    (
        DATO_FELT,
        Felt("resultat", valg(Gennemgangsresultat.values), "resultat", paakraevet=True),
        Felt("forventet_start", DATO, "forventet_start"),
        Felt("begrundelse", tekst(), "begrundelse"),
    ),
)
GENBEHANDLING = Objekt(
    Genbehandling,
    ("moede",),
    (
        Felt("moede", DATO, "moede", paakraevet=True),
        Felt("indstillede_indsatser", tekster(60), "indstillede_indsatser"),
        Felt("progressionsmaal", tekst(), "progressionsmaal"),
    ),
)
PERSONGRUPPEMARKERING = _period(
    Persongruppemarkering, ("navn", "start"), Felt("navn", navn(100), "navn", paakraevet=True), *PERIODE
)
HENVENDELSE = Objekt(
    Henvendelse,
    ("ekstern_id",),
    (
        ID_FELT,
        Felt("modtaget", TIDSPUNKT, "modtaget", paakraevet=True),
        Felt("besvaret", TIDSPUNKT, "besvaret"),
    ),
    tjek=_answered_after_received,
)
FORLOEB = _period(
    Forloeb,
    ("ekstern_id",),
    ID_FELT,
    Felt("indsatsmodel", MODEL, "indsatsmodel", paakraevet=True),
    *PERIODE,
    Felt("afslutningsaarsag", tekst(100), "afslutningsaarsag"),
    Del("borger", BORGER, liste=False, paakraevet=True),
    Del("faser", FASE),
    Del("tildelinger", TILDELING),
    Del("ydelser", YDELSE),
    Del("fravaer", FRAVAER),
    Del("anden_aktoer", ANDEN_AKTOER),
    Del("tilbud", TILBUD),
    Del("ansaettelser", ANSAETTELSE),
    Del("kontakter", KONTAKT),
    Del("sagsgennemgange", SAGSGENNEMGANG),
    Del("genbehandlinger", GENBEHANDLING),
    Del("persongruppemarkeringer", PERSONGRUPPEMARKERING),
    Del("henvendelser", HENVENDELSE),
)
