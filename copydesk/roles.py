"""The closed vocabularies of the splitter: what a block is, and what an article is."""

from enum import StrEnum


class Role(StrEnum):
    """What a block of a document is. Each member's value is what is stored."""

    # part of an article
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    PUBLISHER = "publisher"
    TIME = "time"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    CREDIT = "credit"
    PULL_QUOTE = "pull_quote"
    # boilerplate
    TEASER = "teaser"
    LINK_LIST = "link_list"
    NAVIGATION = "navigation"
    AD = "ad"
    SHARE_BAR = "share_bar"
    CONSENT = "consent"
    SUBSCRIPTION = "subscription"
    COMMENTS = "comments"
    RELATED = "related"
    TAGS = "tags"
    AUTHOR_BIO = "author_bio"
    TEMPLATE = "template"
    SEPARATOR = "separator"
    BOILERPLATE = "boilerplate"
    BLANK = "blank"


ROLE_DOCS: dict[Role, str] = {
    Role.TITLE: "Headline of an article; printed again it is still the title.",
    Role.STANDFIRST: "Summary set between the title and the story.",
    Role.BYLINE: "Who wrote it.",
    Role.PUBLISHER: "Outlet that the item is attributed to.",
    Role.TIME: "When it was published or updated, as printed.",
    Role.DATELINE: "Place, date and agency that open a wire story; part of its body text.",
    Role.BODY: "Text of the story.",
    Role.SUBHEADING: "Heading inside the story; part of its body text.",
    Role.CAPTION: "Words that belong to a picture or video.",
    Role.CREDIT: "Credit of an agency, photographer or desk; sign-off initials.",
    Role.PULL_QUOTE: "Sentence of the story printed again as a display.",
    Role.TEASER: "Title or blurb that announces another story.",
    Role.LINK_LIST: "Headlines in a row that lead elsewhere.",
    Role.NAVIGATION: "Menu, breadcrumb, footer, licence.",
    Role.AD: "Advertisement, paid item, ad-network furniture.",
    Role.SHARE_BAR: "Buttons to share, save, print.",
    Role.CONSENT: "Cookie and privacy text.",
    Role.SUBSCRIPTION: "Paywall, sign-up, newsletter pitch.",
    Role.COMMENTS: "Readers' comments, their form or their count.",
    Role.RELATED: "Heading or body of a related-stories block.",
    Role.TAGS: "Topic tags and hashtags.",
    Role.AUTHOR_BIO: "About the author, contact.",
    Role.TEMPLATE: "Residue of the page's template: script, markup, ids, placeholder words.",
    Role.SEPARATOR: "Rule or mark that only divides.",
    Role.BOILERPLATE: "Of the page, not of an article; no closer kind was decided.",
    Role.BLANK: "White space before the first text of a document.",
}
"""Role to one line of documentation."""


BODY_ROLES = frozenset({Role.DATELINE, Role.BODY, Role.SUBHEADING})
"""Roles whose text makes up an article's body."""

ARTICLE_ROLES = BODY_ROLES | {
    Role.TITLE, Role.STANDFIRST, Role.BYLINE, Role.PUBLISHER, Role.TIME, Role.CAPTION, Role.CREDIT,
    Role.PULL_QUOTE,
}  # fmt: skip
"""Roles that an article's blocks have. Blocks of every other role belong to no article."""


class Kind(StrEnum):
    """What sort of article a row of ``articles`` is."""

    ARTICLE = "article"
    BRIEF = "brief"
    DIGEST = "digest"
    TEASER = "teaser"


KIND_DOCS: dict[Kind, str] = {
    Kind.ARTICLE: "A full story.",
    Kind.BRIEF: "A short item: at most a few sentences.",
    Kind.DIGEST: "Several items under one title.",
    Kind.TEASER: "A title, perhaps with a blurb, that announces a story told elsewhere.",
}
"""Kind to one line of documentation."""
