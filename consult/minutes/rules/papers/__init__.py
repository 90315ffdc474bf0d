"""Papers from one record: what they say (words, sitting, building) and as what files (PDF, DOCX, Akoma Ntoso)."""
