"""Takes the pictures of docs/pictures from a running demo: `tools/take_pictures.py http://localhost:8000 PASSWORD`.

Hands in one anonymous report on the way, so it is for a demo only. Each picture must stay small enough for a README.
"""

from __future__ import annotations

import argparse
import os
import shutil
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
ACCOUNTS = "demo.sbt.example"
LARGEST = 150_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PHONE, DESK = (390, 844), (1280, 860)
STORY = "Pada malam deklarasi ia naik ke panggung, mengangkat jari sesuai nomor urut, dan mengajak warga memilih."


@dataclass(frozen=True, slots=True)
class Picture:
    """What to show: a window, who sits before it (nobody: a citizen), and how to get there."""

    name: str
    size: tuple[int, int]
    lead: Callable[[Page], None]
    account: str = ""


def lapor(page: Page) -> None:
    """The first step of a report, half filled in."""
    page.goto("/lapor")
    page.get_by_role("link", name="Mulai").click()
    page.get_by_label("Ceritakan kejadiannya").fill(STORY)
    choose(page, "form", "declaration_attendance")
    date_of(page, "act", 25, 11)


def receipt(page: Page) -> None:
    """The page that shows the code once, reached by all five steps."""
    lapor(page)
    date_of(page, "known", 26, 11)
    choose(page, "province", "32")
    onward(page)
    choose(page, "regency", "32.91")
    onward(page)
    page.get_by_label("Nama", exact=True).fill("Seorang pegawai rekaan")
    page.get_by_label("Jabatan").fill("Kepala seksi")
    onward(page)
    onward(page)
    onward(page)
    page.get_by_label("Keterangan ini benar").check()
    page.locator("main").get_by_role("button", name="Kirim laporan", exact=True).click()
    page.locator("output.code").wait_for()


def first_case(stage: str, then: str = "") -> Callable[[Page], None]:
    """The most urgent case of a stage on the desk, or one of its steps."""

    def lead(page: Page) -> None:
        page.goto(f"/tugas?tahap={stage}")
        address = page.locator("main a[href^='/kasus/NET-']:visible").first.get_attribute("href")
        page.goto(f"{address}{then}")

    return lead


def at(address: str) -> Callable[[Page], None]:
    """A page by its address."""

    def lead(page: Page) -> None:
        page.goto(address)

    return lead


PICTURES = (
    Picture("beranda", PHONE, at("/")),
    Picture("lapor", PHONE, lapor),
    Picture("kode", PHONE, receipt),
    Picture("tugas", DESK, at("/tugas"), "verifikator.bkn"),
    Picture("verifikasi", DESK, first_case("verifikasi"), "verifikator.bkn"),
    Picture("kasus", DESK, first_case("rekomendasi"), "auditor.bkn"),
    Picture("penerusan", DESK, at("/penerusan"), "pengkaji.bawaslu-32-91"),
    Picture("keputusan", DESK, first_case("keputusan", "/langkah/siapkan_keputusan"), "pic.pemda-32-91"),
)


def choose(page: Page, name: str, value: str) -> None:
    """Choose one answer, whichever control asks for it."""
    control = page.locator(f"main [name='{name}']:not([type=hidden])")
    if control.first.evaluate("one => one.tagName") == "SELECT":
        control.select_option(value)
    else:
        page.locator(f"main [name='{name}'][value='{value}']").check()


def date_of(page: Page, name: str, day: int, month: int) -> None:
    """Type a day of 2024."""
    for part, value in (("day", day), ("month", month), ("year", 2024)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def onward(page: Page) -> None:
    """Go to the next step."""
    page.locator("main").get_by_role("button", name="Simpan dan lanjutkan", exact=True).click()


def sign_in(page: Page, account: str, password: str) -> None:
    """Sign in by the form."""
    page.goto("/masuk")
    page.get_by_label("Email dinas").fill(f"{account}@{ACCOUNTS}")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name="Pakai kode demo").click()
    page.wait_for_url("**/tugas")


def take(browser: Browser, picture: Picture, address: str, password: str) -> bytes:
    """One picture of what the window shows, in Indonesian and in the light theme."""
    width, height = picture.size
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale="id-ID", color_scheme="light"
    )
    page = context.new_page()
    if picture.account:
        sign_in(page, picture.account, password)
    picture.lead(page)
    page.evaluate("document.fonts.ready")
    page.evaluate("window.scrollTo(0, 0)")
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


def smaller(png: bytes) -> bytes:
    """The picture with a palette of 256 colours: a third of the size, and text stays sharp."""
    width, height, lines = pixels(png)
    counted: dict[bytes, int] = {}
    for line in lines:
        for start in range(0, len(line), 3):
            colour = line[start : start + 3]
            counted[colour] = counted.get(colour, 0) + 1
    palette = sorted(counted, key=lambda colour: -counted[colour])[:256]
    number = {colour: place for place, colour in enumerate(palette)}
    for colour in counted:
        if colour not in number:
            number[colour] = min(range(len(palette)), key=lambda place: far(palette[place], colour))
    rows = b"".join(
        b"\x00" + bytes(number[line[start : start + 3]] for start in range(0, len(line), 3)) for line in lines
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(chunk(kind, body) for kind, body in parts)


def far(one: bytes, other: bytes) -> int:
    """How different two colours are."""
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def chunk(kind: bytes, body: bytes) -> bytes:
    """One part of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the lines of a PNG of 8 bits a colour, with or without transparency, as red, green, blue."""
    parts = list(chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", parts[0][1][:10])
    if depth != 8 or kind not in {2, 6}:
        raise ValueError(f"PNG of depth {depth} and kind {kind} was not expected")
    step = 3 if kind == 2 else 4
    raw = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    lines, before = [], bytearray(width * step)
    for top in range(0, len(raw), width * step + 1):
        before = unfiltered(raw[top], bytearray(raw[top + 1 : top + 1 + width * step]), before, step)
        line = bytes(before)
        lines.append(line if step == 3 else b"".join(line[at : at + 3] for at in range(0, len(line), 4)))
    return width, height, lines


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every part of a PNG file."""
    place = len(SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12


def unfiltered(kind: int, line: bytearray, before: bytearray, step: int) -> bytearray:
    """Undo the filter of one line of a PNG."""
    for at in range(len(line)) if kind else ():
        left = line[at - step] if at >= step else 0
        corner = before[at - step] if at >= step else 0
        guess = (0, left, before[at], (left + before[at]) // 2, nearest(left, before[at], corner))[kind]
        line[at] = (line[at] + guess) & 255
    return line


def nearest(left: int, above: int, corner: int) -> int:
    """Paeth's guess: whichever neighbour is nearest to left + above - corner."""
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))


def program() -> str:
    """The Chromium of this machine."""
    found = os.environ.get("SBT_CHROMIUM") or next((place for name in PROGRAMS if (place := shutil.which(name))), "")
    if not found:
        sys.exit("no Chromium: run `make chromium`, or name one in SBT_CHROMIUM")
    return found


def main() -> int:
    """Take all pictures, or those named; exit code 1 when one is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of the running demo, such as http://localhost:8000")
    parser.add_argument("password", help="of the demo accounts, as `make run` prints it")
    parser.add_argument("names", nargs="*", help="only these pictures")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_large = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        for picture in PICTURES:
            if given.names and picture.name not in given.names:
                continue
            png = smaller(take(browser, picture, given.address, given.password))
            (FOLDER / f"{picture.name}.png").write_bytes(png)
            too_large += len(png) > LARGEST
            print(f"{picture.name}.png {len(png) // 1000} kB", flush=True)
        browser.close()
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
