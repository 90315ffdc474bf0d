"""Area home: what is live, what waits for me, what comes next; the reader's own page."""
