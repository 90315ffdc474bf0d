"""Tables from code to sentence; msgids are Chinese."""
