"""The label files are data that anybody may add: they hold what the loader and the splitter expect of them."""

import tomllib
import unicodedata
from importlib import resources
from typing import Any

import pytest

from copydesk import labels
from copydesk.labels import fold
from copydesk.roles import Role
from copydesk.split.times import find_time

SECTIONS = ("lines", "starts", "contains")
# Roles whose words every page has, and those of the lines around a story.
ROLES_OF_A_PAGE = (
    "ad", "byline", "caption", "comments", "consent", "credit", "navigation", "related", "share_bar",
    "subscription", "tags", "time",
)  # fmt: skip
ROLES_OF_A_STORY = ("byline", "caption", "comments", "consent", "credit", "related", "subscription", "time")
UNITS = {"second", "minute", "hour", "day", "week", "month", "year"}
# files that are no language
WITHOUT_TIME = {"mul"}

# language: a relative time as pages print it, and a line that is a label with its role
EXAMPLES: dict[str, tuple[str, str, Role]] = {
    "ar": ("منذ 3 ساعات", "اقرأ أيضاً:", Role.RELATED),
    "cs": ("před 2 hodinami", "Čtěte také:", Role.RELATED),
    "da": ("for 2 timer siden", "Læs også:", Role.RELATED),
    "de": ("vor 2 Stunden", "Lesezeit:", Role.BOILERPLATE),
    "el": ("πριν από 2 ώρες", "Διαβάστε επίσης:", Role.RELATED),
    "en": ("2 hours ago", "Read more", Role.RELATED),
    "es": ("hace 3 horas", "Lea también:", Role.RELATED),
    "fa": ("۳ ساعت پیش", "آخرین اخبار", Role.RELATED),
    "fi": ("2 tuntia sitten", "Luetuimmat", Role.RELATED),
    "fr": ("il y a 3 heures", "Lire aussi :", Role.RELATED),
    "he": ("לפני 3 שעות", "כתבות נוספות", Role.RELATED),
    "hi": ("2 घंटे पहले", "ये भी पढ़ें:", Role.RELATED),
    "id": ("2 jam yang lalu", "Baca juga:", Role.RELATED),
    "it": ("2 ore fa", "Leggi anche:", Role.RELATED),
    "ja": ("10分前", "関連記事", Role.RELATED),
    "ko": ("3시간 전", "관련기사", Role.RELATED),
    "nb": ("for 2 timer siden", "Les også:", Role.RELATED),
    "nl": ("2 uur geleden", "Lees ook:", Role.RELATED),
    "pl": ("2 godziny temu", "Czytaj także:", Role.RELATED),
    "pt": ("há 2 horas", "Leia também:", Role.RELATED),
    "ro": ("acum 2 ore", "Citește și:", Role.RELATED),
    "ru": ("5 минут назад", "Читайте также:", Role.RELATED),
    "sv": ("2 timmar sedan", "Läs också:", Role.RELATED),
    "th": ("2 ชั่วโมงที่แล้ว", "ข่าวที่เกี่ยวข้อง", Role.RELATED),
    "tr": ("2 saat önce", "İlgili Haberler", Role.RELATED),
    "uk": ("5 хвилин тому", "Читайте також:", Role.RELATED),
    "vi": ("2 giờ trước", "Tin liên quan", Role.RELATED),
    "zh": ("3小时前", "相关阅读", Role.RELATED),
}

OTHER_TIMES = [
    "Vor einer Stunde",
    "il y a une heure",
    "hace un día",
    "há um mês",
    "un'ora fa",
    "en timme sedan",
    "5 min sitten",
    "1 天前",
    "30 分鐘前",
    "2ヶ月前",
    "한 시간 전",
    "5 ч назад",
    "2 tygodnie temu",
    "acum 20 de minute",
]


def _files() -> list[str]:
    return sorted(e.name for e in resources.files(labels).iterdir() if e.name.endswith(".toml"))


LANGUAGE_FILES = _files()


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(labels) / name).read_text(encoding="utf-8"))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for v in value.values() for s in _strings(v)]
    assert isinstance(value, list), f"neither text nor a list of it: {value!r}"
    return [s for v in value for s in _strings(v)]


@pytest.mark.parametrize("name", LANGUAGE_FILES)
def test_a_file_is_named_for_its_language(name: str) -> None:
    data = _data(name)
    assert f"{data['language']}.toml" == name
    assert data["name"]
    assert set(data) <= {"language", "name", "names", "notes", "time", *SECTIONS}


@pytest.mark.parametrize("name", LANGUAGE_FILES)
def test_keys_are_roles_and_phrases_are_folded(name: str) -> None:
    data = _data(name)
    for section in SECTIONS:
        for role, phrases in data.get(section, {}).items():
            assert Role(role)
            assert phrases, f"{section}.{role} is empty"
            for phrase in phrases:
                folded = unicodedata.normalize("NFKC", phrase).casefold()
                assert phrase == folded, f"{section}.{role}: {phrase!r} is never met, folded it is {folded!r}"


@pytest.mark.parametrize("name", LANGUAGE_FILES)
def test_every_language_has_the_words_of_a_page(name: str) -> None:
    """A file may be small, but what stands on every page has its words, and links have their notes."""
    data = _data(name)
    if data["language"] in WITHOUT_TIME:
        return
    lacking = [role for role in ROLES_OF_A_PAGE if not data["lines"].get(role)]
    lacking += [role for role in ROLES_OF_A_STORY if not data["starts"].get(role)]
    assert lacking == []
    assert set(data["notes"]) == {"link"}
    for note in data["notes"]["link"]:
        assert note == unicodedata.normalize("NFKC", note).casefold()
        assert fold(note) in labels.load().link_notes
        assert len(note) >= 4, f"{note!r} would take whole lines of a story for notes"


