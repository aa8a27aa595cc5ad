"""Django's settings, made from fairline's configuration, whose path ``FAIRLINE_CONFIG`` tells.

Without one, as for tests and for making migrations, everything has its default and nothing is kept.
"""

import atexit
import os
import secrets
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from fairline.config import Config, read
from fairline.config.console import ConsoleSettings
from fairline.console.catalogs import compiled

HERE = Path(__file__).parent
SIGNED_IN = 8 * 3600  # ours: seconds, a working day
DATABASE_WAIT_S = 10  # ours: how long a page waits while another writes
UPLOAD_BYTES_MAX = 10 * 1024 * 1024  # ours: of one request

_file = os.environ.get("FAIRLINE_CONFIG")
FAIRLINE: Config = read(Path(_file)) if _file else Config()
CONSOLE = FAIRLINE.console or ConsoleSettings()
if _file:
    FOLDER = FAIRLINE.store.folder
else:
    FOLDER = Path(mkdtemp(prefix="fairline-"))
    atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


def _secret() -> str:
    """Return what sessions are signed with: made once, and readable by nobody else."""
    path = FOLDER / "console.secret"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(50), encoding="ascii")
        aside.replace(path)
    return path.read_text(encoding="ascii")


def database(told: str, password: Path | None) -> dict[str, Any]:
    """Return where the pages' own records are, as Django has it. ``told``: as the configuration has it."""
    if told == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "console.sqlite",
            "TEST": {"NAME": FOLDER / "tests.sqlite"},  # in a file: threads share one in memory badly
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": DATABASE_WAIT_S,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536",
            },
        }
    parts = conninfo_to_dict(told)  # of several hosts, each with its port, the one that takes writes is used
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": password.read_text(encoding="utf-8").strip() if password else parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": {"target_session_attrs": "read-write", **parts},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = [urlsplit(CONSOLE.url).hostname or "", "127.0.0.1", "localhost", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [CONSOLE.url.rstrip("/")]
_where, _password = FAIRLINE.console_database
DATABASES = {"default": database(os.environ.get("FAIRLINE_CONSOLE_DATABASE", _where), _password)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "fairline.console.urls"
WSGI_APPLICATION = "fairline.console.wsgi.application"

INSTALLED_APPS = [
    "fairline.console.people",
    "fairline.console.records",
    "fairline.console.cases",
    "fairline.console.rulings",
    "fairline.console.tracing",
    "fairline.console.overview",
    "fairline.console.registers",
    "fairline.console.files",
    "fairline.console.appeals",
    "fairline.console.door",
    "fairline.console.quality",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "fairline.console.people.middleware.OwnLanguage",
    "fairline.console.people.middleware.SecondFactor",
    "fairline.console.people.plain.Plain",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["fairline.console.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "fairline.console.context.console",
            ],
        },
    }
]

# Who comes in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "fairline.console.people.adapters.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = CONSOLE.mail is not None
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "fairline"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONSOLE.secure
SOCIALACCOUNT_ADAPTER = "fairline.console.people.adapters.KnownPeople"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if CONSOLE.oidc is not None:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": CONSOLE.oidc.name,
                "client_id": CONSOLE.oidc.client,
                "secret": CONSOLE.oidc.secret_file.read_text(encoding="utf-8").strip(),
                "settings": {"server_url": CONSOLE.oidc.server},
            }
        ]
    }
SESSION_COOKIE_AGE = SIGNED_IN
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CONSOLE.secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if CONSOLE.secure else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_BYTES_MAX
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Words, times and numbers
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [compiled(FOLDER / "locale")]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "fairline.console.formats"
TIME_ZONE = CONSOLE.sender.zone

# Files that pages need; all are our own
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True  # straight from where they are: nothing has to be collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = FOLDER / "files"

# Mail
if CONSOLE.mail is not None:
    EMAIL_HOST, EMAIL_PORT = CONSOLE.mail.host, CONSOLE.mail.port
    EMAIL_HOST_USER, EMAIL_USE_TLS = CONSOLE.mail.user, CONSOLE.mail.starttls
    if CONSOLE.mail.password_file is not None:
        EMAIL_HOST_PASSWORD = CONSOLE.mail.password_file.read_text(encoding="utf-8").strip()
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONSOLE.mail.sender
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING_CONFIG = None
