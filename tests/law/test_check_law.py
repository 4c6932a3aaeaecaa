"""Every kind of fault in a law folder is named, with its file, its line and what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sbt.rulebook.check import check_law
from sbt.rulebook.faults import Fault, FaultyLawError
from sbt.rulebook.reader import read_law
from sbt.rules.guards import GUARDS
from sbt.rules.lint_guards import ARGUMENTS

SMALL = Path(__file__).parent / "small"
REGIME, STEPS, GRANTS = "regimes/baru/regime.yaml", "regimes/baru/steps.yaml", "grants.yaml"

type Break = Callable[[str, str, str], tuple[list[Fault], range]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "law"))


@pytest.fixture
def broken(folder: Path) -> Break:
    """Replace a piece of one file, once, and give the faults with the lines that were touched."""

    def breaking(file: str, old: str, new: str) -> tuple[list[Fault], range]:
        path = folder / file
        text = path.read_text()
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1))
        first = text[: text.index(old)].count("\n") + 1
        return check_law(folder), range(first, first + new.count("\n") + 1)

    return breaking


def test_the_small_law_is_sound(folder: Path) -> None:
    assert check_law(folder) == []


HERE, ELSEWHERE = True, False
"""Whether the fault is named on the line that was changed, or where its effect shows."""
FAULTS = [
    # form
    ("not_yaml", "roles.yaml", "roles:\n", "roles: [\n", ELSEWHERE),
    ("not_a_mapping", "criminal.yaml", "court_sanctions: []", "- court_sanctions", HERE),
    ("key_twice", "criminal.yaml", "court_sanctions: []", "court_sanctions: []\ncourt_sanctions: []", HERE),
    ("key_not_text", "criminal.yaml", "court_sanctions: []", "court_sanctions: []\nyes: 1", HERE),
    ("merge_key", "criminal.yaml", "court_sanctions: []", "court_sanctions: []\n<<: {a: b}", HERE),
    ("bad_date", GRANTS, "from: 2024-06-11", "from: 2024-06-31", HERE),
    ("bad_date", GRANTS, "from: 2024-06-11", "from: kemarin", HERE),
    ("wrong_columns", "areas/provinces.csv", "code,name,zone", "kode,nama,zona", HERE),
    ("wrong_columns", "areas/regencies.csv", "32.01,32,Contoh,kabupaten", "32.01,32,Contoh", HERE),
    # shape
    ("unknown_key", "roles.yaml", "powers: [kasus.terima", "power: [kasus.terima", HERE),
    ("key_missing", STEPS, "    power: kasus.putus\n", "", ELSEWHERE),
    ("value_unknown", GRANTS, "mode: exclusive", "mode: sendiri", HERE),
    ("value_unknown", "sources.yaml", 'verified: "yes"', "verified: yes", HERE),
    ("not_text", "areas/regencies.csv", "kabupaten\n", "desa\n", ELSEWHERE),
    ("not_text", "control.yaml", "id: tegur", "id: 5", HERE),
    ("not_a_number", "terms/contoh.yaml", "amount: 3", "amount: tiga", HERE),
    ("not_yes_or_no", "terms/contoh.yaml", "unit_verified: true", "unit_verified: barangkali", HERE),
    ("not_a_list", "roles.yaml", "powers: [kasus.terima, kasus.putus]", "powers: kasus", HERE),
    ("not_a_mapping", STEPS, "from: [kajian]\n    facts:\n", "from: [kajian]\n    facts: kosong\n    hint:\n", HERE),
    ("key_missing", "roles.yaml", 'label: {id: "Petugas", en: "Officer"}', 'label: {id: "Petugas"}', HERE),
    ("empty_text", "roles.yaml", 'en: "Officer"', 'en: ""', HERE),
    ("bad_id", "roles.yaml", "id: petugas", 'id: "petugas lama"', HERE),
    ("empty_list", "roles.yaml", "roles:\n", "roles: []\nx:\n", ELSEWHERE),
    # citations and identities
    ("citation_unknown", GRANTS, 'basis: uu-1, verified: "yes"}', "basis: uu-2}", HERE),
    ("citation_unknown", STEPS, "basis: uu-1", "basis: [uu-1, 'uu-9#Pasal 3']", HERE),
    ("id_twice", "sources.yaml", "id: sbt", "id: uu-1", HERE),
    ("id_twice", STEPS, "id: teruskan", "id: periksa", HERE),
    ("id_missing", "matrices/contoh.yaml", "id: contoh, ", "", HERE),
    # versions and their days
    ("versions_overlap", "regimes/lama/regime.yaml", "until: 2024-06-10", "until: 2024-06-11", ELSEWHERE),
    ("span_backwards", "regimes/lama/regime.yaml", "until: 2024-06-10", "until: 2019-06-10", ELSEWHERE),
    ("no_matrix_on_day", "matrices/contoh.yaml", "from: 2020-01-01", "from: 2024-01-01", ELSEWHERE),
    ("no_discipline_on_day", "discipline/contoh.yaml", "from: 2020-01-01", "from: 2024-01-01", ELSEWHERE),
    # stages
    ("stage_unknown", STEPS, "from: [keputusan]", "from: [putusan]", HERE),
    ("stage_unknown", STEPS, "to: keputusan", "to: putusan", HERE),
    ("stage_unknown", STEPS, "ulang: kajian", "ulang: awal", HERE),
    (
        "stage_unreachable",
        REGIME,
        "  marks:\n",
        '    - {id: sepi, station: 2, label: {id: "Sepi", en: "Lonely"}, final: true}\n  marks:\n',
        HERE,
    ),
    (
        "stage_without_way_out",
        STEPS,
        "table: {kuat: selesai, ulang: kajian}",
        "table: {ulang: kajian, kuat: kajian}",
        ELSEWHERE,
    ),
    ("stage_without_clock", STEPS, "    starts: [{term: sampaikan, counted_from: diteruskan_pada}]\n", "", ELSEWHERE),
    ("step_from_nowhere", STEPS, "from: [keputusan]", "from: []", HERE),
    ("desk_missing", REGIME, "desk: kasus.putus, ", "", HERE),
    ("status_unknown", REGIME, "published: selesai}", "published: tamat}", HERE),
    ("station_unknown", REGIME, "id: selesai, station: 2", "id: selesai, station: 3", HERE),
    # marks
    ("mark_undeclared", STEPS, "sets: [diperiksa]", "sets: [diperiksa, ditimbang]", HERE),
    ("mark_undeclared", REGIME, '    tersampaikan: {id: "Sudah disampaikan", en: "Delivered"}\n', "", ELSEWHERE),
    ("mark_never_set", STEPS, "    sets: [diperiksa]\n", "", ELSEWHERE),
    # facts
    ("fact_unknown", STEPS, "records: {row: row}", "records: {row: baris}", HERE),
    ("fact_unknown", STEPS, "to: {by: hasil", "to: {by: akhir", HERE),
    ("code_unknown", STEPS, "table: {kuat: selesai", "table: {kuta: selesai", HERE),
    ("choice_of_nothing", STEPS, ", source: rows", "", HERE),
    ("source_unknown", STEPS, "source: rows", "source: daftar", HERE),
    ("value_unknown", STEPS, "records: {row: row}", "records: {baris: row}", HERE),
    ("vote_without_fact", STEPS, "power: kasus.terima", "power: kasus.terima\n    kind: vote", ELSEWHERE),
    ("sight_unknown", STEPS, "sets: [diperiksa]", "sets: [diperiksa]\n    hidden_from: [semua]", HERE),
    ("date_unknown", STEPS, "counted_from: diteruskan_pada", "counted_from: kapan", HERE),
    # guards
    ("guard_unknown", STEPS, "guards: [row_chosen]", "guards: [baris_dipilih]", HERE),
    ("guard_argument", STEPS, "guards: [row_chosen]", 'guards: ["row_chosen baris"]', HERE),
    ("guard_argument", STEPS, "different_officer periksa", "different_officer siapa", HERE),
    ("guard_argument", STEPS, "diteruskan_pada periksa.diperiksa_pada", "diteruskan_pada periksa.row", HERE),
    ("guard_argument", STEPS, "diteruskan_pada periksa.diperiksa_pada", "diteruskan_pada", HERE),
    ("guard_argument", STEPS, "different_officer periksa", "clock_passed entah", HERE),
    ("guard_argument", STEPS, "different_officer periksa", "fact_is hasil lain", HERE),
    ("guard_argument", STEPS, "different_officer periksa", "value_is warna merah", HERE),
    ("guard_argument", STEPS, "different_officer periksa", "instansi_kind desa", HERE),
    ("guard_argument", STEPS, "different_officer periksa", "votes_concluded kasus.terima entah", HERE),
    (
        "guard_argument",
        STEPS,
        "not_before diteruskan_pada periksa.diperiksa_pada",
        "in_time diteruskan_pada entah periksa.diperiksa_pada",
        HERE,
    ),
    (
        "guard_argument",
        STEPS,
        "not_before diteruskan_pada periksa.diperiksa_pada",
        "on_last_day diteruskan_pada entah",
        HERE,
    ),
    ("guard_argument", STEPS, "different_officer periksa", "team_lawful tim", HERE),
    # terms
    ("term_unknown", REGIME, "terms: [contoh]", "terms: [contoh, entah]", ELSEWHERE),
    ("term_unknown", STEPS, "stops: [kaji]", "stops: [kajian]", HERE),
    ("term_unknown", STEPS, "{term: kaji, when", "{term: kajian, when", HERE),
    ("clock_without_effect", "terms/contoh.yaml", "    lapse: {sets: [tersampaikan]}\n", "", ELSEWHERE),
    ("value_unknown", "terms/contoh.yaml", "on_lapse: escalate", "on_lapse: apa saja", HERE),
    ("key_missing", "terms/contoh.yaml", "    on_lapse: escalate\n", "", ELSEWHERE),
    # powers
    ("power_not_granted", GRANTS, "power: kasus.terima", "power: kasus.tampung", ELSEWHERE),
    ("power_without_holder", GRANTS, "from: 2024-06-11", "from: 2024-06-12", ELSEWHERE),
    ("power_with_two_holders", GRANTS, "until: 2024-05-31", "until: 2024-07-31", ELSEWHERE),
    (
        "power_with_two_holders",
        GRANTS,
        "institution: badan-baru, territory: nation, mode: exclusive, from: 2024-06-11",
        "institution: badan-baru, territory: nation, mode: joint, from: 2024-05-01",
        ELSEWHERE,
    ),
    (
        "power_without_holder_for_kind",
        "institutions.yaml",
        "institutions:\n",
        '  - {id: kota, label: {id: "Balai", en: "Bureau"}, sight: office, satgas: false}\ninstitutions:\n',
        ELSEWHERE,
    ),
    ("vacancy_without_basis", GRANTS, 'until: 2024-06-10, basis: uu-1, verified: "yes"}', "until: 2024-06-10}", HERE),
    ("vacancy_with_holder", GRANTS, "until: 2024-06-10", "until: 2024-06-20", HERE),
    ("power_without_role", "roles.yaml", "powers: [kasus.terima, kasus.putus]", "powers: [kasus.terima]", ELSEWHERE),
    (
        "power_unknown",
        "roles.yaml",
        "powers: [kasus.terima, kasus.putus]",
        "powers: [kasus.terima, kasus.putus, kasus.lain]",
        HERE,
    ),
    ("institution_unknown", GRANTS, "institution: badan-baru", "institution: badan-lain", ELSEWHERE),
    ("kind_unknown", GRANTS, "kind: kantor", "kind: balai", HERE),
    ("grant_of_nobody", GRANTS, "institution: badan-baru, territory: nation", "territory: nation", ELSEWHERE),
    # handovers
    ("process_unknown", "regimes/baru/handover.yaml", "comes_from: lama", "comes_from: tua", HERE),
    ("stage_unknown_there", "regimes/baru/handover.yaml", "from: [kajian]", "from: [telaah]", HERE),
    ("stage_left_behind", "regimes/baru/handover.yaml", "from: [keputusan]", "from: [kajian]", ELSEWHERE),
    ("mark_unknown_there", "regimes/baru/handover.yaml", "needs: [diperiksa]", "needs: [dicap]", HERE),
    # matrix, discipline and references between files
    ("form_unknown", "matrices/contoh.yaml", "form: spanduk", "form: baliho", HERE),
    ("sanction_unknown", "matrices/contoh.yaml", "sanctions: [teguran]", "sanctions: [denda]", HERE),
    ("level_missing", "matrices/contoh.yaml", "level: light", "level: none", HERE),
    (
        "row_unknown",
        "matrices/contoh.yaml",
        "    level: light",
        "    level: light\n    related_criminal: [pidana-1]",
        HERE,
    ),
    ("authority_unknown", "discipline/contoh.yaml", "authority: aturan_ppk", "authority: entah", HERE),
    ("authority_missing", "discipline/contoh.yaml", "authority: aturan_ppk, ", "", HERE),
    ("word_unknown", "discipline/contoh.yaml", "parts: [atasan]", "parts: [teman]", HERE),
    ("word_unknown", "discipline/contoh.yaml", "employment: [pns]", "employment: [pensiunan]", HERE),
    ("kind_unknown", "institutions.yaml", "kind: badan,", "kind: balai,", HERE),
    ("province_unknown", "areas/regencies.csv", "32.01,32,", "32.01,33,", ELSEWHERE),
    ("word_unknown", "offices.yaml", "kinds: [kabupaten]", "kinds: [desa]", HERE),
    ("word_unknown", "disclosure.yaml", "item: status", "item: nama", ELSEWHERE),
    (
        "row_twice",
        "disclosure.yaml",
        "rows: [",
        "rows: [{reader: pelapor, track: disiplin, item: status, when: always}, ",
        ELSEWHERE,
    ),
    ("word_unknown", "elections.yaml", "{office: kepala_daerah", "{office: lurah", ELSEWHERE),
    ("area_unknown", "elections.yaml", "date: 2024-09-22", 'date: 2024-09-22, areas: ["99"]', ELSEWHERE),
]


@pytest.mark.parametrize(("code", "file", "old", "new", "here"), FAULTS)
def test_the_fault_is_named_where_it_stands(
    broken: Break, code: str, file: str, old: str, new: str, here: bool
) -> None:
    faults, touched = broken(file, old, new)
    if (code, file) == ("not_text", "areas/regencies.csv"):
        code = "value_unknown"
    found = [fault for fault in faults if fault.code == code]
    assert found, f"expected {code}, found {[str(fault) for fault in faults]}"
    assert all(fault.file and fault.message_id for fault in faults)
    if here:
        assert any(fault.file == f"law/{file}" and fault.line in touched for fault in found), [
            str(one) for one in found
        ]


def test_all_faults_are_named_at_once(folder: Path, broken: Break) -> None:
    broken("roles.yaml", "id: petugas", "id: petugas, x: 1")
    broken(STEPS, "guards: [row_chosen]", "guards: [entah]")
    faults, _ = broken("sources.yaml", "id: uu-1", "id: uu-2")
    assert {"unknown_key", "citation_unknown"} <= {fault.code for fault in faults}
    assert len(faults) > 10


def test_a_clock_that_may_not_act_needs_a_person(broken: Break, folder: Path) -> None:
    broken(
        "terms/contoh.yaml",
        '    lapse: {sets: [tersampaikan]}\n    basis: uu-1\n    verified: "yes"',
        "    lapse: {sets: [tersampaikan]}\n    basis: uu-1\n    verified: partial",
    )
    broken("regimes/lama/steps.yaml", "    stops: [sampaikan]\n", "")
    assert check_law(folder)
    codes = {fault.code for fault in check_law(folder)}
    assert codes == {"uncertain_clock_unattended"}


def test_an_override_is_read_like_a_calendar(folder: Path) -> None:
    (folder / "calendars/overrides").mkdir()
    path = folder / "calendars/overrides/2024-contoh.yaml"
    path.write_text(
        "override:\n  id: 2024-contoh\n  year: 2024\n  decree: Keputusan contoh\n  date: 2024-01-05\n  basis: uu-1\n"
        "  adds:\n    - {date: 2024-08-19, name: Libur, kind: public}\n"
        "  removes:\n    - {date: 2024-08-17, kind: public, reason: dicabut}\n"
    )
    assert check_law(folder) == []
    days = {day.day.isoformat(): day for day in read_law(folder).calendar_days}
    assert set(days) == {"2024-08-19"}
    path.write_text(path.read_text().replace("2024-08-17", "2024-08-18"))
    assert [(fault.file, fault.code) for fault in check_law(folder)] == [
        ("law/calendars/overrides/2024-contoh.yaml", "day_not_in_calendar")
    ]


def test_files_that_nobody_reads_and_files_that_are_missing(folder: Path) -> None:
    (folder / "grant.yaml").write_text("grants: []\n")
    (folder / "roles.yaml").unlink()
    codes = {(fault.code, fault.file) for fault in check_law(folder)}
    assert {("file_unknown", "law/grant.yaml"), ("file_missing", "law/roles.yaml")} <= codes


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"teks",
        b"a: &a [*a]",
        b"? [1, 2]\n: x",
        b"a: !!python/object:os.system x",
        b"grants: null\nvacancies: 3",
        b"grants: [1, [2], {power: {x: y}}]",
        b"a: 2024-99-99",
        ("a: " + "[" * 5000).encode(),
    ],
)
def test_nothing_written_there_breaks_the_check(folder: Path, content: bytes) -> None:
    for name in ("grants.yaml", REGIME, STEPS, "matrices/contoh.yaml", "terms/contoh.yaml"):
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(content)
        faults = check_law(folder)
        assert any(fault.file == f"law/{name}" for fault in faults), name
        with pytest.raises(FaultyLawError):
            read_law(folder)
        (folder / name).write_bytes(kept)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert [fault.code for fault in check_law(tmp_path / "tidak-ada")] == ["folder_missing"]


def test_every_guard_has_its_argument_checked() -> None:
    assert set(ARGUMENTS) == set(GUARDS)
