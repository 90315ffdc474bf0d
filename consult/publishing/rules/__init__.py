"""Pure rules of publishing: how long a notice hangs, what a photograph keeps, how heads are made of hashes."""
