"""Who is told of a failed run, and what arrives. The webhook's server is a real one."""

import json
import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from pipelines.notify import FailedRun, NotifyError, notifiers
from pipelines.settings import SettingsError

FAILED = FailedRun("refresh_warehouse", "0123456789", "the disk is full")
HEARD: list[FailedRun] = []


def hear(failed: FailedRun) -> None:
    """A notifier of one's own."""
    HEARD.append(failed)


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An address that takes notices, and what it took; below /gone it refuses."""
    took: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if not self.path.startswith("/gone"):
                took.append(json.loads(content))
            self.send_response(410 if self.path.startswith("/gone") else 200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing of requests."""

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", took
        running.shutdown()
        thread.join()


def test_the_log_gets_one_line(caplog: pytest.LogCaptureFixture) -> None:
    [tell] = notifiers("log")
    with caplog.at_level(logging.ERROR):
        tell(FAILED)
    assert caplog.messages == ["Claimhouse: run 01234567 of refresh_warehouse failed: the disk is full"]


def test_a_webhook_gets_text_and_parts(server: tuple[str, list[dict[str, str]]]) -> None:
    address, took = server
    for tell in notifiers(f"{address}/hook"):
        tell(FAILED)
    assert took == [{
        "text": FAILED.text, "job": "refresh_warehouse", "run_id": "0123456789", "error": "the disk is full",
    }]  # fmt: skip


def test_a_webhook_that_refuses_is_told_without_its_path(server: tuple[str, list[dict[str, str]]]) -> None:
    [tell] = notifiers(f"{server[0]}/gone/secret")
    with pytest.raises(NotifyError, match=r"127\.0\.0\.1 did not take the notice of 0123456789 .*410") as refused:
        tell(FAILED)
    assert "secret" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_function_of_ones_own_is_told_with_the_others(server: tuple[str, list[dict[str, str]]]) -> None:
    HEARD.clear()
    for tell in notifiers(f"{__name__}:hear {server[0]}"):
        tell(FAILED)
    assert [FAILED] == HEARD
    assert len(server[1]) == 1


@pytest.mark.parametrize("name", ["no_such_module:tell", "pipelines.notify:nobody", "pipelines.notify:TIMEOUT"])
def test_what_is_no_function_is_refused_at_start(name: str) -> None:
    with pytest.raises(SettingsError, match=f"CLAIMHOUSE_NOTIFY: '{name}' cannot be used; give a function"):
        notifiers(name)


