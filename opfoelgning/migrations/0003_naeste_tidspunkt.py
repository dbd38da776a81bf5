"""A status knows the instant at which it turns; and every judgement is due, since rules, words and ranks are new."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opfoelgning", "0002_oprindelse")]

    operations = [
        migrations.AddField("sagsstatus", "naeste_tidspunkt", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "sagsstatus",
            models.Index(
                condition=models.Q(("naeste_tidspunkt__isnull", False)),
                fields=["kommune", "naeste_tidspunkt"],
                name="sagsstatus_tidspunkt_idx",
            ),
        ),
        migrations.RunSQL(
            "UPDATE opfoelgning_sagsstatus SET naeste = LEAST(naeste, vurderet_dag)", migrations.RunSQL.noop
        ),
    ]
