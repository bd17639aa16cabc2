#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Which of the labelled cases each engine finds.

    table.py [--write] KMCHECK KDIR FOLDER...

Prints a Markdown table. Fails if the semantic patches or the limit header
report a line that has no mark, or one that kmcheck does not report; or if
cocci/README.md says something else (--write makes it say this).
"""
import json
import os
import re
import subprocess
import sys

from marks import cases, expected, judge, NOT_RUN

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
README = ROOT + '/cocci/README.md'
RELEASE = '6.1'
RULES = ('oversize-constant', 'oversize-bound')


def run(command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout


def places(text):
    return {(path, int(line)) for path, line in
            re.findall(r'^([^:\s]+\.c):(\d+)\b', text, re.M)}


def kmcheck(binary, folder):
    """{rule: places}; every rule's lines count for what others report."""
    found = {}
    text = run([binary, '--format', 'json', '--level', 'note', folder])
    for finding in json.loads(text)['findings'] if text else []:
        found.setdefault(finding['rule'], set()).add(
            (finding['file'], finding['line']))
    return found


def cocci(rule, folder):
    return places(run(['spatch', '-D', 'report', '--very-quiet', '--no-show-diff',
                       '--no-includes', '-D', 'release=' + RELEASE, '--cocci-file',
                       '%s/cocci/%s.cocci' % (ROOT, rule), '--dir', folder]))


def header(kdir, files):
    if not kdir or not files:
        return None
    return places(run([HERE + '/sparse.sh', kdir, 'sparse'] + files))


def cell(hits, marks):
    return '-' if hits is None else '%d of %d' % (len(hits), len(marks))


def row(folder, rule, engines, known, all_kmcheck):
    """(the row, or None without a mark; the complaints)"""
    marks = expected(folder, RELEASE, {rule})
    complaints, cells = [], []
    for name, found in engines:
        hits = None
        if found is not None:
            hits, false = judge(found, marks, known)
            if name == 'limit header':  # an assertion does not know of reach
                false = [place for place in false
                         if not place[0].endswith(NOT_RUN)]
            if name != 'kmcheck':
                complaints += ['%s: %s:%d is not marked' % (name, *place)
                               for place in false]
                complaints += ['%s: %s:%d, but kmcheck is silent' % (name, *place)
                               for place in sorted(found & set(marks) - all_kmcheck)
                               if all_kmcheck]
        cells.append(cell(hits, marks))
    line = '| %s | `%s` | %s |' % (os.path.basename(folder), rule, ' | '.join(cells))
    return line if marks else None, complaints


def stale(rows, write):
    """What cocci/README.md has of these folders and rules, and should not."""
    with open(README, encoding='utf-8') as file:
        text = file.read()
    complaints = []
    for line in rows:
        head = ' | '.join(line.split(' | ')[:2])
        old = re.search('^' + re.escape(head) + r' \|.*$', text, re.M)
        if not old or old.group() == line:
            complaints += [] if old else ['README.md has no row ' + line]
        elif write:
            text = text.replace(old.group(), line)
        else:
            complaints.append('README.md is stale (table.py --write): ' + old.group())
    if write:
        with open(README, 'w', encoding='utf-8') as file:
            file.write(text)
    return complaints


def main():
    write = '--write' in sys.argv
    binary, kdir, *folders = [word for word in sys.argv[1:] if word != '--write']
    folders = [os.path.abspath(folder) for folder in folders]
    print('| cases | rule | kmcheck | semantic patch | limit header (sparse) |')
    print('|---|---|---|---|---|')
    complaints, rows = [], []
    for folder in folders:
        known = {path for path, _ in cases(folder, RELEASE)}
        checked = kmcheck(binary, folder) if binary else {}
        everything = set().union(*checked.values()) if checked else set()
        for rule in RULES:
            engines = [('kmcheck', checked.get(rule, set()) if binary else None),
                       (rule + '.cocci', cocci(rule, folder)),
                       ('limit header', header(kdir, sorted(known))
                        if rule == 'oversize-constant' else None)]
            line, wrong = row(folder, rule, engines, known, everything)
            complaints += wrong
            if line:
                print(line, flush=True)
                rows.append(line)
    complaints += stale(rows, write)
    for complaint in complaints:
        print('not ok - ' + complaint, file=sys.stderr)
    return bool(complaints)


sys.exit(main())
