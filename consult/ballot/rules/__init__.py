"""Pure and exact: vote rules as data, and counting."""
