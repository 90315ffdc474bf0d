"""Pure rules of founding: what a plan may say, what is wrong with one, and where it stands in its file."""
