"""The lines of the log: level and form as set; what a request held is not in them."""
from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from consult.cli import log_lines
from consult.cli.access_log import AccessLog
from consult.cli.gunicorn_log import GunicornLog
from consult.config import BadSetting, LogSettings, log_settings_from


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The log of the tests is left as it was."""
    root = logging.getLogger()
    before = list(root.handlers)
    levels = {name: logging.getLogger(name).level for name in ("consult", "gunicorn", log_lines.ACCESS)}
    yield
    root.handlers[:] = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_a_line_for_people_says_when_how_grave_who_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    log_lines.set_up(LogSettings())
    logging.getLogger("consult.deadlines").warning("%s is late", "a reply")
    assert capsys.readouterr().err[23:] == "+00:00 WARNING consult.deadlines: a reply is late\n"


def test_a_line_of_json_is_one_object_with_the_traceback_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    log_lines.set_up(LogSettings(json=True))
    try:
        raise ValueError("nothing")
    except ValueError:
        logging.getLogger("consult.web").exception("it failed")
    line = json.loads(capsys.readouterr().err)
    assert (line["level"], line["logger"], line["message"]) == ("error", "consult.web", "it failed")
    assert line["traceback"].endswith("ValueError: nothing")


@pytest.mark.parametrize(("level", "said"), [("debug", 3), ("info", 2), ("warning", 1), ("error", 0)])
def test_the_level_is_that_of_our_own_lines(level: str, said: int, capsys: pytest.CaptureFixture[str]) -> None:
    log_lines.set_up(LogSettings(level=level))
    ours = logging.getLogger("consult.live")
    for tell in (ours.debug, ours.info, ours.warning):
        tell("a line")
    logging.getLogger("somebody.elses").info("a line of a library")
    assert len(capsys.readouterr().err.splitlines()) == said


def test_set_up_twice_a_line_is_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    log_lines.set_up(LogSettings(json=True))
    log_lines.set_up(LogSettings())
    logging.getLogger("consult").error("once")
    assert capsys.readouterr().err.count("once") == 1


def test_settings_of_the_log_are_read_from_the_environment() -> None:
    assert log_settings_from({}) == LogSettings(level="warning", json=False, access="")
    told = {"CONSULT_LOG_LEVEL": "INFO", "CONSULT_LOG_FORMAT": "json", "CONSULT_ACCESS_LOG": "addresses"}
    assert log_settings_from(told) == LogSettings(level="info", json=True, access="addresses")


@pytest.mark.parametrize("name", ["CONSULT_LOG_LEVEL", "CONSULT_LOG_FORMAT", "CONSULT_ACCESS_LOG"])
def test_a_word_that_no_setting_has_is_refused_with_those_it_has(name: str) -> None:
    with pytest.raises(BadSetting, match=f"{name}: 'loud' is none of"):
        log_settings_from({name: "loud"})


# --- requests -------------------------------------------------------------------------------------------


def small_app(*, with_addresses: bool = False) -> Flask:
    """One page behind a proxy, with the access log before it."""
    app = Flask("small")
    app.add_url_rule("/join/<code>", view_func=lambda code: "come in", endpoint="join")
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)  # type: ignore[method-assign]
    app.wsgi_app = AccessLog(app, with_addresses=with_addresses)  # type: ignore[method-assign]
    return app


def access_lines(logs: LogSettings, capsys: pytest.CaptureFixture[str], path: str, method: str = "GET") -> str:
    """What a request leaves in the log, behind its moment."""
    log_lines.set_up(logs)
    app = small_app(with_addresses=logs.access == "addresses")
    app.test_client().open(path, method=method, headers={"X-Forwarded-For": "203.0.113.9"})
    return capsys.readouterr().err.partition(" INFO ")[2]


def test_no_request_has_a_line_unless_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert access_lines(LogSettings(level="debug"), capsys, "/join/KQ7X") == ""


@pytest.mark.parametrize(("method", "path", "told"), [
    ("GET", "/join/KQ7X?name=wang", "GET /join/<code> 200"),
    ("GET", "/elsewhere/KQ7X", "GET - 404"),
    ("POST", "/join/KQ7X", "POST - 405"),
    ("KQ7X", "/join/KQ7X", "- - 405"),
])
def test_a_request_is_told_by_its_route(method: str, path: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = access_lines(LogSettings(level="error", access="1"), capsys, path, method)
    assert line.startswith(f"consult.access: {told} ") and line.endswith(" ms\n")
    assert "KQ7X" not in line and "wang" not in line


def test_an_address_is_written_only_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "203.0.113.9" not in access_lines(LogSettings(access="1"), capsys, "/join/KQ7X")
    assert access_lines(LogSettings(access="addresses"), capsys, "/join/KQ7X").endswith(" ms 203.0.113.9\n")


def test_what_gunicorn_says_of_a_request_names_neither_its_sender_nor_its_address(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_lines.set_up(LogSettings(level="debug"))
    log = GunicornLog(None)
    log.debug("%s %s", "GET", "/join/KQ7X")
    log.warning("Invalid request from ip=203.0.113.9: KQ7X")
    log.exception("Error handling request %s %s", "GET", "/join/KQ7X")
    said = capsys.readouterr().err
    assert "a request that is no HTTP was refused" in said and "a request failed outside the application" in said
    assert "KQ7X" not in said and "203.0.113.9" not in said
