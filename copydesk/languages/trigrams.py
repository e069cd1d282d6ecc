"""langdetect, seeded for each text, with its accelerator where that is installed: the same answers."""

import threading
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import Any, Final

# A lock and no cache alone: two threads may fill a cache at the same time, at a second of work each.
_FIRST_USE: Final = threading.Lock()


@cache
def accelerated() -> bool:
    """Whether langdetect-rs is installed: the same answers at a thirtieth of the time.

    Measured equal to langdetect on every text of the labelled set, to the last bit; a test holds that.
    """
    return find_spec("langdetect_rs") is not None


def trigram_odds(text: str, seed: int, *, with_accelerator: bool | None = None) -> Mapping[str, float]:
    """Languages that langdetect gives over 0.1 for lower-cased ``text``, with its own estimates.

    The same text and seed give the same answer, in any order, thread and process: every text has a
    detector and a random generator of its own. Empty when nothing is left once addresses and digits are
    taken out.

    Args:
        text: what to judge; the caller bounds it.
        seed: of the random sampling.
        with_accelerator: which implementation; null for the accelerator if it is installed.
    """
    use_it = accelerated() if with_accelerator is None else with_accelerator
    with _FIRST_USE:
        factory, failure = _factory(use_it)
    detector = factory.create()
    detector.seed = seed
    try:
        detector.append(text)
        ranked = detector.get_probabilities()
    except failure:
        return {}
    return {str(found.lang): min(1.0, float(found.prob)) for found in ranked}


@cache
def known_languages() -> frozenset[str]:
    """Codes that langdetect can answer, Chinese as ``zh``."""
    names = (found.name for found in resources.files("langdetect").joinpath("profiles").iterdir())
    return frozenset(name.split("-")[0] for name in names if not name.startswith("."))


@cache
def _factory(accelerator: bool) -> tuple[Any, type[Exception]]:
    """A factory of our own and its error.

    The library's own factory loads its profiles in the order in which the file system lists them, which
    decides the order of sums and ties; ours loads them by name.
    """
    if accelerator:
        from langdetect_rs import DetectorFactory, LangDetectException  # noqa: PLC0415
    else:
        from langdetect.detector_factory import DetectorFactory  # noqa: PLC0415
        from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415
    folder = resources.files("langdetect").joinpath("profiles")
    files = sorted((f for f in folder.iterdir() if not f.name.startswith(".")), key=lambda f: f.name)
    factory = DetectorFactory()
    factory.load_json_profile([f.read_text(encoding="utf-8") for f in files])
    return factory, LangDetectException
