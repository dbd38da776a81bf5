"""An empty installation filled with the demo data."""

from datetime import date

import pytest
from django.contrib.auth import authenticate

from fleksjob.demodata import indlaes, logins
from forloeb.models import Forloeb
from kommuner.kommunedata import find_kommune
from kommuner.models import Medarbejder, Rolle
from kommuner.tenancy import forget_kommune, kommunekontekst
from opfoelgning import sundhed
from opfoelgning.models import Sagsstatus
from opfoelgning.venter import waiting_or_lost

DAG = date(2026, 11, 23)


@pytest.mark.django_db
def test_demo_is_complete_and_every_login_works(rf):
    assert not sundhed.is_set_up()
    indlaes(DAG)
    for login in logins():
        user = authenticate(rf.post("/"), username=login["brugernavn"], password=login["adgangskode"])
        assert user.roller == [login["rolle"]]
        assert not user.skal_skifte_adgangskode
    forget_kommune()
    for kode, number in (("0851", 1300), ("0849", 156)):
        with kommunekontekst(find_kommune(kode).pk):
            assert Forloeb.objects.count() == number
            assert Sagsstatus.objects.count() == number
            assert waiting_or_lost(DAG) == []
            assert not Sagsstatus.objects.exclude(fejl="").exists()
            for person in Medarbejder.objects.filter(roller__contains=[Rolle.SAGSBEHANDLER]):
                assert Forloeb.objects.som_sagsbehandler(person, DAG).exists()
