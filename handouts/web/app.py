"""A port in, a Flask app out that answers one browser on this machine and refuses everybody else.

The door is the same for every page of ours. Who comes in: requests for exactly our own host, which
no other site sent, with the secret of this start in a cookie. What goes out: pages that nobody
stores and that can load nothing but our own files and run no script that stands in a page.
"""

import re
import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

from flask import Flask, Request, Response, redirect, render_template, request
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.http import parse_cookie

from handouts.library.shelves import stock
from handouts.web.address import HOST, origin, starting
from handouts.web.tickets import Tickets

MAX_BODY = 64_000
"""Bytes of a request's body; a form of ours has a few hundred."""
MAX_UPLOAD = 16 * 1024 * 1024
"""Bytes of a file that a page takes, with the form around it; a day's schedule has far fewer."""

_TYPED = re.compile("`([^`]+)`")
_FORM = "application/x-www-form-urlencoded"
_FILES = frozenset({"multipart/form-data", "application/octet-stream"})
"""How a form sends a file, and how a script does: only the file."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""A browser shows a PDF in a page of its own making, with styles in it; a PDF runs no script."""

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers hide a form's own origin
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_REFUSED = {
    403: "This page is only for the browser window that the program opened.",
    404: "There is no such page.",
    405: "This page is reached by its button only.",
    413: "That was more than a form of this page can hold.",
    415: "That did not come from a form of this page.",
}
_AGAIN = "Go back, or start the program once more: it opens a page that works."


class _Uploaded(Request):
    """A request whose files stay in memory: a schedule in the temporary folder would outlive us."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return BytesIO()


@dataclass(frozen=True, slots=True)
class Door:
    """What one start of the program lets in: its address, its tickets and its secret."""

    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In the cookie; 256 bits, new at each start."""
    tickets: Tickets = field(default_factory=Tickets, repr=False)
    uploads: set[str] = field(default_factory=set)
    """The addresses that may be sent a file."""
    unlocked: set[str] = field(default_factory=lambda: {"start"})
    """The endpoints that see for themselves who comes, as no cookie is there yet."""
    over: threading.Event = field(default_factory=threading.Event, repr=False)
    """Set when somebody who may do so asked the program to end."""

    @property
    def host(self) -> str:
        """The only host that we answer for."""
        return f"{HOST}:{self.port}"

    @property
    def origin(self) -> str:
        """Where our own pages come from."""
        return origin(self.port)

    @property
    def start(self) -> str:
        """The address to open; it lets one browser in, once."""
        return starting(self.port, self.tickets.first)

    @property
    def cookie(self) -> str:
        """The cookie's name; browsers share cookies between the ports of a machine."""
        return f"handouts-{self.port}"

    def refuses(self) -> int:
        """The status that this request is refused with; 0 when it may come in."""
        if request.headers.getlist("Host") != [self.host]:
            return 403
        if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
            return 403
        if request.method not in {"GET", "HEAD"} and not self._from_our_page():
            return 403
        if request.endpoint not in self.unlocked and not self.knows(
            request.cookies.get(self.cookie, "")
        ):
            return 403
        file = request.path in self.uploads and request.mimetype in _FILES
        request.max_content_length = MAX_UPLOAD if file else MAX_BODY
        if (request.content_length or 0) > request.max_content_length:
            return 413
        if request.method == "POST" and request.mimetype != _FORM and not file:
            return 415
        return 0

    def _from_our_page(self) -> bool:
        origin = request.headers.get("Origin")
        if origin is None:
            return request.headers.get("Sec-Fetch-Site") == "same-origin"
        return origin == self.origin

    def knows(self, secret: str) -> bool:
        """Whether this is what our cookie holds."""
        return secrets.compare_digest(secret.encode(), self.secret.encode())

    def awaits(self, path: str, host: str, cookies: str) -> int:
        """The bytes of a body that are kept: those of a file only from the browser that we know."""
        if path not in self.uploads or host != self.host:
            return MAX_BODY
        known = self.knows(parse_cookie(cookies).get(self.cookie, ""))
        return MAX_UPLOAD if known else MAX_BODY


def private_app(
    door: Door, room: str, assets: Mapping[str, str], uploads: Iterable[str] = ()
) -> Flask:
    """An app with the door, the start page, a room's templates and these assets of the stock.

    `room` is the folder of its own templates in `templates/web/`. `assets` maps an address such as
    `web.css` to the stock file that it gives. `uploads` are the addresses that take a file, with a
    form's field or (from a script) as the whole body; all others take short forms only.
    """
    app = Flask("handouts", static_folder=None)
    app.request_class = _Uploaded
    app.url_map.merge_slashes = False  # or the answer would repeat the address that was asked for
    door.uploads.update(uploads)
    templates = stock() / "templates" / "web"
    app.jinja_loader = FileSystemLoader([templates / room, templates])
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_PARTS=2_000,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )  # fmt: skip
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined, "trim_blocks": True,
                         "lstrip_blocks": True}  # fmt: skip

    app.add_template_filter(_words, "words")

    @app.before_request
    def guard() -> Any:
        status = door.refuses()
        return refusal(status) if status else None

    @app.get("/start")
    def start() -> Any:
        admitted = door.tickets.takes(
            request.args.get("ticket", "")
        )  # used also by a browser we know
        if not admitted and not door.knows(request.cookies.get(door.cookie, "")):
            return refusal(403)
        entered = redirect("/", 303)
        entered.set_cookie(door.cookie, door.secret, httponly=True, samesite="Strict", path="/")
        return entered

    @app.get("/favicon.ico")
    def icon() -> Any:
        return "", 204

    for name, file in assets.items():
        app.add_url_rule(f"/{name}", f"asset {name}", _asset(file))
    app.after_request(_close)
    app.register_error_handler(Exception, _told)
    return app


def _words(text: str) -> Markup:
    """Our own words, in which `this` is what to type."""
    parts = _TYPED.split(text)
    codes = (Markup("<code>{}</code>").format(part) for part in parts[1::2])
    plain = iter(parts[::2])
    return Markup("").join(part for code in codes for part in (next(plain), code)) + next(plain)


def _asset(file: str) -> Any:
    kind = {"css": "text/css", "js": "text/javascript"}[file.rpartition(".")[2]]

    def asset() -> Response:
        return Response((stock() / file).read_bytes(), mimetype=kind)

    return asset


def _close(response: Response) -> Response:
    """What every answer says to the browser."""
    for name, value in _HEADERS.items():
        response.headers[name] = value
    pdf = response.mimetype == "application/pdf"
    response.headers["Content-Security-Policy"] = _PDF_POLICY if pdf else _POLICY
    return response


def _told(wrong: Exception) -> Any:
    """Whatever went wrong, in words; a trace reaches neither the page nor the terminal."""
    return refusal(wrong.code or 500 if isinstance(wrong, HTTPException) else 500)


def refusal(status: int, said: str = "", hint: str = _AGAIN) -> Any:
    """A page that says why there is nothing to see."""
    said = said or _REFUSED.get(status, "The program itself has a fault; nothing was changed.")
    return render_template("message.html", title="Not possible", said=said, hint=hint), status
