"""Language detection is repeatable and abstains."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.enrichment.language import labelled
from copydesk.languages import REASONS, accelerated, detect_language
from copydesk.languages.trigrams import trigram_odds
from copydesk.params import LanguageParams

TEXTS = {
    "en": "The ferry to Arbel stopped running on Monday after its crew found a crack in the hull.",
    "de": "Die Fähre nach Arbel fährt seit Montag nicht mehr, weil die Besatzung einen Riss fand.",
    "es": "El transbordador a Arbel dejó de funcionar el lunes, porque la tripulación halló una grieta.",
    "ru": "Паром в Арбель не ходит с понедельника: экипаж нашёл трещину в корпусе.",
    "ar": "توقفت العبارة إلى أربل يوم الاثنين بعد أن وجد الطاقم شرخا في الهيكل.",
    "ja": "アルベル行きのフェリーは月曜日から運休している。乗組員が船体に亀裂を見つけたためだ。",
    "zh-cn": "周一，开往阿贝尔的渡轮停运，因为船员在船体上发现了裂缝，港务局表示正在维修。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_are_told_apart(code: str) -> None:
    """A sentence is enough, in small letters and in capitals."""
    assert detect_language(TEXTS[code]).code == code
    assert detect_language(TEXTS[code].upper()).code == code


def test_answers_do_not_depend_on_thread_or_order() -> None:
    """The detector's sampling is seeded for every text."""
    texts = [*TEXTS.values(), *reversed(TEXTS.values())] * 4
    alone = {text: detect_language(text) for text in reversed(texts)}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(detect_language, texts))

    assert together == [alone[text] for text in texts]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_letters"),
        ("AP, 12:30 GMT", "too_short"),
        ("新华社", "too_short"),
        ("1234567890 " * 10, "no_letters"),
        ("https://example.org/a " * 10, "no_letters"),
        ("🙂" * 50, "no_letters"),
        ("Angela Merkel, Emmanuel Macron, Joe Biden", "undecided"),
        ("Reuters Associated Press Bloomberg Agence France-Presse", "names_only"),
        ("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠮᠣᠩᠭᠣᠯ", "unknown_script"),
    ],
)
def test_too_little_text_is_undecided(text: str, reason: str) -> None:
    """Nothing is guessed from figures, addresses, names or a few letters, and the reason says which."""
    found = detect_language(text)

    assert (None, None, reason, ()) == (found.code, found.confidence, found.reason, found.shares)
    assert reason in REASONS


@pytest.mark.parametrize(
    ("code", "script"),
    [("en", "Latn"), ("ru", "Cyrl"), ("ar", "Arab"), ("ja", "Jpan"), ("zh-cn", "Hans")],
)
def test_the_script_is_named(code: str, script: str) -> None:
    """ISO 15924: Japanese as one writing system, Chinese by its standard."""
    assert script == detect_language(TEXTS[code]).script


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("პოლიცია ძველ კარიერთან დაკარგულ ბიჭს ეძებს", "ka"),
        ("ፖሊስ በአሮጌው የድንጋይ ማውጫ አቅራቢያ ልጅ እየፈለገ ነው", "am"),
        ("Ոստիկանությունը հին քարհանքի մոտ տղա է փնտրում", "hy"),
        ("시, 올가을 도서관 두 곳 문 닫는다", "ko"),
    ],
)
def test_a_script_of_one_language_decides(text: str, code: str) -> None:
    """Also for languages that langdetect does not know."""
    assert code == detect_language(text).code


def test_a_loan_word_has_no_say() -> None:
    """Letters of another script are left out before the detectors are asked."""
    text = "Компания Microsoft выпустила Windows Server 2025 и Visual Studio Code для Linux"

    assert "ru" == detect_language(text).code


def test_only_the_head_decides() -> None:
    """What stands behind ``max_chars`` has no say in code, confidence and script."""
    params = LanguageParams(max_chars=100, mixed=False)
    head = (TEXTS["de"] * 2)[:100]

    assert detect_language(head + TEXTS["ru"] * 50, params) == detect_language(head, params)


def test_a_mixed_article_has_shares() -> None:
    """A paragraph of another language counts by its letters; one language has one share of 1."""
    mixed = "\n".join([TEXTS["en"], TEXTS["en"], TEXTS["de"]])
    found = detect_language(mixed)

    assert "en" == found.code
    assert [("en", 0.667), ("de", 0.333)] == [(c, pytest.approx(s, abs=0.03)) for c, s in found.shares]
    assert (("en", 1.0),) == detect_language("\n".join([TEXTS["en"]] * 4)).shares


@pytest.mark.skipif(not accelerated(), reason="langdetect-rs is not installed")
def test_the_accelerator_changes_nothing() -> None:
    """Every labelled text gets the same languages and the same estimates from both, to the last bit."""
    texts = [item.text.lower() for item in labelled()]
    slow = [trigram_odds(text, 0, with_accelerator=False) for text in texts]
    fast = [trigram_odds(text, 0, with_accelerator=True) for text in texts]

    assert slow == fast


@pytest.mark.skipif(not accelerated(), reason="langdetect-rs is not installed")
@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(0, 5))
def test_the_accelerator_changes_nothing_on_any_text(text: str, seed: int) -> None:
    """Nor on text that is none."""
    assert trigram_odds(text, seed, with_accelerator=False) == trigram_odds(text, seed, with_accelerator=True)


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    """Never an exception; code and confidence are there together, or a reason is; shares add up to 1."""
    found = detect_language(text, LanguageParams(min_letters=1))

    assert (found.code is None) == (found.confidence is None) == (found.reason is not None)
    assert found.confidence is None or 0 <= found.confidence <= 1
    assert (sum(share for _, share in found.shares) == pytest.approx(1, abs=0.01)) == (found.code is not None)
    assert found == detect_language(text, LanguageParams(min_letters=1))
