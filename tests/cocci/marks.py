# SPDX-License-Identifier: GPL-2.0-only
"""The labelled cases, and which of their marks an engine finds.

A finding is (file, line). What an engine reports must stand on a line that
expects a finding of one of its rules; what it does not find is counted.
"""
import pathlib
import re

MARK = re.compile(r'/\* (expect|expect-below|todo-fp|todo-fn): '
                  r'(?:error|warning|note)\[([^]]*)\]')
TREES = re.compile(r'test-tree: ([\d. ]*)')


def cases(folder, release):
    """The .c files below folder that are meant for this release."""
    for path in sorted(pathlib.Path(folder).rglob('*.c')):
        text = path.read_text()
        trees = TREES.search(text)
        if not trees or release in trees.group(1).split():
            yield str(path), text


def expected(path, text, rules):
    """{(path, line)} of the marks that name one of these rules."""
    lines = set()
    for number, line in enumerate(text.splitlines(), 1):
        for kind, named in MARK.findall(line):
            if rules & set(named.split('|')):
                lines.add((path, number + (kind == 'expect-below')))
    return lines


def all_expected(folder, release, rules):
    found = set()
    for path, text in cases(folder, release):
        found |= expected(path, text, rules)
    return found
