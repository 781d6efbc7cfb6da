"""A CUPS of the tests' own: Debian's, with its own settings, queues and socket, without systemd.

Its queues: `Virtual` is cups-pdf, which writes what was printed as a PDF. The others have trays and
both sides, and a backend of ours that keeps what would go to the printer, and meets what printers
meet: no paper, a fault, somebody who presses Cancel.
"""

import contextlib
import io
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from handouts.batch.printing.ipp import Attributes, Operation, Server
from tests.patience import PATIENCE

CUPSD, CUPS_PDF = "/usr/sbin/cupsd", "/usr/lib/cups/backend/cups-pdf"
SYSTEM = Path("/usr/lib/cups")
CUPS_PDF_PPD = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"

_WITH_US = ("setpriv", "--pdeathsig", "TERM")
"""Tests that are killed take their print service with them; Debian has this command everywhere."""


OUT_OF_PAPER, FAULT, CANCELED = "out-of-paper", "fault", "canceled"
"""What a queue can meet, as a file beside what it prints."""


def missing() -> list[str]:
    """What the tests with a CUPS of their own miss here."""
    programs = {
        "cups": CUPSD, "cups-client": shutil.which("lp") or "/usr/bin/lp",
        "printer-driver-cups-pdf": CUPS_PDF,
    }  # fmt: skip
    lacks = [package for package, file in programs.items() if not Path(file).exists()]
    return lacks + ([] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["the rights of root"])


@dataclass(frozen=True, slots=True)
class Service:
    """A print service that runs."""

    folder: Path
    settings: str
    """The name of what cups-pdf is told."""
    daemon: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        """End it, and with it whatever it had started."""
        self.daemon.terminate()
        self.daemon.wait(PATIENCE)

    def add_virtual(self) -> None:
        """Add the queue of cups-pdf."""
        device = f"cups-pdf:/{self.settings}"
        self.command("lpadmin", "-p", "Virtual", "-v", device, "-P", CUPS_PDF_PPD, "-E")

    @property
    def socket(self) -> str:
        """What CUPS_SERVER is set to, to speak with it."""
        return str(self.folder / "cups.sock")

    @property
    def out(self) -> Path:
        """What came out of the queues that have trays: a PDF for each job, and its options."""
        return self.folder / "out"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the commands of CUPS, and ours, speak with it."""
        return os.environ | {"CUPS_SERVER": self.socket, "LC_ALL": "C"}

    def command(self, *words: str) -> str:
        """What a command of CUPS says; it must succeed."""
        done = subprocess.run(
            words, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def came_out(self, job: int, queue: str = "Trays") -> bytes:
        """What a job became on paper; it must have ended."""
        if queue == "Virtual":
            (file,) = (self.folder / "virtual").glob(f"*job_{job}.pdf")
        else:
            file = self.out / f"{queue}-{job}.pdf"
        return file.read_bytes()

    def options(self, job: int, queue: str = "Trays") -> list[str]:
        """What the printer was told of how to print a job."""
        return (self.out / f"{queue}-{job}.options").read_text().split()

    def recorded(self, job: int) -> Attributes:
        """All that CUPS keeps of a job."""
        uri = f"ipp://localhost/jobs/{job}"
        (said,) = Server(self.socket).ask(Operation.JOB, ["all"], job_uri=uri)
        return said

    def log(self) -> str:
        """All that CUPS writes down of jobs, and what it still holds of their pages."""
        logs = "".join((self.folder / name).read_text() for name in ("error.log", "page.log"))
        return logs + "".join(file.name for file in (self.folder / "spool").glob("d*"))

    def jobs(self) -> int:
        """How many jobs there ever were."""
        return len(self.command("lpstat", "-W", "all", "-o").splitlines())

    @contextlib.contextmanager
    def meeting(self, what: str, queue: str) -> Iterator[Path]:
        """A queue that meets something, until the file that is yielded is gone."""
        file = self.out / f"{queue}.{what}"
        file.touch()
        try:
            yield file
        finally:
            file.unlink(missing_ok=True)


def unlike(one: bytes, other: bytes) -> list[int]:
    """How far the pages of two PDFs differ, each at the place where it differs most: 0 to 255.

    cups-pdf goes through PostScript and draws letters in a way of its own, so pictures are
    softened by a Gaussian of 4 points, less than half a letter. What it printed then differs by
    less than 20 from what was sent, and another patient's name in the same handout by 80 and more.
    """
    pages, others = ([_soft(page) for page in pypdfium2.PdfDocument(pdf)] for pdf in (one, other))
    return [_apart(*pair) for pair in zip(pages, others, strict=True)]


def blank(pages: int) -> bytes:
    """A PDF of empty pages, quick to print."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(612, 792)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


LIKE = 40
"""Pages that differ less say the same."""


def _soft(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=1, grayscale=True).to_pil()
    return picture.convert("L").filter(ImageFilter.GaussianBlur(4))


def _apart(one: Image.Image, other: Image.Image) -> int:
    (wide, high), (width, height) = one.size, other.size
    assert abs(wide - width) <= 1  # a driver counts paper in whole points
    assert abs(high - height) <= 1
    both = (0, 0, min(wide, width), min(high, height))
    greys = ImageChops.difference(one.crop(both), other.crop(both)).histogram()
    return max(grey for grey, count in enumerate(greys) if count)


