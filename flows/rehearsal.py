"""What a run would do, worked out without doing it."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from flows.pipeline import Request
from tasks.planning import select
from warehouse.batches import read_batches
from warehouse.layout import check_layout
from warehouse.ledger import plan_run
from warehouse.profiles import read_profiles
from warehouse.root import WarehouseRoot
from warehouse.runs import new_run_id

_COLUMNS = ("batch_id", "path", "action", "byte_count", "document_id", "refusal_code", "refusal_message")


def rehearse(request: Request) -> list[dict[str, Any]]:
    """A row for each file, by batch and path, with its ``action``; no archive is made or changed.

    Raises:
        UsageError: a path or manifest is wrong.
        CopydeskError: the warehouse's catalog is gone.
    """
    check_layout(request.root)
    batches = select(read_batches(request.paths), request.only)
    with tempfile.TemporaryDirectory(prefix="copydesk-plan-") as nowhere:
        # Planning makes the warehouse: where there is none, an empty one elsewhere gives the same answer.
        root = request.root if request.root.exists() else WarehouseRoot(Path(nowhere))
        plan = plan_run(
            root,
            batches,
            run_id=new_run_id(),
            params_fingerprint=request.params.fingerprint(),
            reprocess=request.reprocess,
            profiles=read_profiles(request.profiles),
        )
        rows: list[dict[str, Any]] = pq.read_table(plan.path, columns=list(_COLUMNS)).to_pylist()
        shutil.rmtree(plan.path.parent)
    for row in rows:
        row["reason_code"], row["message"] = row.pop("refusal_code"), row.pop("refusal_message")
    return rows
