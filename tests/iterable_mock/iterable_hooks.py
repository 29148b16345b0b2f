"""What receives the system webhooks of a mock in the same process."""

from iterable_calls import Shop

from sdk_core.mock.loopback_sender import Delivery

HERE = "http://127.0.0.1:8099/hook"


def hooked(shop: Shop, *statuses: int) -> list[Delivery]:
    """Let a mock post to this list, which responds by the statuses in turn, and then by the last one for ever."""
    received: list[Delivery] = []

    async def take(delivery: Delivery) -> int:
        received.append(delivery)
        return statuses[min(len(received), len(statuses)) - 1]

    shop.mock.sender = take
    return received
