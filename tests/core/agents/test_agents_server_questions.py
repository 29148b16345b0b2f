"""Nothing is done before a person has agreed, whatever a client sends; and what they agreed to is done once.

The toolbox of these tests runs any plan that it is told to run. So what is not run here, the server has held back.
"""

from collections.abc import Callable, Mapping
from typing import Any

import anyio
import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
import pytest
from agents_server_parts import ERAS, REACTIVATION, NaiveToolbox, Told, called, client_of, run, server_of, text_of
from mcp import Client, MCPError
from mcp.client.context import ClientRequestContext

from sdk_core.agents.server.questions import FORM, can_be_asked
from sdk_core.agents.tools.model import Answer, Question, Steps

eras = pytest.mark.parametrize("era", ERAS)
YES = types.ElicitResult(action="accept", content={"agree": True})
NO: dict[str, Any] = {
    "declined": types.ElicitResult(action="decline"),
    "closed": types.ElicitResult(action="cancel"),
    "not ticked": types.ElicitResult(action="accept", content={"agree": False}),
    "no content": types.ElicitResult(action="accept"),
    "empty": types.ElicitResult(action="accept", content={}),
    "yes in words": types.ElicitResult(action="accept", content={"agree": "yes"}),
    "true in words": types.ElicitResult(action="accept", content={"agree": "true"}),
    "one": types.ElicitResult(action="accept", content={"agree": 1}),
    "a list": types.ElicitResult(action="accept", content={"agree": ["true"]}),
    "null": types.ElicitResult(action="accept", content={"agree": None}),
    "another name": types.ElicitResult(action="accept", content={"confirm": True}),
    "declined with a tick": types.ElicitResult(action="decline", content={"agree": True}),
    "closed with a tick": types.ElicitResult(action="cancel", content={"agree": True}),
}


class TestPerson:
    @eras
    def test_a_yes_runs_the_plan_once(self, era: str) -> None:
        asked: list[types.ElicitRequestParams] = []

        def person(params: types.ElicitRequestParams) -> types.ElicitResult:
            asked.append(params)
            return YES

        toolbox = NaiveToolbox()
        result = called(toolbox, era, "add_members", REACTIVATION, person)
        assert result.structured_content == {"done": "plan-1"}
        assert (toolbox.ran, toolbox.dropped) == (["plan-1"], [])
        assert toolbox.calls == [("add_members", REACTIVATION)]  # one plan, not one for each round
        (question,) = asked
        assert isinstance(question, types.ElicitRequestFormParams)
        assert question.message == "Add 1 person to reactivation?"
        assert question.requested_schema == FORM
        assert "secret-of-the-plan" not in repr(question)

    @eras
    @pytest.mark.parametrize("answer", NO.values(), ids=NO)
    def test_anything_else_drops_it(self, era: str, answer: types.ElicitResult) -> None:
        toolbox = NaiveToolbox()
        result = called(toolbox, era, "add_members", REACTIVATION, lambda _: answer)
        assert result.is_error
        assert result.structured_content == {"dropped": "plan-1"}
        assert (toolbox.ran, toolbox.dropped) == ([], ["plan-1"])

    @eras
    def test_a_client_that_cannot_ask_gets_the_answer_as_it_is(self, era: str) -> None:
        toolbox = NaiveToolbox()
        result = called(toolbox, era, "add_members", REACTIVATION)
        assert result.is_error
        assert result.structured_content["token"] == "secret-of-the-plan"  # noqa: S105 - of a toy
        assert (toolbox.ran, toolbox.dropped) == ([], [])

    @eras
    def test_a_plan_that_became_another_one_is_asked_for_again(self, era: str) -> None:
        asked: list[str] = []

        class Cautious(NaiveToolbox):
            def agreed(self, plan: str, steps: Steps) -> Answer:
                if plan == "plan-1":
                    return Answer({"changed": True}, is_error=True, question=Question("plan-1b", "Add 2 persons?"))
                return super().agreed(plan, steps)

        def person(params: types.ElicitRequestParams) -> types.ElicitResult:
            asked.append(params.message)
            return YES

        toolbox = Cautious()
        result = called(toolbox, era, "add_members", REACTIVATION, person)
        assert result.structured_content == {"done": "plan-1b"}
        assert asked == ["Add 1 person to reactivation?", "Add 2 persons?"]

    def test_an_error_of_the_client_is_a_no(self) -> None:
        toolbox = NaiveToolbox()
        error = types.ErrorData(code=types.INTERNAL_ERROR, message="no window")
        assert called(toolbox, "legacy", "add_members", REACTIVATION, lambda _: error).is_error
        assert (toolbox.ran, toolbox.dropped) == ([], ["plan-1"])

    def test_a_person_who_does_not_answer_in_time_has_not_agreed(self) -> None:
        toolbox = NaiveToolbox()

        async def call() -> types.CallToolResult:
            async with client_of(server_of(toolbox, patience=1e-9), "legacy", lambda _: YES) as client:
                return await client.call_tool("add_members", REACTIVATION)

        assert run(call()).structured_content == {"dropped": "plan-1"}
        assert toolbox.ran == []

    def test_a_call_that_is_cancelled_while_the_person_thinks_drops_the_plan(self) -> None:
        toolbox = NaiveToolbox()

        async def call() -> None:
            asked = anyio.Event()

            async def think(
                context: ClientRequestContext,  # noqa: ARG001 - by this name
                params: types.ElicitRequestParams,  # noqa: ARG001 - so
            ) -> types.ElicitResult:
                asked.set()
                await anyio.sleep_forever()
                return YES

            client = Client(server_of(toolbox), mode="legacy", elicitation_callback=think, cache=None)
            async with client, anyio.create_task_group() as group:
                group.start_soon(client.call_tool, "add_members", REACTIVATION)
                await asked.wait()
                group.cancel_scope.cancel()
            # the session of another client goes on
            async with client_of(server_of(toolbox), "legacy") as other:
                assert (await other.list_tools()).tools

        run(call())
        assert (toolbox.ran, toolbox.dropped) == ([], ["plan-1"])


