"""The server of one toolbox: what clients of either era of the protocol ask, and what they are answered.

Everything that a client sends is taken for what an attacker might send. What the toolbox answers is passed on as data.
What it does not expect to raise, and raises, is answered and logged without a value, and the server lives on.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import anyio
import mcp.types as types  # noqa: PLR0402 - as the protocol's package names it
from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.server.request_state import RequestStateBoundary, RequestStateSecurity
from pydantic import ValidationError

from sdk_core.agents.privacy.visible_text import visible
from sdk_core.agents.server import questions
from sdk_core.agents.server.call_threads import MAX_AT_ONCE, CallThreads, read_in_thread
from sdk_core.agents.server.failures import record_failure
from sdk_core.agents.server.results import refusal, result_of
from sdk_core.agents.server.tool_list import listed
from sdk_core.agents.tools.argument_checks import ArgumentChecks, text_of
from sdk_core.agents.tools.model import Answer, Question, Steps, Tool, Toolbox

PATIENCE: Final = 600.0
"""Seconds that a person has to answer: as long as a plan can be confirmed."""
MAX_OPEN: Final = 1_000
"""Calls of tools that are under way or wait, those that wait for a person among them; more are refused."""
_MAX_NAME: Final = 60
Context = ServerRequestContext[dict[str, Any], Any]
OnRefused = Callable[[str, str], object]
"""Called in a thread with the tool's name and the reason, for each call that the toolbox never gets to see."""


def make_server(  # noqa: PLR0913 - what a server is made of, by names
    toolbox: Toolbox,
    name: str,
    version: str,
    instructions: str,
    *,
    on_refused: OnRefused | None = None,
    at_once: int = MAX_AT_ONCE,
    patience: float = PATIENCE,
    max_open: int = MAX_OPEN,
) -> Server[dict[str, Any]]:
    """Return the server of a toolbox, to be run on any transport. It may serve several clients at a time.

    Args:
        toolbox: the tools of the agent.
        name: what clients know the server by.
        version: its version.
        instructions: what the agent should know of it before it calls anything.
        on_refused: told of calls that are answered here and never reach the toolbox, so that the audit log has them.
        at_once: calls of tools at a time, from 1; others wait.
        patience: seconds that a person has to answer a question.
        max_open: calls of tools that are under way or wait, from 1; more are refused, so that memory does not run out.

    Raises:
        ValueError: two tools have the same name, or an input schema is none.
    """
    handlers = _Handlers(toolbox, on_refused, CallThreads(at_once), patience, max_open)
    server = Server(
        name,
        version=version,
        instructions=instructions,
        get_tool_input_schema=handlers.checks.schema_of,  # else each call over HTTP would list the tools first
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_read_resource=handlers.read_resource,
    )
    server.middleware.append(handlers.contain)
    server.middleware.append(RequestStateBoundary(RequestStateSecurity.ephemeral(ttl=patience), default_audience=name))
    return server


