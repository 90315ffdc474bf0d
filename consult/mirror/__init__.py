"""Chapter: the mirror. How a community's bodies keep their word, in figures that anyone may read; never about persons."""
