from django.apps import AppConfig
from django.db.backends.signals import connection_created

from kommuner.app_role import refuse_stronger_role


class KommunerConfig(AppConfig):
    name = "kommuner"

    def ready(self):
        connection_created.connect(refuse_stronger_role, dispatch_uid="app_role")
