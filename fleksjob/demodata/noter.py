"""Short, neutral texts as a jobformidler might write them; nothing about health beyond the neutral."""

from __future__ import annotations

from random import Random
from typing import Any

EMNER = (
    "Talt om ønsker til arbejdsopgaver.",
    "Gennemgået jobmålet. Det passer stadig.",
    "Vi har set på to ledige stillinger sammen.",
    "Fulgt op på sidste aftale. Ansøgningen er sendt.",
    "Borgeren fortæller, at praktikken går godt.",
    "Talt om transport til arbejdspladsen.",
    "Talt om, hvor mange timer der er realistiske lige nu.",
    "Gennemgået CV. Det skal rettes til.",
    "Borgeren har selv kontaktet en virksomhed.",
    "Vi har talt om, hvad der skal til for at øge timetallet.",
    "Drøftet mulige virksomheder i lokalområdet.",
    "Borgeren er interesseret i arbejde på kontor.",
    "Borgeren vil gerne arbejde udendørs.",
    "Talt om arbejdstider. Formiddag passer bedst.",
    "Status på praktik: opgaverne passer, og kollegerne tager godt imod.",
    "Evalueret mødet med virksomheden i sidste uge.",
    "Talt om pauser og tempo i opgaverne.",
    "Borgeren har spørgsmål til fleksjobordningen. De er besvaret.",
    "Gennemgået rettigheder og pligter.",
    "Forberedt samtale med en mulig arbejdsgiver.",
    "Vi har øvet den korte præsentation til telefonen.",
    "Kort samtale. Intet nyt siden sidst.",
    "Borgeren har været til samtale og venter på svar.",
    "Virksomheden sagde nej denne gang. Talt om, hvad vi kan lære af det.",
    "Talt om kurset, som begynder snart.",
)
NAESTE_SKRIDT = (
    "Jeg ringer til virksomheden om praktik",
    "Borgeren sender sit CV senest på fredag",
    "Aftale om virksomhedsbesøg i næste uge",
    "Finde to virksomheder med lageropgaver",
    "Borgeren tænker over timetallet til næste gang",
    "Tage kontakt til arbejdsgiver om flere timer",
    "Sende stillingsopslag til borgeren",
    "Møde på biblioteket om ansøgninger",
    "Følge med til samtale på virksomheden",
    "Ringe igen, når der er svar fra arbejdsgiver",
    "Lave aftale om parallel praktik",
    "Undersøge muligheden for transport",
)
ANDRE = {
    "udeblevet": (
        "Borgeren mødte ikke. Jeg har lagt en besked.",
        "Ingen svar på telefonen. Prøver igen.",
        "Kom ikke til aftalen.",
    ),
    "aflyst": (
        "Borgeren meldte afbud i går.",
        "Aflyst af mig på grund af møde. Ny tid er aftalt.",
        "Flyttet til næste uge.",
    ),
    "planlagt": ("Aftalt tid på kontoret.", "Telefonsamtale aftalt.", "Møde på virksomheden."),
}
SKRIFTLIGT = ("Sendt bekræftelse på aftalen.", "Sendt link til stillingsopslag.", "Mindet om mødet i morgen.")
OPGAVER = (
    "Pakke varer og sætte prismærker på",
    "Lettere rengøring og borddækning",
    "Registrere bilag og svare på mails",
    "Vande, potte om og betjene kasse",
    "Modtage varer og holde orden på lageret",
    "Hjælpe i køkkenet om formiddagen",
    "Pedelopgaver og små reparationer",
    "Scanne og arkivere dokumenter",
)
HENSYN = (
    "Fleksible mødetider og mulighed for ekstra pauser",
    "Faste opgaver og en fast kontaktperson",
    "Ingen tunge løft",
    "Kan arbejde hjemme en dag om ugen",
    "Rolige omgivelser og én opgave ad gangen",
)
MAAL = (
    "Fra {a} til {b} timer om ugen inden for et halvt år",
    "En time mere om ugen hver tredje måned",
    "Flere opgaver ved kassen og derefter {b} timer",
    "Prøve en hel arbejdsdag om ugen",
)
GENNEMGANG = {
    "indsats_aftalt": "Praktik er aftalt med virksomheden. Startdatoen er kendt.",
    "genbehandling": "Ingen virksomhedsrettet indsats på vej. Sagen går til rehabiliteringsteamet.",
    "lovlig_grund": "Der er en lovlig grund til, at indsatsen holder pause. Den er registreret.",
}
SKIFTEAARSAGER = ("Omfordeling af sager", "Jobformidler på orlov", "Jobformidler fratrådt", "Borgerens ønske")


def draw_note(rng: Random, form: str, status: str, sidste: bool) -> str | None:
    """A note for one contact, sometimes none; the latest held one always ends with the next step."""
    if status != "gennemfoert":
        return rng.choice(ANDRE[status])
    if form in ("brev", "sms", "email"):
        return rng.choice(SKRIFTLIGT)
    note = rng.choice(EMNER)
    if sidste or rng.random() < 0.4:
        note += f" Næste skridt: {rng.choice(NAESTE_SKRIDT)}."
    return None if not sidste and rng.random() < 0.08 else note


def draw_aftaletekster(rng: Random, timer: float) -> dict[str, Any]:
    """The three texts of a fleksjobaftale."""
    return {
        "arbejdsopgaver": rng.choice(OPGAVER),
        "hensyn": rng.choice(HENSYN),
        "progressionsmaal": rng.choice(MAAL).format(a=f"{timer:g}".replace(".", ","), b=int(timer) + 3),
    }
