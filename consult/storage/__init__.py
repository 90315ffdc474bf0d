"""The only code that opens a transaction."""
