#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Every file that kmcheck reads, damaged: it may refuse, it may not crash.

    fuzz.py KMCHECK [--runs N] [--seed N]

C sources, rules, compile_commands.json, baselines and facts are mutated, one
at a time, and kmcheck (sanitized, if it is to prove anything) reads them. Its
status must be one of the contract's, its last words no sanitizer's. What fails
is kept in ./fuzz-failures, with the command.
"""
import argparse
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ['capture.c', 'packet_pool.c', 'collector.c', 'lookup_table.c']
WORDS = [b'', b'(', b')', b'{', b'}', b';', b'"', b'\\', b'\0', b'\xff',
         b'0x7fffffffffffffff', b'-1', b'[', b']', b'*', b'&&', b'#define a ',
         b'18446744073709551616', b'sizeof', b'goto', b'kmalloc', b'\n']


def mutate(rng, text):
    """A few of: cut, double, swap, overwrite, insert."""
    data = bytearray(text)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.randint(1, 40))
        kind = rng.randrange(5)
        if kind == 0:
            del data[at:end]
        elif kind == 1:
            data[at:at] = data[at:end]
        elif kind == 2 and data:
            data[rng.randrange(len(data))] = rng.randrange(256)
        elif kind == 3:
            data[at:end] = rng.choice(WORDS)
        else:
            data[at:at] = rng.choice(WORDS)
    return bytes(data)


class Fuzz:
    def __init__(self, options, work):
        self.kmcheck = str(pathlib.Path(options.kmcheck).resolve())
        self.rng = random.Random(options.seed)
        self.work = work
        self.failed = 0
        self.prepare()

    def run(self, *arguments):
        return subprocess.run([self.kmcheck, '--no-exec', *arguments],
                              cwd=self.work, capture_output=True, timeout=120)

    def prepare(self):
        """One good file of each kind."""
        for name in SOURCES:
            shutil.copy(ROOT / 'samples' / name, self.work)
        shutil.copy(ROOT / 'tests/cases/rules/own.rules', self.work)
        self.run('--write-baseline=base.json', 'capture.c', '--', '-I.')
        self.run('--facts-out=facts', 'capture.c', '--', '-I.')
        (self.work / 'db').mkdir()
        (self.work / 'db/compile_commands.json').write_text(
            '[{"directory": "%s", "file": "%s/capture.c",'
            ' "command": "gcc -O2 -I. -DX=\\"a b\\" -c capture.c"}]'
            % (self.work, self.work))
        self.kinds = [(name, [name]) for name in SOURCES] + [
            ('own.rules', ['--rules=own.rules', 'capture.c']),
            ('base.json', ['--baseline=base.json', 'capture.c']),
            ('db/compile_commands.json', ['-p', 'db', 'capture.c']),
        ] + [(str(path.relative_to(self.work)), ['--link=facts'])
             for path in sorted((self.work / 'facts').iterdir())]

    def once(self, number):
        name, arguments = self.kinds[number % len(self.kinds)]
        path = self.work / name
        good = path.read_bytes()
        path.write_bytes(mutate(self.rng, good))
        try:
            result = self.run(*arguments)
            bad = (result.returncode not in (0, 1, 2, 3) or
                   b'Sanitizer' in result.stderr or
                   b'runtime error' in result.stderr or
                   b'crashed' in result.stderr)
            why = f'status {result.returncode}'
        except subprocess.TimeoutExpired:
            bad, why = True, 'too slow'
        if bad:
            self.keep(number, name, path, arguments, why)
        path.write_bytes(good)

    def keep(self, number, name, path, arguments, why):
        folder = pathlib.Path('fuzz-failures')
        folder.mkdir(exist_ok=True)
        kept = folder / f'{number}-{path.name}'
        shutil.copy(path, kept)
        self.failed += 1
        print(f'not ok - {name}: {why}: {kept}: kmcheck --no-exec',
              *arguments)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('kmcheck')
    parser.add_argument('--runs', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(options, pathlib.Path(folder))
        for number in range(options.runs):
            fuzz.once(number)
    print(f'{options.runs - fuzz.failed} passed, {fuzz.failed} failed, '
          '0 skipped')
    sys.exit(fuzz.failed > 0)


main()
