"""The findings about the law in Indonesian words: what is wrong and what to do about it."""

from sbt.rules.finding import Finding


def message(finding: Finding) -> str:
    """Say the finding in one sentence with its remedy."""
    return MESSAGES[finding.code].format_map(_Params(finding.params))


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


MESSAGES = {
    # versions and their days
    "versions_overlap": "`{id}` berlaku pada hari yang sama dengan `{other}`; beri `until` pada yang lama sebelum hari pertama yang baru",
    "span_backwards": "masa berlaku terbalik: {from} sampai {until}; tukar atau perbaiki tanggalnya",
    "no_matrix_on_day": "tidak ada matriks untuk perbuatan pada {day}, hari pertama regim ini; tambahkan berkas di law/matrices/",
    "no_discipline_on_day": "tidak ada aturan disiplin untuk perbuatan pada {day}, hari pertama regim ini; tambahkan berkas di law/discipline/",
    "id_twice": "`{id}` tertulis dua kali; beri pengenal lain atau hapus salah satu",
    # stages and steps
    "stage_unknown": "tahap `{stage}` tidak ada dalam regim ini; tulis di `stages` atau perbaiki ejaannya",
    "stage_unreachable": "tahap `{stage}` tidak dapat dicapai dari jalan masuk mana pun; tambahkan langkah yang menuju ke sana atau hapus tahapnya",
    "stage_without_way_out": "dari tahap `{stage}` tidak ada jalan ke tahap akhir; tambahkan langkah keluar atau tandai `final: true`",
    "stage_without_clock": "masuk ke tahap `{stage}` lewat `{way}` tidak memulai tenggat apa pun; tambahkan `starts` atau tulis `no_term` dengan alasannya",
    "step_from_nowhere": "langkah `{step}` tidak dapat diambil dari tahap mana pun; isi `from`",
    "desk_missing": "tahap `{stage}` belum akhir tetapi tidak di meja siapa pun; isi `desk` dengan kewenangannya",
    "status_unknown": "status `{status}` tidak ada di `statuses`; tulis dulu",
    "station_unknown": "stasiun {station} tidak ada; jumlahnya sebanyak `stations`",
    # handovers
    "process_unknown": "regim `{process}` tidak ada di law/regimes/",
    "stage_unknown_there": "tahap `{stage}` tidak ada dalam regim asal `{process}`",
    "mark_unknown_there": "tanda `{mark}` tidak dinyatakan dalam regim asal `{process}`",
    "stage_left_behind": "kasus pada tahap `{stage}` regim `{process}` tidak diterima aturan pengalihan mana pun; tambahkan aturannya",
    # marks
    "mark_undeclared": "tanda `{mark}` belum dinyatakan; tulis di `marks` pada regime.yaml, atau perbaiki ejaannya",
    "mark_never_set": "tanda `{mark}` dituntut tetapi tidak pernah dipasang; tambahkan `sets` pada langkah yang memasangnya",
    # facts
    "fact_unknown": "fakta `{fact}` tidak diminta langkah ini; tulis di `facts` atau perbaiki ejaannya",
    "code_unknown": "kode `{code}` bukan pilihan fakta `{fact}`; samakan dengan `options`",
    "choice_of_nothing": "fakta `{fact}` meminta pilihan tetapi tidak punya `options` maupun `source`",
    "source_unknown": "sumber pilihan `{source}` tidak dikenal; pilih: {known}",
    "vote_without_fact": "langkah suara `{step}` memerlukan fakta bernama `vote`",
    "value_unknown": "nilai kasus `{value}` tidak dikenal; pilih: {known}",
    "sight_unknown": "jangkauan lihat `{sight}` tidak dikenal; pilih: {known}",
    "date_unknown": "`{fact}` bukan fakta tanggal langkah ini maupun `langkah.fakta` yang ada",
    # guards
    "guard_unknown": "syarat `{guard}` tidak dikenal; pilih: {known}",
    "guard_argument": "syarat `{guard} {argument}`: `{wrong}` tidak dapat dipakai; bentuknya: {guard} {usage}",
    # terms
    "term_unknown": "tenggat `{term}` tidak dimiliki regim ini; tambahkan pada `terms` di regime.yaml atau perbaiki ejaannya",
    "clock_without_effect": "tenggat `{term}` bertindak sendiri (`{on_lapse}`) tetapi tidak berbuat apa-apa; isi `lapse` dengan `to` atau `sets`, atau tulis `on_lapse: none_known`",
    "uncertain_clock_unattended": "tenggat `{term}` belum dipastikan sehingga tidak boleh bertindak sendiri, tetapi tidak ada langkah yang menghentikan atau menegaskannya; tambahkan langkah dengan syarat `clock_passed {term}` atau `stops: [{term}]`",
    # powers
    "power_not_granted": "kewenangan `{power}` tidak dipegang siapa pun; tulis di law/grants.yaml",
    "power_without_holder": "kewenangan `{power}` tidak berpemegang sejak {from} sampai {until}; tambahkan pemegangnya, atau nyatakan kekosongannya di `vacancies` dengan kutipan",
    "power_without_holder_for_kind": "kewenangan `{power}` tidak berpemegang pada lembaga jenis `{kind}` sejak {from}; tambahkan jenis itu pada pemegangnya",
    "power_with_two_holders": "kewenangan `{power}` dipegang dua sekaligus sejak {from}: {holders}; batasi masanya, atau tulis `mode: joint` pada semuanya",
    "vacancy_without_basis": "kekosongan `{power}` tanpa kutipan; isi `basis`",
    "vacancy_with_holder": "kekosongan `{power}` dinyatakan padahal ada pemegangnya sejak {from}; perbaiki tanggalnya",
    "power_without_role": "tidak ada peran yang boleh memakai kewenangan `{power}`; tambahkan di law/roles.yaml",
    "power_unknown": "peran `{role}` menyebut kewenangan `{power}` yang tidak ada di law/grants.yaml",
    "grant_of_nobody": "kewenangan `{power}` seluruh negara harus menyebut `institution`",
    "territory_of_other_kind": "kewenangan `{power}`: jenis lembaganya tidak melihat menurut `{territory}`; samakan `territory` dengan `sight` jenisnya",
    # matrices and disciplines
    "form_unknown": "bentuk `{form}` tidak ada di `forms` matriks ini",
    "sanction_unknown": "sanksi `{sanction}` tidak ada di law/discipline/",
    "row_unknown": "baris `{row}` tidak ada dalam matriks ini",
    "level_missing": "baris `{row}` tidak menetapkan tingkat; isi `level`, atau `decided_by` bila diputus pihak lain",
    "authority_unknown": "`{authority}` tidak ada di `authority`",
    "authority_missing": "sanksi `{sanction}` tidak menyebut siapa yang berwenang; isi `authority`",
    # references between files
    "institution_unknown": "lembaga `{institution}` tidak ada di law/institutions.yaml",
    "kind_unknown": "jenis lembaga `{kind}` tidak ada di `kinds` law/institutions.yaml",
    "province_unknown": "provinsi `{province}` tidak ada di law/areas/provinces.csv",
    "area_unknown": "wilayah `{area}` tidak ada di law/areas/",
    "role_unknown": "peran `{role}` tidak ada di law/roles.yaml",
    "instrument_unknown": "instrumen `{instrument}` tidak ada di law/sources.yaml",
    "word_unknown": "`{word}` tidak ada dalam daftar `{list}`",
    "row_twice": "baris yang sama sudah ada: {row}; hapus salah satu",
    "day_not_in_calendar": "hari {day} ({kind}) dicabut padahal tidak ada di kalender; periksa tanggal dan jenisnya",
    "year_without_calendar": "tahun {year} tidak punya kalender; buat law/calendars/{year}.yaml",
    "determination_twice": "penetapan tanpa `areas` tertulis dua kali pada {day}",
}
