"""An HTML tree as a reader sees it: lines of text, each with the regions of the page that it lies in."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from copydesk.load import without_controls

_UNSEEN: Final = frozenset({
    "head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed",
    "applet", "canvas", "audio", "video", "datalist",
})  # fmt: skip
_LINE_TAGS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section",
    "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul",
    "br",
})  # fmt: skip
_AS_TYPED: Final = frozenset({"pre", "textarea", "listing", "xmp"})
_REGIONS: Final = frozenset({
    "nav", "footer", "header", "aside", "form", "figcaption", "article", "main", "h1", "h2", "h3",
    "h4", "h5", "h6",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A rendered line without its newline, and the open elements that say where on the page it is."""

    text: str
    regions: tuple[str, ...]


@dataclass(slots=True)
class _Renderer:
    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    as_typed: int = 0

    def open(self, tag: str) -> None:
        if tag in _LINE_TAGS:
            self.end_line()
        if tag in _REGIONS:
            self.regions.append(tag)
        self.as_typed += tag in _AS_TYPED

    def close(self, tag: str) -> None:
        if tag in _LINE_TAGS:
            self.end_line()
        if tag in _REGIONS:
            self.regions.pop()
        self.as_typed -= tag in _AS_TYPED

    def add(self, text: str | None) -> None:
        if not text:
            return
        if not self.as_typed:
            self.pieces.append(text)
            return
        for i, part in enumerate(re.split(r"\r\n|\r|\n", text)):
            if i:
                self.end_line()
            self.pieces.append(part)

    def end_line(self) -> None:
        # joined first: a word may run over several inline elements; split() takes every kind of white space
        text = without_controls(" ".join("".join(self.pieces).split()))[0].strip()
        self.pieces.clear()
        if text:
            self.lines.append(Line(text=text, regions=tuple(self.regions)))


def render(root: etree._Element) -> tuple[Line, ...]:
    """Lines of the page in reading order, none empty.

    An element that starts a line on the page starts one here; white space collapses as in a browser.
    Scripts, styles, templates, ``noscript``, the head, embedded pages and drawings are not rendered and
    have no lines. Style sheets are not read: what they hide is here.
    """
    renderer = _Renderer()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""  # comments and the like have no name
        seen = bool(tag) and tag not in _UNSEEN
        if event == "start":
            if seen:
                renderer.open(tag)
                renderer.add(element.text)
            else:
                walk.skip_subtree()
        else:
            if seen:
                renderer.close(tag)
            if element is not root:
                renderer.add(element.tail)
    renderer.end_line()
    return tuple(renderer.lines)
