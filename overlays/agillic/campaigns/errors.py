"""What is wrong with a campaign or with contextual data, found before anything is sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        path: where, such as `block_groups[0].messages[1].variants[0].fields["image"]`.
        text: what, and what to do.
    """

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class CampaignError(ValueError):
    """A campaign breaks rules of the vendor. Nothing was sent.

    Attributes:
        problems: all that was found, in the order of the campaign.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("the campaign was not sent:\n" + "\n".join(f"- {each}" for each in problems))

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)
