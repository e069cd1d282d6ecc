"""Stories that an office or a machine fills in: the same words each time, with other figures or names.

``{kind}`` draws anew each time, ``{kind:a}`` once a story. Sentences of one line that are parted by ``||``
are alternatives. Two fillings are never the same story.
"""

import random
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from benchmarks.duplicates import words
from benchmarks.duplicates.newsroom import Event, Half, Newsroom, Story
from benchmarks.duplicates.voice import Part

FIGURES: Final[Mapping[Half, Mapping[str, str]]] = {
    "tuned": {
        "auction": """The debt office sold {money:a} of {months:m}-month bills at auction on {day}, at an average yield of
 {rate} percent, compared with {rate} percent at the previous sale. Bids came to {money}, or {small}.{digits} times the
 amount on offer. The highest accepted yield was {rate} percent and the lowest {rate} percent. Of the total,
 {money} went to foreign bidders. The next auction of {months:m}-month bills is on {month} {dom}.""",
        "weather": """{place:p} will see highs of {temp} degrees on {day:d} and lows of {temp} degrees overnight, the weather
 service said. Winds of {small} to {tens} kilometres an hour will come from the {wind}, with gusts of {tens}. The chance of
 rain is {tens} percent in the morning and {tens} percent in the evening. The sun rises at 6:{min} and sets at 19:{min}.
 For {day} a high of {temp} degrees is expected.""",
        "match": """{team:a} beat {team:b} {small}-{digit} in the league on {day} in front of {thousands} spectators. || {team:a}
 and {team:b} drew {digit}-{digit} in the league on {day} in front of {thousands} spectators.
 {name} scored in the {tens} minute and {name} added a second after {tens} minutes. {name} was sent off shortly before
 the break. {team:a} have {tens} points from {tens} matches and are now in place {tens} of the table; {team:b} have {tens}
 points. The next round is played on {month} {dom}.""",
        "money_supply": """The broad measure of money supply rose by {rate} percent in {month:m} from a year earlier, the central
 bank said, after a rise of {rate} percent in the month before. Currency in circulation came to {money}, up {rate} percent.
 Loans to households grew by {rate} percent and loans to companies by {rate} percent. Economists had expected a rise of
 {rate} percent. The three-month average stood at {rate} percent.""",
        "lottery": """The numbers drawn in the lottery on {day:d} were {tens}, {tens}, {tens}, {tens}, {tens} and {tens}, and the
 bonus number was {tens}. {small} tickets had five right numbers and win {money} each. Nobody had all six, so the jackpot of
 {money} will be carried over to the next draw. {thousands} tickets were sold. All information is given without guarantee.""",
        "earthquake": """A magnitude {small}.{digits} earthquake struck {tens} kilometres {wind} of {place} at {tens}:{min} local time
 on {day}, the seismological institute said. The quake was at a depth of {tens} kilometres. There were no immediate
 reports of damage or casualties. No tsunami warning was issued. The area had {small} quakes of magnitude {digit} or
 more in the past {tens} days.""",
        "parking": """From {dom} {month} the {street} in {place} will be closed between number {tens} and number {tens} while pipes
 are replaced. Bus line {tens} will stop at {street} instead. Work is expected to take {tens} days and costs {money}.
 Residents with questions can call extension {thousands}.""",
    },
    "held": {
        "exchange_rates": """The crown was quoted at {rate} to the dollar at {tens}:{min} on {day}, against {rate} at the previous
 close. Against the euro it traded at {rate}, after {rate}. The pound cost {rate} crowns and the yen {rate}. Dealers
 reported turnover of {money}. The central bank fixed the rate at {rate}. One-month forwards stood at {rate}.""",
        "earnings": """{company:c} reported net profit of {money} for the quarter, compared with {money} a year earlier. Earnings
 per share were {rate} crowns against {rate}. Revenue rose {rate} percent to {money}. || Revenue fell {rate} percent to {money}.
 Operating margin was {rate} percent. The company expects full-year sales of between {money} and {money}. Shares of
 {company:c} closed at {tens}.{digits} crowns, up {rate} percent. The board proposes a dividend of {rate} crowns.""",
        "election_count": """With {tens}.{digit} percent of the ballots counted in {place:p}, {name:a} had {tens}.{digit} percent of the
 vote and {name:b} {tens}.{digit} percent, the electoral office said. Turnout was {tens}.{digit} percent, compared with
 {tens}.{digit} percent four years ago. {thousands} ballots were invalid. Results are in from {thousands} of {thousands}
 polling stations. A runoff between {name:a} and {name:b} would be held on {month} {dom}.""",
        "stock_close": """The main index closed {dir} {rate} percent at {thousands} points on {day}. Volume was {money}. Gainers
 outnumbered losers by {tens} to {tens}. {company} led the gainers with a plus of {rate} percent to {tens}.{digits},
 followed by {company}, up {rate} percent. {company} lost {rate} percent. The index of smaller companies ended {dir}
 {rate} percent at {thousands}. The ten-year yield was at {rate} percent.""",
        "horoscope": """Ram: a letter {when} brings {mood}; luck comes with the number {tens}. Bull: money matters turn out {mood}, so
 wait until {day}. Twins: somebody whose name begins with {letter} calls {when}. Crab: rest for {small} hours and avoid
 {mood}. Lion: your colour {when} is {colour}, your number {tens}. Maiden: work brings {mood} on {day}. Scales: a
 journey of {tens} kilometres ends well. Archer: {colour} flowers mean {mood}.""",
        "harvest_prices": """Wheat for {month} delivery settled at {thousands} crowns a tonne on {day}, {dir} {tens} crowns. Barley
 traded at {thousands} crowns and maize at {thousands}. Stocks in licensed warehouses stood at {thousands} tonnes, {dir}
 {rate} percent from a week ago. Traders said {tens} vessels were waiting to load. Open interest was {thousands} lots.""",
        "traffic_count": """Police checked {thousands} vehicles in {place} {when} and fined {tens} drivers for speeding. The fastest drove
 {tens} kilometres an hour over the limit on {street}. {small} licences were taken away and {tens} drivers had drunk too
 much. Fines came to {money}. A year ago {thousands} vehicles were checked and {tens} drivers were fined.""",
    },
}  # fmt: skip
"""Families where most differences are figures."""

