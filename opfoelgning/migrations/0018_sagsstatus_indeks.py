from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opfoelgning", "0017_kladde_ny_borger")]

    operations = [
        migrations.RemoveIndex("sagsstatus", "sagsstatus_jobformidler_idx"),
        migrations.AddIndex(
            "sagsstatus",
            models.Index(
                fields=["kommune", "jobformidler", "hast", "hast_frist"],
                include=["aaben", "fase", "kontakt", "passivitet", "timer", "timer_ved_start"],
                name="sagsstatus_jobformidler_idx",
            ),
        ),
        migrations.AddIndex(
            "sagsstatus",
            models.Index(
                "kommune",
                models.Case(
                    models.When(passivitet="overskredet", then=models.Value(0)),
                    models.When(passivitet="afventer", then=models.Value(1)),
                    models.When(passivitet="varsel", then=models.Value(2)),
                    output_field=models.IntegerField(),
                ),
                "passivitet_frist",
                "navn_sortering",
                "forloeb",
                include=["jobformidler"],
                condition=models.Q(aaben=True, passivitet__in=("overskredet", "afventer", "varsel")),
                name="sagsstatus_passivitet_idx",
            ),
        ),
        # An index is read alone only where the table was vacuumed since: so after each night, not each third.
        migrations.RunSQL(
            "ALTER TABLE opfoelgning_sagsstatus SET (autovacuum_vacuum_scale_factor = 0.03)",
            "ALTER TABLE opfoelgning_sagsstatus RESET (autovacuum_vacuum_scale_factor)",
        ),
    ]
