"""Entrance for a WSGI server: pages and the Socket.IO server in one application."""
from consult.app import create_app

app = create_app()
app.extensions["looks"].by_itself = True
