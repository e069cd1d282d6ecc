"""Letters that are capitals, in the scripts that have them."""

from typing import Final

# Latin, Greek, Cyrillic, Armenian, and Latin with two accents as Vietnamese has it.
CAPITALS: Final = "".join(
    char for char in map(chr, (*range(0x41, 0x560), *range(0x1E00, 0x2000))) if char.isupper()
)
"""All capital letters, for a class of a regular expression: a pattern that begins with it is found fast."""
