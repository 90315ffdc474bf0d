"""The application on the matrix's estate: everything there is, in every situation (tests/authorisation/)."""
from __future__ import annotations

from tests.authorisation.conftest import site

__all__ = ["site"]
