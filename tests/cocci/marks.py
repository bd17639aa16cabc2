# SPDX-License-Identifier: GPL-2.0-only
"""The labelled cases: where a finding is expected, in which release."""
import pathlib
import re

MARK = re.compile(r'/\* (expect|expect-below): (?:error|warning|note)\[([^]]*)\]')
TREES = re.compile(r'test-tree: ([\d. ]*)')


def cases(folder, release):
    """(path, text) of the .c files below folder meant for this release."""
    for path in sorted(pathlib.Path(folder).rglob('*.c')):
        text = path.read_text()
        trees = TREES.search(text)
        if not trees or release in trees.group(1).split():
            yield str(path), text


# Cases of calls that are compiled and never made.
NOT_RUN = ('dead.c', 'unevaluated.c')


def statement_of(lines, number):
    """The first line of the statement that a line ends."""
    while number > 1 and not re.search(r'([;{}:]|\*/)\s*$', lines[number - 2]) \
            and lines[number - 2].strip():
        number -= 1
    return number


def expected(folder, release, rules):
    """{(path, line): (path, first line of the statement)} of the marks that
    name one of these rules."""
    found = {}
    for path, text in cases(folder, release):
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            for kind, named in MARK.findall(line):
                at = number + (kind == 'expect-below')
                if rules & set(named.split('|')):
                    found[path, at] = (path, statement_of(lines, at))
    return found


def judge(found, marks, known):
    """(marks that were found, findings that no mark wants). Findings outside
    the known files (another release's cases) do not count."""
    found = {place for place in found if place[0] in known}
    hit = {mark for mark, start in marks.items() if mark in found or start in found}
    wanted = set(marks) | set(marks.values())
    return hit, sorted(found - wanted)
