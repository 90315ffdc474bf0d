"""Area docket: what waits for a reply, replying, and the work that was promised."""
