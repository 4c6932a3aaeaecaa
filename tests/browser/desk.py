"""What officers do before and beside the steps: find a case, say who the accused is, enter a finding, act on many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from playwright.sync_api import expect

from .acts import PHOTO, Officer, fill, reference


def found(officer: Officer, address: str, name: str) -> str:
    """Search a list for a name, and give the reference of the only case."""
    officer.page.goto(address)
    officer.page.get_by_role("searchbox").fill(name)
    officer.page.get_by_role("searchbox").press("Enter")
    row = officer.page.locator(".task-table tbody tr")
    expect(row).to_have_count(1)
    return reference(row.inner_text())


def identify(officer: Officer, ref: str, nip: str) -> None:
    """Choose the candidate with the number and say why."""
    officer.page.goto(f"/kasus/{ref}/identitas")
    officer.stage.look(officer.page)
    officer.page.locator(f"[name=nip][value='{nip}']").check()
    officer.send()
    expect(officer.page.get_by_role("alert")).to_be_visible()
    officer.page.locator(f"[name=nip][value='{nip}']").check()
    officer.page.locator("[name=reason]").fill("Nama, jabatan, dan instansi cocok.")
    officer.send()
    officer.sees("Tercatat:")


def enter_finding(officer: Officer, *, act: date, people: Sequence[tuple[str, str]], story: str) -> list[str]:
    """Enter what an office found itself, one case for each person; gives their references, the first one first."""
    page = officer.page
    page.goto("/temuan/baru")
    officer.stage.look(page)
    officer.send()
    expect(page.get_by_role("alert")).to_be_visible()
    officer.stage.look(page, "with faults")
    for _more in people[1:]:
        page.get_by_role("button", name="Tambah orang").click()
    fill(page, "entrance", "temuan")
    fill(page, "channel", "pengawasan")
    fill(page, "form", "social_media")
    fill(page, "act", act)
    fill(page, "known", officer.stage.today)
    fill(page, "story", story)
    for number, (name, nip) in enumerate(people, start=1):
        fill(page, f"p{number}-name", name)
        fill(page, f"p{number}-number", nip)
        fill(page, f"p{number}-office", "Pemerintah Kabupaten Tirtakencana")
    fill(page, "files", PHOTO)
    officer.send()
    expect(page.locator("#summary")).to_contain_text(story)
    linked = page.locator("section[aria-labelledby=linked] .code").all_inner_texts()
    assert len(linked) == len(people) - 1
    return [reference(page.url), *linked]


def tick(officer: Officer, refs: Sequence[str], step: str) -> None:
    """Choose cases on the desk and open the form of a step for all of them."""
    officer.page.goto("/tugas")
    for ref in refs:
        officer.page.locator(f"[name=kasus][value='{ref}']").check()
    officer.page.get_by_role("button", name="Lakukan langkah bersama").click()
    officer.stage.look(officer.page)
    officer.page.locator(f"form[action$='/{step}'] button").click()
    expect(officer.page.locator("main form[method=post]")).to_be_visible()


def take_together(officer: Officer, refs: Sequence[str], step: str, **facts: object) -> None:
    """Take one step on many cases at once, all or nothing."""
    tick(officer, refs, step)
    officer.fill(facts)
    officer.stage.look(officer.page)
    officer.send()
    officer.sees(f"Tercatat untuk {len(refs)} kasus.")


def notified(officer: Officer, ref: str) -> None:
    """The notices of the institution name the case, on the first page or on an older one."""
    officer.page.goto("/pemberitahuan")
    older = officer.page.get_by_role("link", name="Berikutnya")
    while not officer.page.get_by_role("link", name=ref).count() and older.count():
        older.click()
    expect(officer.page.get_by_role("link", name=ref).first).to_be_visible()
