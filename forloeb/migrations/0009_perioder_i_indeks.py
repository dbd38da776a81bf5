from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forloeb", "0008_overdrag")]

    operations = [
        migrations.RemoveIndex("fase", "fase_sag_idx"),
        migrations.AddIndex(
            "fase",
            models.Index(fields=["kommune", "forloeb", "start"], include=["slut", "nr"], name="fase_sag_idx"),
        ),
        migrations.AddIndex(
            "forloeb",
            models.Index(fields=["kommune", "id"], include=["start", "slut"], name="forloeb_periode_idx"),
        ),
    ]
