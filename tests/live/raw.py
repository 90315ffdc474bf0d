"""A WebSocket client that does what no good client does: sends anything, reads slowly, or not at all."""
from __future__ import annotations

import json
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import websocket

PATH = "/socket.io/?EIO=4&transport=websocket"


class RawClient:
    """One WebSocket; frames are sent as they are given."""

    def __init__(self, url: str, token: str = "", *, receive_buffer: int = 0, extensions: str = "") -> None:
        options = [(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)] if receive_buffer else []
        headers = [f"Sec-WebSocket-Extensions: {extensions}"] if extensions else []
        self.ws = websocket.create_connection(
            url.replace("http", "ws", 1) + PATH, origin=url, cookie=f"sid={token}" if token else None, timeout=10,
            sockopt=options, header=headers)

    def __enter__(self) -> RawClient:
        return self

    def __exit__(self, *_: Any) -> None:
        self.ws.shutdown()

    def send(self, frame: str) -> None:
        self.ws.send(frame)

    def receive(self) -> str:
        """The next text frame; empty when the server has closed."""
        try:
            received = self.ws.recv()
        except (websocket.WebSocketException, OSError):
            return ""
        return received if isinstance(received, str) else received.decode()

    def come_in(self) -> RawClient:
        """Open the Socket.IO namespace."""
        assert self.receive().startswith("0{")
        self.send("40")
        answer = self.receive()
        assert answer.startswith("40{"), answer
        return self

    def ask(self, event: str, message: Any, number: int = 1) -> Any:
        """One event with its answer; what is pushed meanwhile is passed over."""
        self.send(f"42{number}" + json.dumps([event, message], ensure_ascii=False))
        while frame := self.receive():
            if frame == "2":
                self.send("3")
            elif frame.startswith(f"43{number}["):
                return json.loads(frame[len(f"43{number}"):])[0]
        raise AssertionError("no answer: the server has closed")

    def is_closed_within(self, seconds: float) -> bool:
        """Whether the server ends the connection; pings are answered meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.ws.settimeout(max(0.05, until - time.monotonic()))
            try:
                frame = self.ws.recv()
            except websocket.WebSocketTimeoutException:
                return False
            except (websocket.WebSocketException, OSError):
                return True
            if frame in ("", b""):
                return True
            if frame == "2":
                self.ws.send("3")
        return False


def handshake(url: str, *lines: str) -> str:
    """The status line and headers that a hand-made handshake gets."""
    host = urlsplit(url).netloc
    request = "\r\n".join([f"GET {PATH} HTTP/1.1", f"Host: {host}", *lines, "", ""])
    with socket.create_connection((urlsplit(url).hostname or "", urlsplit(url).port or 0), timeout=10) as sock:
        sock.sendall(request.encode("latin-1"))
        return sock.recv(65536).decode("latin-1").split("\r\n\r\n")[0]
