"""Pure decisions about replies."""
