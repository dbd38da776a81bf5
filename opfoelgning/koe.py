"""The queue of the jobs: whether it answers, how much waits in it, and a way to it that never fails a page."""

from __future__ import annotations

import logging
from typing import Any

import redis
from celery import Task
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

_NAVN = "celery"  # of the list in which tasks wait
_log = logging.getLogger(__name__)


def length() -> int | None:
    """How many tasks wait; None when the queue does not answer."""
    client = redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=1, socket_timeout=1)
    try:
        return int(client.llen(_NAVN))  # type: ignore[arg-type]
    except redis.RedisError:
        return None
    finally:
        client.close()


def answers() -> bool:
    """Whether work can be handed over now."""
    return length() is not None


def put(task: Task, *args: Any) -> None:
    """Hand work over when the present transaction is committed; without a queue nothing happens.

    Work put here must be found by a tick too, which makes it good when the queue is back.
    """

    def send() -> None:
        try:
            task.apply_async(args, retry=False)
        except (OperationalError, redis.RedisError, OSError) as fejl:
            _log.warning("The queue did not take %s: %s", task.name, fejl)

    transaction.on_commit(send)
