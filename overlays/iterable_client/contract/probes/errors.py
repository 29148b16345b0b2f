"""How errors come: their codes, their form, and whether they say when to try again."""

from iterable_client.contract.run import Run
from sdk_core.contract.json_values import member
from sdk_core.contract.probes import Probes, agreed
from sdk_core.contract.responses import Override

probes = Probes[Run]()
passive = Probes[Run]()

_TOO_MANY, _SERVER_ERROR = 429, 500


@probes("error-codes")
def _codes(run: Run) -> str | None:
    """Make a call with an invented key, once."""
    override = Override(headers={"Api-Key": run.mark * 4})
    response = run.calls.call("listLists", override=override)
    code = member(response.json, "code")
    return {"BadApiKey": "as-the-vendor", "InvalidApiKey": "as-the-guide"}.get(str(code))


@passive("error-form")
def _form(run: Run) -> str | None:
    """Look at what something before the API itself may have rejected."""
    errors = [each for each in run.calls.responses if each.status == _TOO_MANY or each.status >= _SERVER_ERROR]
    if any(each.content and each.json is None for each in errors):
        return "text-at-times"
    return agreed(["json" if isinstance(each.json, dict) else "" for each in errors])


@passive("retry-after-header")
def _retry_after(run: Run) -> str | None:
    for response in run.calls.responses:
        if response.status == _TOO_MANY:
            return "retry-after" if response.says_when_to_retry else "no-header"
    return None
