"""The source of an article: whose it is, who wrote it, which agency it is from, where it opens."""

from dataclasses import dataclass

from copydesk.sources.agencies import Setting, agencies_credited, agencies_listed, agency_named, mentions_agency, names_picture, table
from copydesk.sources.datelines import Dateline
from copydesk.sources.endings import agencies_of_initials, agencies_signed
from copydesk.sources.genres import read_genre
from copydesk.sources.openings import read_opening
from copydesk.sources.people import is_post, read_authors
from copydesk.sources.photo_credits import read_photo_credits
from copydesk.sources.places import looks_like_place, refuses
from copydesk.sources.publishers import Publisher, read_publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvidence:
    """What is known of an article's source before it is read.

    Attributes:
        publisher: outlet as printed.
        byline: author line as printed.
        credit: credit line or sign-off as printed; several joined by "; ".
        dateline: place as the splitter took it.
        dateline_text: text of the dateline block.
        opening: first 400 characters of the body.
        ending: last 400 characters of the body.
        captions: texts of the captions.
        credits: texts of all blocks of the role credit.
        title: headline.
        standfirst: summary under it.
        kind: article, brief, digest or teaser.
        url: address of the page.
        site: source that the manifest gives.
        language_code: ISO 639-1; None if undecided.
    """

    publisher: str | None
    byline: str | None
    credit: str | None
    dateline: str | None
    dateline_text: str | None = None
    opening: str = ""
    ending: str = ""
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    title: str | None
    standfirst: str | None
    kind: str
    url: str | None
    site: str | None
    language_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article is from. What nothing names is None or empty.

    Attributes:
        publisher_name: shown name of the outlet.
        publisher_id: its id, of the tables or made of its name.
        publisher_evidence: ``printed``, ``url`` or ``site``.
        authors: people who wrote it, in order of print.
        author_desk: desk or post beside or instead of them, as printed.
        agencies: ids of news agencies that the text is credited to, the strongest evidence first.
        agency_evidence: where the first is named: ``byline``, ``dateline``, ``credit``, ``sign_off``,
            ``opening`` or ``publisher``.
        dateline_place: place that opens the story, as printed, with its region, without day and agency.
        dateline_date_raw: the day beside it, as printed.
        photo_credits: names of photographers and picture agencies.
        genre: news, opinion, live, digest, video, press_release, sponsored, interview, analysis, obituary.
        genre_evidence: where and by which words; ``default`` for news.
    """

    publisher_name: str | None
    publisher_id: str | None
    publisher_evidence: str | None
    authors: tuple[str, ...]
    author_desk: str | None
    agencies: tuple[str, ...]
    agency_evidence: str | None
    dateline_place: str | None
    dateline_date_raw: str | None
    photo_credits: tuple[str, ...]
    genre: str
    genre_evidence: str


def read_source(evidence: SourceEvidence) -> Source:
    """The source of an article by its evidence; never raises, and the same evidence gives the same source."""
    publisher = read_publisher(evidence.publisher, evidence.url, evidence.site)
    dateline = _dateline(evidence)
    authors = read_authors(evidence.byline, evidence.opening, evidence.ending, evidence.language_code)
    agencies = _agencies(evidence, dateline, publisher)
    genre = read_genre(
        title=evidence.title,
        standfirst=evidence.standfirst,
        byline=evidence.byline,
        opening=evidence.opening,
        ending=evidence.ending,
        credit=evidence.credit or "",
        url=evidence.url,
        kind=evidence.kind,
    )
    return Source(
        publisher_name=publisher.name if publisher else None,
        publisher_id=publisher.id if publisher else None,
        publisher_evidence=publisher.evidence if publisher else None,
        authors=authors.people,
        author_desk=authors.desk,
        agencies=tuple(agencies),
        agency_evidence=next(iter(agencies.values()), None),
        dateline_place=dateline.place if dateline else None,
        dateline_date_raw=dateline.date if dateline else None,
        photo_credits=read_photo_credits(evidence.captions, evidence.credits, evidence.ending),
        genre=genre.name,
        genre_evidence=genre.evidence,
    )


def _dateline(evidence: SourceEvidence) -> Dateline | None:
    """The dateline by the text itself; by the splitter's place only when the text is not given."""
    text = evidence.opening or evidence.dateline_text or ""
    found = read_opening(text, evidence.language_code) if text else None
    if found or text or not evidence.dateline:
        return found
    place = evidence.dateline.strip()
    refused = refuses(place, plain=True) or not looks_like_place(place)
    return None if refused else Dateline(place, None, (), 0)


