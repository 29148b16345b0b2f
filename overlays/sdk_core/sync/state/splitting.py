"""What is left of a chunk when some of its entries lose their result, so that they are sent again."""

from collections.abc import Iterable, Iterator, Sequence

from sdk_core.sync.state.records import ChunkRecord, ExceptionRange


def split(
    chunks: Iterable[ChunkRecord], lost: Sequence[ExceptionRange]
) -> Iterator[tuple[ChunkRecord, list[ChunkRecord]]]:
    """Yield the chunks that have some of these entries, each with the parts of it that keep their result.

    Args:
        chunks: the chunks of a step that are done, in the order of their entries.
        lost: the entries that lose their result, in the same order.
    """
    at = 0
    for chunk in chunks:
        while at < len(lost) and lost[at].last < chunk.first:
            at += 1
        within: list[tuple[int, int]] = []
        for each in lost[at:]:
            if each.first > chunk.last:
                break
            within.append((max(each.first, chunk.first), min(each.last, chunk.last)))
        if within:
            yield chunk, _kept(chunk, within)


def _kept(chunk: ChunkRecord, lost: Sequence[tuple[int, int]]) -> list[ChunkRecord]:
    entries = chunk.entries - sum(last - first + 1 for first, last in lost)
    if not entries:
        return []
    calls, bisect_calls = chunk.calls, chunk.bisect_calls
    kept: list[ChunkRecord] = []
    start = chunk.first
    for first, last in [*lost, (chunk.last + 1, chunk.last)]:
        if first > start:
            # Where entries of the chunk were left out, it is not known which: only the sum over its parts counts.
            number = min(first - start, entries)
            part = chunk._replace(first=start, last=first - 1, entries=number, calls=calls, bisect_calls=bisect_calls)
            kept.append(part)
            entries -= number
            calls = bisect_calls = 0  # all are with the first part
        start = last + 1
    return kept
