"""Reading the environment: every variable the application knows is read through `env`."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# Pages fetch a few rows out of tables held in memory: an index is nearly as cheap as reading on, and starting
# parallel workers or compiling a plan costs more than the whole statement takes.
PLANNING = "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0 -c jit=off"


class MissingVariable(RuntimeError):
    """A variable that has no safe default is not set."""


def env(name: str, default: str | None = None, *, hint: str = "") -> str:
    """The value of an environment variable; raises MissingVariable with the hint where it has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise MissingVariable(f"{name} is not set. {hint}")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Whether a variable says yes: 1, true, yes or on."""
    return env(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def secret(name: str, *, hint: str) -> str:
    """A secret given directly, or by the path of a file in NAME_FILE."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else env(name, hint=hint)


def database(url: str) -> dict[str, Any]:
    """Django's database settings from a postgres:// address; `?host=` names a unix-socket directory."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {"options": PLANNING, **query},
    }


def cache_address(broker_url: str) -> str:
    """The broker's address as redis-py writes it: Celery says redis+socket:// where redis-py says unix://."""
    return broker_url.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
