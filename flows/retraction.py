"""Taking back and restoring by command: the clock, the run, and how much goes before anything is asked."""

from datetime import UTC, datetime

from flows.pipeline import new_run
from flows.settings import Settings
from warehouse.layout import check_layout
from warehouse.reach import Change
from warehouse.retractions import count_articles, rehearse_restore, rehearse_retract, restore, retract
from warehouse.root import WarehouseRoot


def take_back(
    settings: Settings,
    names: tuple[str, ...],
    *,
    reason: str,
    scope: str | None = None,
    dry_run: bool = False,
) -> Change:
    """Take back what ``names`` stand for, or with ``dry_run`` say what that would do; see `retract`.

    Raises:
        UsageError: see `warehouse.retractions.retract`.
        TransientError: another process holds the warehouse for too long.
    """
    root = _root(settings)
    if dry_run:
        return rehearse_retract(root, names, now=_now(), scope=scope)
    run = new_run("retract", engine="direct", params=settings.params)
    return retract(root, names, reason=reason, run=run, now=_now, scope=scope)


def articles_at_stake(settings: Settings, names: tuple[str, ...], *, scope: str | None = None) -> int:
    """Articles that would go; no cluster is worked out for it.

    Raises:
        UsageError: see `warehouse.retractions.retract`.
    """
    return count_articles(_root(settings), names, now=_now(), scope=scope)


def bring_back(
    settings: Settings, names: tuple[str, ...], *, scope: str | None = None, dry_run: bool = False
) -> Change:
    """Restore what ``names`` stand for, or with ``dry_run`` say what that would do; see `restore`.

    Raises:
        UsageError: see `warehouse.retractions.restore`.
        TransientError: another process holds the warehouse for too long.
    """
    root = _root(settings)
    if dry_run:
        return rehearse_restore(root, names, now=_now(), scope=scope)
    run = new_run("restore", engine="direct", params=settings.params)
    return restore(root, names, run=run, now=_now, scope=scope)


def _root(settings: Settings) -> WarehouseRoot:
    root = WarehouseRoot(settings.warehouse.absolute())
    check_layout(root)
    return root


def _now() -> datetime:
    return datetime.now(UTC)
