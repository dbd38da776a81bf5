"""What the demo's companies have beyond the sagsdata format: addresses, openings, notes, and one duplicate.

Towns and streets are invented; the postal codes begin with 03, which no town has.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from aftaler.models import Aabning, Kontaktperson, Virksomhed, Virksomhedsnotat, name_fields
from fleksjob.demodata.fordeling import draw_hverdag, make_rng
from kommuner.models import Medarbejder, Rolle

DUBLET = "v-dublet"
BYER = {"0310": "Tornevang", "0320": "Kvistbjerg", "0330": "Elmesund", "0340": "Åkrogen", "0350": "Ørestrup"}
VEJE = ("Birkevænget", "Havnegangen", "Møllestræde", "Skolestien", "Industrivangen", "Ærtebakken")
FUNKTIONER = ("indehaver", "daglig leder", "driftsleder", "kontoransvarlig", "")
OPGAVER = (
    "Pakke ordrer og fylde hylder op",
    "Vande, potte om og rydde op i drivhuset",
    "Lettere rengøring og borddækning før frokost",
    "Scanne bilag og svare på mails",
    "Tage imod varer og holde orden på lageret",
    "Hjælpe i køkkenet om formiddagen",
)
HENSYN = (
    "Fleksible mødetider",
    "Et stille rum til pauser",
    "Opgaver uden tunge løft",
    "Fast makker de første uger",
    "",
)
NOTER = (
    ("besoeg", "Set arbejdspladsen. De vil gerne begynde med en kort praktik."),
    ("telefon", "Ringet om flere timer. De vender tilbage, når vagtplanen er lagt."),
    ("telefon", "Spurgt til nye opgaver. Travlt lige nu, ring igen om en måned."),
    ("besoeg", "Gennemgået opgaverne med driftslederen. God modtagelse."),
    ("email", "Sendt materiale om fleksjob."),
    ("video", "Talt om, hvordan en ny kollega bliver taget imod."),
)


def fill_virksomheder(kommune: str, dag: date, seed: int) -> None:
    """Give the present kommune's companies their addresses, openings and notes as they look on a day; once only."""
    if Virksomhed.objects.filter(ekstern_id=DUBLET).exists():
        return
    rng = make_rng(seed, kommune, "virksomhedsliv")
    firmaer = list(Virksomhed.objects.order_by("ekstern_id"))
    folk = list(Medarbejder.objects.filter(roller__contains=[Rolle.JOBFORMIDLER]).order_by("ekstern_id"))
    _give_addresses(rng, firmaer)
    _give_functions(rng)
    Aabning.objects.bulk_create(
        [_aabning(rng, f, rng.choice(folk), dag) for f in firmaer if rng.random() < 0.3]
    )
    noter = [
        _notat(rng, f, rng.choice(folk), dag) for f in firmaer for _ in range(rng.choice((0, 1, 1, 2, 4)))
    ]
    Virksomhedsnotat.objects.bulk_create(noter)
    foerste = firmaer[0]
    dublet = Virksomhed.objects.create(ekstern_id=DUBLET, bynavn=foerste.bynavn, **name_fields(foerste.navn))
    Virksomhedsnotat.objects.bulk_create([_notat(rng, dublet, folk[0], dag)])


def _give_addresses(rng: Random, firmaer: list[Virksomhed]) -> None:
    for firma in firmaer:
        firma.adresse = f"{rng.choice(VEJE)} {rng.randint(1, 98)}"
        firma.postnr, firma.bynavn = rng.choice(list(BYER.items()))
    Virksomhed.objects.bulk_update(firmaer, ["adresse", "postnr", "bynavn"])


def _give_functions(rng: Random) -> None:
    personer = list(Kontaktperson.objects.order_by("ekstern_id"))
    for person in personer:
        person.funktion = rng.choice(FUNKTIONER)
    Kontaktperson.objects.bulk_update(personer, ["funktion"])


def _aabning(rng: Random, firma: Virksomhed, af: Medarbejder, dag: date) -> Aabning:
    slut = None if rng.random() < 0.4 else dag + timedelta(days=rng.randint(5, 90))
    return Aabning(
        virksomhed=firma,
        opgaver=rng.choice(OPGAVER),
        timer=rng.choice((3, 5, 8, 10, 15, None)),
        hensyn=rng.choice(HENSYN),
        start=dag - timedelta(days=rng.randint(0, 40)),
        slut=slut,
        registreret_af=af,
    )


def _notat(rng: Random, firma: Virksomhed, af: Medarbejder, dag: date) -> Virksomhedsnotat:
    form, note = rng.choice(NOTER)
    dato = draw_hverdag(rng, dag - timedelta(days=300), dag - timedelta(days=1))
    return Virksomhedsnotat(virksomhed=firma, dato=dato, form=form, note=note, registreret_af=af)
