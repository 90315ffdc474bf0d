"""Door: the live room over Socket.IO."""
from __future__ import annotations

from flask import Flask
from flask_socketio import SocketIO

from consult.live.broadcast import Broadcast
from consult.live.gateway import Gateway
from consult.live.pulse import Pulse
from consult.storage.unit_of_work import Store
from consult.storage.writer import under_gevent

LARGEST_FRAME = 96 * 1024
"""Bytes of one message: a turn's text of 20,000 Chinese characters fits; anything larger closes the socket."""


def register(app: Flask) -> None:
    """Hang the live room on the application; `app.extensions["live"]` is its gateway."""
    store: Store = app.extensions["store"]
    settings = app.extensions["settings"]
    socketio = SocketIO(
        app, async_mode="gevent" if under_gevent() else "threading", transports=["websocket"],
        cors_allowed_origins=[], manage_session=False, async_handlers=False, max_http_buffer_size=LARGEST_FRAME,
        message_queue=settings.redis_url or None, ping_interval=20, ping_timeout=20,
    )
    broadcast = Broadcast(socketio, store)
    gateway = Gateway(socketio.server, store, broadcast, https=settings.https)
    pulse = Pulse(socketio, store, broadcast, gateway)
    gateway.on_first_connection = pulse.start
    store.listeners.append(broadcast.announce)
    store.listeners.append(gateway.hear)
    app.extensions["live"] = gateway
