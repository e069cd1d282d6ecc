"""People and organisations by rule, and by the optional model."""

from importlib.util import find_spec

import pytest

from copydesk.entities import find_mentions
from copydesk.entities.finding import slug
from copydesk.entities.spacy_names import MODEL, find_names
from copydesk.errors import UsageError


def names(body: str, language: str = "en", title: str | None = None) -> list[str]:
    return [m.entity_id for m in find_mentions(title, body, language) if m.type in {"person", "organisation"}]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("President Joe Biden spoke.", ["person:joe-biden"]),
        ("It was late, said Xiulan Petrossian.", ["person:xiulan-petrossian"]),
        ("Ursula von der Leyen arrived.", ["person:ursula-von-der-leyen"]),
        ("Donald Trump's lawyer left.", ["person:donald-trump"]),
        (
            "The World Health Organization (WHO) met.",
            ["organisation:world-health-organization", "organisation:who"],
        ),
        ("The University of Oslo closed.", ["organisation:university-of-oslo"]),
        ("Apex Dynamics Inc fell.", ["organisation:apex-dynamics-inc"]),
        ("On Monday the Great Wall closed.", []),
        ("He told Business Insider so.", []),
        ("The minister said nothing.", []),
    ],
)
def test_english(body: str, expected: list[str]) -> None:
    assert expected == names(body)


def test_a_headline_in_capitals_has_only_people_whom_the_body_names() -> None:
    assert names("Joe Biden left.", title="Joe Biden Meets Nobody Important Today") == [
        "person:joe-biden",
        "person:joe-biden",
    ]


def test_ids_are_folded() -> None:
    assert slug("José  Ramos-Horta") == "jose-ramos-horta"
    assert slug("Владимир Орлов") == "владимир-орлов"


@pytest.mark.skipif(find_spec(MODEL) is not None, reason="the model is installed")
def test_without_the_extra_the_error_says_how_to_install_it() -> None:
    with pytest.raises(UsageError) as error:
        find_names(["Joe Biden spoke."], "en")

    assert "copydesk[nlp]" in error.value.hint


@pytest.mark.skipif(find_spec(MODEL) is None, reason="the extra nlp is not installed")
def test_the_model_leaves_places_to_the_gazetteer() -> None:
    text = "Kyiv said Joe Biden met aides from the World Bank."
    found = find_names([text, ""], "en")

    assert [("Joe Biden", "person"), ("World Bank", "organisation")] == [
        (m.surface, m.type) for m in found[0]
    ]
    assert found[1] == ()
    assert find_names(["Angela Merkel spricht."], "de") == ((),)
