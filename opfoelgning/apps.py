from django.apps import AppConfig


class OpfoelgningConfig(AppConfig):
    name = "opfoelgning"
