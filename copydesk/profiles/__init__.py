"""Site profiles: what the structure of a page cannot know of one site, as data with dates.

One TOML file a site. A file is checked when it is read: a key that is not declared is an error.
Which version holds for a page is decided by the day on which the page was captured, so old pages
keep the profile of their time.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from importlib import resources
from itertools import pairwise
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from copydesk.dates.evidence import DayOrder, zone_named
from copydesk.errors import UsageError
from copydesk.labels import fold
from copydesk.profiles.complaints import explained
from copydesk.roles import Role

FURNITURE: Final = frozenset({
    Role.TEASER, Role.LINK_LIST, Role.NAVIGATION, Role.AD, Role.SHARE_BAR, Role.CONSENT,
    Role.SUBSCRIPTION, Role.COMMENTS, Role.RELATED, Role.TAGS, Role.AUTHOR_BIO, Role.TEMPLATE,
    Role.BOILERPLATE,
})  # fmt: skip
"""Roles that a profile may give to a line: those of the page, never one of an article."""


def _phrase(text: str) -> str:
    if not fold(text):
        raise ValueError("a phrase needs a letter; marks and figures at its ends do not count")
    return text


def _suffix(text: str) -> str:
    stripped = text.strip()
    if not stripped or stripped[0].isalnum() or not fold(stripped):
        raise ValueError("a title's suffix begins with the mark that parts it from the title, as '- Outlet'")
    return stripped


def _host(host: str) -> str:
    return host.strip(".")


def _role(role: Role) -> Role:
    if role not in FURNITURE:
        known = ", ".join(sorted(r.value for r in FURNITURE))
        raise ValueError(f"{role.value!r} is no role of a page's furniture; there are {known}")
    return role


def _zone(name: str) -> str:
    zone_named(name)
    return name


_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Zone = Annotated[str, AfterValidator(_zone)]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
_Host = Annotated[str, StringConstraints(pattern=r"^[^\s/:@]+$", to_lower=True), AfterValidator(_host)]
_Phrase = Annotated[str, AfterValidator(_phrase)]
_Suffix = Annotated[str, AfterValidator(_suffix)]
_Furniture = Annotated[Role, AfterValidator(_role)]
_Phrases = Mapping[_Furniture, tuple[_Phrase, ...]]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Match(_Closed):
    """The documents that a profile is for: by what the manifest calls their source, or by their address."""

    sources: tuple[_Text, ...] = Field(default=(), description="values of the manifest's `source`, exactly")
    hosts: tuple[_Host, ...] = Field(
        default=(), description="host of the page's address; those below it are meant too"
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.sources and not self.hosts:
            raise ValueError("a profile needs a source or a host that it matches")
        return self


class Rules(_Closed):
    """One version of a site's rules, and the days on which they hold, both included; None is an open end."""

    version: int = Field(ge=1, description="number of the version, stored with each document")
    valid_from: date | None = Field(default=None, description="first day, by the capture time in UTC")
    valid_until: date | None = Field(default=None, description="last day, by the capture time in UTC")
    publisher: _Text | None = Field(default=None, description="outlet, where the page prints none")
    time_zone: _Zone | None = Field(
        default=None, description="zone of the times that the site prints without one, an IANA name"
    )
    day_order: DayOrder | None = Field(
        default=None, description="order of dates in figures: `dmy`, `mdy` or `ymd`"
    )
    title_suffixes: tuple[_Suffix, ...] = Field(
        default=(), description="what the site puts behind its titles, with the mark that parts it"
    )
    digest_titles: tuple[_Phrase, ...] = Field(
        default=(), description="opening words of titles over several items: kind `digest`"
    )
    start_marks: tuple[_Phrase, ...] = Field(
        default=(), description="whole lines: where one is there, no story begins before the first"
    )
    end_marks: tuple[_Phrase, ...] = Field(
        default=(), description="whole lines: no story goes on or begins behind one, up to a start mark"
    )
    lines: _Phrases = Field(default={}, description="role to whole lines that are furniture")
    starts: _Phrases = Field(default={}, description="role to opening words of lines that are")
    contains: _Phrases = Field(default={}, description="role to phrases that stand inside lines that are")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError(f"valid_until {self.valid_until} lies before valid_from {self.valid_from}")
        return self

    def holds_on(self, day: date) -> bool:
        """True when ``day`` is one of the days of this version."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


class Profile(_Closed):
    """A site: its name, the documents that it matches, and its versions, oldest first."""

    name: _Name
    match: Match
    versions: tuple[Rules, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        ordered = sorted(self.versions, key=lambda rules: rules.valid_from or date.min)
        for before, after in pairwise(ordered):
            if (
                before.valid_until is None
                or after.valid_from is None
                or before.valid_until >= after.valid_from
            ):
                raise ValueError(
                    f"versions {before.version} and {after.version} hold on the same days:"
                    " give the older one a valid_until before the valid_from of the newer one"
                )
        numbers = [rules.version for rules in ordered]
        if numbers != sorted(set(numbers)):
            raise ValueError(f"the versions in the order of their days are numbered {numbers}: count upwards")
        object.__setattr__(self, "versions", tuple(ordered))
        return self

    def version_at(self, captured_at: datetime | None) -> "ProfileVersion | None":
        """The version of the day of ``captured_at`` (UTC), None if none holds then; unknown: the newest."""
        if captured_at is None:
            return ProfileVersion(self.name, self.versions[-1])
        day = captured_at.date()
        return next((ProfileVersion(self.name, r) for r in self.versions if r.holds_on(day)), None)


@dataclass(frozen=True)
class ProfileVersion:
    """The rules of a site that hold for one document, under the profile's name."""

    name: str
    rules: Rules

    @property
    def version(self) -> int:
        """Number of the version."""
        return self.rules.version

    @cached_property
    def fingerprint(self) -> str:
        """Hex digest (16 characters) of name and rules; days are no part of it: they only choose."""
        rules = self.rules.model_dump_json(exclude={"valid_from", "valid_until"})
        return _digest(self.name, rules)


