"""Parsers of the commands, whose messages call a program as the person typed it."""

import argparse
import os
from typing import Final, NoReturn

TYPED: Final = "CONCORDANCE_COMMAND"  # the variable in which tasks.py leaves what was typed: `concordance follow`


class CommandParser(argparse.ArgumentParser):
    """A parser that calls the program `concordance NAME` where that started it: its own usage names options that the
    command does not have."""

    def error(self, message: str) -> NoReturn:
        typed = os.environ.get(TYPED)
        if not typed:
            super().error(message)
        self.exit(2, f"{typed}: {message}; `{typed} --help` shows what it can be told\n")
