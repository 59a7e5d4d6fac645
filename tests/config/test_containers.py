"""The container files, read without an engine: hadolint, the Compose specification, and agreement."""

import http.server
import json
import subprocess
import threading

import pytest
import yaml
from compose_spec import PyCompose

from config import health
from config.runner.places import ROOT, VENV

COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def validated(text: str) -> dict:
    """The services of a Compose file; YAML's merge keys are resolved before the specification is asked."""
    resolved = yaml.safe_load(text)
    PyCompose.from_json(json.dumps(resolved)).to_spec()
    return resolved["services"]


def test_the_dockerfile_is_sound() -> None:
    done = subprocess.run(
        [VENV / "bin/hadolint", "--no-color", ROOT / "Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_keeps_the_specification() -> None:
    assert set(validated(COMPOSE)) == {"postgres", "redis", "migrate", "web", "worker", "beat"}


@pytest.mark.parametrize("word", ["service_healthy", "healthcheck", "depends_on"])
def test_a_misspelt_word_is_found(word) -> None:
    with pytest.raises(ValueError, match=word[:-1] + "x"):
        validated(COMPOSE.replace(word, word[:-1] + "x"))


def test_everything_that_runs_is_watched() -> None:
    lasting = {name: each for name, each in validated(COMPOSE).items() if name != "migrate"}
    assert [name for name, each in lasting.items() if not each["healthcheck"].get("test")] == []


def test_the_application_waits_for_servers_and_tables() -> None:
    services = validated(COMPOSE)
    for name in ("web", "worker", "beat"):
        waits = {other: each["condition"] for other, each in services[name]["depends_on"].items()}
        assert waits == {
            "postgres": "service_healthy",
            "redis": "service_healthy",
            "migrate": "service_completed_successfully",
        }


def test_nothing_runs_as_root_or_as_a_database_superuser() -> None:
    assert DOCKERFILE.rindex("\nUSER 10001") > DOCKERFILE.rindex("\nRUN ")
    configs = yaml.safe_load(COMPOSE)["configs"]
    assert "app LOGIN NOSUPERUSER NOBYPASSRLS" in configs["application_role"]["content"]
    for name in ("web", "worker", "beat"):
        service = validated(COMPOSE)[name]
        assert service["environment"]["DATABASE_URL"].startswith("postgres://app:")
        assert service["cap_drop"] == ["ALL"]


def test_no_secret_has_a_default() -> None:
    for name in ("SECRET_KEY", "APP_PASSWORD", "POSTGRES_PASSWORD"):
        assert COMPOSE.count(f"${{{name}") == COMPOSE.count(f"${{{name}:?}}") > 0


def test_versions_are_those_of_the_design() -> None:
    services = validated(COMPOSE)
    assert services["postgres"]["image"] == "postgres:17"
    assert services["redis"]["image"] == "redis:7"
    assert "FROM python:3.11-slim" in DOCKERFILE


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers well to the host name of the service asked as over https, and refuses everything else."""

    def do_GET(self) -> None:
        asked = (self.headers["Host"], self.headers["X-Forwarded-Proto"])
        self.send_response(204 if asked == ("attendance.example.gov.uk", "https") else 400)
        self.end_headers()

    def log_message(self, *arguments) -> None:
        """Say nothing."""


def test_health_is_asked_as_the_proxy_would(monkeypatch) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/healthz"
        monkeypatch.setenv("ALLOWED_HOSTS", "attendance.example.gov.uk,other.example")
        assert health.well(address)
        monkeypatch.setenv("ALLOWED_HOSTS", "other.example")
        assert not health.well(address)
        server.shutdown()
    assert not health.well("http://127.0.0.1:1/healthz")
