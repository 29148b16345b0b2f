"""Where registered devices can be read, and what an app may leave open of them."""

from typing import Any

import pytest
from app_calls import Received
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api

from agillic.mock.instance import Table, load_instance

APP = "com.candystore.app"
ANDROID = body_examples("registerDevice")["android"]
PHONE_LEAVES = body_examples("unregisterDevice")["phone"]


def call(api: Api, name: str, body: Any, recipient: str = RUBY) -> Received:  # noqa: ANN401 - JSON
    return api.call("PUT", f"/apps/{name}/{recipient}", body)


def table(api: Api) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = api.get(f"/recipients/{RUBY}/oneToManyTables/AGILLIC_REGISTRATION")["recordList"]
    return rows


def test_registrations_are_rows_of_their_one_to_many_table() -> None:
    """[C-IOS]: AGILLIC_REGISTRATION, which is discovered and listed like others."""
    api = Api()
    assert "AGILLIC_REGISTRATION" in api.get("/discovery/onetomany")
    assert "AGILLIC_REGISTRATION" in api.get(f"/recipients/{RUBY}/oneToManyTables")
    assert table(api) == []
    call(api, "register", ANDROID)
    row = {
        "ID": "1",
        "APP_INSTALLATION_ID": ANDROID["appInstallationId"],
        "CLIENT_APP_ID": APP,
        "CLIENT_APP_VERSION": "3.2.0",
        "DEVICE_MODEL": "Pixel 9",
        "OS_NAME": "android",
        "OS_VERSION": "15",
        "PUSH_NOTIFICATION_TOKEN": ANDROID["pushNotificationToken"],
        "MODEL_DIM_X": "1080",
        "MODEL_DIM_Y": "2424",
    }
    assert table(api) == [row]
    call(api, "register", ANDROID | {"osVersion": "16", "deviceModel": None})
    row = {name: value for name, value in row.items() if name != "DEVICE_MODEL"} | {"OS_VERSION": "16"}
    assert table(api) == [row]
    call(api, "unregister", {name: ANDROID[name] for name in ("appInstallationId", "clientAppId", "osName")})
    assert table(api) == [{name: value for name, value in row.items() if name != "PUSH_NOTIFICATION_TOKEN"}]
    call(api, "register", body_examples("registerDevice")["consent"])
    assert [each["ID"] for each in table(api)] == ["1", "2"]


def test_registrations_that_agillic_counts_are_counted_in_the_table() -> None:
    """register-counters-origin, counted."""
    api = Api({"register-counters-origin": "counted"})
    for _ in range(2):
        call(api, "register", ANDROID)
    assert [each["COUNT_REGISTER"] for each in table(api)] == ["2"]


def test_an_instance_names_the_columns_and_may_lack_the_table() -> None:
    lean = Table("AGILLIC_REGISTRATION", "appInstallationId", {"appInstallationId": "STRING", "OS": "STRING"})
    api = Api(one_to_many={lean.name: lean}, recipients=load_instance().recipients[1:])
    assert call(api, "register", ANDROID, recipient=JANE).status == 200
    (row,) = api.get(f"/recipients/{JANE}/oneToManyTables/AGILLIC_REGISTRATION")["recordList"]
    assert list(row) == ["appInstallationId"]
    api = Api(one_to_many={}, recipients=load_instance().recipients[1:])
    assert call(api, "register", ANDROID, recipient=JANE).status == 200
    assert len(api.mock.state.devices.of(api.mock.state.recipients.find(JANE))) == 1


@pytest.mark.parametrize(("option", "status"), [("accepted", 200), ("status-400", 400)])
@pytest.mark.parametrize("name", ["pushNotificationToken", "clientAppVersion", "osVersion", "deviceModel"])
def test_an_app_may_send_null_for_what_it_does_not_know(option: str, status: int, name: str) -> None:
    """device-null-members: the Android SDK does [C-AND]."""
    api = Api({"device-null-members": option})
    without_token = body_examples("registerDevice")["withoutToken"]
    assert call(api, "register", without_token).status == status
    assert call(api, "register", ANDROID | {name: None}).status == status
    assert call(api, "unregister", PHONE_LEAVES | {name: None}).status == status
    assert call(api, "register", without_token | {"osName": None}).status == 400
