"""For each operation of Iterable and each of its statuses, a call that provokes it."""

from collections.abc import Callable
from contextlib import suppress

from iterable_calls import GRACE, WEB, Received, Shop
from iterable_samples import Sample, ready, sample

from iterable_client.mock.document import document
from iterable_client.mock.http.keys import Caller
from sdk_core.mock.app import HTTPError

Provoke = Callable[[str], Received]


def success(operation: str) -> Received:
    return sample(operation).send(ready(operation))


def bad(operation: str) -> Received:
    """Send a body, a path or a query that cannot be read; in a project of another kind where there is none of them."""
    good, known = sample(operation), document().operations[operation]
    if known.bodies:
        return good.changed(body=b"[").send(Shop())
    whole = [name for name, each in known.query_parameters.items() if each.schema.get("type") in ("integer", "boolean")]
    if whole:
        return good.changed(query={whole[0]: "x"}).send(Shop())
    if known.path_parameters:
        return good.changed(path=dict.fromkeys(good.path, "%FF")).send(Shop())
    if known.query_parameters:
        return Sample(operation, {}).send(Shop())
    return good.send(Shop(identity="userId" if operation == "listForgottenEmails" else "email"))


def unreadable_query(operation: str) -> Received:
    """Send a query of a call that has none, one that is no UTF-8."""
    return Shop().get(f"{sample(operation).target}?word=%FF")


def unknown_key(operation: str) -> Received:
    return sample(operation).send(Shop(), key="unknown")


def over_the_limit(operation: str) -> Received:
    """Use up what the operation may be called, also where its limit is an assumption's alone."""
    shop = Shop(options={"limits-unsaid": "hundred-a-second"})
    known = document().operations[operation]
    with suppress(HTTPError):
        while True:
            shop.mock.limits.count(known, Caller(shop.mock.instance.keys[0]), entered=True)
    received = sample(operation).send(shop)
    assert known.response_schemas(received.status) is not None
    return received


def injected(operation: str, status: int = 503) -> Received:
    shop = Shop()
    shop.mock.faults.add(operation=operation, status=status, body={"msg": "", "code": "GenericError"})
    return sample(operation).send(shop)


def accepted(operation: str) -> Received:
    """Write a catalog where a write is said to be accepted, not done; what is sent then fits the document too."""
    shop = ready(operation, options={"catalog-success-status": "created-or-accepted", "catalog-write-body": "empty"})
    return sample(operation).send(shop)


def unknown(operation: str) -> Received:
    """Name a catalog, an item or a campaign that is not there, in the path."""
    good = sample(operation)
    return good.changed(path={**good.path, next(iter(good.path)): "999"}).send(Shop())


def forgotten(operation: str) -> Received:
    """Name a forgotten user wherever the body names one."""
    shop, good = Shop(), sample(operation)
    shop.post("/api/users/forget", {"email": GRACE})
    renamed = {name: GRACE if name.lower().endswith("email") else value for name, value in good.body.items()}
    return good.changed(body=renamed).send(shop)


SHARED: dict[str, Provoke] = {
    "200": success,
    "201": accepted,
    "202": accepted,
    "400": bad,
    "401": unknown_key,
    "404": unknown,
    "409": forgotten,
    "429": over_the_limit,
    "503": injected,
    "5XX": injected,
}
PROVOKED: dict[tuple[str, str], Provoke] = {
    **{(operation, "400"): unreadable_query for operation in ("listLists", "listWebhooks")},
    ("getEmailTemplate", "404"): lambda operation: (
        sample(operation).changed(query={"templateId": 93849, "locale": "da-DK"}).send(Shop())
    ),
    ("cancelExport", "204"): lambda operation: sample(operation).send(
        ready(operation, options={"export-cancel-response": "empty"})
    ),
    ("listExportJobs", "400"): lambda operation: sample(operation).changed(query={"jobState": "lost"}).send(Shop()),
    ("mergeUsers", "403"): lambda operation: sample(operation).send(ready(operation), key=WEB),
}


def provoke(operation: str, status: str) -> Received:
    """Make the call that provokes a status of an operation; in strict mode, what comes fits the document too."""
    provoking = PROVOKED.get((operation, status)) or SHARED.get(status)
    assert provoking is not None, f"add a call to PROVOKED that gets {status} from {operation}"
    return provoking(operation)
