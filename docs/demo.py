"""`make demo`: what a morning at a candy store does with the API, played against the mock.

Nothing leaves this machine: the mock is served by this process, and the client calls it as it would call Agillic.
"""

from typing import Any

from agillic import F, by
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic_api import Client

PAGE_SIZE = 2
LONGEST_LINE = 100
NEWCOMERS: list[dict[str, Any]] = [
    {"personData": {"EMAIL": "o'neil+vip@example.com", "LASTNAME": "Blue", "AGE": 41, "LOYALTY_LEVEL": "Gold"}},
    {"personData": {"EMAIL": "ada@example.com", "LASTNAME": "Blue", "AGE": 19, "FAVORITE_CANDY_TYPE": "Caramel"}},
    {"personData": {"EMAIL": "ruby@sweetmail.com", "FAVORITE_CANDY_TYPE": "Caramel"}},
    {"personData": {"EMAIL": "nobody@example.com", "AGE": "many"}},
]


def main() -> None:
    """Tell the story."""
    with LocalServer() as server, server.mock(load_instance()) as mock:
        with Client(mock.url, auth=(mock.key, mock.secret)) as client:
            print(f"A local Agillic answers at {mock.url}, with the built-in instance {load_instance().name!r}.\n")
            gather(client)
            find(client)
            group(client)
            order(client)
            wait(client, mock)
        arrived(mock)


def gather(client: Client) -> None:
    """Create one recipient, and upsert many."""
    print("1. Somebody signs up, and the newcomers of the weekend are imported.")
    client.recipients.create({"personData": {"EMAIL": "sam@example.com", "FIRSTNAME": "Sam", "LASTNAME": "Blue"}})
    result = client.recipients.batch_upsert(NEWCOMERS)
    tell(f"created {result.created}, updated {result.updated}, refused {result.errors}: a bad row stops no other row")


def find(client: Client) -> None:
    """Filter, and read page by page."""
    print("2. Who is called Blue? A filter cannot be broken out of, and a document is read page by page.")
    start = 1
    document: dict[str, Any] = {"filter_": F.LASTNAME == "Blue"}
    while True:
        page = client.recipients.with_raw_response.list(
            **document, object_response=True, page_start=start, page_size=PAGE_SIZE
        ).json()
        names = ", ".join(each["personData"]["EMAIL"] for each in page["content"])
        tell(f"page from {start}: {names}")
        if "next" not in {link["rel"] for link in page["links"]}:
            return
        document = {"document_id": page["page"]["documentId"]}
        start += PAGE_SIZE


def group(client: Client) -> None:
    """Change a static group by hand, and a dynamic one by what is known of its members."""
    print("3. The tasting panel is chosen by hand; who loves chocolate follows from what is known of them.")
    client.target_groups.add_recipients({"targetGroupName": "TastingPanel", "recipientIds": ["ada@example.com"]})
    for name in ("TastingPanel", "ChocolateLovers"):
        tell(f"{name} has {population(client, name)}")
    client.recipients.update("ada@example.com", {"personData": {"FAVORITE_CANDY_TYPE": "Chocolate"}})
    tell(f"after one update, ChocolateLovers has {population(client, 'ChocolateLovers')}")


def population(client: Client, group: str) -> Any:  # noqa: ANN401 - a number; the document leaves its name open
    """Return how many recipients a target group has."""
    return client.target_groups.with_raw_response.get_population(group).json()["population"]


def order(client: Client) -> None:
    """Achieve an event with context; its flow sends a receipt."""
    print("4. An order comes in, for an address with an apostrophe and a plus. The event's flow sends a receipt.")
    who = by(EMAIL="o'neil+vip@example.com")
    context = {"context_parameters": {"name": "order", "ORDER_ID": "123789"}}
    client.events.achieve_with_context(who, "order_placed", context)
    for sent in client.recipients.with_raw_response.communication_history(who).json():
        tell(f"in the history: {sent['communicationType']} {sent['communicationId']!r} at {sent['executionTimestamp']}")


def wait(client: Client, mock: LocalMock) -> None:
    """Start asynchronous work, and ask until it is done."""
    print("5. A large import is asynchronous. The mock's clock stands still, so we move it instead of sleeping.")
    rows = [{"personData": {"EMAIL": f"{number}@example.com"}} for number in range(1000)]
    task = client.recipients.start_upsert({"data": rows})
    while True:
        status = client.tasks.get(task.task_id).status
        tell(f"the task is {status}")
        if status in ("completed", "failed"):
            break
        mock.clock.advance(0.5)
    tell(f"recipients now: {mock.state.recipients.count()}")


def arrived(mock: LocalMock) -> None:
    """Print what the mock was sent."""
    print("What went over the wire:")
    for request in mock.requests:
        print(f"  {request.status} {request.method:6} {request.target}")
        if request.body:
            body = request.text or ""
            print(f"             {body if len(body) <= LONGEST_LINE else body[:LONGEST_LINE] + ' ...'}")


def tell(line: str) -> None:
    """Print what came of a step."""
    print(f"   {line}")


if __name__ == "__main__":
    main()
