"""The WebSocket itself: frames written whole, a bound on what waits, and a line that can be cut.

simple-websocket 1.1 ignores that a socket may take only part of a frame: under gevent a slow client then reads
frames that are torn. engineio keeps any number of frames for a client that does not read. Both are mended here
at seams of those libraries; where the seams have moved, the stock classes stay and the log says so.
"""
from __future__ import annotations

import inspect
import json
import logging
import re
import socket
import struct
import threading
import time
from typing import Any

import engineio.json
import engineio.socket
import simple_websocket
import socketio.packet

from consult.live.protocol import FRAMES_WAITING

log = logging.getLogger(__name__)
SOCKETS = ("gunicorn.socket", "werkzeug.socket")
READABLE = re.compile(r"(?:[123]|4[0-2].*)", re.DOTALL)
"""Engine.IO close, ping and pong; Socket.IO connect, disconnect and event. A client of ours sends nothing else."""
MOST_UNREAD = 16
"""Messages taken from a socket and not yet answered; then the client waits in its own buffer."""
RESET_AT_CLOSE = struct.pack("ii", 1, 0)


class Json:
    """Texts as they are: Chinese takes three bytes a character on the wire, not six."""

    loads = staticmethod(engineio.json.loads)

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        """JSON in UTF-8; what cannot be UTF-8 is escaped."""
        text = json.dumps(value, ensure_ascii=False, **options)
        try:
            text.encode()
        except UnicodeEncodeError:
            return json.dumps(value, **options)
        return text


class TextPacket(socketio.packet.Packet):  # type: ignore[misc]  # untyped library
    """A Socket.IO packet that is not searched through for bytes: nothing of ours holds any."""

    uses_binary_events = False


class Line:
    """A socket that writes what it is given as a whole, one writer at a time, and reads no faster than is answered."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._writing = threading.Lock()
        self.unread: list[Any] = []
        self.is_cut = False

    def send(self, data: bytes) -> int:
        """Write all of it; a pong does not get between the pieces of a frame."""
        with self._writing:
            self._sock.sendall(data)
        return len(data)

    def recv(self, size: int) -> bytes:
        """Read, once the earlier messages are being answered."""
        while len(self.unread) > MOST_UNREAD and not self.is_cut:
            time.sleep(0.02)
        received: bytes = self._sock.recv(size)
        return received

    def fileno(self) -> int:
        """The descriptor."""
        number: int = self._sock.fileno()
        return number

    def close(self) -> None:
        """Give the descriptor back."""
        self._sock.close()

    def cut(self) -> None:
        """End it now, whatever waits; the other side sees a reset."""
        self.is_cut = True
        try:
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def bounded(stock: type[Any]) -> type[Any]:
    """A queue of frames that takes no more than FRAMES_WAITING and remembers that there were more."""

    class Waiting(stock):  # type: ignore[misc]  # a class of an untyped library
        overflowed = False

        def put(self, item: Any, *args: Any, **options: Any) -> None:
            if item is not None and self.qsize() >= FRAMES_WAITING:
                self.overflowed = True
                return
            super().put(item, *args, **options)

    return Waiting


def whole(stock: type[Any]) -> type[Any]:
    """Engine.IO's WebSocket driver on a Line, with a bound on what it reads."""

    class Wire(stock):  # type: ignore[misc]  # a class of an untyped library
        def __init__(self, handler: Any, server: Any) -> None:
            super().__init__(handler, server)
            self.server_args["max_message_size"] = server.max_http_buffer_size
            self.owner = handler.__self__
            self.owner.wire = self

        def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
            name = next(name for name in SOCKETS if name in environ)
            environ[name] = self.line = Line(environ[name])
            try:
                return super().__call__(environ, start_response)
            finally:
                self.line.is_cut = True

        def wait(self) -> Any:
            """The next message; None, which closes the line, when it is none that a client of ours sends."""
            self.line.unread = self.ws.input_buffer
            frame = super().wait()
            return frame if isinstance(frame, str) and READABLE.fullmatch(frame) else None

        def close(self) -> None:
            try:
                super().close()
            except (OSError, simple_websocket.ConnectionClosed):
                self.line.cut()

    return Wire


def library_fits(eio: Any) -> bool:
    """Whether the libraries are still made as this module takes them to be."""
    driver = eio._async.get("websocket")
    return (
        driver is not None and "server_args" in inspect.getsource(driver.__mro__[-2])
        and {"max_message_size", "event_class"} <= set(inspect.signature(simple_websocket.Server).parameters)
        and all(f'"{name}"' in inspect.getsource(simple_websocket.Server).replace("'", '"') for name in SOCKETS)
        and hasattr(engineio.socket.Socket, "_websocket_handler")
        and hasattr(eio._async.get("queue"), "qsize")
    )


def install(eio: Any) -> None:
    """Give an Engine.IO server this wire, or leave it the stock one."""
    try:
        fits = library_fits(eio)
    except (AttributeError, IndexError, OSError, TypeError):
        fits = False
    if not fits:
        log.warning("the WebSocket libraries have changed: Consult runs on their own wire")
        return
    eio._async = eio._async | {"websocket": whole(eio._async["websocket"]), "queue": bounded(eio._async["queue"])}


def stuck(line: Any) -> bool:
    """Whether more waits for a client than it may keep waiting."""
    return bool(getattr(line.queue, "overflowed", False))


def cut(line: Any) -> None:
    """End an Engine.IO line at once; its client comes back and catches up."""
    line.close(wait=False, abort=True)
    below = getattr(getattr(line, "wire", None), "line", None)
    if below is not None:
        below.cut()
