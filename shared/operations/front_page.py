"""What stands at `/` where the pages are not built: what this is, and what to do. Also the icon."""

from shared.http.response import Response
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.version import NAME, VERSION

HTML, ICON = "text/html", "image/svg+xml"

_CSP = (
    "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
_SENTENCES = ("what", "pages", "docs", "document", "health")
_LANGUAGES: dict[Locale, str] = {"zh": "zh-CN", "en": "en"}
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<link rel="icon" href="/favicon.ico">
</head>
<body>
<h1>{name} {version}</h1>
<p>{what}</p>
<p>{pages}</p>
<ul>
<li><a href="/docs">/docs</a>: {docs}</li>
<li><a href="/api/openapi.json">/api/openapi.json</a>: {document}</li>
<li><a href="/api/health">/api/health</a>: {health}</li>
</ul>
</body>
</html>
"""
_SHAPES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#0b6e63">'
    '<rect x="4" y="2" width="8" height="3" rx="1.5"/>'
    '<rect x="2" y="6.5" width="12" height="3" rx="1.5"/>'
    '<rect x="0" y="11" width="16" height="3" rx="1.5"/></svg>\n'
)


def page(locale: Locale) -> Response:
    """It runs nothing, and shows nothing but its icon."""
    words = {of: locales.say(f"front_{of}", locale) for of in _SENTENCES}
    shown = _PAGE.format(language=_LANGUAGES[locale], name=NAME, version=VERSION, **words)
    headers = {
        "Content-Type": f"{HTML}; charset=utf-8",
        "Content-Security-Policy": _CSP,
        "Vary": "Accept-Language",
    }
    return Response(200, shown.encode(), headers)


def icon() -> Response:
    """Browsers ask for it at `/favicon.ico`, and go by its type."""
    headers = {"Content-Type": ICON, "Cache-Control": "public, max-age=86400"}
    return Response(200, _SHAPES.encode(), headers)
