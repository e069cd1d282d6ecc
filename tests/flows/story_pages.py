"""Pages with invented stories."""

from random import Random

PLACES = ("Norham", "Eastwick", "Pellerin", "Varne", "Ostmark", "Tarnby", "Lowgate", "Quillon")


_THINGS = (
    "cranes",
    "lamps",
    "ropes",
    "sheds",
    "slipways",
    "tugs",
    "scales",
    "nets",
    "buoys",
    "ramps",
    "gates",
    "carts",
)
_MENDED = ("repaired", "painted", "counted", "moved", "sold", "weighed", "lifted", "cleaned", "hired", "sunk")
_WHEN = (
    "winter comes",
    "herring run",
    "ferry returns",
    "elections",
    "fair opens",
    "ice melts",
    "new year",
    "races",
)
_WHO = ("council", "mayor", "pilots", "fishermen", "dockers", "merchants", "wardens", "engineers", "skippers")
_HOW = (
    "a long debate",
    "two votes",
    "some shouting",
    "a short walk",
    "much delay",
    "a quiet hour",
    "lunch",
    "prayers",
)


def page(number: int) -> str:
    """A page with one invented story; ``number`` makes it another one, in words too."""
    place = PLACES[number % len(PLACES)]
    rng = Random(number)

    def some(words: tuple[str, ...]) -> str:
        return rng.choice(words)

    story = "\n\n".join(
        f"The {word} report on harbour number {number} was read out in {place}, and the {some(_WHO)} of the town agreed"
        f" with the {some(_WHO)} after {some(_HOW)} that old {some(_THINGS)} are {some(_MENDED)} and then"
        f" {some(_MENDED)} before the {some(_WHEN)}, though {some(_WHO)} wanted {some(_THINGS)} that had been"
        f" {some(_MENDED)} by {some(_WHO)} first, and {some(_THINGS)} with {some(_THINGS)} before the winter comes."
        for word in ("first", "second", "third", "fourth")
    )
    return (
        f"Home\nNews\nSport\n\nHarbour {number} in {place} gets its cranes back\n"
        f"By Ada Pell\n{place} Courier\n14 March 2026 06:30\n\n{story}\n\nShare this article\nCookie settings\n"
    )
