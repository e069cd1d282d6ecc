"""Printed times are found in lines of any script, and given as they are printed."""

import pytest

from copydesk.split import split
from copydesk.split.times import find_time

ALONE_AND_RELATIVE = [
    "منذ ساعتين", "منذ يومين", "قبل ساعتين", "منذ ساعة", "לפני שעתיים", "לפני יומיים", "לפני שעה",
    "昨天", "어제", "אתמול", "أمس", "Вчера", "yesterday", "Hôm qua", "刚刚", "たった今", "just now",
    "前天", "一昨日", "그저께", "परसों",
]  # fmt: skip


@pytest.mark.parametrize("printed", ALONE_AND_RELATIVE)
def test_words_alone_say_when(printed: str) -> None:
    """A line needs no figure: a dual, a day's word, a moment's."""
    time = find_time(printed)
    assert time is not None
    assert (time.raw, time.alone, time.relative) == (printed, True, True)


@pytest.mark.parametrize("printed", ["· 昨天", "Вчера.", "(어제)"])
def test_marks_around_such_a_word_are_no_part_of_it(printed: str) -> None:
    time = find_time(printed)
    assert time is not None
    assert time.raw == printed[time.start : time.end] == printed.strip("·. ()")


@pytest.mark.parametrize(
    "line", ["hier", "Today", "NOW", "Сегодня", "今日", "Wednesday", "昨天的新闻", "fünf", "News | Today"]
)
def test_a_menu_or_a_word_of_another_language_says_nothing(line: str) -> None:
    """The German for "here" is the French for "yesterday"."""
    assert find_time(line) is None


def test_a_dual_within_a_headline_is_no_time() -> None:
    assert find_time("طفل مفقود منذ يومين في الوادي") is None
    assert find_time("رحلة القطار توقفت منذ يومين") is None


GLUED = [
    ("Трамвайный листоксегодня, 08:40", "сегодня, 08:40"),
    ("Спорт-Заречьевчера в 22:17", "вчера в 22:17"),
    ("טק מקומיאתמול, 19:40", "אתמול, 19:40"),
    ("湾岸新聞昨日 19:04", "昨日 19:04"),
    ("ภูผานิวส์เมื่อวาน 18:30 น.", "เมื่อวาน 18:30 น."),
    ("The Bay StarYesterday, 10:30", "Yesterday, 10:30"),
    ("Заречье позавчера | Вестник • вчера, 10:30", "вчера, 10:30"),
    ("運動新聞網・昨天", "昨天"),
    ("Спорт-Заречье | вчера", "вчера"),
    ("صحيفة المرفأمنذ ساعتين", "منذ ساعتين"),
]


@pytest.mark.parametrize(("line", "raw"), GLUED)
def test_a_day_glued_to_an_outlet_is_found_where_it_starts(line: str, raw: str) -> None:
    time = find_time(line)
    assert time is not None
    assert (time.raw, time.alone, time.relative) == (raw, False, True)
    assert line[time.start : time.end] == raw


@pytest.mark.parametrize(
    "line", ["Evening prayer 10:30", "Fremde, pensieri 10:30", "Match of the day today 20:15"]
)
def test_a_word_that_ends_like_a_day_is_none(line: str) -> None:
    assert find_time(line) is None


