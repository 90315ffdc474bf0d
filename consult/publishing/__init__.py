"""What the public reads: the public version of records, the notice board, consents to be named, signed heads."""
