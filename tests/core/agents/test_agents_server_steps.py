"""How far a call is reaches the client, and a cancelled call goes no step further; the session goes on."""

from collections.abc import Mapping
from threading import Event, Thread
from typing import Any

import anyio
import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
import pytest
from agents_server_parts import (
    ERAS,
    NO_ARGUMENTS,
    REACTIVATION,
    NaiveToolbox,
    Progress,
    Told,
    client_of,
    run,
    server_of,
)
from mcp import Client

from sdk_core.agents.tools.model import Answer, CallCancelled, Steps

eras = pytest.mark.parametrize("era", ERAS)


class Work:
    """A call of steps, whose second step waits until it is let go on."""

    def __init__(self) -> None:
        self.steps_done: list[int] = []
        self.at_second, self.go_on, self.is_over = anyio.Event(), Event(), Event()
        self.was_cancelled = False

    def __call__(self, _arguments: Mapping[str, Any], steps: Steps) -> Answer:
        try:
            for number in range(1, 5):
                if number == 2:
                    anyio.from_thread.run_sync(self.at_second.set)
                    self.go_on.wait()
                self.steps_done.append(number)
                steps.done(number, 4, f"step {number}")
        except CallCancelled:
            self.was_cancelled = True
            raise
        finally:
            self.is_over.set()
        return Answer({"steps": 4})


class TestProgress:
    @eras
    def test_each_step_reaches_the_client_in_order_before_the_answer(self, era: str) -> None:
        progress = Progress()

        async def call() -> None:
            work = Work()
            work.go_on.set()
            async with client_of(server_of(NaiveToolbox(work=work)), era) as client:
                assert (await client.call_tool("work", {}, progress_callback=progress)).structured_content == {
                    "steps": 4
                }

        run(call())
        assert progress.seen == [(1, 4, "step 1"), (2, 4, "step 2"), (3, 4, "step 3"), (4, 4, "step 4")]

    @eras
    def test_it_only_grows(self, era: str) -> None:
        progress = Progress()

        def back_and_forth(_arguments: Mapping[str, Any], steps: Steps) -> Answer:
            for number in (1, 3, 2, 3, 4):
                steps.done(number, None, "")
            return Answer({})

        async def call() -> None:
            async with client_of(server_of(NaiveToolbox(work=back_and_forth)), era) as client:
                await client.call_tool("work", {}, progress_callback=progress)

        run(call())
        assert [done for done, _, _ in progress.seen] == [1, 3, 4]

    @eras
    def test_nothing_is_sent_to_a_client_that_did_not_ask(self, era: str) -> None:
        messages: list[object] = []

        async def keep(message: object) -> None:
            messages.append(message)

        async def call() -> None:
            work = Work()
            work.go_on.set()
            server = server_of(NaiveToolbox(work=work))
            async with Client(server, mode=era, message_handler=keep, cache=None) as client:
                assert not (await client.call_tool("work", {})).is_error

        run(call())
        assert messages == []

    @eras
    def test_steps_may_be_told_by_threads_of_the_tool(self, era: str) -> None:
        progress = Progress()

        def in_threads(_arguments: Mapping[str, Any], steps: Steps) -> Answer:
            for number in range(1, 4):
                thread = Thread(target=steps.done, args=(number, 3, ""))
                thread.start()
                thread.join()
            return Answer({})

        async def call() -> None:
            async with client_of(server_of(NaiveToolbox(work=in_threads)), era) as client:
                assert not (await client.call_tool("work", {}, progress_callback=progress)).is_error

        run(call())
        assert [done for done, _, _ in progress.seen] == [1, 2, 3]


class TestCancellation:
    @eras
    @pytest.mark.parametrize("has_progress", [True, False])
    def test_later_steps_do_not_happen_and_the_session_goes_on(self, era: str, has_progress: bool) -> None:  # noqa: FBT001 - a parameter of a test
        work = Work()

        async def call() -> None:
            async with client_of(server_of(NaiveToolbox(work=work)), era) as client:
                answered: list[types.CallToolResult] = []

                async def one() -> None:
                    answered.append(
                        await client.call_tool("work", {}, progress_callback=Progress() if has_progress else None)
                    )

                async with anyio.create_task_group() as group:
                    group.start_soon(one)
                    await work.at_second.wait()
                    group.cancel_scope.cancel()
                    if era == "auto":  # the call is cancelled with the client's, in memory, and not by a message
                        work.go_on.set()
                await client.list_tools()  # the message has arrived when what was sent after it is answered
                work.go_on.set()
                assert answered == []
                result = await client.call_tool("find_person", {"email": "ada@example.com"})
                assert result.structured_content["count"] == 1

        run(call())
        work.is_over.wait()
        assert work.was_cancelled
        assert work.steps_done == [1, 2]

    def test_a_plan_that_is_run_stops_at_its_next_step(self) -> None:
        ran: list[int] = []
        started, go_on = anyio.Event(), Event()

        class Slow(NaiveToolbox):
            def agreed(self, plan: str, steps: Steps) -> Answer:
                anyio.from_thread.run_sync(started.set)
                go_on.wait()
                for number in range(3):
                    steps.done(number, 3, plan)
                    ran.append(number)
                return Answer({})

        def person(_params: types.ElicitRequestParams) -> types.ElicitResult:
            return types.ElicitResult(action="accept", content={"agree": True})

        async def call() -> None:
            async with client_of(server_of(Slow()), "legacy", person) as client:
                async with anyio.create_task_group() as group:
                    group.start_soon(client.call_tool, "add_members", REACTIVATION)
                    await started.wait()
                    group.cancel_scope.cancel()
                await client.list_tools()
                go_on.set()

        run(call())
        assert ran == []

    @eras
    def test_a_cancelled_call_that_waits_for_its_turn_never_begins(self, era: str) -> None:
        work = Work()
        toolbox = NaiveToolbox(work=work)

        async def call() -> None:
            server = server_of(toolbox, at_once=1)
            async with client_of(server, era) as client, anyio.create_task_group() as outer:
                outer.start_soon(client.call_tool, "work", NO_ARGUMENTS)
                await work.at_second.wait()
                async with anyio.create_task_group() as group:
                    group.start_soon(client.call_tool, "find_person", {"email": "ada@example.com"})
                    await client.list_tools()
                    group.cancel_scope.cancel()
                await client.list_tools()
                work.go_on.set()

        run(call())
        assert [name for name, _ in toolbox.calls] == ["work"]
        assert work.steps_done == [1, 2, 3, 4]


class TestOpenCalls:
    @eras
    def test_more_calls_than_can_be_open_are_refused_and_the_first_of_them_is_recorded(self, era: str) -> None:
        told, work = Told(), Work()
        refused: list[Any] = []

        async def call() -> None:
            server = server_of(NaiveToolbox(work=work), on_refused=told, max_open=1)
            async with client_of(server, era) as client, anyio.create_task_group() as group:
                group.start_soon(client.call_tool, "work", NO_ARGUMENTS)
                await work.at_second.wait()
                for _ in range(3):
                    answer = await client.call_tool("find_person", {"email": "a"})
                    refused.append(answer.structured_content)
                work.go_on.set()
            async with client_of(server, era) as client:
                assert not (await client.call_tool("find_person", {"email": "a"})).is_error

        run(call())
        reason = "too many calls are open (at most 1): wait for their answers, then call again"
        assert refused == [{"error": reason, "kind": "failed"}] * 3
        assert told.lines == [("find_person", reason)]
