"""The Celery app: settings from Django (prefix CELERY_), tasks from every app's `tasks.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fleksjob.settings")

app = Celery("fleksjob")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
