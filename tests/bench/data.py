"""The recipients that the bench reads and writes."""

Row = dict[str, dict[str, str]]

ROWS = 1000
"""As many as a page and a batch may have."""
KEY = "ruby.2@example.com"


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


RESULT = {"created": 0, "updated": ROWS, "warnings": 0, "errors": 0}
