"""Pages with invented stories."""

PLACES = ("Norham", "Eastwick", "Pellerin", "Varne", "Ostmark", "Tarnby", "Lowgate", "Quillon")


def page(number: int) -> str:
    """A page with one invented story; ``number`` makes it another one."""
    place = PLACES[number % len(PLACES)]
    story = "\n\n".join(
        f"The {word} report on harbour number {number} was read out in {place} on Monday evening, and the council"
        f" of the town agreed after a long debate that the old cranes should be repaired before the winter comes."
        for word in ("first", "second", "third", "fourth")
    )
    return (
        f"Home\nNews\nSport\n\nHarbour {number} in {place} gets its cranes back\n"
        f"By Ada Pell\n{place} Courier\n14 March 2026 06:30\n\n{story}\n\nShare this article\nCookie settings\n"
    )
