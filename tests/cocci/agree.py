#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Is what kvmalloc.cocci rewrites what kmcheck rewrites?

    agree.py KMCHECK FILE...

Every line that the semantic patch changes must be changed by `kmcheck --diff`
to the same text, in files where kmcheck offers a rewrite of that line.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def changes(diff):
    """{line: new text}; rewrites never add or take lines."""
    found, line, old = {}, 0, []
    for text in diff.splitlines():
        hunk = re.match(r'@@ -(\d+)', text)
        if hunk:
            line = int(hunk.group(1))
        elif text.startswith(('---', '+++')):
            continue
        elif text.startswith('-'):
            old.append(line)
            line += 1
        elif text.startswith('+') and old:
            found[old.pop(0)] = text[1:]
        elif text.startswith(' '):
            line += 1
    return found


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def main():
    kmcheck, *files = sys.argv[1:]
    both, status = 0, 0
    for path in files:
        theirs = changes(output('spatch', '-D', 'patch', '--very-quiet', '--no-includes',
                                '--cocci-file', ROOT + '/cocci/kvmalloc.cocci', path))
        ours = changes(output(kmcheck, '--diff', path)) if theirs else {}
        if not theirs or not ours:
            continue
        both += 1
        wrong = [line for line in theirs if ours.get(line) != theirs[line]]
        for line in sorted(wrong):
            print('not ok - %s:%d: kmcheck has %r' % (path, line, ours.get(line)))
            status = 1
    print('%s - %d files that both rewrite' % ('not ok' if status else 'ok', both))
    return status


sys.exit(main())
