"""Bytes become clean text, or are refused with a reason."""

import gzip
import io
import unicodedata
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.errors import BadInputError
from copydesk.load import clean, mend_mojibake, read_document
from copydesk.params import LoadParams

TEXTS = {
    "en": "The ferry to Arbel stopped on Monday, the harbour office said — “for good”, it’s feared.",
    "de": "Die Fähre nach Arbel fährt seit Montag nicht mehr, größere Schäden am Rumpf wurden gefunden.",
    "fr": "Le bac d’Arbel est à l’arrêt depuis lundi : « c’est très grave », a déclaré l’équipage.",
    "es": "El año pasado la región sufrió daños; según el alcalde, habrá más ayudas para la población.",
    "pl": "Prom do Arbel nie kursuje od poniedziałku, ponieważ załoga znalazła pęknięcie w kadłubie.",
    "hu": "A komp hétfő óta nem közlekedik, mert a legénység repedést talált a hajótörzsön, közölték.",
    "tr": "Arbel vapuru pazartesi gününden beri çalışmıyor, çünkü mürettebat gövdede bir çatlak buldu.",
    "ru": "Паром в Арбель не ходит с понедельника: экипаж нашёл трещину в корпусе, сообщили в порту.",
    "el": "Το φέρι για το Άρμπελ σταμάτησε τη Δευτέρα, επειδή το πλήρωμα βρήκε ρωγμή στο κύτος.",
    "he": "המעבורת לארבל הפסיקה לפעול ביום שני לאחר שהצוות מצא סדק בגוף הספינה, נמסר מהנמל.",
    "ar": "توقفت العبارة إلى أربل يوم الاثنين بعد أن وجد الطاقم شرخا في الهيكل، حسبما ذكر الميناء.",
    "th": "เรือข้ามฟากไปอาร์เบลหยุดให้บริการตั้งแต่วันจันทร์ หลังลูกเรือพบรอยร้าวที่ตัวเรือ",
    "hi": "आर्बेल जाने वाली नौका सोमवार से बंद है, क्योंकि चालक दल को पतवार में दरार मिली।",
    "zh": "周一，开往阿贝尔的渡轮停运，因为船员在船体上发现了裂缝，港务局表示正在维修。",
    "ja": "アルベル行きのフェリーは月曜日から運休している。乗組員が船体に亀裂を見つけたためだ。",
    "ko": "아르벨행 여객선이 월요일부터 운항을 멈췄다. 승무원이 선체에서 균열을 발견했기 때문이다.",
    "vi": "Phà đi Arbel đã ngừng chạy từ thứ Hai sau khi thủy thủ đoàn phát hiện vết nứt ở thân tàu.",
}

LEGACY = [
    ("en", "cp1252"), ("de", "cp1252"), ("fr", "cp1252"), ("es", "cp1252"), ("pl", "cp1250"), ("pl",
    "iso8859_2"),
    ("hu", "cp1250"), ("tr", "cp1254"), ("ru", "cp1251"), ("ru", "koi8_r"), ("el", "cp1253"), ("he",
    "cp1255"),
    ("ar", "cp1256"), ("th", "cp874"), ("zh", "gb18030"), ("ja", "cp932"), ("ja", "euc_jp"), ("ko", "cp949"),
]  # fmt: skip


def reason(raw: bytes, **kwargs: str) -> str:
    with pytest.raises(BadInputError) as caught:
        read_document(raw, **kwargs)
    return caught.value.reason_code


