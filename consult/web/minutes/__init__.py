"""Area minutes: the record, its editor, its checking, signing and papers."""
