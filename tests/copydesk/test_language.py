"""Language detection is repeatable and abstains."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.language import UNDECIDED, detect_language
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
    "text", ["", "AP, 12:30 GMT", "1234567890 " * 10, "https://example.org/a " * 10, "🙂" * 50]
)
def test_too_little_text_is_undecided(text: str) -> None:
    """Nothing is guessed from figures, addresses or a few letters."""
    assert detect_language(text) == UNDECIDED


def test_only_the_head_is_read() -> None:
    """What stands behind ``max_chars`` has no say."""
    params = LanguageParams(max_chars=100)
    head = (TEXTS["de"] * 2)[:100]

    assert detect_language(head + TEXTS["ru"] * 50, params) == detect_language(head, params)


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    """Never an exception; code and confidence are both there or both missing."""
    found = detect_language(text, LanguageParams(min_letters=1))

    assert (found.code is None) == (found.confidence is None)
    assert found.confidence is None or 0 <= found.confidence <= 1
