"""Every setting of the product, from the environment only; `.env.example` names each variable."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.csp import CSP

from sbt.project import database
from sbt.project.kept import kept_secret
from sbt.project.providers import as_library_reads, read_providers

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent

# What this installation is
SBT_MODE = os.environ.get("SBT_MODE", "demo")
if SBT_MODE not in {"demo", "production"}:
    raise ValueError(f"SBT_MODE harus demo atau production, bukan {SBT_MODE!r}")
SBT_DEMO_EPOCH = os.environ.get("SBT_DEMO_EPOCH", "2024-12-04T08:00:00+07:00")
SBT_DATA = Path(os.environ.get("SBT_DATA", ".sbt")).absolute()
SBT_LAW = Path(os.environ.get("SBT_LAW", ROOT / "law")).absolute()
SBT_PUBLIC_ORIGIN = os.environ.get("SBT_PUBLIC_ORIGIN", f"http://localhost:{os.environ.get('PORT', '8000')}")
CLAMD_SOCKET = os.environ.get("CLAMD_SOCKET", "")
SBT_OFFICIAL_BANNER = os.environ.get("SBT_OFFICIAL_BANNER", "") == "1"
HTTPS = SBT_PUBLIC_ORIGIN.startswith("https://")

SECRET_KEY = os.environ.get("SBT_SECRET_KEY") or kept_secret(SBT_DATA, "secret-key")
STORE_KEY = bytes.fromhex(os.environ.get("SBT_STORE_KEY") or kept_secret(SBT_DATA, "store-key"))

# How often one network may ask in an hour: freely, and with a ticket for each time beyond (intake/pace.py)
SBT_REPORTS_AN_HOUR = int(os.environ.get("SBT_REPORTS_AN_HOUR", "300"))
SBT_READS_AN_HOUR = int(os.environ.get("SBT_READS_AN_HOUR", "3000"))
SBT_PROXIES = int(os.environ.get("SBT_PROXIES", "0"))  # proxies of ours before us; the last of them tells the address

DEBUG = False
ALLOWED_HOSTS = [
    host for host in os.environ.get("SBT_HOSTS", "localhost,127.0.0.1,[::1],.localhost").split(",") if host
]
ROOT_URLCONF = "sbt.project.urls"
WSGI_APPLICATION = "sbt.project.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "sbt.project",
    "sbt.rulebook",
    "sbt.people",
    "sbt.register",
    "sbt.evidence",
    "sbt.letters",
    "sbt.notices",
    "sbt.sealing",
    "sbt.intake",
    "sbt.cases",
    "sbt.information",
    "sbt.protection",
    "sbt.web",
    "sbt.demo",
]

MIDDLEWARE = [
    "sbt.project.headers.HeadersMiddleware",
    "sbt.project.static.StaticMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "sbt.web.languages.LanguageMiddleware",
    "sbt.project.straight.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "sbt.people.sign_in.OfficerMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "sbt.web.folding.Engine",
        "NAME": "jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "sbt.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database: the login is sbt_app, except in the commands of the migrator and in the one that erases
SBT_LOGIN = os.environ.get("SBT_LOGIN", "app")
DATABASES = {
    "default": {
        **database.address_of(SBT_LOGIN, SBT_DATA).as_setting(),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    },
}
# The store of keys: salts and keys of files, in a database of its own
SBT_KEYS = database.keys_address(SBT_LOGIN, SBT_DATA).as_conninfo()
# The fourth wall: row-level security, keyed to tokens that a login of its own puts before the database
SBT_WALL_KEY = os.environ.get("SBT_WALL_KEY") or kept_secret(SBT_DATA, "wall-key")
SBT_SIGNIN = database.login_address(SBT_DATA, database.SIGNIN_LOGIN).as_conninfo()
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who signs in, and how
AUTH_USER_MODEL = "people.Officer"
AUTHENTICATION_BACKENDS = ["sbt.people.sign_in.OfficerBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "sbt.people.passwords.ObviousPasswordValidator"},
]
ACCOUNT_ADAPTER = "sbt.web.signing_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # ours count in the database, for all processes: people/limits.py
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
MFA_ADAPTER = "sbt.web.signing_in.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "SBT"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 12
# hosts that may lie inside, or answer without TLS, when we ask them (people/outgoing.py): `host` or `host:port`
SBT_OUTGOING_HOSTS = [host.strip() for host in os.environ.get("SBT_OUTGOING_HOSTS", "").split(",") if host.strip()]
SBT_PROVIDERS = read_providers(os.environ.get("SBT_PROVIDERS", ""))
SOCIALACCOUNT_PROVIDERS = as_library_reads(SBT_PROVIDERS)
SOCIALACCOUNT_ADAPTER = "sbt.web.provider.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # the page's form may lead to no other site (CSP form-action); a link may
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
LOGIN_URL = "/masuk"
LOGIN_REDIRECT_URL = "/tugas"
LOGOUT_REDIRECT_URL = "/"

# Cookies
SESSION_ENGINE = "sbt.people.sessions"
HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{HOST_ONLY}sbt_sesi"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # an institution's own provider sends the officer back from another site
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{HOST_ONLY}sbt_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "sbt.web.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = [SBT_PUBLIC_ORIGIN]
LANGUAGE_COOKIE_NAME = f"{HOST_ONLY}sbt_bahasa"
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["default", "sbt-inert"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

# Words and days
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {"staticfiles": {"BACKEND": "sbt.project.static.HashedNames"}}
FILE_UPLOAD_HANDLERS = ["sbt.evidence.upload.SealedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # the handler reads 40; the rest is passed over, so that the answer can say so
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a forwarding of 200 persons is one form

# Logs: what went wrong, never who; no request line, no address, no value, no time finer than the day
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "sbt.project.quiet_log.QuietFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SBT_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR", "propagate": True},
        "django.security.csrf": {"level": "ERROR", "propagate": True},
    },
}