def _agencies(
    evidence: SourceEvidence, dateline: Dateline | None, publisher: Publisher | None
) -> dict[str, str]:
    """Agency ids to where they are named first, strongest evidence first."""
    language = evidence.language_code
    setting = Setting(language=language, place=dateline.place if dateline else None)
    found: dict[str, str] = {}

    def add(ids: tuple[str, ...], where: str) -> None:
        for agency in ids:
            found.setdefault(agency, where)

    if evidence.byline:
        add(_of_byline(evidence.byline, setting), "byline")
    if dateline and not dateline.bare:
        add(dateline.agencies, "dateline")
    for credit in (evidence.credit, *evidence.credits):
        for piece in (credit or "").split("; "):
            add(_of_credit(piece, setting), "credit")
    if evidence.ending:
        add(agencies_signed(evidence.ending, setting), "sign_off")
    if dateline and dateline.bare:
        add(dateline.agencies, "opening")
    if publisher and publisher.id in table().names:
        add((publisher.id,), "publisher")
    if not found and evidence.credit:
        add(agencies_of_initials(evidence.credit), "sign_off")
    return found


def _of_credit(credit: str, setting: Setting) -> tuple[str, ...]:
    credit = credit.strip()
    if not credit or credit in table().not_alone:
        return ()
    return agencies_credited(credit, setting) or agencies_signed(f"\n{credit}", setting) or _of_slashes(credit, setting)


def _of_slashes(text: str, setting: Setting) -> tuple[str, ...]:
    """Agencies beside editors' initials: "Reuters/kra Frankfurt"; a photographer's name is no such thing."""
    if "|" in text or "©" in text or names_picture(text):
        return ()
    words = [w for w in text.split()[:3] if "/" in w and w != w.upper()]
    return tuple(a for w in words for a in agencies_listed(w, setting))


def _of_byline(byline: str, setting: Setting) -> tuple[str, ...]:
    """Agencies that are parts of a byline: "Reuters, Washington", "Ann Dole, AP", "PTI | New Delhi"."""
    if not mentions_agency(byline):
        return ()
    found = agencies_credited(byline, setting)
    if found:
        return found
    ids: list[str] = []
    for piece in byline_pieces(byline):
        ids += agencies_credited(piece, setting) or _run_on(piece)
    return tuple(dict.fromkeys(ids))


def byline_pieces(byline: str) -> list[str]:
    """Parts of a byline between commas, bars and dashes."""
    pieces = [byline]
    for mark in ("|", ",", ";", " - ", " – ", " — ", "•", "/", "、", "،"):
        pieces = [p for piece in pieces for p in piece.split(mark)]
    return [p.strip() for p in pieces if p.strip()]


def _run_on(piece: str) -> tuple[str, ...]:
    """An agency's name run on behind an author's, or before a post: "Bo Lark The Associated Press"."""
    words = piece.split()
    if 1 < len(words) and is_post(piece):
        agency = agency_named(words[0]) or agency_named(" ".join(words[:2]))
        if agency:
            return (agency,)
    for first in range(1, min(len(words), 8)):
        behind = " ".join(words[first:])
        agency = agency_named(behind, Setting(doubtful=False))
        if agency:
            return (agency,)
    return ()
