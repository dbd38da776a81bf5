from django.apps import AppConfig


class BorgereConfig(AppConfig):
    name = "borgere"
