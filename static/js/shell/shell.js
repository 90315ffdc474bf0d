/** The shell of every page: what all forms, notices and buttons share. */
