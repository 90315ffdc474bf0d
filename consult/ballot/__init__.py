"""An instrument any chapter can use: question, roll, vote rule, casting, tally."""
