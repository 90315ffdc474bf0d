"""What Consult uses of flask_babel, which publishes no types."""
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask
from flask_babel.speaklater import LazyString as LazyString

class Domain:
    def get_translations(self) -> NullTranslations: ...

class Babel:
    domain_instance: Domain
    def __init__(
        self,
        app: Flask | None = None,
        *,
        locale_selector: Callable[[], str] | None = None,
        timezone_selector: Callable[[], str] | None = None,
        default_locale: str = "en",
        default_timezone: str = "UTC",
    ) -> None: ...

def get_locale() -> Locale | None: ...
def force_locale(locale: str) -> AbstractContextManager[None]: ...
def gettext(string: str, /, **variables: Any) -> str: ...
def ngettext(singular: str, plural: str, num: int, /, **variables: Any) -> str: ...
def lazy_gettext(string: str, /, **variables: Any) -> LazyString: ...
