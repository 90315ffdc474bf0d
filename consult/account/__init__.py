"""Sign-in, invitations and sessions."""
