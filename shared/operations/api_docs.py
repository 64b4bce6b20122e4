"""The OpenAPI document, and the page that shows it: Swagger UI from its package, no CDN."""

import hashlib
from pathlib import Path

from shared.errors import NotFound
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.i18n.locales import Locale

HTML, SCRIPT, STYLE = "text/html", "text/javascript", "text/css"

_FRESH = "private, max-age=300"
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TITLES: dict[Locale, str] = {"zh": "云栈接口文档", "en": "Yunzhan API"}
_LANGUAGES: dict[Locale, str] = {"zh": "zh-CN", "en": "en"}
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="viewer"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
_START = b"""// Examples name qwen-plus: here they name the model that is asked by default.
async function read(path) {
  return (await fetch(path)).json();
}
async function start() {
  let spec = await read("/api/openapi.json");
  try {
    const first = (await read("/api/models")).data[0].id;
    spec = JSON.parse(JSON.stringify(spec).replaceAll('"qwen-plus"', () => JSON.stringify(first)));
  } catch {
    // without a model the examples stay as they are
  }
  SwaggerUIBundle({
    spec,
    dom_id: "#viewer",
    deepLinking: true,
    defaultModelsExpandDepth: -1,
    docExpansion: "none",
  });
}
start();
"""
_FILES = {
    "swagger-ui-bundle.js": ("javascripts", SCRIPT),
    "swagger-ui.css": ("stylesheets", STYLE),
}


def document(file: Path, request: Request) -> Response:
    """The document, or 304 to who has it."""
    body = file.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"Cache-Control": _FRESH, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(304, headers=headers)
    return Response(200, body, {"Content-Type": JSON, **headers})


def page(locale: Locale) -> Response:
    """It may run our scripts and ask our API, and nothing else."""
    shown = _PAGE.format(language=_LANGUAGES[locale], title=_TITLES[locale])
    headers = {"Content-Type": f"{HTML}; charset=utf-8", "Content-Security-Policy": _CSP}
    return Response(200, shown.encode(), headers)


def asset(name: str) -> Response:
    """One of the few files that the page asks for."""
    if name == "start.js":
        return _file(_START, SCRIPT)
    if name not in _FILES:
        raise NotFound()
    folder, kind = _FILES[name]
    return _file((_package() / "swagger-ui" / folder / name).read_bytes(), kind)


def _package() -> Path:
    import mkdocs_swagger_ui_tag  # type: ignore[import-untyped]  # an empty module beside files

    return Path(mkdocs_swagger_ui_tag.__file__).parent


def _file(body: bytes, kind: str) -> Response:
    headers = {"Content-Type": f"{kind}; charset=utf-8", "Cache-Control": _FRESH}
    return Response(200, body, headers)
