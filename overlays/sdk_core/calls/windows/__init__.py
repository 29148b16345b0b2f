"""Exports of any range of time, from an API that exports a few hours at once and keeps results for minutes.

Problem: such a range is many exports. Who asks for them one after the other waits for each; who asks for all at once
meets the end of the queue; who reads slowly finds that results are gone; and who starts again where an error broke off
has activities twice, or not at all.
Here a range is cut into windows that touch and do not overlap. A few are queued at once; each result is read to its end
as soon as it is there, into a temporary file; one that is gone is exported again; and they are handed over in the order
of time. A window is handed over whole or not at all.

From the ground up: `time_windows` (how a range is cut), `row_spool` (where a result is kept), `schedule` (what is to be
done next), `iterators` (the calls).
"""
