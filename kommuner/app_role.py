"""The application must not be able to go round row-level security: checked at every new connection."""

from django.core.exceptions import ImproperlyConfigured

_QUESTION = """
SELECT r.rolsuper OR r.rolbypassrls OR EXISTS (
  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relowner = r.oid)
FROM pg_roles r WHERE r.rolname = current_user"""


def refuse_stronger_role(sender, connection, **kwargs) -> None:
    """Raise ImproperlyConfigured when the default connection could see or own more than it should."""
    if connection.alias != "default":
        return
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION)
        if cursor.fetchone()[0]:
            connection.close()
            raise ImproperlyConfigured(
                "DATABASE_URL skal bruge en rolle, der ikke ejer tabeller og ikke kan omgå rækkesikkerheden."
            )
