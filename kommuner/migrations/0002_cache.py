from django.db import migrations


class Migration(migrations.Migration):
    """The cache table (rate limits) is made here, because the app role may make no tables."""

    dependencies = [("kommuner", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE fleksjob_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, "
            "expires timestamptz NOT NULL); CREATE INDEX fleksjob_cache_expires ON fleksjob_cache (expires)",
            "DROP TABLE fleksjob_cache",
        )
    ]