@pytest.mark.parametrize("name", LANGUAGE_FILES)
def test_no_phrase_folds_to_nothing(name: str) -> None:
    data = _data(name)
    for section in SECTIONS:
        empty = [p for p in _strings(data.get(section, {})) if not fold(p) and p not in ("@", "©", "(c)")]
        assert not empty, f"{section}: {empty}"


@pytest.mark.parametrize("name", LANGUAGE_FILES)
def test_the_time_of_a_language_is_whole(name: str) -> None:
    data = _data(name)
    if data["language"] in WITHOUT_TIME:
        return
    time = data["time"]
    assert len(time["months"]) == 12
    assert len(time["weekdays"]) == 7
    assert all(time["months"])
    assert all(time["weekdays"])
    assert set(time["units"]) == UNITS
    assert all("{unit}" in pattern and pattern.count("{n}") <= 1 for pattern in time["ago"])
    assert all(time[key] for key in ("today", "yesterday", "now", "one", "ago"))
    assert set(time.get("day_parts", {})) <= {"morning", "noon", "evening", "night"}
    assert len(time.get("solar_months", [()] * 12)) == 12
    assert UNITS >= set(time.get("singles", {})) | set(time.get("pairs", {}))
    assert all(isinstance(years, int) for years in time.get("eras", {}).values())
    for word in _strings(
        {k: v for k, v in time.items() if k not in ("ago", "eras")} | {"eras": list(time.get("eras", {}))}
    ):
        assert word
        assert word == unicodedata.normalize("NFKC", word).casefold(), word


@pytest.mark.parametrize("name", LANGUAGE_FILES)
def test_a_word_names_one_unit_and_a_form_one_month(name: str) -> None:
    time = _data(name).get("time", {})
    for groups in (time.get("units", {}).values(), time.get("months", []), time.get("weekdays", [])):
        words = [w for group in groups for w in group]
        assert len(words) == len(set(words)), sorted(w for w in set(words) if words.count(w) > 1)


@pytest.mark.parametrize("name", sorted(set(LANGUAGE_FILES) - {"en.toml", "mul.toml"}))
def test_a_label_that_may_stand_anywhere_is_specific(name: str) -> None:
    for phrase in _strings(_data(name).get("contains", {})):
        spaced = all(
            unicodedata.name(c).split()[0] in {"LATIN", "GREEK", "CYRILLIC"} for c in phrase if c.isalpha()
        )
        assert " " in phrase or "-" in phrase if spaced else len(phrase) >= 4, phrase


def test_every_language_has_an_example() -> None:
    assert set(EXAMPLES) >= {n.removesuffix(".toml") for n in LANGUAGE_FILES} - WITHOUT_TIME


@pytest.mark.parametrize("language", sorted(EXAMPLES))
def test_relative_times_and_labels_are_known(language: str) -> None:
    printed, label, role = EXAMPLES[language]
    time = find_time(printed)
    assert time is not None
    assert (time.raw, time.alone, time.relative) == (printed, True, True)
    hit = labels.load().whole(fold(label))
    assert hit is not None
    assert hit.role is role


@pytest.mark.parametrize("printed", OTHER_TIMES)
def test_other_forms_of_relative_times(printed: str) -> None:
    time = find_time(printed)
    assert time is not None
    assert time.alone
    assert time.relative


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  • Read More »", "read more"),
        ("LESEN SIE AUCH:", "lesen sie auch"),
        ("Menü schließen", "menü schliessen"),
        ("Σχετικές ειδήσεις", "σχετικέσ ειδήσεισ"),
        ("【関連記事】", "関連記事"),
        ("コメント 12", "コメント"),
        ("Ｆａｃｅｂｏｏｋ", "facebook"),
        ("ﾂｲｰﾄ", "ツイート"),
        ("相关阅读：", "相关阅读"),
        ("«Читайте также:", "читайте также"),
        ("اقرأ أيضا؟", "اقرأ أيضا"),
        ("ये भी पढ़ें।", "ये भी पढ़ें"),
        ("3 Kommentare", "kommentare"),
        ("Tin   liên\u00a0quan", "tin liên quan"),
        ("—", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKC", key)


def test_a_new_language_needs_no_code(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _files():
        (tmp_path / name).write_bytes((resources.files(labels) / name).read_bytes())
    (tmp_path / "eo.toml").write_text(
        'language = "eo"\nname = "Esperanto"\n[lines]\nrelated = ["legu ankaŭ"]\n'
        '[starts]\nbyline = ["verkis"]\n[contains]\nconsent = ["ni uzas kuketojn"]\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(labels.resources, "files", lambda _package: tmp_path)
    labels.languages.cache_clear()
    labels.load.cache_clear()
    try:
        index = labels.load()
        assert index.whole(fold("Legu ankaŭ:")) == labels.Hit(Role.RELATED, "label.eo.line")
        assert index.opening(fold("Verkis L. L. Zamenhof")) == labels.Hit(Role.BYLINE, "label.eo.start")
        inside = index.inside(fold("Kara leganto, ni uzas kuketojn."))
        assert [hit for _, hit in inside] == [labels.Hit(Role.CONSENT, "label.eo.inside")]
    finally:
        monkeypatch.undo()
        labels.languages.cache_clear()
        labels.load.cache_clear()
