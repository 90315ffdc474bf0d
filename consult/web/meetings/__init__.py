"""Area meetings: the calendar, calling a body together, the notice, and light meetings."""
