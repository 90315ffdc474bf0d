"""Door: the live room over Socket.IO."""
from __future__ import annotations

from flask import Flask
from flask_socketio import SocketIO

from consult.live import frames, wire
from consult.live.broadcast import Broadcast
from consult.live.gateway import Gateway
from consult.live.handshake import Doorstep
from consult.live.protocol import LARGEST_FRAME
from consult.live.pulse import Pulse
from consult.live.watch import Watch
from consult.storage.store import Store
from consult.storage.writer import under_gevent


def register(app: Flask) -> None:
    """Hang the live room on the application; `app.extensions` has its gateway ("live") and its pulse."""
    store: Store = app.extensions["store"]
    settings = app.extensions["settings"]
    socketio = SocketIO(
        app, async_mode="gevent" if under_gevent() else "threading", transports=["websocket"],
        cors_allowed_origins=[], manage_session=False, async_handlers=False, max_http_buffer_size=LARGEST_FRAME,
        message_queue=settings.redis_url or None, ping_interval=20, ping_timeout=20, json=wire.Json,
        serializer=wire.TextPacket,
    )
    broadcast = Broadcast(socketio, store)
    gateway = Gateway(socketio.server, store, broadcast, https=settings.https, cookie=settings.cookie("sid"))
    watch = Watch(socketio.server, store, gateway.connections, broadcast)
    pulse = Pulse(socketio, store, broadcast, watch)
    store.listeners += [broadcast.announce, watch.hear]
    wire.install(socketio.server.eio)
    frames.close_on_malformed(socketio.server)
    frames.on_connect(socketio.server, pulse.start)
    app.wsgi_app = Doorstep(app.wsgi_app, https=settings.https)  # type: ignore[method-assign]
    app.extensions |= {"live": gateway, "pulse": pulse}
