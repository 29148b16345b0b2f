"""The HTML templates that campaigns are made from, those of the instance and uploaded ones [S3, V-AST]."""

from agillic.mock.calls import Mock
from agillic.mock.instance import HtmlTemplate
from agillic.wire.template_parts import TemplateParts


def find_html_template(mock: Mock, path: str) -> HtmlTemplate | None:
    """Return the template of a path as messages use it now, or None when there is none.

    Its block groups are those that the instance says, or of a template that was uploaded, those in its HTML.
    """
    content = mock.state.templates.in_use(path)
    if content is None:
        return None
    first = mock.instance.html_templates.get(path)
    return (
        first
        if first and first.content == content
        else HtmlTemplate(path, content, TemplateParts.parse(content).blocks)
    )
