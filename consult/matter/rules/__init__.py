"""Pure decisions about matters."""
