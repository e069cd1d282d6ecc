"""What is wrong with a profile, in words: the key, the value, and what to do."""

import difflib
from collections.abc import Mapping

from pydantic import BaseModel, ValidationError

from copydesk.errors import UsageError


def explained(err: ValidationError, where: str, models: Mapping[str, type[BaseModel]]) -> UsageError:
    """The first thing that ``err`` finds in the profile ``where``.

    ``models`` has the model of each table by its name, that of the whole file under the empty name.
    """
    first = err.errors()[0]
    place = [str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"]]
    parts = [part for part in place if part != "[key]"]
    key = ".".join(parts)
    if first["type"] == "extra_forbidden":
        table = parts[0] if len(parts) > 1 else ""
        known = sorted(models.get(table, models[""]).model_fields)
        near = difflib.get_close_matches(parts[-1], known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"keys there: {', '.join(known)}"
        return UsageError(f"the profile {where!r} has an unknown key {key!r}", hint=hint)
    if first["type"] == "missing":
        return UsageError(f"the profile {where!r} lacks the key {key!r}")
    message = first["msg"].removeprefix("Value error, ")
    told = f"{message[:1].lower()}{message[1:]}"
    if isinstance(first["input"], str | int | float):
        return UsageError(f"the profile {where!r} has {str(first['input'])!r} at {key!r}: {told}")
    return UsageError(f"the profile {where!r} is wrong{f' at {key!r}' if key else ''}: {told}")
