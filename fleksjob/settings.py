"""All settings, read from the environment once. `docs/drift.md` lists every variable."""

import sys
from datetime import date, timedelta
from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"
env = environ.Env()
TESTING = "pytest" in sys.modules or env.bool("FLEKSJOB_TEST", default=False)

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("FLEKSJOB_DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY")
CPR_NOEGLE = env.str("FLEKSJOB_CPR_NOEGLE")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_DIR = Path(env.str("FLEKSJOB_DATA", default=str(BASE_DIR / ".demo"))).resolve()


def _moved_today() -> date | None:
    value = env.str("FLEKSJOB_IDAG", default="")
    if not value:
        return None
    if not (DEMO or TESTING):
        raise ImproperlyConfigured("FLEKSJOB_IDAG må kun bruges i demo og test.")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"FLEKSJOB_IDAG skal være en dato som 2026-11-23, ikke {value!r}."
        ) from error


IDAG = _moved_today()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "fleksjob.assets.Staticfiles",
    "whitenoise.runserver_nostatic",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "js_lib_bootstrap5",
    "pghistory",
    "pgtrigger",
    "template_partials",
    "kommuner",
    "borgere",
    "forloeb",
    "aftaler",
    "opfoelgning",
    "fleksjob",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kommuner.middleware.KommuneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kommuner.middleware.LoginMiddleware",
    "kommuner.middleware.SecondFactorMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "fleksjob.urls"
WSGI_APPLICATION = "fleksjob.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fleksjob.context.ramme",
            ],
        },
    }
]

# A request's transaction is KommuneMiddleware's, which sees what ATOMIC_REQUESTS would see.
_DATABASE = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
DATABASES = {"default": env.db_url("DATABASE_URL") | _DATABASE}
# The large statement that gathers facts is planned once per connection, and for few rows: with the real numbers the
# planner underestimates what row-level security lets through, and reads a whole kommune for a handful of cases.
DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {
    "prepare_threshold": 1,
    "options": "-c plan_cache_mode=force_generic_plan",
}
if env.str("DATABASE_OWNER_URL", default=""):
    # Only migrations use the owner; web and jobs run without this variable.
    DATABASES["ejer"] = env.db_url("DATABASE_OWNER_URL") | {"CONN_MAX_AGE": 0}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_ENGINE = "kommuner.sessioner"
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 3600)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "fleksjob_cache"},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "kommuner.Medarbejder"
AUTHENTICATION_BACKENDS = ["kommuner.login.KommuneBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "forside"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "kommuner.login.KontoAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "kommuner.login.LoginForm",
    "change_password": "kommuner.kontoformularer.SkiftAdgangskode",
    "reauthenticate": "kommuner.kontoformularer.BekraeftMedAdgangskode",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,50/15m/ip", "login": "60/m/ip"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_FORMS = {
    "authenticate": "kommuner.kontoformularer.LogPaaMedKode",
    "reauthenticate": "kommuner.kontoformularer.BekraeftMedKode",
    "activate_totp": "kommuner.kontoformularer.SaetAppOp",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Udvikling i fleksjob"
SECOND_FACTOR_REQUIRED = env.bool("FLEKSJOB_ANDEN_FAKTOR", default=not (DEMO or TESTING))

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# The manifest needs collectstatic; the demo, tests and DEBUG serve straight from the packages instead.
SERVE_UNCOLLECTED = DEBUG or DEMO or TESTING
WHITENOISE_USE_FINDERS = SERVE_UNCOLLECTED
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if SERVE_UNCOLLECTED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
HTTPS = env.bool("FLEKSJOB_HTTPS", default=not (DEBUG or DEMO or TESTING))
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("FLEKSJOB_BAG_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "fleksjob.views.csrf_fejl"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_AFSENDER", default="Udvikling i fleksjob <fleksjob@localhost>")
# Where the installation answers, for the link in a mail; a mail knows of no request.
ADRESSE = env.str("FLEKSJOB_ADRESSE", default="")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
elif not TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", default=str(DATA_DIR / "mail"))

PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_constraint=False, related_name="historik")
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "GET")
PGTRIGGER_MODEL_META = True

CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "genberegn": {"task": "opfoelgning.tasks.genberegn_alle", "schedule": timedelta(minutes=10)},
    "import": {"task": "opfoelgning.tasks.importer_ventende", "schedule": timedelta(minutes=2)},
    # Often enough that a mail due at 7.30 is there by 7.35, also when a tick was lost.
    "morgenmail": {"task": "opfoelgning.tasks.morgenmail_alle", "schedule": timedelta(minutes=5)},
    "sletning": {"task": "opfoelgning.tasks.slet_udloebne", "schedule": timedelta(hours=1)},
    "ryd-op": {"task": "opfoelgning.tasks.ryd_op", "schedule": timedelta(hours=6)},
}

SLETTELOG = env.str("FLEKSJOB_SLETTELOG", default="")
BACKUP_FIL = env.str("FLEKSJOB_BACKUP_FIL", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linje": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "linje"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
