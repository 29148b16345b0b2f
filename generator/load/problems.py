"""What can be wrong with a spec, said so that it can be corrected: where, what, and what to do."""

from dataclasses import dataclass

from generator.load.json_values import Pointer, pointer_text


@dataclass(frozen=True, order=True)
class Place:
    """A value in a source file."""

    file: str
    line: int
    pointer: Pointer = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {pointer_text(self.pointer)}"


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `rule` names the check, `remedy` says what to do about it."""

    place: Place
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}\n    {self.message} [{self.rule}]\n    -> {self.remedy}"


class SpecError(Exception):
    """The spec cannot be read or bundled at all; `problem` says why, where and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)
