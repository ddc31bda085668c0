"""Settings of the web office. Every setting that an office may change comes from a variable
`HUANJIE_…`; docs/reference/settings.md lists them."""

import os
import secrets
from pathlib import Path

from huanjie.office.config.database import database_settings
from huanjie.office.config.mail import mail_settings


def _secret_key(folder: Path) -> str:
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), "ascii")
    return path.read_text("ascii")


PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("HUANJIE_DATA", "var")).resolve()
SECRET_KEY = _secret_key(DATA_DIR)
DEBUG = os.environ.get("HUANJIE_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("HUANJIE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PRACTICE = os.environ.get("HUANJIE_PRACTICE") == "1"
PRACTICE_DAY = os.environ.get("HUANJIE_PRACTICE_DAY", "")

DATABASES = {
    "default": database_settings(
        os.environ.get("HUANJIE_DATABASE", f"sqlite:///{DATA_DIR / 'huanjie.sqlite3'}")
    )
}

STAGES = ("committee", "seats", "registration", "nomination", "polling", "counting", "tenure")
BETWEEN_LEVELS = ("guidance", "returns", "briefing")
GROUND = ("face", "ledger", "people", "jobs", "inbox", "documents", "library", "bulletin")

INSTALLED_APPS = [
    *(f"huanjie.office.{app}" for app in (*GROUND, *STAGES, *BETWEEN_LEVELS, "board")),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "huanjie.office.face.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huanjie.office.people.middleware.MemberMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "huanjie.office.config.urls"
WSGI_APPLICATION = "huanjie.office.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huanjie.office.face.context.frame",
                "huanjie.office.board.context.place",
                "huanjie.office.library.context.statute",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "huanjie.office.face.templatetags.face",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "huanjie.office.people.backends.UnexpiredBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "huanjie.office.people.backends.ClosedAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "huanjie"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "office" / "face" / "locale"]
TIME_ZONE = os.environ.get("HUANJIE_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "documents"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20

OFFICE_ADDRESS = os.environ.get("HUANJIE_ADDRESS", "http://localhost:8000").rstrip("/")
SENDER = os.environ.get("HUANJIE_SENDER", "file")
SMS_GATEWAY = os.environ.get("HUANJIE_SMS", "")
SMS_TOKEN = os.environ.get("HUANJIE_SMS_TOKEN", "")
DEFAULT_FROM_EMAIL = os.environ.get("HUANJIE_MAIL_FROM", "huanjie@localhost")
globals().update(mail_settings(os.environ.get("HUANJIE_MAIL", "")))
SCHEDULE = {
    "huanjie.office.board.tasks.remind": 1800,
    "huanjie.office.board.tasks.send": 300,
    "huanjie.office.board.tasks.close_days": 600,
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "huanjie.office.face.screens.errors.page_too_old"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
