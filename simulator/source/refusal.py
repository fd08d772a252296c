"""Why a text is refused, in words for the person who wrote it: the parser's own complaints turned into causes and cures."""

from __future__ import annotations

import yaml


class Refusal(Exception):
    """Reading stops here: a code, the cause, the cure, and where, counted from 0."""

    def __init__(self, code: str, message: str, cure: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.cure, self.line, self.column = code, message, cure, line, column


QUOTE_OR_WRITE_OUT = "If it is text, put it in quotes; if not, write out what it stands for."
QUOTE_BRACKETS = "Put a text that begins with { or [ in quotes."


def in_words(error: yaml.MarkedYAMLError) -> Refusal:
    problem = str(error.problem or "this is not YAML")
    mark = error.problem_mark or error.context_mark
    if error.context_mark and problem in NOTICED_LATE:
        mark = error.context_mark
    message, cure = PARSER_SAYS.get(problem, (f"This cannot be read: {problem}.", INDENT))
    if error.context_mark and problem.endswith(("'}'", "']'")):
        message = f"{message[:-1]}; the bracket stands in line {error.context_mark.line + 1}."
    return Refusal("not_yaml", message, cure, mark.line if mark else 0, mark.column if mark else 0)


INDENT = "Check the indentation (spaces, never tabs), the brackets, and whether a text wants quotes."
NOTICED_LATE = (
    "could not find expected ':'",
    "found unexpected end of stream",
)  # the mistake stands where it began
PARSER_SAYS = {
    "mapping values are not allowed in this context": (
        "There is a colon followed by a space inside a text, or a key is indented deeper than the one above it.",
        'Put the whole text in quotes: say: "Listen: I am here."; or line the key up with its neighbors.',
    ),
    "found character that cannot start any token": (
        "A line or text begins with a character that YAML keeps for itself (a tab, @, ` or %).",
        "Indent with spaces; put such a text in quotes.",
    ),
    "did not find expected <document start>": (
        "Something follows that belongs to nothing above it.",
        "If it is text that goes on after a closing quote, put the whole text in quotes of the other kind.",
    ),
    "did not find expected key": (
        "A key is expected here: the line is indented differently from its neighbors, or a quote ends too early.",
        "Line it up with its neighbors; put a text with quotes inside in quotes of the other kind.",
    ),
    "did not find expected '-' indicator": (
        "A list goes on here, and this line does not begin with “- ”.",
        "Begin it with “- ”, or line it up with the key it belongs to.",
    ),
    "did not find expected ',' or '}'": (
        "Between { and } the entries need commas.",
        "Add a comma, close with }, or put a text with a comma or bracket in it in quotes.",
    ),
    "did not find expected ',' or ']'": (
        "Between [ and ] the entries need commas.",
        "Add a comma, close with ], or put a text with a comma or bracket in it in quotes.",
    ),
    "could not find expected ':'": (
        "A key without its colon.",
        "Write “key: value”; or indent the line if it belongs to the text above.",
    ),
    "did not find expected alphabetic or numeric character": (
        "A text begins with * or &, which YAML keeps for itself.",
        'Put the text in quotes: "*sighs*".',
    ),
    "found unexpected end of stream": ("A quote or bracket that was opened is never closed.", "Close it."),
    "block sequence entries are not allowed in this context": (
        "A list may not begin on the line of its key.",
        "Begin it on the next line.",
    ),
    "while parsing a node, did not find expected node content": (
        "A value is expected here.",
        "Put a text that begins with a comma, a bracket or %, @, ` in quotes.",
    ),
}
