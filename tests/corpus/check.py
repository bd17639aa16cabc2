#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What kmcheck says of real kernels, compared with the verdicts of readers.

    TREES="DIR ..." [LONG=1] check.py KMCHECK

Each tree is a pristine kernel source, judged by the references of its release
(linux-6.1.tsv, ...; with LONG those that take long,
linux-6.1-long.tsv); README.md says what they hold. Prints TAP.
"""
import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPORTED = ('true', 'known-false')

Reference = collections.namedtuple(
    'Reference', 'config file function line rule verdict bytes why')


def release_of(tree):
    text = (tree / 'Makefile').read_text()
    number = [re.search(rf'^{name} = (\d+)', text, re.M)[1]
              for name in ('VERSION', 'PATCHLEVEL')]
    return '.'.join(number)


def references(path):
    """{config: folders} and the rows."""
    folders, rows = {}, []
    for line in path.read_text().splitlines():
        match = re.fullmatch(r'# scanned (\S+): (.*)', line)
        if match:
            folders.setdefault(match[1], []).extend(match[2].split())
        elif line and not line.startswith('#'):
            rows.extend(Reference(*row) for row in
                        csv.reader([line], delimiter='\t',
                                   quoting=csv.QUOTE_NONE))
    return folders, rows


def scan(kmcheck, tree, config, folders):
    done = subprocess.run(
        [kmcheck, '--format', 'json', '--fail-on', 'never', '--config',
         config, *folders], cwd=tree, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(done.stderr)
    return json.loads(done.stdout)


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def ok(self, good, text):
        self.n += 1
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.n} - {text}', flush=True)

    def end(self):
        print(f'1..{self.n}')
        return 1 if self.failed else 0


def compare(tap, name, rows, report):
    found = collections.defaultdict(list)
    for f in report['findings']:
        found[f['file'], f['function'], f['rule']].append(f['line'])
    for row in rows:
        lines = found[row.file, row.function, row.rule]
        is_found = bool(lines) and (row.verdict in REPORTED or
                                    int(row.line) in lines)
        if is_found:
            lines.remove(int(row.line) if int(row.line) in lines
                         else lines[0])
        tap.ok(is_found == (row.verdict in REPORTED),
               f'{name} {row.file}:{row.line}: {row.rule}: {row.verdict}, '
               f'{"reported" if is_found else "silent"}')
    for (file, function, rule), lines in sorted(found.items()):
        for line in lines:
            tap.ok(False, f'{name} {file}:{line}: {rule} in {function}: '
                   'not read')
    for unit in report['incomplete']:
        tap.ok(False, f'{name} {unit["file"]}: {unit["reason"]}')


def main():
    trees = os.environ.get('TREES', '').split()
    tap = Tap()
    for tree in map(pathlib.Path, trees):
        release = release_of(tree)
        part = '-long' if os.environ.get('LONG') else ''
        path = HERE / f'linux-{release}{part}.tsv'
        if not path.exists():
            continue
        folders, rows = references(path)
        for config, below in folders.items():
            compare(tap, f'{release} {config}',
                    [row for row in rows if row.config == config],
                    scan(sys.argv[1], tree, config, below))
    if not tap.n:
        print('1..0 # SKIP no kernel trees; set TREES')
        return 77
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
