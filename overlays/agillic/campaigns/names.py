"""The names that an instance has and that campaigns use: target groups and HTML templates."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from agillic.campaigns.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignNames:
    """Names that are there; None where nobody asked, or where the key may not read them.

    Attributes:
        target_groups: whether each target group is global, by its name; None where the server does not say it.
        templates: the HTML templates, by their paths.
    """

    target_groups: dict[str, bool | None] | None = None
    templates: frozenset[str] | None = None

    def target_group(self, path: str, name: str) -> Iterator[Problem]:
        """Yield that there is no target group of a name; of no name, that is said elsewhere."""
        if name and self.target_groups is not None and name not in self.target_groups:
            yield _missing(path, "target group", name, self.target_groups)

    def global_target_group(self, path: str, name: str) -> Iterator[Problem]:
        """Yield that there is no global target group of a name."""
        yield from self.target_group(path, name)
        if self.target_groups is not None and self.target_groups.get(name) is False:
            yield Problem(path, f"the target group {name!r} is not global; give one that is")

    def template(self, path: str, name: str) -> Iterator[Problem]:
        """Yield that there is no HTML template of a name.

        Whether one in a folder is called by its path or by its name alone is not documented [S3]: both pass.
        """
        if not name or self.templates is None:
            return
        if name not in self.templates and all(name != each.rpartition("/")[2] for each in self.templates):
            yield _missing(path, "HTML template", name, self.templates)


def _missing(path: str, what: str, name: str, known: dict[str, bool | None] | frozenset[str]) -> Problem:
    close = get_close_matches(name, known, n=1)
    advice = f"did you mean {close[0]!r}?" if close else "correct the name, or make it in Agillic"
    return Problem(path, f"the instance has no {what} {name!r}: {advice}")
