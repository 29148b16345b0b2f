"""The pages for people: a start at `/`, the API reference, and an inspector of what the mock knows.

They are plain HTML, CSS and JavaScript modules in `static/`, and a vendored viewer in `viewer/`; a browser has to
load nothing else. They know no API: what differs comes as JSON from its room, through the `Inspector` of its backend.
What they show is read from the mock, changes go through the admin API.
"""

from sdk_core.mock.inspector.routes import inspector_routes

__all__ = ["inspector_routes"]
