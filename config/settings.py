"""Django's settings. Every choice that differs between places is an environment variable."""

from datetime import date, timedelta
from pathlib import Path

import structlog
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from config.environment import cache_address, database, env, flag, secret

BASE_DIR = Path(__file__).resolve().parent.parent

# -- The place it runs in ------------------------------------------------------------------------------
DEBUG = flag("DJANGO_DEBUG")
DEMONSTRATION = flag("DEMONSTRATION", default=DEBUG)
# By authority: in the demonstration of an earlier time it is always this day, so that its people work under its law.
DEMONSTRATION_DAYS = {"Irwell 2006-07": date(2007, 7, 20)} if DEMONSTRATION else {}
SECRET_KEY = secret(
    "SECRET_KEY", hint="Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
)
ALLOWED_HOSTS = [host for host in env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in env("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
SECURE = flag("HTTPS", default=not DEBUG)

# -- What it is made of -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "agencies",
    "attendance",
    "cases",
    "enforcement",
    "reporting",
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "csp",
    "django_htmx",
    "drf_spectacular",
    "guardian",
    "pghistory",
    "pgtrigger",
    "rest_framework",
]
MIDDLEWARE = [
    "config.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "agencies.middleware.private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "agencies.middleware.ActingFor",
    "agencies.middleware.SecondFactor",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
                "agencies.context.page",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.Renderer"

# -- Where it keeps things --------------------------------------------------------------------------------
DATABASES = {
    "default": {
        **database(env("DATABASE_URL", hint="Such as postgres://user:password@host/name")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": env("TEST_DATABASE", "test_casework")},
    }
}
REDIS_URL = env("REDIS_URL", hint="Such as redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": cache_address(REDIS_URL),
    }
}
# Files that came from or are about people: outside the web root, never served by the web server.
# Where clamd listens: tcp://host:3310 or unix:///path; documents are marked "not scanned" where there is none.
CLAMAV_URL = env("CLAMAV_URL", "")
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(BASE_DIR / ".local" / "media")))
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG

# -- Language and time ------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT = "j F Y"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y"]

# -- Signing in -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"
# Who says what waits for somebody: functions of who asks and whose work it is (`cases.queries.work`). An app adds its
# own here, since casework may not import what stands below it.
WORK_SOURCES = (
    "cases.queries.work_referrals.referrals_at_hand",
    "cases.queries.work_requests.requests_at_hand",
    "cases.queries.work.cases_at_hand",
    "cases.queries.work_meetings.meetings_soon",
    "cases.queries.work_meetings.invitations_to_answer",
    "cases.queries.work_meetings.minutes_to_issue",
    "cases.queries.work_plans.reviews_due",
    "cases.queries.work_plans.actions_due",
    "cases.queries.work_plans.rechecks_due",
    "enforcement.queries.work_money.money_to_decide",
    "enforcement.queries.work_money.letters_to_print",
    "enforcement.queries.work_court.clocks",
    "enforcement.queries.work_court.hearings_ahead",
    "enforcement.queries.work_court.track_steps",
    "enforcement.queries.work_court.directions_to_answer",
    "enforcement.queries.work_court.orders_ending",
    "enforcement.queries.work_court.notices_running_out",
    "enforcement.queries.work_court.attendance_orders_to_serve",
    "enforcement.queries.work_court.supervision_to_serve",
    "enforcement.queries.work.letters_unread",
    "enforcement.queries.work.notices_to_check",
    "enforcement.queries.work.warnings_to_check",
    "enforcement.queries.work.notices_to_serve",
    "enforcement.queries.work.warnings_to_serve",
    "enforcement.queries.work.payment_days_ended",
    "enforcement.queries.work.warnings_ended",
    "enforcement.queries.work.notices_in_doubt",
    "enforcement.queries.work.requests_for_notices",
)
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "agencies.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "agencies.sign_in.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Failures are counted by axes alone: a second count would refuse in other words and for another time.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = "Attendance casework"
MFA_TOTP_TOLERANCE = 1  # the code before and after too, for slow fingers and clocks (RFC 6238 section 5.2)
if DEBUG and DEMONSTRATION:
    # The demonstration's invented people have no telephone: one printed code stands for theirs.
    MFA_TOTP_INSECURE_BYPASS_CODE = "246810"
SOCIALACCOUNT_OPENID_CONNECT_PKCE_ENABLED = True
# Guardian's rows are read through agencies.named alone, never as an authentication backend.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "agencies.sign_in.who_tries"
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]

# -- Keeping what passes private --------------------------------------------------------------------------
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
REGISTER_FILE_LIMIT = int(env("REGISTER_FILE_LIMIT", str(200 * 1024 * 1024)))

# -- Work in the background -------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
# Tasks use the process's connection again (config/celery.py looks at it first): a new one for each costs as much as
# a small task.
CELERY_DB_REUSE_MAX = 1_000_000
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# -- E-mail -----------------------------------------------------------------------------------------------
# Where the service is reached by people: e-mails point there.
SITE_ADDRESS = env("SITE_ADDRESS", "http://localhost:8000").rstrip("/")
EMAIL_HOST = env("EMAIL_HOST", "")
EMAIL_PORT = int(env("EMAIL_PORT", "587"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = secret("EMAIL_HOST_PASSWORD", hint="EMAIL_HOST_USER is set.") if EMAIL_HOST_USER else ""
EMAIL_USE_SSL = flag("EMAIL_USE_SSL")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=bool(EMAIL_HOST) and not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = env("EMAIL_FILES", "")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", "") or "attendance@localhost"
# A server where one is named; else files where a folder is; else, on one's own machine, the console; else nobody.
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend"
    if EMAIL_HOST
    else "filebased.EmailBackend"
    if EMAIL_FILE_PATH
    else "console.EmailBackend"
    if DEBUG
    else "dummy.EmailBackend"
)

# -- History, interface for programs, messages, records ---------------------------------------------------
PGHISTORY_APPEND_ONLY = True
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["agencies.api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["agencies.api.permissions.Closed"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["agencies.api.parsers.SmallJson"],
    "DEFAULT_THROTTLE_CLASSES": ["agencies.api.throttling.PerToken"],
    "DEFAULT_THROTTLE_RATES": {"token": env("API_RATE", "600/minute")},
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "agencies.api.pagination.Pages",
    "EXCEPTION_HANDLER": "agencies.api.errors.handle",
    "PAGE_SIZE": 100,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Attendance casework",
    "DESCRIPTION": "Schools, pupils, marks, flags, register imports and casework, under the same rights as the pages.",
    "VERSION": "1",
    "ENUM_NAME_OVERRIDES": {
        "FlagState": "attendance.models.flag.FlagState",
        "ImportState": "attendance.models.imports.ImportState",
        "ReferralState": "cases.models.referral.STATES",
        "DeclineReason": "cases.models.referral.DeclineReason",
        "CaseState": "cases.models.case.STATES",
        "Audience": "cases.models.Audience",
        "RequestState": "cases.api.requests.STATES",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
}
MESSAGE_TAGS = {message_levels.ERROR: "error", message_levels.SUCCESS: "success"}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        # It writes the bank lines that it cannot read, with the payer's name: they are told on the page alone.
        "mt940": {"level": "CRITICAL"},
    },
}
