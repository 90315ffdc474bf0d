"""Pages as a browser reads them: their elements, their links, and what must never be in one."""
from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "background", "cite", "ping"}
NEVER = {"iframe", "frame", "frameset", "object", "embed", "applet", "base", "style", "marquee", "audio", "video",
         "math", "portal", "foreignobject", "animate", "set", "annotation-xml", "isindex"}
"""Elements that no page of ours has; a payload that became one is found by it."""


@dataclass
class Page(HTMLParser):
    """One page, read."""

    address: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        """Every text of the page."""
        return "".join(self.texts)

    @property
    def values(self) -> str:
        """Every value of every attribute, such as what stands in the fields."""
        return "\n".join(value for _, attributes in self.elements for value in attributes.values())

    def links(self) -> Iterator[str]:
        """Where its links and plain search forms lead, within the site."""
        for tag, attributes in self.elements:
            to = attributes.get("href") if tag in ("a", "link") else attributes.get("src")
            if tag == "form" and attributes.get("method", "get").lower() == "get":
                to = attributes.get("action")
            if to is not None:
                yield urldefrag(urljoin(self.address, to))[0]

    def faults(self, mark: str = "") -> list[str]:
        """What must never be in a page: scripts and styles of its own, handlers, other people's frames, foreign addresses,
        elements and attributes whose name holds a mark."""
        found = [fault for tag, attributes in self.elements for fault in self._faults_of(tag, attributes)]
        marked = [tag for tag, attributes in self.elements if mark and any(mark in name for name in (tag, *attributes))]
        return found + marked

    def _faults_of(self, tag: str, attributes: dict[str, str]) -> Iterator[str]:
        if tag in NEVER:
            yield f"<{tag}>"
        if tag == "script" and "src" not in attributes and attributes.get("type") != "application/json":
            yield "a script of its own"
        if tag == "meta" and "http-equiv" in attributes and not attributes.get("content", "").isdecimal():
            yield f"meta {attributes}"
        for name, value in attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "xmlns"):
                yield f"{tag} {name}={value[:60]}"
            if name in ADDRESSES and not self._is_ours(value):
                yield f"{tag} {name}={value[:60]}"

    def _is_ours(self, address: str) -> bool:
        parts = urlsplit(urljoin(self.address, address.strip()))
        return (parts.scheme, parts.netloc) in (("http", "localhost"), ("", "")) or address.startswith(("tel:", "data:image/svg"))


def read(address: str, answer: TestResponse) -> Page:
    """A page from an answer."""
    page = Page(urljoin("http://localhost", address))
    page.feed(answer.get_data(as_text=True))
    page.close()
    return page


def crawl(client: FlaskClient, *starts: str, most: int = 400) -> Iterator[tuple[str, TestResponse, Page | None]]:
    """Every page of the site that a browser comes to by links, each once, redirects followed by hand."""
    waiting, known = deque((start, "") for start in starts), set(starts)
    while waiting and most:
        address, _came_from = waiting.popleft()
        most -= 1
        answer = client.get(address)
        answer.get_data()
        answer.close()
        page = read(address, answer) if answer.mimetype == "text/html" else None
        yield address, answer, page
        found = list(page.links()) if page else []
        if answer.location:
            found.append(urljoin(urljoin("http://localhost", address), answer.location))
        for link in found:
            parts = urlsplit(link)
            short = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc == "localhost" and short not in known:
                known.add(short)
                waiting.append((short, address))
