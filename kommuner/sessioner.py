"""Sessions in the database that last from the last click, written at most once a minute."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from kommuner.forespoergsel import fetch

_STORED = "SELECT session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"


def slack() -> timedelta:
    """How much sooner than ``SESSION_COOKIE_AGE`` after the last click a session can end."""
    return timedelta(seconds=min(60, settings.SESSION_COOKIE_AGE // 60))


class SessionStore(DatabaseStore):
    """Django's, except that a session read when its end is due to be moved counts as modified."""

    def __init__(self, session_key: str | None = None):
        self._is_due = False
        super().__init__(session_key)

    @property
    def modified(self) -> bool:  # type: ignore[override]  # a plain attribute there
        """Whether the session must be written: its content changed, or its end is due to be moved."""
        return self._changed or self._is_due

    @modified.setter
    def modified(self, changed: bool) -> None:
        self._changed = changed

    def load(self) -> dict[str, Any]:
        """The stored content; empty for a session that has ended or never was."""
        rows = fetch(_STORED, [self.session_key, timezone.now()])
        if not rows:
            self._session_key = None
            return {}
        session_data, expire_date = rows[0]
        self._is_due = expire_date < self._end() - slack()
        return self.decode(session_data)

    def save(self, must_create: bool = False) -> None:
        """Write the session; its end alone in one statement, which leaves what others wrote meanwhile."""
        if self._is_due and not self._changed and not must_create:
            Session.objects.filter(pk=self.session_key).update(expire_date=self._end())
        else:
            super().save(must_create)
        self._is_due = False

    def _end(self) -> datetime:
        return timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Django's own table."""
        return Session