@contextlib.contextmanager
def service() -> Iterator[Service]:
    """Start one; in the end it, its jobs and its files are gone."""
    folder = Path(tempfile.mkdtemp(prefix="handouts-cups-"))
    folder.chmod(0o755)  # its filters run as another user
    name = f"handouts-{secrets.token_hex(6)}"
    # cups-pdf looks for its settings nowhere else; the name is this run's alone
    settings = Path(f"/etc/cups/cups-pdf-{name}.conf")
    try:
        _lay_out(folder)
        settings.write_text(_CUPS_PDF.format(folder=folder))
        daemon = subprocess.Popen(
            [*_WITH_US, CUPSD, "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        running = Service(folder, name, daemon)
        try:
            _await(running)
            _add_queues(running)
            yield running
        finally:
            running.stop()
    finally:
        settings.unlink(missing_ok=True)
        shutil.rmtree(folder)


def _lay_out(folder: Path) -> None:
    for name in ("root", "root/ppd", "spool", "spool/tmp", "cache", "state", "virtual", "bin"):
        (folder / name).mkdir()
    (folder / "out").mkdir()
    (folder / "out").chmod(0o777)
    for part in SYSTEM.iterdir():
        if part.name != "backend":
            (folder / "bin" / part.name).symlink_to(part)
    backends = folder / "bin/backend"
    backends.mkdir()
    (backends / "cups-pdf").symlink_to(CUPS_PDF)
    (backends / "invented").write_text(_BACKEND)
    (backends / "invented").chmod(0o755)
    (folder / "cupsd.conf").write_text(_CUPSD.format(folder=folder))
    (folder / "cups-files.conf").write_text(_CUPS_FILES.format(folder=folder))
    (folder / "trays.ppd").write_text(_TRAYS)


def _await(running: Service) -> None:
    until = time.monotonic() + PATIENCE
    while not Path(running.socket).exists() or "is running" not in running.command("lpstat", "-r"):
        assert running.daemon.poll() is None, (running.folder / "error.log").read_text()
        assert time.monotonic() < until
        time.sleep(0.05)


def _add_queues(running: Service) -> None:
    invented = ("-v", f"invented:{running.out}", "-P", str(running.folder / "trays.ppd"), "-E")
    running.add_virtual()
    running.command("lpadmin", "-p", "Trays", *invented, "-o", "printer-error-policy=stop-printer")
    running.command("lpadmin", "-p", "Lobby", *invented, "-o", "printer-error-policy=abort-job")


_CUPSD = """\
Listen {folder}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobFiles No
LogLevel info
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""

_CUPS_FILES = """\
ServerRoot {folder}/root
ServerBin {folder}/bin
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
SystemGroup root
User lp
Group lp
"""

_CUPS_PDF = """\
Out {folder}/virtual
AnonDirName {folder}/virtual
Spool {folder}/spool/cups-pdf
Log {folder}
Grp lp
Label 1
"""

_BACKEND = """\
#!/bin/sh
# A printer's driver, as CUPS calls one: job, user, title, copies, options, and the file if any.
[ $# = 0 ] && exit 0
out=${DEVICE_URI#invented:}
printf '%s' "$5" > "$out/$PRINTER-$1.options"
if [ -e "$out/$PRINTER.fault" ]; then exit 1; fi
if [ -e "$out/$PRINTER.canceled" ]; then exit 5; fi
if [ -e "$out/$PRINTER.out-of-paper" ]; then
  echo 'STATE: +media-empty-error' >&2
  while [ -e "$out/$PRINTER.out-of-paper" ]; do sleep 0.05; done
  echo 'STATE: -media-empty-error' >&2
fi
cat ${6:+"$6"} > "$out/$PRINTER-$1.pdf"
"""

_CHOICES = """\
*PageSize Letter/US Letter: "<</PageSize[612 792]>>setpagedevice"
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
"""

_TRAYS = f"""\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TRAYS.PPD"
*Manufacturer: "Invented"
*Product: "(Invented)"
*ModelName: "Invented with trays"
*ShortNickName: "Invented with trays"
*NickName: "Invented with trays"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Paper: PickOne
*DefaultPageSize: Letter
{_CHOICES}*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: Letter
{_CHOICES.replace("*PageSize", "*PageRegion")}*CloseUI: *PageRegion
*DefaultImageableArea: Letter
*ImageableArea Letter/US Letter: "18 18 594 774"
*ImageableArea A4/A4: "18 18 577 824"
*DefaultPaperDimension: Letter
*PaperDimension Letter/US Letter: "612 792"
*PaperDimension A4/A4: "595 842"
*OpenUI *InputSlot/Tray: PickOne
*DefaultInputSlot: Tray1
*InputSlot Tray1/Tray 1: "<</MediaPosition 0>>setpagedevice"
*InputSlot Tray2/Tray 2: "<</MediaPosition 1>>setpagedevice"
*CloseUI: *InputSlot
*OpenUI *Duplex/Both sides: PickOne
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long edge: "<</Duplex true/Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
"""
