from django.db import migrations, models

# What is stored says nothing of the new column until it is judged again.
_MARK = (
    "INSERT INTO forloeb_markering (forloeb_id, antal, kommune_id) SELECT forloeb_id, 1, kommune_id"
    " FROM opfoelgning_sagsstatus WHERE passivitet <> '' ON CONFLICT DO NOTHING"
)


class Migration(migrations.Migration):
    dependencies = [
        ("opfoelgning", "0007_rens_kontakter"),
        ("forloeb", "0001_initial"),
    ]

    operations = [
        migrations.AddField("sagsstatus", "passivitet_frist", models.DateField(null=True)),
        migrations.RunSQL(_MARK, migrations.RunSQL.noop),
    ]