class _Handlers:
    def __init__(
        self, toolbox: Toolbox, on_refused: OnRefused | None, threads: CallThreads, patience: float, max_open: int
    ) -> None:
        self._toolbox, self._on_refused, self._threads, self._patience = toolbox, on_refused, threads, patience
        self._max_open, self._open_calls, self._is_full = max_open, 0, False
        self._open = questions.OpenQuestions()
        self.checks = ArgumentChecks()
        tools = toolbox.tools()
        if len({tool.name for tool in tools}) < len(tools):
            raise ValueError("two tools have the same name")
        for tool in tools:
            self.checks.add(tool)

    async def list_tools(self, _ctx: Context, params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        _expect_first_page(params)
        return listed(await read_in_thread(self._toolbox.tools))

    async def list_resources(
        self, _ctx: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        _expect_first_page(params)
        resources = await read_in_thread(self._toolbox.resources)
        return types.ListResourcesResult(
            resources=[
                types.Resource(uri=each.uri, name=each.name, description=each.description, mime_type="text/plain")
                for each in resources
            ]
        )

    async def read_resource(
        self, _ctx: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult | types.InputRequiredResult:
        resources = {each.uri: each for each in await read_in_thread(self._toolbox.resources)}
        if params.uri not in resources:
            known = ", ".join(resources) or "none"
            raise MCPError(types.INVALID_PARAMS, f"there is no resource {visible(params.uri, 200)}; there is: {known}")
        text = resources[params.uri].text
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=params.uri, mime_type="text/plain", text=text)]
        )

    async def call_tool(
        self, ctx: Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult | types.InputRequiredResult:
        if self._open_calls >= self._max_open:
            return await self._full(params.name)
        self._open_calls += 1
        try:
            return await self._called(ctx, params)
        finally:
            self._open_calls -= 1
            self._is_full = False

    async def _full(self, name: str) -> types.CallToolResult:
        """Refuse a call. Of those in a row the first is recorded: each line waits for the disk."""
        reason = f"too many calls are open (at most {self._max_open:,}): wait for their answers, then call again"
        if not self._is_full:
            self._is_full = True
            await read_in_thread(lambda: self._record(visible(name, _MAX_NAME), reason))
        return result_of(refusal("failed", reason))

    async def _called(
        self, ctx: Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult | types.InputRequiredResult:
        name, arguments = params.name, params.arguments or {}
        refused = await read_in_thread(lambda: self._refused(name, arguments))
        if refused is not None:
            return result_of(refused)
        if params.request_state is not None:  # the boundary has seen to it that it is ours, and of this very call
            is_yes = questions.is_yes((params.input_responses or {}).get(questions.KEY))
            return await self._answered(ctx, name, params.request_state, is_yes=is_yes)
        answer = await self._run(ctx, name, lambda steps: self._toolbox.call(name, arguments, steps))
        return await self._told(ctx, name, answer)

    async def contain(self, ctx: Context, call_next: CallNext) -> HandlerResult:
        """Answer what nobody expected without a word of what it was about, and have refused states recorded."""
        try:
            return await call_next(ctx)
        except MCPError as error:
            if cast("object", error.data) == {"reason": "invalid_request_state"}:
                said = "the state of an answer was changed, is too old, or is of another call, tool or server"
                name = visible(str((ctx.params or {}).get("name", "")), _MAX_NAME)
                await read_in_thread(lambda: self._record(name, said))
            raise
        except ValidationError:
            raise  # becomes "invalid request parameters", without a value
        except Exception as error:  # noqa: BLE001 - a mistake of ours may not end the session either
            raise MCPError(types.INTERNAL_ERROR, record_failure(ctx.method, error)) from None

    def _refused(self, name: str, arguments: Mapping[str, Any]) -> Answer | None:
        """Return the answer to a call that no tool takes; None where one does."""
        tools = {tool.name: tool for tool in self._toolbox.tools()}
        tool: Tool | None = tools.get(name)
        if tool is None:
            reason = f"there is no tool {visible(name, _MAX_NAME)}; there are {', '.join(tools) or 'none'}"
            self._record(visible(name, _MAX_NAME), "there is no such tool")
            return refusal("invalid", reason)
        problems = self.checks.problems(tool, arguments)
        if not problems:
            return None
        reason = text_of(name, problems)
        self._record(name, reason)
        return refusal("invalid", reason, problems=problems)

    def _record(self, tool: str, reason: str) -> None:
        if self._on_refused is not None:
            try:
                self._on_refused(tool, reason)
            except Exception as error:  # noqa: BLE001 - the call is refused in any case
                record_failure("the record of a refused call", error)

    async def _run(self, ctx: Context, name: str, work: Callable[[Steps], Answer]) -> Answer:
        return await self._threads.run(name, work, ctx.session.report_progress)

    async def _told(self, ctx: Context, name: str, answer: Answer) -> types.CallToolResult | types.InputRequiredResult:
        """Return an answer to the client, or ask its person first where that is needed and possible."""
        question = answer.question
        if question is None or not questions.can_be_asked(ctx.session.client_capabilities):
            return _shown(name, answer)
        if questions.is_modern(ctx.protocol_version):
            self._open.add(question.plan)
            return questions.returned(question)
        try:
            is_yes = await self._asked(ctx, question)
        except anyio.get_cancelled_exc_class():
            await self._threads.finish(name, lambda: self._toolbox.declined(question.plan))
            raise
        self._open.add(question.plan)
        return await self._answered(ctx, name, question.plan, is_yes=is_yes)

    async def _asked(self, ctx: Context, question: Question) -> bool:
        """Ask while the client waits for its answer, and tell whether the person has agreed in time."""
        with anyio.move_on_after(self._patience):
            try:
                return questions.is_yes(
                    await ctx.session.elicit_form(question.text, dict(questions.FORM), ctx.request_id)
                )
            except (MCPError, ValidationError):  # no answer, or none that can be read
                return False
        return False

    async def _answered(
        self, ctx: Context, name: str, plan: str, *, is_yes: bool
    ) -> types.CallToolResult | types.InputRequiredResult:
        """Do what a person has answered, once."""
        if not self._open.take(plan):
            reason = "this question was answered already: call the tool again to make another plan"
            await read_in_thread(lambda: self._record(name, reason))
            return result_of(refusal("failed", reason))
        if not is_yes:
            return _shown(name, await self._threads.finish(name, lambda: self._toolbox.declined(plan)))
        return await self._told(ctx, name, await self._run(ctx, name, lambda steps: self._toolbox.agreed(plan, steps)))


def _shown(name: str, answer: Answer) -> types.CallToolResult:
    try:
        return result_of(answer)
    except (TypeError, ValueError, RecursionError) as error:  # the toolbox answered what is no JSON
        return result_of(refusal("failed", record_failure(f"the tool {name}", error)))


def _expect_first_page(params: types.PaginatedRequestParams | None) -> None:
    if params is not None and params.cursor is not None:
        raise MCPError(types.INVALID_PARAMS, "the list has one page: ask without a cursor")