NAMES: Final[Mapping[Half, Mapping[str, str]]] = {
    "tuned": {
        "appointment": """{company:c} has appointed {name:a} as its new {role}, the company said in a statement. {name:a} joins from
 {company} and succeeds {name:b}, who is leaving at his own request to pursue other interests. "We are delighted to welcome
 such an experienced colleague to {company:c}," said {name}, who chairs the supervisory board. {name:b} was thanked for
 many years of loyal service.""",
        "postponed": """The match between {team} and {team} has been called off because the pitch in {place:p} is waterlogged. Referee
 {name} inspected the ground in the morning and found it unfit for play. A new date has not been set yet. Tickets remain
 valid, the club in {place:p} said.""",
        "missing": """Police in {place} are asking for help in the search for {name:a}, who was last seen near {street}. {name:a} is of
 slim build and was wearing a dark jacket. Relatives fear that something may have happened. Anyone who has seen {name:a}
 is asked to call the station in {place} or the emergency number.""",
    },
    "held": {
        "obituary": """{name:a}, for many years {role} of {company}, has died after a short illness, the family said. {name:a} was born in
 {place} and studied in {place}. Colleagues remembered {name:a} as a patient teacher with a dry sense of humour. The
 funeral will be held in {place} in the closest circle of the family.""",
        "water_notice": """Residents of {place:p} and {place} are asked to boil tap water until further notice after bacteria were found in
 samples from the {place} reservoir. Laboratory results are expected shortly. Bottled water is handed out at the town hall
 in {place:p}. Mayor {name} apologised for the inconvenience and said that the cause was being looked into.""",
        "road_crash": """A car left the road near {place} and hit a tree, the fire brigade said. The driver, named locally as {name}, was cut
 free and taken to hospital in {place:h} with minor injuries. The road towards {place:h} was closed for some time.
 Inspector {name} asked witnesses to come forward.""",
    },
}  # fmt: skip
"""Families with hardly a figure, where the names differ."""

_SLOT: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_FIXED: Final = {
    "day": words.DAYS, "month": words.MONTHS, "dir": ["up", "down"], "colour": ["red", "blue", "green", "yellow", "white"],
    "wind": ["north", "south", "east", "west", "northeast", "southwest"], "letter": list("ABDEFGHKLMNRST"),
    "mood": ["joy", "worry", "a surprise", "patience", "good news", "quarrels", "rest"], "months": ["3", "6", "12", "18"],
    "when": ["this week", "today", "this morning", "at the weekend", "in the evening"], "role": words.ROLES,
}  # fmt: skip
_RANGES: Final = {
    "digit": (0, 6), "digits": (1, 99), "small": (2, 9), "tens": (10, 59), "min": (10, 59), "dom": (1, 28), "temp": (-4, 31),
    "thousands": (1001, 48000),
}  # fmt: skip