ABSOLUTE = [
    # words of several words
    ("10 tháng 3, 2026", "10 tháng 3, 2026"),
    ("ngày 12 tháng 03 năm 2026", "12 tháng 03 năm 2026"),
    ("Thứ năm, 12/3/2026, 07:00 (GMT+7)", "Thứ năm, 12/3/2026, 07:00 (GMT+7)"),
    ("Hôm qua lúc 16:25", "Hôm qua lúc 16:25"),
    ("5 كانون الثاني 2026", "5 كانون الثاني 2026"),
    ("7 تشرين الأول 2025", "7 تشرين الأول 2025"),
    ("יום רביעי, 11 במרץ 2026, 13:20", "יום רביעי, 11 במרץ 2026, 13:20"),
    ("سه‌شنبه ۱۹ اسفند ۱۴۰۴", "سه‌شنبه ۱۹ اسفند ۱۴۰۴"),
    # eras and calendars
    ("令和8年3月12日", "令和8年3月12日"),
    ("令和元年5月1日", "令和元年5月1日"),
    ("民國115年3月12日", "民國115年3月12日"),
    ("۲۱ اسفند ۱۴۰۴", "۲۱ اسفند ۱۴۰۴"),
    ("วันพุธที่ 11 มีนาคม พ.ศ. 2569", "วันพุธที่ 11 มีนาคม พ.ศ. 2569"),
    # what stands before the first figure
    ("सुबह 8:30 बजे", "सुबह 8:30 बजे"),
    ("前天 08:30", "前天 08:30"),
    ("下午08:30", "下午08:30"),
    ("今天上午9:30", "今天上午9:30"),
    ("오전 9:30", "오전 9:30"),
    ("2026年3月12日上午9:30", "2026年3月12日上午9:30"),
    # several times, and bars that part none
    ("12.03.2026 | 07:15", "12.03.2026 | 07:15"),
    ("\u200fפורסם: 12.03.2026 | 07:15", "12.03.2026 | 07:15"),
    ("10-03-2026 | 17:20", "10-03-2026 | 17:20"),
    ("Published: 12 March 2026 | Updated: 13 March 2026", "12 March 2026"),
    ("12 March 2026 | 13 March 2026", "12 March 2026"),
    ("입력 2026-03-12 09:00 수정 2026-03-12 10:30", "2026-03-12 09:00"),
    ("입력 2026.03.12. 오전 6:02 수정 2026.03.12. 오전 9:17", "2026.03.12. 오전 6:02"),
    ("2026-03-12 09:00 2026-03-12 10:30", "2026-03-12 09:00"),
    ("Publié le 18 juil. 2024 à 08:01 Mis à jour le 18 juil. 2024 à 09:06", "18 juil. 2024 à 08:01"),
    ("Дата: 12.03.2026 Обновлено: 13.03.2026", "12.03.2026"),
    ("2026/03/11 18:32 (JST)", "2026/03/11 18:32 (JST)"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "raw"), ABSOLUTE)
def test_a_line_that_is_a_time_gives_the_first_whole(line: str, raw: str) -> None:
    """Without its label, with what belongs to it: weekday, era, part of the day, clock time."""
    time = find_time(line)
    assert time is not None
    assert (time.raw, time.alone, time.relative) == (raw, True, False)
    assert line[time.start : time.end] == raw


AMID_OTHERS = [
    ("海风网 2026-03-11 08:15", "2026-03-11 08:15"),
    ("2026年03月11日 16:52:07 | 来源：临江晚报", "2026年03月11日 16:52:07"),
    ("湾岸新聞 令和8年3月12日 9:30", "令和8年3月12日 9:30"),
    ("By Ann Dole - 11/18/19 11:04 PM EST", "11/18/19 11:04 PM EST"),
    ("Panorama 28.04.2023 02:11 min", "28.04.2023"),
    ("Bay News at 6 Harbour: May 21, 2026", "May 21, 2026"),
    ("12 people hurt, 3 March 2026", "3 March 2026"),
    ("ภูผานิวส์ 9 มีนาคม 2569", "9 มีนาคม 2569"),
    ("روزنامه بندر ۲۱ اسفند ۱۴۰۴", "۲۱ اسفند ۱۴۰۴"),
]


@pytest.mark.parametrize(("line", "raw"), AMID_OTHERS)
def test_a_date_amid_other_words_keeps_its_clock(line: str, raw: str) -> None:
    time = find_time(line)
    assert time is not None
    assert (time.raw, time.alone) == (raw, False)


@pytest.mark.parametrize("line", ["3時間", "March of 2500 people", "第3回", "0:1", "", "|", "٣"])
def test_what_is_no_time(line: str) -> None:
    """How long, how many, and nothing at all."""
    assert find_time(line) is None


def test_the_article_has_the_first_time_of_its_line() -> None:
    """What the splitter stores is what `find_time` gives."""
    story = " ".join(["항만 공사는 새 부두가 내년 봄에 문을 연다고 밝혔다."] * 6)
    page = f"새 부두 내년 봄 개장\n입력 2026-03-12 09:00 수정 2026-03-12 10:30\n{story}\n{story} 끝."
    assert [a.published_raw for a in split(page).articles] == ["2026-03-12 09:00"]
