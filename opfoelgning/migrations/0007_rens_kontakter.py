from django.db import migrations


class Migration(migrations.Migration):
    """Contacts are added and seldom changed: cleaned up after fewer new rows, they are read from the index alone."""

    dependencies = [("opfoelgning", "0006_sagsstatus_til_lister")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE opfoelgning_kontakt SET (autovacuum_vacuum_insert_scale_factor = 0.02,"
            " autovacuum_analyze_scale_factor = 0.02)",
            "ALTER TABLE opfoelgning_kontakt RESET (autovacuum_vacuum_insert_scale_factor,"
            " autovacuum_analyze_scale_factor)",
        )
    ]