def fill(rng: random.Random, room: Newsroom, text: str) -> str:
    """A template with all its slots filled."""
    said = " ".join(text.split("\n"))
    kept: dict[str, str] = {}

    def draw(match: re.Match[str]) -> str:
        kind, key = match.groups()
        if key is None:
            return _value(rng, room, kind)
        return kept.setdefault(f"{kind}:{key}", _value(rng, room, kind))

    return _SLOT.sub(draw, " ".join(_chosen(rng, said).split()))


def _chosen(rng: random.Random, text: str) -> str:
    """One of the alternatives; the sentence before ``||`` and the one behind it."""
    if " || " not in text:
        return text
    before, after = text.split(" || ")
    cut = before.rfind(". ", 0, len(before) - 1) + 2 if ". " in before[:-1] else 0
    end = re.search(r"\.(?= |$)(?<!\d\.)|\.(?= )", after)
    close = end.end() if end else len(after)
    return before[:cut] + rng.choice((before[cut:], after[:close])) + after[close:]


def _value(rng: random.Random, room: Newsroom, kind: str) -> str:
    if kind in _FIXED:
        return rng.choice(_FIXED[kind])
    if kind in _RANGES:
        value = rng.randint(*_RANGES[kind])
        return f"{value:,}" if kind == "thousands" else str(value)
    invented: dict[str, Callable[[], str]] = {
        "rate": lambda: f"{rng.random() * 9:.2f}",
        "money": lambda: f"{rng.random() * 90 + 1:.1f} {rng.choice(('million', 'billion'))} crowns",
        "place": lambda: room.name(rng, "en"),
        "street": lambda: f"{room.name(rng, 'en')} Street",
        "team": lambda: f"{room.name(rng, 'en')} {rng.choice(('United', 'Rovers', 'City', 'Athletic'))}",
        "name": lambda: f"{room.name(rng, 'en')} {room.name(rng, 'en')}",
        "company": lambda: f"{room.name(rng, 'en')} {rng.choice(('Group', 'Holding', 'Works', 'Lines'))}",
    }
    return invented[kind]()


def sentences_of(text: str) -> list[str]:
    """Sentences of a filled template; figures are not cut."""
    return re.split(r"(?<=[a-z0-9\")]\.) (?=[A-Z\"])", text)


def filled(
    rng: random.Random, room: Newsroom, family: str, text: str, count: int = 2, *, short: bool = False
) -> list[Story]:
    """So many stories of one family; short ones are its first sentences, 15 words at least."""
    found = []
    for number in range(count):
        event = room.event(rng, "en", room.topics[0])
        said = sentences_of(fill(rng, room, text))
        kept = next(
            n for n in range(1, len(said) + 1) if n == len(said) or len(" ".join(said[:n]).split()) >= 15
        )
        said = said[:kept] if short else said
        paragraphs = [" ".join(said[n : n + 2]) for n in range(0, len(said), 2)]
        found.append(_story(room, rng, event, f"{family}-{number}", family, "\n\n".join(paragraphs)))
    return found


def moulded(
    rng: random.Random, room: Newsroom, language: str, count: int = 2, *, short: bool = False
) -> list[Story]:
    """So many stories of one form in any language: one text in which each has its own names and figures."""
    voice = room.voice(language, rng.choice(room.topics))
    mould: list[list[Part]] = []
    while len(mould) < (2 if short else 6):
        parts = voice.parts(rng.random)
        slots = sum(isinstance(p, int) for p in parts)
        if slots >= 2 and slots >= 0.3 * len(parts):
            mould.append(parts)
    form = f"form-{language}-{rng.randrange(10**9)}"
    found = []
    for number in range(count):
        event = room.event(rng, language, rng.choice(room.topics))
        lines = [voice.fill(parts, event.slots, rng.random) for parts in mould]
        body = "\n\n".join(voice.join(lines[n : n + 2]) for n in range(0, len(lines), 2))
        found.append(_story(room, rng, event, f"{form}-{number}", form, body))
    return found


def _story(room: Newsroom, rng: random.Random, event: Event, name: str, family: str, body: str) -> Story:
    """A title often stays the same from one filling to the next, as it does in print."""
    title = family.replace("_", " ").capitalize() if rng.random() < 0.5 else room.title(rng, event)
    return Story(
        title, body, event.language, rng.choice(room.outlets), None, None, None,
        event.happened_at + timedelta(minutes=rng.randrange(600)), family, f"{event.name}/{name}",
    )  # fmt: skip
