"""Setting papers with Typst: the fonts of this machine, and codes to scan. Knows nothing of what the papers say."""
