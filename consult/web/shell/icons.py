"""The pictures behind the drawing macros: icon paths on a 24 grid, stance shapes on a 16 grid."""
from __future__ import annotations

# One stroke weight, square ends: cut, not drawn.
ICONS: dict[str, str] = {
    "home": '<path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z"/>',
    "list": '<path d="M5 4h14v16H5zM8.5 9h7M8.5 13h7M8.5 17h4"/>',
    "ring": '<circle cx="12" cy="12" r="8" pathLength="70" stroke-dasharray="7 3" stroke-width="3"/>',
    "me": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20c.6-4 3.4-6 7.5-6s6.9 2 7.5 6"/>',
    "hand": '<path d="M7 13V6.5M10.3 11.5v-7M13.6 11.5v-7M17 12V6.5M7 13l-2.5-1.5L8 19c1 1.3 2.3 2 4.5 2 '
    '3 0 4.5-2 4.5-5v-4"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4"/>',
    "people": '<circle cx="9" cy="8" r="3.2"/><path d="M3 19c.4-3.5 2.5-5.2 6-5.2s5.6 1.7 6 5.2M15.5 5.2'
    'a3.2 3.2 0 0 1 0 5.6M17.5 14.3c2.1.7 3.2 2.3 3.5 4.7"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "right": '<path d="m9 5 7 7-7 7"/>',
    "left": '<path d="m15 5-7 7 7 7"/>',
    "down": '<path d="m5 9 7 7 7-7"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "warn": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17v.6"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.5"/>',
    "phone": '<path d="M7 3h10v18H7zM11 18h2"/>',
    "call": '<path d="M5 4h4l1.5 5-2.5 1.5c1 2.5 2.7 4.2 5.5 5.5l1.5-2.5 5 1.5v4c-8.5 1-16-6.5-15-15z"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "speak": '<path d="M4 10v4h4l5 4V6l-5 4zM16.5 9c1.3 1.8 1.3 4.2 0 6M19 6.5c2.6 3.3 2.6 7.7 0 11"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "doc": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "link": '<path d="m10 14 4-4M8.5 11 6 13.5a3.5 3.5 0 0 0 5 5L13.5 16M15.5 13l2.5-2.5a3.5 3.5 0 0 0-5-5'
    'L10.5 8"/>',
    "text": '<path d="M3 19 8.5 5 14 19M5 14.5h7M15 19l3.2-8 3.2 8M16.2 16.5h4"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M3.5 12h17M12 3.5c3.5 5 3.5 12 0 17M12 3.5c-3.5 5-3.5 12 0 17"/>',
    "wifi": '<path d="M3 9.5c5.5-4.7 12.5-4.7 18 0M6 13c3.7-3 8.3-3 12 0M9 16.5c1.9-1.5 4.1-1.5 6 0'
    'M12 20v.2"/>',
    "off": '<path d="M3 9.5c2-1.7 4.2-2.8 6.5-3.2M21 9.5c-2-1.7-4.2-2.8-6.5-3.2M9 16.5c1.9-1.5 4.1-1.5 6 0'
    'M4 4l16 16"/>',
    "turn": '<path d="M19 12a7 7 0 1 1-2.5-5.4M19 3v4.5h-4.5"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
    "play": '<path d="M7 4.5 19 12 7 19.5z"/>',
    "edit": '<path d="m5 19 1-4L16 5l3 3L9 18z"/>',
    "pin": '<path d="M12 21s6.5-6.3 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 14.7 12 21 12 21z"/>'
    '<circle cx="12" cy="10" r="2.3"/>',
    "eye": '<path d="M2.5 12c4.5-7 14.5-7 19 0-4.5 7-14.5 7-19 0z"/><circle cx="12" cy="12" r="2.8"/>',
    "box": '<path d="M4 8h16v12H4zM4 8l2-4h12l2 4M9.5 12h5"/>',
    "flag": '<path d="M6 21V4h12l-3 4 3 4H6"/>',
    "in": '<path d="M10 4h9v16h-9M4 12h10M10.5 8l4 4-4 4"/>',
    "out": '<path d="M14 4H5v16h9M10 12h10M16.5 8l4 4-4 4"/>',
}

# A stance is told by its shape first, by its colour second.
GLYPHS: dict[str, str] = {
    "for": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "against": '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor"/>',
    "abstain": '<circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "ask": '<path d="M1.5 2h13v9.5H8L4.5 15v-3.5h-3z" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "add": '<path d="M8 1.5v13M1.5 8h13" stroke="currentColor" stroke-width="2.4"/>',
}
