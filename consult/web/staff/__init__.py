"""Area staff: accounts, who did and who looked at what, for administrators and the oversight committee."""
