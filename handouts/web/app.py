"""A port in, a Flask app out that answers one browser on this machine and refuses everybody else.

The door is the same for every page of ours. Who comes in: requests for exactly our own host, which
no other site sent, with the secret of this start in a cookie. What goes out: pages that nobody
stores and that can load nothing but our own files and run no script that stands in a page.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, redirect, render_template, request
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from handouts.library.shelves import stock

HOST = "127.0.0.1"
MAX_BODY = 64_000
"""Bytes of a request's body; a form of ours has a few hundred."""

_TYPED = re.compile("`([^`]+)`")
_FORMS = frozenset({"application/x-www-form-urlencoded", "application/json"})
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
_AGAIN = "Go back, or stop the program with Ctrl-C in its window and start it again."


@dataclass(frozen=True, slots=True)
class Door:
    """What one start of the program lets in: its address, its ticket and its secret."""

    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In the cookie; 256 bits, new at each start."""
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In the address that the program opens; good for one use, for others may see a command line.
    """
    used: list[str] = field(default_factory=list, repr=False)

    @property
    def host(self) -> str:
        """The only host that we answer for."""
        return f"{HOST}:{self.port}"

    @property
    def origin(self) -> str:
        """Where our own pages come from."""
        return f"http://{self.host}"

    @property
    def start(self) -> str:
        """The address to open; it lets one browser in, once."""
        return f"{self.origin}/start?ticket={self.ticket}"

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
        if request.endpoint != "start" and not self._known():
            return 403
        if request.method == "POST" and request.mimetype not in _FORMS:
            return 415
        return 0

    def _from_our_page(self) -> bool:
        origin = request.headers.get("Origin")
        if origin is None:
            return request.headers.get("Sec-Fetch-Site") == "same-origin"
        return origin == self.origin

    def _known(self) -> bool:
        return secrets.compare_digest(
            request.cookies.get(self.cookie, "").encode(), self.secret.encode()
        )

    def admits(self, ticket: str) -> bool:
        """Whether a ticket is ours and was not used before; then it is used."""
        right = secrets.compare_digest(ticket.encode(), self.ticket.encode())
        if not right or self.used:
            return False
        self.used.append(ticket)
        return True


def private_app(door: Door, room: str, assets: Mapping[str, str]) -> Flask:
    """An app with the door, the start page, a room's templates and these assets of the stock.

    `room` is the folder of its own templates in `templates/web/`. `assets` maps an address such as
    `web.css` to the stock file that it gives.
    """
    app = Flask("handouts", static_folder=None)
    templates = stock() / "templates" / "web"
    app.jinja_loader = FileSystemLoader([templates / room, templates])
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_PARTS=2_000)
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined, "trim_blocks": True,
                         "lstrip_blocks": True}  # fmt: skip

    app.add_template_filter(_words, "words")

    @app.before_request
    def guard() -> Any:
        status = door.refuses()
        return refusal(status) if status else None

    @app.get("/start")
    def start() -> Any:
        if not door._known() and not door.admits(request.args.get("ticket", "")):  # noqa: SLF001  # its own app
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
