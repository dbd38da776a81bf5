"""A file of rule values fetched and read again, through the browser's eyes."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kommuner.models import Regelsaet
from tests.opfoelgning.regelgrund import REGLER, admin, at_home, preview_and_save
from tests.opfoelgning.sager import client_for, text_of

__all__ = ["admin"]


def upload(client, text: str):
    return client.post(f"{REGLER}/indlaes", {"fil": SimpleUploadedFile("regler.json", text.encode())})


def test_the_file_is_fetched_and_read_again(admin):
    client = client_for(admin)
    preview_and_save(client)
    answer = client.get(f"{REGLER}/hent")
    assert answer["Content-Disposition"] == 'attachment; filename="regler-0751-2026-11-23.json"'
    assert json.loads(answer.content)["regler"][0]["af"]["navn"] == "Mette Ærø"
    told = upload(client, answer.content.decode())
    assert told.status_code == 302
    assert "intet er ændret" in text_of(client.get(REGLER))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Filen er tom."),
        ("{", "Linje 1"),
        ("[]", "Dokumentet skal være et objekt"),
        ('{"regelfil": 1, "kommune": "0265"}', "/kommune"),
        (
            '{"regelfil": 1, "kommune": "0751", "regler": [{"indsatsmodel": "uif2", "gyldig_fra": "2027-01-01", '
            '"vaerdier": {"kontakt.interval_dage": 0}}]}',
            "/regler/0/vaerdier/kontakt.interval_dage: 0.",
        ),
    ],
)
def test_faults_of_a_file_are_listed(admin, text, told):
    answer = upload(client_for(admin), text)
    assert answer.status_code == 422
    assert told in text_of(answer)
    at_home()
    assert not Regelsaet.objects.exists()
