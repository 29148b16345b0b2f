"""Why a pipeline cannot go on. What it has not settled by then comes again in its next run."""


class PipelineError(ValueError):
    """A pipeline cannot go on as it is set up. The text says what to do, and holds no value of a row."""


class TooManyFailedRows(PipelineError):  # noqa: N818 - the name says what happened
    """More rows failed than `max_errors` allows. Those that did are dead letters, where there is a folder for them."""
