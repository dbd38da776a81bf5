from django.db import migrations, models

from aftaler.models import name_fields


def fill(apps, schema_editor):
    """Give the companies already there the forms of their name that lists sort and search by."""
    virksomheder = apps.get_model("aftaler", "Virksomhed").objects.using(schema_editor.connection.alias)
    rows = list(virksomheder.filter(navn_sortering=""))
    for row in rows:
        for felt, vaerdi in name_fields(row.navn).items():
            setattr(row, felt, vaerdi)
    virksomheder.bulk_update(rows, ["navn_sortering", "navn_soegning"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("aftaler", "0004_virksomhedsoplysninger")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="virksomhed",
            constraint=models.CheckConstraint(
                condition=~models.Q(navn_soegning=""), name="virksomhed_navn_soegeligt"
            ),
        ),
    ]