def lineage_fingerprint(params_fingerprint: str, profile: ProfileVersion | None) -> str:
    """Fingerprint of what decides a document's rows beside its text: parameters, and its profile if any."""
    return params_fingerprint if profile is None else _digest(params_fingerprint, profile.fingerprint)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class ProfileSet(_Closed):
    """Profiles of which no two have a name, a source or a host in common."""

    profiles: tuple[Profile, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        taken: dict[tuple[str, str], str] = {}
        for profile in self.profiles:
            for what, value in _claims(profile):
                if (what, value) in taken:
                    both = f"{taken[what, value]!r} and {profile.name!r}"
                    raise ValueError(f"the profiles {both} have the same {what}: {value!r}")
                taken[what, value] = profile.name
        return self

    def pick(
        self, *, source: str | None, url: str | None, captured_at: datetime | None
    ) -> ProfileVersion | None:
        """The rules for a document, None where there are none; a host goes before a source.

        Of hosts the longest that fits holds: ``sport.example`` is nearer to ``www.sport.example`` than
        ``example`` is.
        """
        profile = next((self._by_host[h] for h in _hosts_of(url) if h in self._by_host), None)
        profile = profile or self._by_source.get(source or "")
        return profile.version_at(captured_at) if profile is not None else None

    @cached_property
    def _by_host(self) -> dict[str, Profile]:
        return {host: p for p in self.profiles for host in p.match.hosts}

    @cached_property
    def _by_source(self) -> dict[str, Profile]:
        return {source: p for p in self.profiles for source in p.match.sources}


NO_PROFILES: Final = ProfileSet()
"""No site is known."""


def _claims(profile: Profile) -> Iterator[tuple[str, str]]:
    yield "name", profile.name
    yield from (("source", source) for source in sorted(set(profile.match.sources)))
    yield from (("host", host) for host in sorted(set(profile.match.hosts)))


def _hosts_of(url: str | None) -> Iterator[str]:
    """Host of an address, and every host above it, the longest first; none when there is no host."""
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return
    while host:
        yield host
        host = host.partition(".")[2]


def read_profile(text: str, where: str) -> Profile:
    """The profile that ``text`` (TOML) describes; ``where`` names it in errors.

    Raises:
        UsageError: it is not TOML, has a key that is not declared, or a bad value; with a hint.
    """
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as err:
        raise UsageError(f"the profile {where!r} is not TOML: {err}") from err
    except ValidationError as err:
        raise explained(err, where, {"": Profile, "match": Match, "versions": Rules}) from err


def combine(profiles: Iterable[Profile], over: ProfileSet = NO_PROFILES) -> ProfileSet:
    """``profiles``, by name, and those of ``over`` whose names they do not have.

    Raises:
        UsageError: two of them have a name, a source or a host in common.
    """
    given = list(profiles)
    names = {profile.name for profile in given}
    both = [*given, *(profile for profile in over.profiles if profile.name not in names)]
    try:
        return ProfileSet(profiles=tuple(sorted(both, key=lambda profile: profile.name)))
    except ValidationError as err:
        message = err.errors()[0]["msg"].removeprefix("Value error, ")
        raise UsageError(message, hint="a document can have one profile only: take it out of one") from err


@cache
def shipped() -> ProfileSet:
    """The profiles that come with the package."""
    entries = sorted(
        (entry for entry in resources.files(__name__).iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    return combine(read_profile(entry.read_text(encoding="utf-8"), entry.name) for entry in entries)
