"""People, borgere and cases for tests of every kind. Fixed dates, invented people."""

from datetime import UTC, date, datetime

from borgere.models import Borger
from forloeb.models import Forloeb
from kommuner.models import Kommune, Medarbejder, Team
from kommuner.tenancy import current_kommune_id
from opfoelgning.models import Sagsstatus

DAG = date(2026, 11, 23)
START = date(2026, 10, 1)
ADGANGSKODE = "hemmelig-nok-til-test"
KLOKKEN_NI = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def make_medarbejder(username: str, *roller: str, team: Team | None = None, **fields) -> Medarbejder:
    """Somebody of the present kommune who may log in with ``ADGANGSKODE``."""
    user = Medarbejder(username=username, navn=f"{username} Prøve", roller=list(roller), team=team)
    user.is_active = True
    for name, value in fields.items():
        setattr(user, name, value)
    user.set_password(ADGANGSKODE)
    user.save()
    return user


def make_borger(navn: str = "Åse Ørsted", cpr: str = "6101801234", **fields) -> Borger:
    """An invented borger of the present kommune."""
    borger = Borger(foedselsdato=date(1980, 1, 1), **fields)
    borger.set_navn(navn)
    borger.set_cpr(cpr, Kommune.objects.get(pk=current_kommune_id()))
    borger.save()
    return borger


def make_forloeb(borger: Borger | None = None, start: date = START, **fields) -> Forloeb:
    """A forløb, open unless said otherwise; of a new borger unless one is given."""
    fields = {"indsatsmodel": "uif2", **fields}
    return Forloeb.objects.create(borger=borger or make_borger(), start=start, **fields)


def make_sagsstatus(forloeb: Forloeb, medarbejder: Medarbejder) -> Sagsstatus:
    """A stored status by hand, as if judged on ``DAG``."""
    return Sagsstatus.objects.create(
        forloeb=forloeb,
        borger=forloeb.borger,
        jobformidler=medarbejder,
        aaben=True,
        hast=5,
        navn_sortering=forloeb.borger.navn_sortering,
        vurderet_dag=DAG,
        naeste=DAG,
    )
