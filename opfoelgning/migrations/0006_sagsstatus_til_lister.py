"""What lists ask of a status is on its own row, in the order of the list; the stored answers are filled in."""

import datetime
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('borgere', '0001_initial'),
        ('forloeb', '0002_oprindelse'),
        ('kommuner', '0002_cache'),
        ('opfoelgning', '0005_advis_aarsag'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='sagsstatus',
            name='kontakt',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='sagsstatus',
            name='passivitet',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.RunSQL(
            "UPDATE opfoelgning_sagsstatus s SET kontakt = COALESCE(k.tilstand, ''), passivitet = COALESCE(p.tilstand, '')"
            " FROM opfoelgning_sagsstatus o"
            " LEFT JOIN opfoelgning_vurdering k ON k.forloeb_id = o.forloeb_id AND k.regel = 'kontakt'"
            " LEFT JOIN opfoelgning_vurdering p ON p.forloeb_id = o.forloeb_id AND p.regel = 'passivitet'"
            " WHERE s.forloeb_id = o.forloeb_id",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name='sagsstatus',
            index=models.Index(fields=['kommune', 'vurderet_dag'], name='sagsstatus_vurderet_idx'),
        ),
        migrations.AddIndex(
            model_name='sagsstatus',
            index=models.Index(models.F('kommune'), models.F('aaben'), models.F('hast'), django.db.models.functions.comparison.Coalesce('hast_frist', models.Value(datetime.date(9999, 12, 31), models.DateField())), models.F('navn_sortering'), models.F('forloeb'), name='sagsstatus_orden_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sagsstatus',
            trigger=pgtrigger.compiler.Trigger(name='glemt', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.id = OLD.forloeb_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\nRETURN NULL;', hash='289e5b5cadb294eab584f523ceae00550532bca2', operation='DELETE', pgid='pgtrigger_glemt_1618e', table='opfoelgning_sagsstatus', when='AFTER')),
        ),
    ]