@pytest.mark.parametrize(
    ("capabilities", "is_asked"),
    [
        (None, False),
        ({}, False),
        ({"sampling": {}}, False),
        ({"elicitation": {}}, True),
        ({"elicitation": {"form": {}}}, True),
        ({"elicitation": {"form": {}, "url": {}}}, True),
        ({"elicitation": {"url": {}}}, False),
    ],
)
def test_who_shows_forms_is_asked(capabilities: dict[str, Any] | None, is_asked: bool) -> None:  # noqa: FBT001 - expected
    told = None if capabilities is None else types.ClientCapabilities.model_validate(capabilities)
    assert can_be_asked(told) is is_asked


class Rounds:
    """Drives the rounds of a 2026-07-28 client by hand."""

    def __init__(self, client: Client) -> None:
        self._session = client.session

    async def ask(
        self, arguments: Mapping[str, Any] = REACTIVATION, tool: str = "add_members"
    ) -> types.InputRequiredResult:
        result = await self._session.call_tool(tool, dict(arguments), allow_input_required=True)
        assert isinstance(result, types.InputRequiredResult)
        return result

    async def answer(
        self,
        state: str | None,
        response: types.InputResponses | None = None,
        arguments: Mapping[str, Any] = REACTIVATION,
        tool: str = "add_members",
    ) -> types.CallToolResult | types.InputRequiredResult:
        responses: types.InputResponses = {"confirm": YES} if response is None else response
        return await self._session.call_tool(
            tool, dict(arguments), input_responses=responses, request_state=state, allow_input_required=True
        )


Play = Callable[[Rounds], Any]


def played(toolbox: NaiveToolbox, play: Play, **options: Any) -> Any:  # noqa: ANN401 - what the play returns
    async def session() -> Any:  # noqa: ANN401 - as above
        async with client_of(server_of(toolbox, **options), "auto", lambda _: YES) as client:
            return await play(Rounds(client))

    return run(session())


MADE_UP: dict[str, Callable[[str], str]] = {
    "plain plan": lambda _: "plan-1",
    "empty": lambda _: "",
    "flipped": lambda state: state[:-1] + ("A" if state[-1] != "A" else "B"),
    "longer": lambda state: state + "AAAA",
    "version": lambda state: "v2." + state[3:],
    "cut": lambda state: state[:20],
}


