"""The tables of agencies, outlets, places and words: what they hold, and that no entry shadows another."""

import tomllib
from importlib import resources

import pytest

from copydesk import sources
from copydesk.sources import agencies, publishers
from copydesk.sources.genres import _rules
from copydesk.sources.names import key, slug
from copydesk.sources.places import is_known_place

FILES = ("agencies.toml", "outlets.toml", "people.toml", "genres.toml", "datelines.toml")


def _data(name: str) -> dict:
    return tomllib.loads((resources.files(sources) / name).read_text(encoding="utf-8"))


def test_the_tables_are_as_large_as_asked() -> None:
    assert len(_data("agencies.toml")["agencies"]) >= 80
    assert len(_data("outlets.toml")["outlets"]) >= 150


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is(name: str) -> None:
    assert (resources.files(sources) / name).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(("name", "section"), [("agencies.toml", "agencies"), ("outlets.toml", "outlets")])
def test_every_entry_has_a_home(name: str, section: str) -> None:
    entries = _data(name)[section]

    assert [
        k for k, e in entries.items() if not (e["name"] and len(e["country"]) == 2 and e["country"].isupper())
    ] == []


def test_a_name_means_one_agency_unless_a_condition_says_which() -> None:
    found = agencies.table()
    shared = {
        form: meanings
        for forms in (found.forms, found.initials)
        for form, meanings in forms.items()
        if len({m.agency_id for m in meanings if not (m.languages or m.places)}) > 1
    }

    assert {} == shared


def test_every_agency_is_known_by_its_name() -> None:
    found = agencies.table()
    lost = [n for i, n in found.names.items() if "(" not in n and agencies.agency_named(n) != i]

    # words, and initials that another agency has too
    assert set(lost) == {"Report", "Focus", "Kabar", "Mehr", "KNA"}


def test_no_two_outlets_share_a_name_or_a_host() -> None:
    entries = _data("outlets.toml")["outlets"]
    names: dict[str, set[str]] = {}
    for outlet, entry in entries.items():
        for name in (entry["name"], *entry.get("aliases", ())):
            names.setdefault(key(name).removeprefix("the "), set()).add(outlet)
    hosts = [d for e in entries.values() for d in e["domains"]]

    assert {n: o for n, o in names.items() if len(o) > 1} == {}
    assert len(hosts) == len(set(hosts))


def test_every_outlet_is_found_by_its_name_and_host() -> None:
    for outlet, entry in _data("outlets.toml")["outlets"].items():
        assert outlet == publishers.outlet_named(entry["name"])
        assert [outlet] * len(entry["domains"]) == [
            publishers.outlet_of_host(f"https://www.{d}/a") for d in entry["domains"]
        ]
        assert entry["country"] == publishers.outlet_country(outlet)


def test_kinds_of_text_share_no_label() -> None:
    sections = _data("genres.toml")
    labels = [(key(label), name) for name, section in sections.items() for label in section.get("label", ())]
    twice = {label for label, name in labels if len({n for w, n in labels if w == label}) > 1}

    assert twice <= {"editorial board"}
    assert list(sections) == list(_rules().names)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Mill Observer", "the-mill-observer"),
        ("Süddeutsche & Söhne", "suddeutsche-sohne"),
        ("Коммерсантъ", "коммерсантъ"),
        ("दैनिक जागरण", "दैनिक-जागरण"),
        ("海岸日报", "海岸日报"),
        ("… — …", ""),
    ],
)
def test_an_id_is_made_of_any_script(name: str, expected: str) -> None:
    assert expected == slug(name)


def test_a_place_may_be_two() -> None:
    assert is_known_place("New York/Berlin")
    assert not is_known_place("New York/Fox")
