"""The page on which people chat with the bot, and the gallery of its messages: files that are served as they are."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# The page loads from this server only, and nothing that somebody wrote can become a script.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def page_routes() -> list[Route]:
    """The chats at /, the gallery at /gallery, what both load under /page/."""
    files = [Route(f"/page/{path.name}", _file(path)) for path in sorted(FOLDER.iterdir())]
    return [Route("/", _file(FOLDER / "index.html")), Route("/gallery", _file(FOLDER / "gallery.html")), *files]


def _file(path: Path) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return FileResponse(path, media_type=TYPES[path.suffix], headers=HEADERS)

    return answer
