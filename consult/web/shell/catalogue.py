"""English for every Chinese sentence: reads the .po files as they stand, so nothing has to be compiled."""
from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Domain, get_locale

KEYWORDS = {**DEFAULT_KEYWORDS, "later": None}
"""The functions that take a sentence to translate; `later` is lazy_gettext."""

TRANSLATIONS = Path(__file__).parents[1] / "translations"


def files(language: str) -> list[Path]:
    """The .po files of a language, one a page area."""
    return sorted((TRANSLATIONS / language / "LC_MESSAGES").glob("*.po"))


def merged(paths: Iterable[Path], language: str) -> Catalog:
    """One catalogue out of several files; what is fuzzy or empty is left out."""
    whole = Catalog(locale=language)
    for path in paths:
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                if message.id and message.string and not message.fuzzy:
                    whole.add(message.id, message.string, context=message.context)
    return whole


@cache
def translations(language: str) -> NullTranslations:
    """The sentences of a language, ready for gettext. Chinese needs none: the msgid is the Chinese text."""
    paths = files(language)
    if not paths:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, merged(paths, language))
    compiled.seek(0)
    return Translations(compiled)


class CatalogueDomain(Domain):
    """Where flask_babel finds the sentences of the request's language."""

    def get_translations(self) -> NullTranslations:
        """The translations for the language of this request."""
        locale = get_locale()
        return translations(locale.language if locale is not None else "zh")