@given(st.binary() | st.text().map(str.encode) | st.text().map(lambda t: t.encode("utf-16")))
@example(b"\xff\xfe\x00")
@example(b"[" * 5_000 + b"]")
@example(b"<!--a-->" * 3_000)
@example("Ã\x85".encode() * 3)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing but `BadInputError` is raised, and a text that is read is clean, twice the same."""
    try:
        document = read_document(raw)
    except BadInputError:
        return
    controls = {c for c in document.text if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}

    assert not controls
    assert "\ufeff" not in document.text
    assert document.text.strip()
    assert 0 <= document.encoding_confidence <= 1
    assert document == read_document(raw)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be"])
def test_correct_text_comes_back_unchanged(language: str, encoding: str) -> None:
    """Any Unicode encoding, any script: not a character is altered, mended or normalised."""
    text = (
        f"{TEXTS[language]}\n\n1 2 3\n"
        + unicodedata.normalize("NFD", TEXTS[language])
        + "\u00adﬁ “ ” ‘ ’ ．\n"
    )

    assert read_document(text.encode(encoding)).text == text


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_legacy_encodings_are_detected(language: str, encoding: str) -> None:
    """A page-long text in an encoding of the web is decoded to what it was."""
    text = f"{TEXTS[language]}\n" * 5
    document = read_document(text.encode(encoding))

    assert document.text == text
    assert document.encoding_source == "detected"
    assert document.encoding_confidence >= 0.5


@pytest.mark.parametrize(
    ("language", "encoding"), [("de", "utf-16-le"), ("ru", "utf-16-be"), ("ja", "utf-16-le")]
)
def test_utf_16_without_a_mark_is_seen_by_its_nuls(language: str, encoding: str) -> None:
    """NULs all on one side are half of a character, not binary data."""
    text = f"{TEXTS[language]}\n12 30 \n" * 5

    assert read_document(text.encode(encoding)).text == text


def test_declared_charset_of_a_page_is_used() -> None:
    """What a page declares counts before detection, as browsers read it (latin-1 is cp1252)."""
    page = f'<html><head><meta charset="ISO-8859-1"></head><body><p>{TEXTS["fr"]}</p></body></html>'
    document = read_document(page.encode("cp1252"))

    assert document.text == page
    assert (document.encoding, document.encoding_source) == ("cp1252", "declared")


def test_utf_8_beats_a_wrong_declaration() -> None:
    """Bytes that are valid UTF-8 are UTF-8 whatever the page declares."""
    page = f'<html><meta charset="windows-1251"><p>{TEXTS["zh"]}</p></html>'

    assert read_document(page.encode()).text == page


def test_damaged_utf_8_stays_utf_8() -> None:
    """A file cut off inside a character, or with a bad byte, is not taken for a legacy encoding."""
    text = TEXTS["ru"][:-1] * 5
    cut = read_document(text.encode()[:-1])
    bad = read_document(text[:100].encode() + b"\xff" + text[100:].encode())

    assert cut.text == text[:-1] + "\ufffd"
    assert bad.text.replace("\ufffd", "") == text
    assert bad.encoding_source == "utf8"
    assert bad.encoding_confidence < 1


def test_few_accents_are_not_lost_as_damage() -> None:
    """An English text with one accent in cp1252 keeps it."""
    text = TEXTS["en"].replace("—", "-") * 20 + " at the café today"

    assert read_document(text.encode("cp1252")).text == text


def test_newlines_are_one_kind_and_controls_are_counted() -> None:
    """CRLF, CR, form feed, vertical tab, NEL and U+2028/9 become newlines; NUL, BEL, BOM and DEL go."""
    document = read_document("a\r\nb\rc\fd\ve\u2028f\u2029g\th\x00\x07\ufeffi\x7f\n".encode())

    assert document.text == "a\nb\nc\nd\ne\nf\ng\thi\n"
    assert document.removed_chars == 4


def test_mojibake_is_mended_line_by_line() -> None:
    """A line decoded wrongly is put right, its neighbours are not touched."""
    broken = TEXTS["fr"].encode().decode("cp1252", "replace")
    text = f"{TEXTS['de']}\n{'Le rÃ©seau a Ã©tÃ© coupÃ©.'}\n{TEXTS['ja']}"

    assert mend_mojibake(text) == f"{TEXTS['de']}\nLe réseau a été coupé.\n{TEXTS['ja']}"
    assert "Ã" not in mend_mojibake(broken)


@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 60), st.integers(0, 90))
def test_cleaning_correct_text_changes_nothing(language: str, start: int, end: int) -> None:
    """Not even a fragment of correct text is mended."""
    assert clean(TEXTS[language][start:end]) == (TEXTS[language][start:end], 0)


@pytest.mark.parametrize(
    "raw", [b"", b" \r\n\t ", b"\0" * 50, b"\xef\xbb\xbf", "\ufeff\n".encode("utf-16-le")]
)
def test_empty_files_are_refused(raw: bytes) -> None:
    """No bytes, white space, NULs or a lone byte order mark: nothing to read."""
    assert reason(raw) == "empty_file"


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "text")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n%...", zipped(), gzip.compress(b"text" * 99, mtime=0), b"\x89PNG\r\n\x1a\n....",
        b"\xff\xd8\xff\xe0..JFIF",
        b"GIF89a....", b"\x7fELF....", b"SQLite format 3\0...", b"PAR1....",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..",
        bytes(range(256)) * 20, b"text" + b"\0\1\2\3" * 20,
    ],
)  # fmt: skip
def test_binary_files_are_refused(raw: bytes) -> None:
    """Known signatures, and control characters in numbers."""
    assert reason(raw) == "binary_file"


@pytest.mark.parametrize(
    "text",
    [
        "WARC/1.0\r\nWARC-Type: response\r\n", '{"a": [1, 2]}', '[{"a": 1}]', '{"a": 1}\n{"a": 2}\n',
        "{\\rtf1 text}",
        '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "<feed xmlns='x'></feed>",
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n",
    ],
)  # fmt: skip
def test_text_in_a_container_is_an_unsupported_type(text: str) -> None:
    """Readable, but not as text: archives, JSON, feeds."""
    assert reason(text.encode()) == "unsupported_type"


def test_size_and_confidence_limits_hold() -> None:
    """One byte over the limit is too much; a detected encoding below the limit is not trusted."""
    assert read_document(b"abc", LoadParams(max_bytes=3)).text == "abc"
    with pytest.raises(BadInputError) as large:
        read_document(b"abcd", LoadParams(max_bytes=3))
    with pytest.raises(BadInputError) as unsure:
        read_document(TEXTS["ja"].encode("euc_jp"), LoadParams(min_encoding_confidence=0.99))

    assert large.value.reason_code == "too_large"
    assert unsure.value.reason_code == "undecodable"


@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        ("<!DOCTYPE html><p>Rain", "a.txt", "text/html"),
        ("<!-- c -->\n<HTML lang=en><body>", "", "text/html"),
        ('<?xml version="1.0"?><html xmlns="x">', "", "text/html"),
        ("<div><p>Rain</p><p>Snow</p><ul><li>a</li></ul></div>", "", "text/html"),
        ("Rain <b>fell</b> all day.", "a.html", "text/html"),
        ("Rain <b>fell</b> all day.", "a.txt", "text/plain"),
        ("a < b and c > d; [1] {x}", "a.html", "text/plain"),
        ("It rained. " * 500 + "<br>" * 9, "", "text/plain"),
    ],
)
def test_media_type_comes_from_the_content(text: str, name: str, media_type: str) -> None:
    """Markup decides, the extension only where the content leaves it open."""
    assert read_document(text.encode(), name=name).media_type == media_type
