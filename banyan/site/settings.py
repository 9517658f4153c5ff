"""Settings of an installation. What differs between installations comes from the environment:

BANYAN_HOME (data folder, default `var/`), BANYAN_DATABASE_URL (`postgres://user:password@host:port/name`),
BANYAN_HOSTS (comma-separated), BANYAN_SECURE=1 behind HTTPS, BANYAN_MAIL_URL (`smtp://user:password@host:port`),
BANYAN_TRUSTED_PROXIES (how many proxies in front write X-Forwarded-For; 0 believes none).
"""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pysqlite3
from django.utils.translation import gettext_lazy as _

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from banyan.core.keys import load_secrets  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = Path(os.environ.get("BANYAN_HOME", ROOT / "var")).resolve()
_secrets = load_secrets(HOME)
SECRET_KEY = _secrets["django"]
BANYAN_MASTER_SECRET = _secrets["master"]
BANYAN_HOME = HOME

DEBUG = False
SECURE = os.environ.get("BANYAN_SECURE") == "1"
BANYAN_TRUSTED_PROXIES = int(os.environ.get("BANYAN_TRUSTED_PROXIES", "0"))
ALLOWED_HOSTS = [
    *filter(None, os.environ.get("BANYAN_HOSTS", "").split(",")),
    "127.0.0.1",
    "localhost",
    "[::1]",
]

INSTALLED_APPS = [
    "banyan.core.identity",
    "banyan.core.audit",
    "banyan.core.numbering",
    "banyan.core.dated",
    "banyan.core.attachments",
    "banyan.core.approvals",
    "banyan.core.tallies",
    "banyan.core.jobs",
    "banyan.core.offline",
    "banyan.core.notices",
    "banyan.core.calendar",
    "banyan.core.documents",
    "banyan.core.controls",
    "banyan.core.oversight",
    "banyan.core.search",
    "banyan.core.registers",
    "banyan.core.registers.importing",
    "banyan.core.ui",
    "banyan.domains.staff",
    "banyan.domains.projects",
    "banyan.domains.services",
    "banyan.domains.finance",
    "banyan.domains.quality",
    "banyan.domains.communication",
    "banyan.domains.rulebook",
    "banyan.site.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "banyan.core.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "banyan.core.identity.signed_in.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "banyan.core.gate.GateMiddleware",
    "banyan.core.offline.once.OnceMiddleware",
    "banyan.core.ui.refusals.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "banyan.site.urls"
WSGI_APPLICATION = "banyan.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "banyan" / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "banyan.core.ui.frame.frame",
            ],
            "builtins": ["banyan.core.ui.templatetags.banyan", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "banyan.core.ui.drawing.FieldRenderer"


def _database(url: str) -> dict:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "banyan.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                "timeout": 20,
            },
            "CONN_MAX_AGE": 600,
        }
    parts = urlsplit(url)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(os.environ.get("BANYAN_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["banyan.core.identity.passwords.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_ADAPTER = "banyan.core.identity.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": False, "login_failed": False}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "banyan.core.identity.forms.SignInForm",
    "change_password": "banyan.core.identity.forms.NewPasswordForm",
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
MFA_ADAPTER = "banyan.core.identity.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "banyan.core.identity.forms.SecondFactorForm",
    "reauthenticate": "banyan.core.identity.forms.SecondFactorAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Banyan"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "banyan.core.identity.pace.client_address"
AXES_LOCKOUT_CALLABLE = "banyan.core.identity.sign_in.locked_out"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "banyan.core.identity.pace.name_tried"
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["login", "password"]

SESSION_ENGINE = "banyan.core.identity.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [("vendor", HOME / "vendor")] if (HOME / "vendor").exists() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

_mail = urlsplit(os.environ.get("BANYAN_MAIL_URL", ""))
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail.hostname
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
DEFAULT_FROM_EMAIL = os.environ.get("BANYAN_MAIL_FROM", "banyan@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "CRITICAL"}},
}
SILENCED_SYSTEM_CHECKS = ["axes.W003", "security.W004", "security.W008", "security.W012", "security.W016"]

BANYAN_MENU = "banyan.site.menu.MENU"
