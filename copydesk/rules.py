"""What the rules behind a block's role mean, in words: a registry of rule ids and of their prefixes.

A rule id is words parted by dots, from the general to the special. A new id is explained by the entry
of its prefix until it gets its own; ``<language>`` stands for the code of a label file, ``<site>`` for
the name of a profile and its version.

>>> explain_rule("label.en.start").startswith("Opens with a label")
True
>>> explain_rule("shape.of_a_kind_not_listed") == RULES["shape"]
True
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "blank": "Nothing visible stands here.",
        "sequence": "Decided over the whole file, by what stands before and after it.",
        "sequence.story": "In a run of lines that read like prose; runs that belong together are a story.",
        "sequence.outside": "Like a sentence, but in no run of story text, or in one too short for a story.",
        "model": "Weighed up by the splitter's model from all features of the line and its neighbours.",
        "label": "A known phrase of page furniture says what it is (`copydesk/labels`).",
        "label.agency": "Nothing but the name of a news agency (`copydesk/sources/agencies.toml`).",
        "label.link_note": "A word of the page about a link, printed between two parts of a sentence.",
        "label.<language>.line": "The whole line is a label of pages in this language (`mul`: in any).",
        "label.<language>.start": "Opens with a label that pages in this language carry.",
        "label.<language>.inside": "Holds a phrase that gives furniture away wherever it stands.",
        "story.quoted_again": "Words that stand in a paragraph of the story too: a pull quote.",
        "mark": "A sign says what it is.",
        "mark.copyright.start": "Opens with the copyright sign: the site's with a year, else a picture's.",
        "mark.caption.line": "A picture's credit closes the line: a caption.",
        "mark.credit.line": "A picture's credit on a line of its own.",
        "mark.before_credit.line": "A short line right before a picture's credit: its caption.",
        "mark.doubled.line": "Says all it says twice: the picture and the text of a link.",
        "repeat": "Printed more than once where a story would be printed once.",
        "repeat.text.line": "The page prints this stretch of text twice; this is not the story's printing.",
        "repeat.source.line": "Other documents of the same source print this line too, with other stories.",
        "profile": "The profile of the site says so.",
        "profile.<site>.line": "The profile of the site names this line.",
        "profile.<site>.opening_line": "The profile of the site names the words with which the line opens.",
        "profile.<site>.phrase_line": "The profile of the site names a phrase that the line holds.",
        "profile.<site>.after_end_line": "An end mark of the site's profile, or behind one.",
        "profile.<site>.before_start_line": "A start mark of the site's profile, or before the first.",
        "shape": "Told by how the line is made, for lack of anything better.",
        "shape.rule": "Holds no letter and no digit: a rule or mark.",
        "shape.time": "A time and nothing else, beside no story.",
        "shape.address": "One web address and nothing else.",
        "shape.code": "One or two words with signs of code or markup in them.",
        "shape.credit_tail": "Ends in a picture's credit: a caption.",
        "shape.short": "At most three words: a menu's entry more likely than anything else.",
        "shape.open_line": "Outside every story, and without an end mark: a headline that leads elsewhere.",
        "head": "Told by its place in the head of a story.",
        "head.title": "Of the lines before the story the most like a headline, and it shares its words.",
        "head.title_again": "The same words as the headline.",
        "head.title_below": "Behind a story that has no headline above it, with a time or byline below.",
        "head.page_title": "The headline with the site's name behind it.",
        "head.time": "Holds a printed time, and stands in the head of a story.",
        "head.standfirst": "A sentence between the title and the story.",
        "head.before_dateline": "Stands between the title and the dateline that opens the story: a caption.",
        "head.publisher": "A name where outlets stand: twice in the head, or right above the time.",
        "head.publisher_again": "The outlet's name again, behind a bullet.",
        "head.after_label": "Stands right below a label such as 'By'.",
        "head.name_by_time": "A name alone beside the time: the outlet if its words say so, else the author.",
        "feed": "Told by a make of items that comes three times and more.",
        "feed.item.line": "Of an item of a feed that announces another page.",
        "entry": "Of the entries of a live blog or ticker.",
        "entry.time": "The time of an entry, between the paragraphs of a story that has several.",
        "letter": "Of a page of letters, each with a title, a text and a name behind it.",
        "letter.signature.line": "The name of a letter's writer.",
        "thread": "Part of a thread of posts.",
        "thread.comments.line": "In a thread of readers' comments, however good its prose.",
        "tail": "Told by its place right behind a story.",
        "tail.author_bio": "A note about the author that closes the story.",
        "tail.sign_off": "Editors' initials made like those of an agency.",
        "inline": "Junk inside a line of story text, cut out of it.",
        "inline.caption_label": "A picture's label such as 'File photo' that opens the line.",
        "inline.caption_before_dateline": "A caption that opens the line, up to the dateline behind it.",
        "inline.label_cluster": "Several labels of ads or prompts near each other, with no sentence between.",
        "inline.repeated_label": "A prompt such as 'Read more' that the line holds more than once.",
        "inline.prompt": "A prompt to read on, behind a blurb that breaks off.",
        "inline.credit_tail": "A picture's credit at the end of the line.",
        "inline.sign_off": "Editors' initials at the end of the line, made like those of an agency.",
        "html": "Told by the page's markup.",
        "html.title": "The page's title as its metadata give it.",
        "html.author": "The author as the page's metadata give it.",
        "html.trafilatura": "Part of the story that trafilatura found in the markup.",
        "html.figcaption": "A `figcaption` inside the story.",
        "html.nav": "Lies in a `nav` element.",
        "html.header": "Lies in a `header` element.",
        "html.footer": "Lies in a `footer` element.",
        "html.aside": "Lies in an `aside` element.",
        "html.form": "Lies in a `form` element.",
        "html.outside_main": "Not part of the story that trafilatura found.",
        "html.no_story": "No story was found in the page: its markup stands here whole.",
    }
)
"""Rule id or prefix to one sentence. The column ``blocks.rule`` holds ids that one of these explains."""

_LANGUAGE = re.compile(r"^label\.[a-z]{2,3}\.")
_SITE = re.compile(r"^profile\.[a-z0-9_-]+\.\d+\.")


def explain_rule(rule: str) -> str | None:
    """Sentence for a rule id: its own, or that of its longest prefix; None when none is listed."""
    name = rule if rule in RULES else _SITE.sub("profile.<site>.", _LANGUAGE.sub("label.<language>.", rule))
    while name:
        if name in RULES:
            return RULES[name]
        name = name.rpartition(".")[0]
    return None
