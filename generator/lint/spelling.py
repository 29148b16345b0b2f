"""One spelling: American, by codespell's list of British words.

Code says `serialize`, `color` and `authorization`, HTTP says `Unauthorized`; the text beside it follows. What stands
between backticks is a word of the API, spelled as the API does.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from generator.bundle.bundler import Bundle
from generator.lint.finding import finding
from generator.load.json_values import walk
from generator.load.problems import Problem

CODE = re.compile(r"`[^`]*`")
TEXTS = ("summary", "description", "note", "question", "settle")


def american_spelling(bundle: Bundle) -> Iterator[Problem]:
    """Summaries, descriptions and notes use American spelling."""
    for pointer, value in walk(bundle.document):
        is_text = pointer[-1:] and (pointer[-1] in TEXTS or pointer[-2:-1] == ("options",))
        if not (is_text and isinstance(value, str)) or "value" in pointer:
            continue
        for word in re.findall(r"[A-Za-z]+", CODE.sub(" ", value)):
            if american := british_words().get(word.lower()):
                message = f"{word!r} is British spelling"
                yield finding(bundle, "spelling", pointer, message, f"write {american!r}")


@cache
def british_words() -> dict[str, str]:
    """Return codespell's British words with their American form."""
    text = files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text("utf-8")
    return dict(line.split("->", 1) for line in text.splitlines() if "->" in line)
