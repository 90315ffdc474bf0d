"""Who came in the moment the door was closing is answered."""
from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any

from gunicorn.config import Config

from consult.cli.gunicorn_log import GunicornLog
from consult.cli.worker import Worker


def hello(_: dict[str, Any], answer: Callable[..., Any]) -> Iterable[bytes]:
    answer("200 OK", [("Content-Length", "5")])
    return [b"hello"]


def test_a_connection_taken_in_before_the_listener_was_closed_is_answered() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    with socket.create_connection(listener.getsockname()) as phone:
        phone.sendall(b"GET / HTTP/1.1\r\nHost: consult.test\r\nConnection: close\r\n\r\n")
        accepted, address = listener.accept()
        listener.close()
        config = Config(prog="consult")
        worker = Worker(1, 1, [], None, 5, config, GunicornLog(config))
        worker.wsgi = hello
        worker.handle(listener, accepted, address)
        worker.tmp.close()
        phone.settimeout(5)
        answer = b""
        while part := phone.recv(4096):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200 OK") and answer.endswith(b"hello")
