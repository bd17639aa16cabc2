#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Lowering drops nothing, on real code.

    compare-ast.py KMCHECK TREE FOLDER...

Of every unit that TREE builds below FOLDERs: the number of statements of each
function lowered equals the number in clang's own -ast-dump, no function is
incomplete, and of the expressions in functions that allocate at most 0.5 % are
not modelled. What differs is printed; the last lines count. Environment:
CLANG.
"""
import collections
import os
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNT = pathlib.Path(__file__).with_name('count-statements.awk')
UNIT = re.compile(r'  (\S+) \(\w+[^)]*\)\n    cd (\S+) && (.*) (\S+)\n')
CALL = re.compile(r'call .*?"(\w+)"')
MOST_UNMODELLED = 0.005


def allocators():
    """The names of all functions that allocate."""
    text = (ROOT / 'rules' / 'allocators.rules').read_text()
    return {name for names in re.findall(r'^callees = (.*(?:\n\t.*)*)', text,
                                         re.M) for name in names.split()}


def counted(directory, file, flags):
    """Function -> how many statements clang sees in it."""
    clang = subprocess.Popen(
        [os.environ.get('CLANG', 'clang-19'), '-fsyntax-only', '-w', '-Xclang',
         '-ast-dump', '-fno-color-diagnostics', *flags, file], cwd=directory,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines = subprocess.run(['awk', '-f', COUNT], stdin=clang.stdout,
                           capture_output=True, text=True).stdout
    clang.wait()
    return dict(line.split() for line in lines.splitlines())


class Function:
    """One function of a dumped unit."""

    def __init__(self, head):
        self.name = re.match(r'function "([^"]*)"', head)[1]
        match = re.search(r' statements (\d+)', head)
        self.statements = match[1] if match else '0'
        self.is_incomplete = ' incomplete' in head
        self.values = 0
        self.unmodelled = 0
        self.allocates = False

    def add(self, line, names):
        if line.startswith('\t%'):
            self.values += 1
            self.unmodelled += bool(re.match(r'\t%\d+ = unknown\b', line))
        match = CALL.search(line)
        self.allocates |= bool(match) and match[1] in names


def lowered(kmcheck, directory, file, flags, names):
    text = subprocess.run([kmcheck, '--no-cache', '--dump=ir', file, '--',
                           *flags], cwd=directory, capture_output=True,
                          text=True, errors='surrogateescape').stdout
    out = []
    for line in text.splitlines():
        if line.startswith('function '):
            out.append(Function(line))
        elif out:
            out[-1].add(line, names)
    return out


class Comparison:
    def __init__(self, kmcheck):
        self.kmcheck = kmcheck
        self.names = allocators()
        self.sums = collections.Counter()

    def unit(self, name, directory, flags, file):
        flags = shlex.split(flags)
        clang = counted(directory, file, flags)
        functions = lowered(self.kmcheck, directory, file, flags, self.names)
        if not functions and clang:
            print(f'{name}: nothing was lowered')
            self.sums['differ'] += 1
        for function in functions:
            self.function(name, function, clang.get(function.name, '0'))
        self.sums['units'] += 1

    def function(self, unit, function, statements):
        self.sums['functions'] += 1
        if function.statements != statements:
            self.sums['differ'] += 1
            print(f'{unit}: {function.name}: {function.statements} '
                  f'statements, clang has {statements}')
        if function.is_incomplete:
            self.sums['incomplete'] += 1
            print(f'{unit}: {function.name}: incomplete')
        if function.allocates:
            self.sums['allocating'] += 1
            self.sums['values'] += function.values
            self.sums['unmodelled'] += function.unmodelled

    def report(self):
        sums = self.sums
        share = sums['unmodelled'] / max(sums['values'], 1)
        print(f'{sums["units"]} units, {sums["functions"]} functions, '
              f'{sums["differ"]} differ, {sums["incomplete"]} incomplete')
        print(f'{sums["allocating"]} functions that allocate, '
              f'{sums["values"]} expressions, {sums["unmodelled"]} not '
              f'modelled ({100 * share:.2f} %)')
        return not sums['functions'] or sums['differ'] > 0 or \
            sums['incomplete'] > 0 or share > MOST_UNMODELLED


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    kmcheck = str(pathlib.Path(sys.argv[1]).resolve())
    commands = subprocess.run([kmcheck, '--dump=commands', *sys.argv[3:]],
                              cwd=sys.argv[2], capture_output=True,
                              text=True).stdout
    comparison = Comparison(kmcheck)
    for unit in UNIT.findall(commands):
        comparison.unit(*unit)
    return comparison.report()


if __name__ == '__main__':
    sys.exit(main())
