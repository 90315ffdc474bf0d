"""Area board: notices, public versions of records, signed heads."""
