"""Who may come in, and how an act is carried out: below every area, above the words."""
