"""The GraphiQL page: try the API in a browser, with a token, from our own files only.

The page may run no script but those served here (Content-Security-Policy), may talk to nobody but
this server, and may not be framed. The token is kept in the tab's session storage.
"""

import hashlib
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from graphql_api.graphiql.files import (
    ASSETS,
    FILES,
    SCRIPTS,
    STAMP,
    STYLES,
    are_complete,
)

# GraphiQL's dialogs write a style element, and its style sheet embeds fonts and icons; scripts are
# never inline.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>留痕 API · GraphiQL</title>
<link rel="icon" href="data:,">
{styles}
</head>
<body>
<header>
<strong>留痕 API</strong>
<label for="token">登录凭证 Bearer token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false">
<small>仅保存在本标签页 · kept in this tab only</small>
</header>
<main id="graphiql" data-endpoint="{endpoint}"></main>
{scripts}
</body>
</html>
"""

_MISSING = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>留痕 API · GraphiQL</title>
</head>
<body>
<h1>GraphiQL 尚未安装 · GraphiQL is not installed</h1>
<p>在源代码目录中运行一次，然后刷新本页 · Run once in the source folder, then reload:</p>
<pre>python -m graphql_api.graphiql.fetch_assets</pre>
<p>接口本身不受影响 · The API itself works without it: <code>POST {endpoint}</code></p>
</body>
</html>
"""


def graphiql_routes(
    endpoint: str = "/graphql", path: str = "/graphiql", folder: Path = ASSETS
) -> list[Route]:
    """The routes of the page and its files; the page sends its queries to `endpoint`.

    `folder` holds the fetched files. While they are missing the page says how to get them.
    """

    async def page(_request: Request) -> Response:
        if not are_complete(folder):
            return HTMLResponse(_MISSING.format(endpoint=escape(endpoint)), 503, _HEADERS)
        base = f"{path}/files/{version(folder)}"
        styles = (f'<link rel="stylesheet" href="{base}/{asset.name}">' for asset in STYLES)
        scripts = (f'<script src="{base}/{asset.name}"></script>' for asset in SCRIPTS)
        text = _PAGE.format(
            endpoint=escape(endpoint), styles="\n".join(styles), scripts="\n".join(scripts)
        )
        return HTMLResponse(text, headers=_HEADERS)

    async def file(request: Request) -> Response:
        asset = FILES.get(request.path_params["name"])
        if (
            asset is None
            or not are_complete(folder)
            or request.path_params["version"] != version(folder)
        ):
            return Response(status_code=404)
        headers = {
            "Content-Type": asset.media_type,
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        }
        return FileResponse(asset.path(folder), headers=headers)

    return [Route(path, page), Route(f"{path}/files/{{version}}/{{name}}", file)]


def version(folder: Path) -> str:
    """Changes whenever any file of the page does: it is part of their addresses."""
    own = [asset.path(folder).read_bytes() for asset in FILES.values() if not asset.package_path]
    return hashlib.sha256(b"".join([(folder / STAMP).read_bytes(), *own])).hexdigest()[:16]
