"""The recipients and users that the bench reads and writes."""

import json

Row = dict[str, dict[str, str]]

ROWS = 1000
"""As many as a page and a batch may have."""
KEY = "ruby.2@example.com"
MILLION = 1_000_000
"""Recipients with five fields in a file of the mock."""
MADE = 800_000
"""Of these, how many are put into the file before it is served, which is faster; the mock is sent the others."""


def recipient(number: int) -> Row:
    """Return a recipient with ten fields, in the shape of the document's example."""
    return {
        "personData": {
            "AGILLIC_ID": f".E{number}",
            "EMAIL": f"ruby.{number}@example.com",
            "FIRSTNAME": "Ruby",
            "LASTNAME": f"Blue {number}",
            "AGE": str(20 + number % 60),
            "CITY": "Aarhus",
            "FAVORITE_CANDY_TYPE": "Chocolate",
            "NEWSLETTER": "true",
            "CREATED": "09.04.2017 23:20:50",
            "LAST_UPDATED": "20.12.2017 13:45:00",
        }
    }


def recipients() -> list[Row]:
    """Return as many as one batch may have."""
    return [recipient(number) for number in range(ROWS)]


def page() -> dict[str, object]:
    """Return a full page of recipients."""
    link = f"https://api-eu1.agillic.net/recipients?objectResponse=true&documentId=x5&pageStart=1&pageSize={ROWS}"
    return {
        "links": [{"rel": rel, "href": link} for rel in ("first", "self", "last")],
        "content": recipients(),
        "page": {"documentId": "x5", "pageStart": 1, "pageSize": ROWS, "totalPages": 1, "totalElements": ROWS},
    }


FIELDS = [
    {"name": name, "type": "NUMBER" if name == "AGE" else "STRING", "identifier": name == "EMAIL"}
    for name in ("EMAIL", "FIRSTNAME", "LASTNAME", "AGE", "CITY")
]
"""The fields of `five_fields`, as discovery tells them."""
GROUP = "Bench"
"""The static target group of the small server."""


def five_fields(number: int, change: int = 0) -> dict[str, dict[str, str | int]]:
    """Return a recipient with five fields; another number for `change` gives other values in all fields but the key.

    There are 1,000 different values of LASTNAME and 60 of AGE, both spread over all recipients as in real life.
    """
    return {
        "personData": {
            "EMAIL": f"ruby.{number}@example.com",
            "FIRSTNAME": "Ruby" if change else "Rubina",
            "LASTNAME": f"Blue {(number * 7919 + change) % 1000}",
            "AGE": 20 + (number * 31 + change) % 60,
            "CITY": "Oslo" if change else "Aarhus",
        }
    }


def batch(first: int, change: int = 0) -> bytes:
    """Return the body of a full batch of recipients with five fields, from this number on."""
    return json.dumps([five_fields(first + number, change) for number in range(ROWS)]).encode()


RESULT = {"created": 0, "updated": ROWS, "warnings": 0, "errors": 0}


def user(number: int) -> dict[str, dict[str, object]]:
    """Return a user of Iterable with the fields of a recipient, as a call for one returns it."""
    fields = recipient(number)["personData"]
    return {"user": {"email": fields["EMAIL"], "userId": fields["AGILLIC_ID"], "dataFields": fields}}


def four_fields(number: int) -> dict[str, object]:
    """Return a user as a row: with an email and the four other values of `five_fields`."""
    fields: dict[str, object] = {**five_fields(number)["personData"]}
    return {"email": fields.pop("EMAIL"), "dataFields": fields}


USER_RESULT: dict[str, object] = {"successCount": ROWS, "failCount": 0, "failedUpdates": {}}