class TestLies:
    """Clients of protocol 2026-07-28 hold the state of a question, and may send whatever they like."""

    def test_the_state_says_nothing_to_the_client(self) -> None:
        async def play(rounds: Rounds) -> str:
            return (await rounds.ask()).request_state or ""

        state = played(NaiveToolbox(), play)
        assert state.startswith("v1.")
        assert "plan" not in state

    def test_an_answer_counts_once(self) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> tuple[Any, Any]:
            state = (await rounds.ask()).request_state
            return await rounds.answer(state), await rounds.answer(state)

        first, second = played(toolbox, play)
        assert first.structured_content == {"done": "plan-1"}
        assert second.is_error
        assert "answered already" in text_of(second)
        assert toolbox.ran == ["plan-1"]

    def test_two_answers_at_the_same_time_count_once(self) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> None:
            state = (await rounds.ask()).request_state
            async with anyio.create_task_group() as group:
                for _ in range(5):
                    group.start_soon(rounds.answer, state)

        played(toolbox, play)
        assert toolbox.ran == ["plan-1"]

    def test_no_cannot_become_yes(self) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> types.CallToolResult | types.InputRequiredResult:
            state = (await rounds.ask()).request_state
            await rounds.answer(state, {"confirm": NO["declined"]})
            return await rounds.answer(state)

        assert played(toolbox, play).is_error
        assert (toolbox.ran, toolbox.dropped) == ([], ["plan-1"])

    @pytest.mark.parametrize(
        "response", [{}, {"other": YES}, {"confirm": NO["no content"]}], ids=["none", "other", "bare"]
    )
    def test_a_state_without_an_answer_to_its_question_is_a_no(self, response: types.InputResponses) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> types.CallToolResult | types.InputRequiredResult:
            return await rounds.answer((await rounds.ask()).request_state, response)

        assert played(toolbox, play).structured_content == {"dropped": "plan-1"}
        assert toolbox.ran == []

    def test_an_answer_without_a_state_is_another_question(self) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> types.CallToolResult | types.InputRequiredResult:
            return await rounds.answer(None)

        assert isinstance(played(toolbox, play), types.InputRequiredResult)
        assert toolbox.ran == []

    @pytest.mark.parametrize("changed", MADE_UP.values(), ids=MADE_UP)
    def test_a_made_up_state_is_refused_and_recorded(self, changed: Callable[[str], str]) -> None:
        toolbox, told = NaiveToolbox(), Told()

        async def play(rounds: Rounds) -> None:
            state = (await rounds.ask()).request_state or ""
            with pytest.raises(MCPError, match="Invalid or expired requestState"):
                await rounds.answer(changed(state))

        played(toolbox, play, on_refused=told)
        assert (toolbox.ran, toolbox.dropped) == ([], [])
        (line,) = told.lines
        assert line[0] == "add_members"
        assert "state" in line[1]

    @pytest.mark.parametrize(
        ("arguments", "tool"),
        [
            ({**REACTIVATION, "group": "everybody"}, "add_members"),
            ({**REACTIVATION, "people": ["bob@example.com"]}, "add_members"),
            ({"group": "reactivation"}, "add_members"),
            (REACTIVATION, "greet_members"),
        ],
        ids=["group", "people", "fewer", "tool"],
    )
    def test_a_state_of_another_call_is_refused(self, arguments: Mapping[str, Any], tool: str) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> None:
            state = (await rounds.ask()).request_state
            with pytest.raises(MCPError, match="Invalid or expired requestState"):
                await rounds.answer(state, arguments=arguments, tool=tool)

        played(toolbox, play)
        assert toolbox.ran == []

    def test_the_same_arguments_in_another_order_are_the_same_call(self) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> types.CallToolResult | types.InputRequiredResult:
            return await rounds.answer(
                (await rounds.ask()).request_state, arguments=dict(reversed(REACTIVATION.items()))
            )

        assert played(toolbox, play).structured_content == {"done": "plan-1"}

    def test_a_state_of_another_process_is_refused(self) -> None:
        async def first(rounds: Rounds) -> str | None:
            return (await rounds.ask()).request_state

        state = played(NaiveToolbox(), first)
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> None:
            await rounds.ask()  # a plan of the same id is open here too
            with pytest.raises(MCPError, match="Invalid or expired requestState"):
                await rounds.answer(state)

        played(toolbox, play)
        assert toolbox.ran == []

    def test_a_state_has_its_time(self) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> None:
            with pytest.raises(MCPError, match="Invalid or expired requestState"):
                await rounds.answer((await rounds.ask()).request_state)

        played(toolbox, play, patience=1e-9)
        assert toolbox.ran == []

    def test_two_questions_do_not_mix(self) -> None:
        toolbox = NaiveToolbox()

        async def play(rounds: Rounds) -> None:
            first, second = await rounds.ask(), await rounds.ask({**REACTIVATION, "group": "other"})
            await rounds.answer(second.request_state, {"confirm": NO["declined"]}, {**REACTIVATION, "group": "other"})
            await rounds.answer(first.request_state)

        played(toolbox, play)
        assert (toolbox.ran, toolbox.dropped) == (["plan-1"], ["plan-2"])
