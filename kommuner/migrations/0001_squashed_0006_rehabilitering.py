import django.contrib.postgres.fields
import django.db.models.deletion
import kommuner.felter
import kommuner.tenancy
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Everything up to here in one step, for a new database."""

    replaces = [('kommuner', '0001_initial'), ('kommuner', '0002_cache'), ('kommuner', '0003_regelsaet_af'), ('kommuner', '0004_lukkedag'), ('kommuner', '0005_forberedelsesskema'), ('kommuner', '0006_rehabilitering')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Medarbejder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('ekstern_id', models.CharField(default=kommuner.felter.new_ekstern_id, max_length=100)),
                ('username', models.CharField(max_length=150, unique=True, verbose_name='brugernavn')),
                ('navn', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('roller', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('jobformidler', 'jobformidler'), ('sagsbehandler', 'sagsbehandler'), ('teamleder', 'teamleder'), ('administrator', 'administrator')], max_length=20), default=list, size=None)),
                ('is_active', models.BooleanField(default=False, verbose_name='kan logge på')),
                ('skal_skifte_adgangskode', models.BooleanField(default=False)),
                ('totrinslogin_nulstillet', models.DateTimeField(blank=True, null=True)),
                ('tema', models.CharField(choices=[('system', 'Som computeren'), ('lyst', 'Lyst'), ('moerkt', 'Mørkt')], default='system', max_length=10)),
                ('genveje', models.BooleanField(default=True, verbose_name='genvejstaster')),
            ],
        ),
        migrations.CreateModel(
            name='Fravaerstype',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kode', models.CharField(max_length=60)),
                ('navn', models.CharField(max_length=100)),
                ('aktiv', models.BooleanField(default=True)),
                ('pauser_kontakt', models.BooleanField(verbose_name='pauser kontakt')),
                ('pauser_passivitet', models.BooleanField(verbose_name='pauser passivitet')),
                ('er_sygdom', models.BooleanField(default=False, verbose_name='er sygdom')),
            ],
        ),
        migrations.CreateModel(
            name='Kommune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kode', models.CharField(max_length=4, unique=True, verbose_name='kommunekode')),
                ('navn', models.CharField(max_length=60)),
                ('region', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ['kode'],
            },
        ),
        migrations.CreateModel(
            name='Forberedelsesskema',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indsatsmodel', models.CharField(max_length=40)),
                ('gyldig_fra', models.DateField()),
                ('indhold', models.JSONField()),
                ('kilde', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('af', kommuner.felter.KommuneFK(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kommune', models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune')),
            ],
            options={
                'ordering': ['indsatsmodel', 'gyldig_fra'],
                'constraints': [models.UniqueConstraint(fields=('kommune', 'indsatsmodel', 'gyldig_fra'), name='forberedelsesskema_gyldig_fra_unik', violation_error_message='Der findes allerede en liste fra den dag. Ret den i stedet.')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_forberedelsesskemaevent" ("af_id", "gyldig_fra", "id", "indhold", "indsatsmodel", "kilde", "kommune_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."af_id", NEW."gyldig_fra", NEW."id", NEW."indhold", NEW."indsatsmodel", NEW."kilde", NEW."kommune_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='767df9b918b30822342df48ac1e7207ff321907f', operation='INSERT', pgid='pgtrigger_insert_insert_28439', table='kommuner_forberedelsesskema', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kommuner_forberedelsesskemaevent" ("af_id", "gyldig_fra", "id", "indhold", "indsatsmodel", "kilde", "kommune_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."af_id", NEW."gyldig_fra", NEW."id", NEW."indhold", NEW."indsatsmodel", NEW."kilde", NEW."kommune_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='f60a20d648f7964565b47681b83172abe1e95589', operation='UPDATE', pgid='pgtrigger_update_update_1b374', table='kommuner_forberedelsesskema', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_forberedelsesskemaevent" ("af_id", "gyldig_fra", "id", "indhold", "indsatsmodel", "kilde", "kommune_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."af_id", OLD."gyldig_fra", OLD."id", OLD."indhold", OLD."indsatsmodel", OLD."kilde", OLD."kommune_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='5ff7dce7e8b9b947ad47bdd71094c8a9a01fdfab', operation='DELETE', pgid='pgtrigger_delete_delete_0684f', table='kommuner_forberedelsesskema', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='FravaerstypeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kode', models.CharField(max_length=60)),
                ('navn', models.CharField(max_length=100)),
                ('aktiv', models.BooleanField(default=True)),
                ('pauser_kontakt', models.BooleanField(verbose_name='pauser kontakt')),
                ('pauser_passivitet', models.BooleanField(verbose_name='pauser passivitet')),
                ('er_sygdom', models.BooleanField(default=False, verbose_name='er sygdom')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to='kommuner.fravaerstype')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='fravaerstype',
            name='kommune',
            field=models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune'),
        ),
        migrations.CreateModel(
            name='ForberedelsesskemaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('indsatsmodel', models.CharField(max_length=40)),
                ('gyldig_fra', models.DateField()),
                ('indhold', models.JSONField()),
                ('kilde', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('af', kommuner.felter.KommuneFK(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to='kommuner.forberedelsesskema')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='medarbejder',
            name='kommune',
            field=models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune'),
        ),
        migrations.CreateModel(
            name='Lukkedag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dag', models.DateField()),
                ('navn', models.CharField(max_length=60)),
                ('kommune', models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune')),
            ],
            options={
                'ordering': ['dag'],
                'constraints': [models.UniqueConstraint(fields=('kommune', 'dag'), name='lukkedag_dag_unik', violation_error_message='Dagen er allerede lukket.')],
                'triggers': [pgtrigger.compiler.Trigger(name='maerk_forloeb', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n RETURN NULL; END IF;\n    IF TG_OP = 'UPDATE' AND OLD.kommune_id IS DISTINCT FROM NEW.kommune_id THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n END IF;\n    \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = NEW.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n\n    RETURN NULL;\n    ", hash='bd58f78cc576f66f62c1d0ba24536f460cf9ac4f', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_maerk_forloeb_6593a', table='kommuner_lukkedag', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_lukkedagevent" ("dag", "id", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."dag", NEW."id", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='85741e51b726c738415f0b2f7c8c96a2625c0bda', operation='INSERT', pgid='pgtrigger_insert_insert_ce7a4', table='kommuner_lukkedag', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kommuner_lukkedagevent" ("dag", "id", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."dag", NEW."id", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='b4ea1aaadb9702f3b5b9ab2a2e5833cc72e379d2', operation='UPDATE', pgid='pgtrigger_update_update_77adb', table='kommuner_lukkedag', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_lukkedagevent" ("dag", "id", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."dag", OLD."id", OLD."kommune_id", OLD."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='93a8f0a8a2172ec091de17e6c6a017937641cc77', operation='DELETE', pgid='pgtrigger_delete_delete_a7c53', table='kommuner_lukkedag', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='LukkedagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('dag', models.DateField()),
                ('navn', models.CharField(max_length=60)),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to='kommuner.lukkedag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Regelhistorik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noegle', models.CharField(max_length=64)),
                ('indhold', models.JSONField()),
                ('kommune', models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kommune', 'noegle'), name='regelhistorik_noegle_unik')],
            },
        ),
        migrations.CreateModel(
            name='Regelsaet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indsatsmodel', models.CharField(max_length=40)),
                ('gyldig_fra', models.DateField()),
                ('vaerdier', models.JSONField(default=dict)),
                ('kilde', models.TextField(blank=True)),
                ('gaelder_loebende', models.BooleanField(default=False, verbose_name='gælder også løbende frister')),
                ('begrundelse', models.TextField(blank=True)),
                ('tidspunkt', models.DateTimeField(null=True)),
                ('af', kommuner.felter.KommuneFK(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kommune', models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune')),
            ],
            options={
                'ordering': ['indsatsmodel', 'gyldig_fra'],
                'constraints': [models.UniqueConstraint(fields=('kommune', 'indsatsmodel', 'gyldig_fra'), name='regelsaet_gyldig_fra_unik', violation_error_message='Der findes allerede et regelsæt fra den dag.')],
                'triggers': [pgtrigger.compiler.Trigger(name='maerk_forloeb', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n RETURN NULL; END IF;\n    IF TG_OP = 'UPDATE' AND OLD.kommune_id IS DISTINCT FROM NEW.kommune_id THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n END IF;\n    \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = NEW.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n\n    RETURN NULL;\n    ", hash='350cc6d844993f4a2b8b639b3ed1d4c25eb4e6cb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_maerk_forloeb_0f204', table='kommuner_regelsaet', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_regelsaetevent" ("af_id", "begrundelse", "gaelder_loebende", "gyldig_fra", "id", "indsatsmodel", "kilde", "kommune_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tidspunkt", "vaerdier") VALUES (NEW."af_id", NEW."begrundelse", NEW."gaelder_loebende", NEW."gyldig_fra", NEW."id", NEW."indsatsmodel", NEW."kilde", NEW."kommune_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."tidspunkt", NEW."vaerdier"); RETURN NULL;', hash='7a939f1cd0992dfe520a5fdb7e782de13376a480', operation='INSERT', pgid='pgtrigger_insert_insert_07d65', table='kommuner_regelsaet', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kommuner_regelsaetevent" ("af_id", "begrundelse", "gaelder_loebende", "gyldig_fra", "id", "indsatsmodel", "kilde", "kommune_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tidspunkt", "vaerdier") VALUES (NEW."af_id", NEW."begrundelse", NEW."gaelder_loebende", NEW."gyldig_fra", NEW."id", NEW."indsatsmodel", NEW."kilde", NEW."kommune_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."tidspunkt", NEW."vaerdier"); RETURN NULL;', hash='79a6d717aafba2cb166cc13fc490f606de91b4d9', operation='UPDATE', pgid='pgtrigger_update_update_205f1', table='kommuner_regelsaet', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_regelsaetevent" ("af_id", "begrundelse", "gaelder_loebende", "gyldig_fra", "id", "indsatsmodel", "kilde", "kommune_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tidspunkt", "vaerdier") VALUES (OLD."af_id", OLD."begrundelse", OLD."gaelder_loebende", OLD."gyldig_fra", OLD."id", OLD."indsatsmodel", OLD."kilde", OLD."kommune_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."tidspunkt", OLD."vaerdier"); RETURN NULL;', hash='1c79b0da0165daf579d007b1464e1a82b07d6e0a', operation='DELETE', pgid='pgtrigger_delete_delete_8886c', table='kommuner_regelsaet', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='RegelsaetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('indsatsmodel', models.CharField(max_length=40)),
                ('gyldig_fra', models.DateField()),
                ('vaerdier', models.JSONField(default=dict)),
                ('kilde', models.TextField(blank=True)),
                ('gaelder_loebende', models.BooleanField(default=False, verbose_name='gælder også løbende frister')),
                ('begrundelse', models.TextField(blank=True)),
                ('tidspunkt', models.DateTimeField(null=True)),
                ('af', kommuner.felter.KommuneFK(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to='kommuner.regelsaet')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Rehabiliteringsorgan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gyldig_fra', models.DateField(blank=True, null=True)),
                ('navn', models.CharField(max_length=80)),
                ('meget_begraenset_timer', models.DecimalField(decimal_places=2, max_digits=4)),
                ('kommune', models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kommune', 'gyldig_fra'), name='rehabiliteringsorgan_fra_unik', nulls_distinct=False, violation_error_message='Der er allerede et navn fra den dag.')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_rehabiliteringsorganevent" ("gyldig_fra", "id", "kommune_id", "meget_begraenset_timer", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."gyldig_fra", NEW."id", NEW."kommune_id", NEW."meget_begraenset_timer", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='6d38fd0dc0a4b026d7e2274906b9f54f3e41ea3e', operation='INSERT', pgid='pgtrigger_insert_insert_358ce', table='kommuner_rehabiliteringsorgan', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kommuner_rehabiliteringsorganevent" ("gyldig_fra", "id", "kommune_id", "meget_begraenset_timer", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."gyldig_fra", NEW."id", NEW."kommune_id", NEW."meget_begraenset_timer", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='2e8fba3b9845eb6e0ccb3c17ea6e45b220feea9a', operation='UPDATE', pgid='pgtrigger_update_update_1c277', table='kommuner_rehabiliteringsorgan', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_rehabiliteringsorganevent" ("gyldig_fra", "id", "kommune_id", "meget_begraenset_timer", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."gyldig_fra", OLD."id", OLD."kommune_id", OLD."meget_begraenset_timer", OLD."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='163f72c25af12dadebab71cf546be96d75186454', operation='DELETE', pgid='pgtrigger_delete_delete_5d01f', table='kommuner_rehabiliteringsorgan', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='RehabiliteringsorganEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('gyldig_fra', models.DateField(blank=True, null=True)),
                ('navn', models.CharField(max_length=80)),
                ('meget_begraenset_timer', models.DecimalField(decimal_places=2, max_digits=4)),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to='kommuner.rehabiliteringsorgan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('navn', models.CharField(max_length=100)),
                ('kommune', models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kommune', 'navn'), name='team_navn_unikt', violation_error_message='Teamet findes allerede.')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_teamevent" ("id", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='1acfc28d014cf7b2556651e44a33f230f764b607', operation='INSERT', pgid='pgtrigger_insert_insert_bc507', table='kommuner_team', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kommuner_teamevent" ("id", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='5f2e6aa208f77599ffdfdc8c417a3efdf8084cd4', operation='UPDATE', pgid='pgtrigger_update_update_80552', table='kommuner_team', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_teamevent" ("id", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."kommune_id", OLD."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='01d9116653f596ff9a0a13ffff31f3c607012a8a', operation='DELETE', pgid='pgtrigger_delete_delete_32c91', table='kommuner_team', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='MedarbejderEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('ekstern_id', models.CharField(default=kommuner.felter.new_ekstern_id, max_length=100)),
                ('username', models.CharField(max_length=150, verbose_name='brugernavn')),
                ('navn', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('roller', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('jobformidler', 'jobformidler'), ('sagsbehandler', 'sagsbehandler'), ('teamleder', 'teamleder'), ('administrator', 'administrator')], max_length=20), default=list, size=None)),
                ('is_active', models.BooleanField(default=False, verbose_name='kan logge på')),
                ('skal_skifte_adgangskode', models.BooleanField(default=False)),
                ('totrinslogin_nulstillet', models.DateTimeField(blank=True, null=True)),
                ('tema', models.CharField(choices=[('system', 'Som computeren'), ('lyst', 'Lyst'), ('moerkt', 'Mørkt')], default='system', max_length=10)),
                ('genveje', models.BooleanField(default=True, verbose_name='genvejstaster')),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to=settings.AUTH_USER_MODEL)),
                ('team', kommuner.felter.KommuneFK(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.team')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='medarbejder',
            name='team',
            field=kommuner.felter.KommuneFK(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='medarbejdere', to='kommuner.team'),
        ),
        migrations.CreateModel(
            name='TeamEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('navn', models.CharField(max_length=100)),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to='kommuner.team')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tilbudstype',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kode', models.CharField(max_length=60)),
                ('navn', models.CharField(max_length=100)),
                ('aktiv', models.BooleanField(default=True)),
                ('virksomhedsrettet', models.BooleanField()),
                ('kommune', models.ForeignKey(db_index=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kommuner.kommune')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kommune', 'kode'), name='tilbudstype_kode_unik')],
                'triggers': [pgtrigger.compiler.Trigger(name='maerk_forloeb', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n RETURN NULL; END IF;\n    IF TG_OP = 'UPDATE' AND OLD.kommune_id IS DISTINCT FROM NEW.kommune_id THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n END IF;\n    \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = NEW.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n\n    RETURN NULL;\n    ", hash='40dddae83eb257af8b415b12edd547b73a729599', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_maerk_forloeb_ed576', table='kommuner_tilbudstype', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_tilbudstypeevent" ("aktiv", "id", "kode", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "virksomhedsrettet") VALUES (NEW."aktiv", NEW."id", NEW."kode", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."virksomhedsrettet"); RETURN NULL;', hash='601f552aeb3111fbf0b6ce30e04655fd92b4a44b', operation='INSERT', pgid='pgtrigger_insert_insert_84e52', table='kommuner_tilbudstype', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kommuner_tilbudstypeevent" ("aktiv", "id", "kode", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "virksomhedsrettet") VALUES (NEW."aktiv", NEW."id", NEW."kode", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."virksomhedsrettet"); RETURN NULL;', hash='4bb0821792bf18ecd1218d18e49696cf694cf8d0', operation='UPDATE', pgid='pgtrigger_update_update_a948e', table='kommuner_tilbudstype', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_tilbudstypeevent" ("aktiv", "id", "kode", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "virksomhedsrettet") VALUES (OLD."aktiv", OLD."id", OLD."kode", OLD."kommune_id", OLD."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."virksomhedsrettet"); RETURN NULL;', hash='dcadb9a778f1bde0b5797f11313dff88db9537a1', operation='DELETE', pgid='pgtrigger_delete_delete_638fb', table='kommuner_tilbudstype', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='TilbudstypeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kode', models.CharField(max_length=60)),
                ('navn', models.CharField(max_length=100)),
                ('aktiv', models.BooleanField(default=True)),
                ('virksomhedsrettet', models.BooleanField()),
                ('kommune', models.ForeignKey(db_constraint=False, default=kommuner.tenancy.current_kommune_id, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kommuner.kommune')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='historik', to='kommuner.tilbudstype')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='fravaerstype',
            constraint=models.UniqueConstraint(fields=('kommune', 'kode'), name='fravaerstype_kode_unik'),
        ),
        migrations.AddConstraint(
            model_name='medarbejder',
            constraint=models.UniqueConstraint(fields=('kommune', 'ekstern_id'), name='medarbejder_ekstern_id_unik'),
        ),
        migrations.AddConstraint(
            model_name='medarbejder',
            constraint=models.CheckConstraint(condition=models.Q(('roller__contained_by', ['jobformidler', 'sagsbehandler', 'teamleder', 'administrator'])), name='medarbejder_roller_kendte', violation_error_message='Ukendt rolle.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fravaerstype',
            trigger=pgtrigger.compiler.Trigger(name='maerk_forloeb', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'DELETE' THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n RETURN NULL; END IF;\n    IF TG_OP = 'UPDATE' AND OLD.kommune_id IS DISTINCT FROM NEW.kommune_id THEN \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = OLD.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n END IF;\n    \nINSERT INTO forloeb_markering (kommune_id, forloeb_id, antal)\nSELECT f.kommune_id, f.id, 1 FROM forloeb_forloeb f WHERE f.kommune_id = NEW.kommune_id ORDER BY 2\nON CONFLICT (forloeb_id) DO UPDATE SET antal = forloeb_markering.antal + 1;\n\n    RETURN NULL;\n    ", hash='7463a54f114b5ab13c546ef16f57747466b6648a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_maerk_forloeb_8a92e', table='kommuner_fravaerstype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fravaerstype',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_fravaerstypeevent" ("aktiv", "er_sygdom", "id", "kode", "kommune_id", "navn", "pauser_kontakt", "pauser_passivitet", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aktiv", NEW."er_sygdom", NEW."id", NEW."kode", NEW."kommune_id", NEW."navn", NEW."pauser_kontakt", NEW."pauser_passivitet", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='780ec9b1cc8eb3343fdaa64f921192c81a6013b3', operation='INSERT', pgid='pgtrigger_insert_insert_a3eb7', table='kommuner_fravaerstype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fravaerstype',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kommuner_fravaerstypeevent" ("aktiv", "er_sygdom", "id", "kode", "kommune_id", "navn", "pauser_kontakt", "pauser_passivitet", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."aktiv", NEW."er_sygdom", NEW."id", NEW."kode", NEW."kommune_id", NEW."navn", NEW."pauser_kontakt", NEW."pauser_passivitet", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='155ea740a2dc09d1047c6d4dc489c0fbed224feb', operation='UPDATE', pgid='pgtrigger_update_update_3755d', table='kommuner_fravaerstype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fravaerstype',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_fravaerstypeevent" ("aktiv", "er_sygdom", "id", "kode", "kommune_id", "navn", "pauser_kontakt", "pauser_passivitet", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."aktiv", OLD."er_sygdom", OLD."id", OLD."kode", OLD."kommune_id", OLD."navn", OLD."pauser_kontakt", OLD."pauser_passivitet", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='47a65fb6730c68de48ff76e7b8a91436e9f31a4c', operation='DELETE', pgid='pgtrigger_delete_delete_21dc5', table='kommuner_fravaerstype', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='medarbejder',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_medarbejderevent" ("ekstern_id", "email", "genveje", "id", "is_active", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roller", "skal_skifte_adgangskode", "team_id", "tema", "totrinslogin_nulstillet", "username") VALUES (NEW."ekstern_id", NEW."email", NEW."genveje", NEW."id", NEW."is_active", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."roller", NEW."skal_skifte_adgangskode", NEW."team_id", NEW."tema", NEW."totrinslogin_nulstillet", NEW."username"); RETURN NULL;', hash='f7843257b36c4902405b170d09f0ea9ae0ed22aa', operation='INSERT', pgid='pgtrigger_insert_insert_23d0b', table='kommuner_medarbejder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='medarbejder',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ekstern_id" IS DISTINCT FROM (NEW."ekstern_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."genveje" IS DISTINCT FROM (NEW."genveje") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kommune_id" IS DISTINCT FROM (NEW."kommune_id") OR OLD."navn" IS DISTINCT FROM (NEW."navn") OR OLD."roller" IS DISTINCT FROM (NEW."roller") OR OLD."skal_skifte_adgangskode" IS DISTINCT FROM (NEW."skal_skifte_adgangskode") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."tema" IS DISTINCT FROM (NEW."tema") OR OLD."totrinslogin_nulstillet" IS DISTINCT FROM (NEW."totrinslogin_nulstillet") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "kommuner_medarbejderevent" ("ekstern_id", "email", "genveje", "id", "is_active", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roller", "skal_skifte_adgangskode", "team_id", "tema", "totrinslogin_nulstillet", "username") VALUES (NEW."ekstern_id", NEW."email", NEW."genveje", NEW."id", NEW."is_active", NEW."kommune_id", NEW."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."roller", NEW."skal_skifte_adgangskode", NEW."team_id", NEW."tema", NEW."totrinslogin_nulstillet", NEW."username"); RETURN NULL;', hash='2c06f907eabc47cea536f80b1d499e0f26dc0ad7', operation='UPDATE', pgid='pgtrigger_update_update_16cef', table='kommuner_medarbejder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='medarbejder',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kommuner_medarbejderevent" ("ekstern_id", "email", "genveje", "id", "is_active", "kommune_id", "navn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roller", "skal_skifte_adgangskode", "team_id", "tema", "totrinslogin_nulstillet", "username") VALUES (OLD."ekstern_id", OLD."email", OLD."genveje", OLD."id", OLD."is_active", OLD."kommune_id", OLD."navn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."roller", OLD."skal_skifte_adgangskode", OLD."team_id", OLD."tema", OLD."totrinslogin_nulstillet", OLD."username"); RETURN NULL;', hash='f0f5cdaf0ee36bd10537cc205f99063cafded2f7', operation='DELETE', pgid='pgtrigger_delete_delete_9d694', table='kommuner_medarbejder', when='AFTER')),
        ),
        migrations.RunSQL(
            "CREATE TABLE fleksjob_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, "
            "expires timestamptz NOT NULL); CREATE INDEX fleksjob_cache_expires ON fleksjob_cache (expires)",
            "DROP TABLE fleksjob_cache",
        ),
    ]
