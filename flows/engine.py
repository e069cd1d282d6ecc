"""Which engine runs a request: Prefect, or this process alone."""

from collections.abc import Callable

from copydesk.params import PipelineParams
from flows.meter import Progress
from flows.pipeline import Outcome, Request
from flows.settings import Settings


def run_request(
    request: Request, *, direct: bool, on_progress: Callable[[Progress], None] = lambda _: None
) -> Outcome:
    """Run ``request`` to its end; the tables are the same whichever engine does it.

    Raises:
        UsageError: the model for names is asked for and not installed.
    """
    check_models(request.params)
    if direct:
        from flows.direct import ingest_directly  # noqa: PLC0415

        return ingest_directly(request, on_progress=on_progress)
    from flows.server import prefect_api  # noqa: PLC0415

    with prefect_api():
        from flows.ingest import ingest_with_prefect  # noqa: PLC0415 - takes seconds, reads the environment

        return ingest_with_prefect(request, on_progress=on_progress)


def check_models(params: PipelineParams) -> None:
    """Say before anything starts that a model which the parameters ask for is not there.

    Raises:
        UsageError: it is not installed.
    """
    if params.names.model == "spacy":
        from copydesk.entities.spacy_names import check_installed  # noqa: PLC0415

        check_installed()


def base_request(settings: Settings) -> dict[str, object]:
    """The fields of a `Request` that come from the settings."""
    return {
        "warehouse": settings.warehouse,
        "workers": settings.workers,
        "chunk_files": settings.chunk_files,
        "params": settings.params,
        "profiles": settings.profiles,
    }
