"""What the pages show of a project of Iterable, and how they call it."""

from iterable_client.mock.calls import Mock
from iterable_client.mock.instance import Key
from sdk_core.mock.app.inspection import Fact, Facts, Line, ReferenceSettings, Snippet

_NAMED_BY = {"email": "email", "userId": "userId", "hybrid": "email or userId"}
_CURL = 'curl --header "Api-Key: KEY" {url}/api/lists'
_PYTHON = """from iterable_client import IterableClient

with IterableClient(api_key="KEY", base_url="{url}") as iterable:
    print(iterable.lists.list())"""


def facts(mock: Mock) -> Facts:
    """Return what holds for the project. Its keys are secrets as a whole, so only their kinds are shown."""
    project = mock.instance
    return Facts(
        instance=f"{project.name}, project {project.id}",
        facts=[
            Fact("Keys", [_key(each) for each in project.keys]),
            Fact("Users are named by", [Line(_NAMED_BY[project.identity])]),
            Fact("Time zone", [Line(project.time_zone)]),
        ],
        snippets=[Snippet("A first call with curl", _CURL), Snippet("A first call with Python", _PYTHON)],
        hint=(
            "The built-in project has the server-side key 0123456789abcdef0123456789abcdef. Those of any other are in "
            "its file, or were given when the mock was started; this page never gets them."
        ),
    )


def reference(_mock: Mock) -> ReferenceSettings:
    """Return how the reference page calls the mock: with a key of its own in the header Api-Key."""
    return ReferenceSettings(scheme="apiKey")


def _key(key: Key) -> Line:
    marks = [
        *(["needs a token of the user"] if key.jwt_secret else []),
        *(["is switched off"] if key.disabled else []),
        *([] if key.new_event_names else ["tracks no events of new names"]),
    ]
    return Line(", ".join(marks), key.kind)
