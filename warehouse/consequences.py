"""What follows from the clusters of a change: all temporary tables that `replace` takes rows from."""

import duckdb

from warehouse.clusters import Clustered, work_out_clusters, work_out_segments
from warehouse.root import WarehouseRoot
from warehouse.stories import work_out_stories
from warehouse.tallies import work_out_tallies


def work_out_consequences(
    con: duckdb.DuckDBPyConnection, root: WarehouseRoot, found: Clustered, *, anew: bool = False
) -> None:
    """Make the temporary tables of clusters, segments, tallies and stories.

    For who holds the writer's lock, with the tables of `changes` on ``con``; nothing in the archive may have
    been changed yet but, with ``anew``, that the tables of stories are empty.
    """
    work_out_clusters(con, found)
    work_out_segments(con, root, found)
    work_out_tallies(con)
    work_out_stories(con, anew=anew)
