"""What the pages show of an instance of Agillic, and how they call it."""

from agillic.mock.calls import Mock
from agillic.mock.instance import Key
from sdk_core.mock.app.inspection import Fact, Facts, Line, ReferenceSettings, Snippet

_SCOPES = {"app": "for the app push operations", "public": "for everything"}
_CURL = "curl --user {key}:SECRET {{url}}/recipients"
_PYTHON = """from agillic_api import Client

with Client(auth=("{key}", "SECRET"), base_url="{{url}}") as client:
    print(client.recipients.list())"""


def facts(mock: Mock) -> Facts:
    """Return what holds for the instance, without its secrets."""
    instance = mock.instance
    key = _first_key(mock).key
    return Facts(
        instance=f"{instance.name}, {instance.environment}",
        facts=[
            Fact("Developer keys", [Line(_SCOPES[each.scope], each.key) for each in instance.keys]),
            Fact("Recipients are named by", [Line(code=instance.recipient_key)]),
            Fact("Time zone", [Line(instance.time_zone)]),
        ],
        snippets=[
            Snippet("A first call with curl", _CURL.format(key=key)),
            Snippet("A first call with Python", _PYTHON.format(key=key)),
        ],
        hint=(
            "The built-in instance has the secret candystore-secret. Of any other, it is in its file, or was given "
            "when the mock was started; this page never gets them."
        ),
    )


def reference(mock: Mock) -> ReferenceSettings:
    """Return how the reference page calls the mock: with a token of its own, and values in paths encoded twice [S1]."""
    return ReferenceSettings(
        scheme="oauth2",
        client_id=_first_key(mock).key,
        client_in_form=True,
        path_encodings=2,
        unencoded="([A-Z][A-Z0-9_]*)",  # a field before its value
    )


def _first_key(mock: Mock) -> Key:
    keys = mock.instance.keys
    return next((each for each in keys if each.scope == "public"), keys[0])
