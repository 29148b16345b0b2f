"""Questions on a terminal, each with what is taken where nothing is typed."""

import sys
from collections.abc import Sequence
from typing import TypeVar

from sdk_core.cli.confirmation import UsageError
from sdk_core.cli.lazy_parser import suggestion

Word = TypeVar("Word", bound=str)


class Questions:
    """Asks for what was not given.

    Args:
        is_silent: whether nothing is asked, and the usual is taken instead.

    Raises:
        UsageError: something is to be asked, and there is no terminal.
    """

    def __init__(self, *, is_silent: bool) -> None:
        if not is_silent and not sys.stdin.isatty():
            raise UsageError("there is no terminal to ask on; give --yes, and the options that you want")
        self._is_silent = is_silent

    def text(self, what: str, given: str | None, usual: str) -> str:
        """Return a text.

        Args:
            what: what it is.
            given: what was given beforehand; then nothing is asked.
            usual: what is taken when nothing is typed.
        """
        if given is not None:
            return given
        if self._is_silent:
            return usual
        return self._typed(f"{what}{f' [{usual}]' if usual else ''}: ") or usual

    def one_of(self, what: str, words: Sequence[Word], given: str | None, usual: str | None = None) -> Word:
        """Return one of some words; ask again while another one is typed.

        Args:
            what: what it is.
            words: those that there are.
            given: what was given beforehand. Without a usual word, it is the usual one, and is asked for.
            usual: what is taken when nothing is typed.
        """
        if given is not None and usual is not None:
            return self._word(given, words)
        usual = usual or given or words[0]
        if self._is_silent or len(words) == 1:
            return self._word(usual, words)
        while True:
            typed = self._typed(f"{what} ({', '.join(words)}) [{usual}]: ") or usual
            if typed in words:
                return self._word(typed, words)
            sys.stderr.write(f"there is no {typed!r}{suggestion(typed, words)}\n")

    def yes(self, what: str, *, is_given: bool, option: str) -> bool:
        """Tell whether something may be done. Anything but `y` and `yes` is no.

        Args:
            what: what is about to be done.
            is_given: whether that was said beforehand.
            option: by what it is.

        Raises:
            UsageError: it was not, and nothing may be asked.
        """
        if is_given:
            return True
        if self._is_silent:
            raise UsageError(f"{what}? Give {option} when that is meant")
        return self._typed(f"{what}? [y/N] ").lower() in ("y", "yes")

    def _typed(self, prompt: str) -> str:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise UsageError("there is no more input: nothing was written")
        return line.strip()

    def _word(self, given: str, words: Sequence[Word]) -> Word:
        for word in words:
            if word == given:
                return word
        raise UsageError(f"there is no {given!r}{suggestion(given, words)}")
