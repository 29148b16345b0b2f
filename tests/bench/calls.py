"""Runs in the bench's own environment: calls the server whose port it is given, and prints what that took as JSON.

Every candidate of a workload does the same work through another client, in the same process and in turn.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, cast

import httpx

from agillic.wire.rsql import F, parse_filter
from agillic_api import Client
from agillic_api.models import RecipientPage
from bench.data import KEY, ROWS, recipients
from bench.iterable_calls import asyncio_calls as iterable_asyncio_calls
from bench.iterable_calls import iterable_calls, limit_calls
from bench.sampling import Sample, interleaved
from bench.whole_calls import CALLS, asyncio_calls, calls, parts

Candidates = dict[str, Callable[[], object]]
DISTRIBUTIONS = ("httpx", "httpx2", "attrs", "orjson", "openapi-generator-cli", "pydantic", "urllib3", "httptools")
FILTER = "LASTNAME==Blue and (AGE>=20 or CITY=in=(Oslo,Aarhus)) and EMAIL!=a@b.dk"


@dataclass(frozen=True)
class Workload:
    """Something that each candidate does, some of them several times; all of them return the same."""

    rounds: int
    repeats: int
    candidates: Candidates
    times: int = 1

    def measure(self) -> dict[str, tuple[Sample, Sample]]:
        """Return the seconds it takes once, by candidate: elapsed, and CPU time."""
        found = interleaved(self.candidates, rounds=self.rounds, repeats=self.repeats)
        return {name: (elapsed.shared(self.times), cpu.shared(self.times)) for name, (elapsed, cpu) in found.items()}


def workloads(url: str) -> dict[str, Workload]:
    """Return what is measured, by name."""
    bare, client = httpx.Client(), Client(url)
    peer, strings = (_peer(package, url) for package in ("peer", "peer_strings"))
    rows = recipients()
    query: dict[str, Any] = {"object_response": True, "page_size": ROWS}
    whole, whole_asyncio = calls(url), asyncio_calls(url)
    one_url = f"{url}/recipients/{KEY.replace('@', '%2540')}"
    page_url = f"{url}/recipients?objectResponse=true&pageSize={ROWS}"

    def bare_call() -> object:
        return bare.get(one_url).json()["personData"]["EMAIL"]

    def our_call() -> object:
        return client.recipients.get(KEY).person_data["EMAIL"]

    return {
        # In pairs: a call right after one of another client takes longer than a call among its own.
        "call": Workload(100, 40, {"httpx": bare_call, "ours": our_call}),
        "call, peers": Workload(
            50,
            40,
            {
                "ours": our_call,
                "peer": lambda: peer.api.get_recipient(KEY).person_data["EMAIL"].actual_instance,
                "peer_strings": lambda: strings.api.get_recipient(KEY).person_data["EMAIL"],
            },
        ),
        # Each kind of pair by itself, see above.
        "whole call": Workload(100, CALLS, _only(whole, "httpx", "whole")),
        "whole call, generated": Workload(50, CALLS, _only(whole, "whole", "generated", "generated, httpx2")),
        "whole call, peers": Workload(
            50,
            CALLS,
            _only(whole, "whole")
            | {
                "peer": lambda: peer.api.get_recipient(KEY).person_data["EMAIL"].actual_instance,
                "peer_strings": lambda: strings.api.get_recipient(KEY).person_data["EMAIL"],
            },
        ),
        "whole call, transports": Workload(
            50,
            CALLS,
            _only(whole, "whole", "whole, httptools")
            | parts(url)
            | {"peer_strings": lambda: strings.api.get_recipient(KEY).person_data["EMAIL"]},
        ),
        "whole call, asyncio, transports": Workload(
            50, 1, _only(whole_asyncio, "whole", "whole, httptools", "sync, httptools"), CALLS
        ),
        "whole call, asyncio": Workload(50, 1, _only(whole_asyncio, "httpx", "whole"), CALLS),
        "whole call, asyncio, generated": Workload(
            25, 1, _only(whole_asyncio, "whole", "generated", "generated, httpx2"), CALLS
        ),
        "read a page": Workload(
            20,
            1,
            {
                "httpx": lambda: len(bare.get(page_url).json()["content"]),
                "ours, rows": lambda: len(client.recipients.with_raw_response.list(**query).json()["content"]),
                "ours, models": lambda: len(cast("RecipientPage", client.recipients.list(**query)).content),
                "peer": lambda: len(peer.api.list_recipients(**query).actual_instance.content),
                "peer_strings": lambda: len(strings.api.list_recipients(**query).actual_instance.content),
                "peer, rows": lambda: len(
                    json.loads(peer.api.list_recipients_without_preload_content(**query).data)["content"]
                ),
            },
        ),
        "write rows": Workload(
            20,
            1,
            {
                "httpx": lambda: bare.post(f"{url}/recipients/:batch", json=rows).json()["updated"],
                "ours": lambda: client.recipients.batch_upsert(rows).updated,
                "peer": lambda: peer.api.batch_upsert_recipients([peer.from_dict(row) for row in rows]).updated,
                "peer_strings": lambda: (
                    strings.api.batch_upsert_recipients([strings.from_dict(row) for row in rows]).updated
                ),
            },
        ),
        "filter": Workload(
            15,
            200,
            {
                "build": lambda: str(
                    (F.LASTNAME == "Blue") & ((F.AGE >= 20) | F.CITY.in_("Oslo", "Aarhus")) & (F.EMAIL != "a@b.dk")
                ),
                "parse": lambda: str(parse_filter(FILTER)),
            },
        ),
        **_iterable_workloads(url),
    }


def _iterable_workloads(url: str) -> dict[str, Workload]:
    one, one_asyncio = iterable_calls(url), iterable_asyncio_calls(url)
    return {
        "Iterable: call": Workload(100, CALLS, _only(one, "httpx", "ours")),
        "Iterable: whole call": Workload(100, CALLS, _only(one, "httpx", "whole")),
        "Iterable: whole call, generated": Workload(50, CALLS, _only(one, "whole", "ours")),
        "Iterable: whole call, asyncio": Workload(50, 1, _only(one_asyncio, "httpx", "whole"), CALLS),
        "Iterable: whole call, limit": Workload(50, CALLS, limit_calls(url)),
    }


def _only(candidates: Candidates, *names: str) -> Candidates:
    return {name: candidates[name] for name in names}


@dataclass(frozen=True)
class Peer:
    """A package of the peer: the calls of recipients, and what makes a model of a row. Made when the bench runs."""

    api: Any
    from_dict: Any


def _peer(package: str, url: str) -> Peer:
    module: Any = import_module(package)
    api = module.RecipientsApi(module.ApiClient(module.Configuration(host=url)))
    return Peer(api, module.Recipient.from_dict)


def main(port: str, *names: str) -> None:
    """Measure everything, or the named workloads, and print it."""
    found = {
        name: {
            candidate: {"elapsed": asdict(elapsed), "cpu": asdict(cpu)} for candidate, (elapsed, cpu) in times.items()
        }
        for name, work in workloads(f"http://127.0.0.1:{port}").items()
        if not names or name in names
        for times in [work.measure()]
    }
    versions = {name: version(name) for name in DISTRIBUTIONS}
    sys.stdout.write(json.dumps({"workloads": found, "versions": versions}))


if __name__ == "__main__":
    main(*sys.argv[1:])
