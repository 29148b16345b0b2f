"""Every operation of both APIs under every level of access: what is shown as allowed is what is sent, by any way."""

from pathlib import Path

import pytest
from agents_apis import CATALOGS
from agents_calls import one_api

from sdk_core.agents.gateway.own_tools import CALL, CONFIRM, LOAD, PLAN
from sdk_core.agents.policy.model import LEVELS

ANY = "".join(f'{name} = "any"\n' for name in ("people_per_call", "people_per_hour", "people_per_day"))
NO_CAPS = f'{ANY}calls_per_hour = "any"\ncalls_per_day = "any"\n'


def policy(api: str, access: str, personal: str, confirmation: str) -> str:
    words = "".join(f'{each} = "{confirmation}"\n' for each in ("write", "delete", "send"))
    return (
        f'agent = "helper"\n[apis.{api}]\naccess = "{access}"\npersonal_data = "{personal}"\n'
        f"[apis.{api}.caps]\n{NO_CAPS}[apis.{api}.confirmation]\n{words}"
    )


@pytest.mark.parametrize("api", CATALOGS)
@pytest.mark.parametrize("access", LEVELS)
@pytest.mark.parametrize("personal", ["off", "masked"])
def test_what_is_loaded_as_allowed_is_sent_and_nothing_else(
    api: str, access: str, personal: str, tmp_path: Path
) -> None:
    with one_api(api, tmp_path, policy(api, access, personal, "none")) as served:
        wrong: dict[str, str] = {}
        for id_ in served.catalog.operations:
            loaded = served.gateway.call(LOAD, {"operation": id_}, served).data
            served.network.sent.clear()
            answer = served.call(CALL, id_)
            was_sent, is_denied = bool(served.network.sent), answer.data.get("kind") == "denied"
            if loaded["allowed"] is not was_sent or is_denied is loaded["allowed"]:
                wrong[id_] = f"{loaded} {answer.data}"
        assert not wrong


@pytest.mark.parametrize("api", CATALOGS)
@pytest.mark.parametrize("confirmation", ["token", "ask", "person", "approval"])
def test_nothing_but_reads_is_sent_before_a_confirmation(api: str, confirmation: str, tmp_path: Path) -> None:
    with one_api(api, tmp_path, policy(api, "full", "masked", confirmation)) as served:
        planned = 0
        wrong: dict[str, str] = {}
        for id_, operation in served.catalog.operations.items():
            if operation.only_reads:
                continue
            served.network.sent.clear()
            for tool in (CALL, PLAN):
                answer = served.call(tool, id_)
                plan = answer.data.get("plan")
                if plan is not None:
                    planned += 1
                    for token in ("", "0" * 64):
                        served.gateway.call(CONFIRM, {"plan": plan, "token": token}, served)
            looks = {"GET"} - {operation.operation.method}  # some operations read by GET and start what sends
            if set(served.network.sent) - looks:
                wrong[id_] = str(served.network.sent)
        assert not wrong
        assert planned > len(served.catalog.operations) // 4
