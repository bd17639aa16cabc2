#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Recall on real code: oversizes seeded into allocations that are proven fine.

    seed.py KMCHECK TREE WORK FOLDER... [--seeds N] [--seed N] [--kinds K,...]

Of the allocations below FOLDERs of a pristine kernel tree, those whose size
kmcheck proves to fit are taken, in random order. Into each an oversize is
seeded, by one of

    factor   the size argument, multiplied
    macro    a constant's #define in the same file, multiplied
    array    the dimension of an array in the structure asked for, raised
    bound    the constant of a check of the size, raised
    clamp    the constant of a min() or a clamp() of the size, raised
    loop     the rounds of a loop that adds to the size, raised
    grown    the size argument, doubled in a loop of a number of rounds
    check    the check, taken away, where the size comes from outside

on the line where the text stood, in a copy of the tree in WORK (of hard links,
never written through). Many are planted in one run, but so that none can be
found for another's sake: those at the call itself (factor, grown) one to a
function, any other alone in its file. A seed is found if a finding of an
oversize stands on the line of the call; nothing stood there before. What is
not found is planted once more without those that may hide it, and if it is
still not found, printed with the edit, to be read.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys

from edits import Source

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINE = re.compile(r'(\S+?):(\d+):(\d+): (\S+) in (\S+): ([^:]*)(?:: (.*))?')
KINDS = ['check', 'bound', 'clamp', 'loop', 'array', 'macro', 'grown', 'factor']
AT_CALL = {'factor', 'grown'}
PROVEN = ['fits, constant', 'fits, known', 'fits, checked']
LIMIT = 4 << 20
LIMITS = ['kmalloc', 'devres', 'drmres', 'cache']


class Site(collections.namedtuple('Site', 'file line column allocator '
                                  'function verdict least most')):
    @property
    def is_chosen(self):
        return self.verdict == 'fits, checked'


def size_arguments():
    """Allocator -> numbers of its arguments that the size is made of, for
    those whose limit is kmalloc's, or as good as that, and whose arguments as
    they are written are those of the function called. Those that ask for
    __GFP_NOWARN themselves may fail for all that is said about them."""
    out, left, name = {}, set(), None
    for line in (ROOT / 'rules' / 'allocators.rules').read_text().splitlines():
        if line.startswith('[allocator '):
            name = line[11:-1]
        elif line.startswith('size ='):
            out[name] = [int(n) for n in re.findall(r'\$(\d+)', line)]
        if line.startswith('nowarn') or \
           line.startswith('size =') and 'strlen' in line or \
           line.startswith('callees =') and name not in line.split() or \
           line.startswith('limit =') and line[8:] not in LIMITS:
            left.add(name)
    return {name: sizes for name, sizes in out.items() if name not in left}


def numbers(ranges):
    return [min(int(n), 1 << 64) for n in re.findall(r'-?\d+', ranges)] or [0]


class Scan:
    """kmcheck in the copy of the tree, always over the same folders."""

    def __init__(self, options):
        self.options = options

    def run(self, *arguments):
        command = [self.options.kmcheck, f'-j{self.options.jobs}',
                   '--fail-on=never', '--disable=kfree-mismatch', *arguments,
                   *self.options.folders]
        done = subprocess.run(command, cwd=self.options.work,
                              capture_output=True, text=True)
        if done.returncode not in (0, 3):
            sys.exit(f'{" ".join(command)}: {done.stderr}')
        return done.stdout

    def proven(self):
        """The sites proven to fit by what the code says, one to a line."""
        out = {}
        for line in self.run('--dump=requests').splitlines():
            match = LINE.fullmatch(line)
            if not match or match[6] not in PROVEN or \
               not match[1].startswith(tuple(self.options.folders)):
                continue
            sizes = numbers(match[7] or '1')
            if max(sizes):
                site = Site(match[1], int(match[2]), int(match[3]), match[4],
                            match[5], match[6], min(sizes), max(sizes))
                out[site.file, site.line] = site
        return list(out.values())

    def findings(self):
        """The places of oversizes, and the files that were not analysed."""
        report = json.loads(self.run('--format=json', '--level=note'))
        return ({(finding['file'], finding['line'])
                 for finding in report['findings']
                 if finding['rule'].startswith('oversize')},
                {unit['file'] for unit in report['incomplete']})


class Runs:
    """Seeds in groups that are planted together."""

    def __init__(self, most=None):
        self.most = most
        self.groups = []
        self.taken = []

    def add(self, site, edit, is_alone=False):
        """False: there are as many groups as there may be, and in each stands
        something that it cannot stand beside."""
        place = (site.file, site.function) \
            if edit.kind in AT_CALL and not is_alone else (site.file, None)
        for taken, group in zip(self.taken, self.groups):
            if place not in taken and (site.file, None) not in taken and \
               (place[1] or all(file != site.file for file, _ in taken)):
                break
        else:
            if len(self.groups) == self.most:
                return False
            taken, group = set(), []
            self.taken.append(taken)
            self.groups.append(group)
        taken.add(place)
        group.append((site, edit))
        return True


class Seeding:
    def __init__(self, options):
        self.options = options
        self.scan = Scan(options)
        self.rng = random.Random(options.seed)
        self.arguments = size_arguments()
        self.counts = collections.Counter()
        self.found = collections.Counter()
        self.invalid = []
        self.sources = {}

    def source(self, file):
        if file not in self.sources:
            self.sources[file] = Source((self.options.tree / file).read_text(
                errors='surrogateescape'))
        return self.sources[file]

    def candidates(self, sites):
        """(site, edits of the kinds wanted) of each, those that say most of
        the analysis first: a factor can be put anywhere."""
        out = []
        for site in sites:
            edits = [edit for edit in self.source(site.file).edits(
                         site, self.arguments.get(site.allocator), LIMIT)
                     if edit.kind in self.options.kinds]
            self.rng.shuffle(edits)
            if edits:
                out.append((site, edits))
        self.rng.shuffle(out)
        out.sort(key=lambda c: (all(edit.kind in AT_CALL for edit in c[1]),
                                c[0].verdict == PROVEN[0]))
        return out

    def pick(self, sites):
        """[(site, edit)], as even over the kinds as the code is."""
        used, runs, count = collections.Counter(), Runs(self.options.runs), 0
        for site, edits in self.candidates(sites):
            edit = min(edits, key=lambda e: used[e.kind])
            if count < self.options.seeds and runs.add(site, edit):
                used[edit.kind] += 1
                count += 1
        return runs

    def write(self, file, text):
        """A new file in the link's place: the tree's own stays as it is."""
        path = self.options.work / file
        path.unlink()
        path.write_text(text, errors='surrogateescape')

    def plant(self, turn):
        """The seeds that were not found; counts those that were."""
        by_file = collections.defaultdict(list)
        for site, edit in turn:
            by_file[site.file].append(edit)
        for file, edits in by_file.items():
            self.write(file, self.sources[file].edited(edits))
        places, incomplete = self.scan.findings()
        for file in by_file:
            self.write(file, self.sources[file].text)
        missed = []
        for site, edit in turn:
            if site.file in incomplete:
                self.invalid.append((site, edit))
            elif (site.file, site.line) in places:
                self.counts[edit.kind] += 1
                self.found[edit.kind] += 1
            else:
                missed.append((site, edit))
        return missed

    def plant_all(self, runs):
        missed = []
        for number, group in enumerate(runs.groups, 1):
            missed += self.plant(group)
            print(f'run {number} of {len(runs.groups)}: {len(group)} planted, '
                  f'{self.found.total()} found so far, {len(missed)} not, '
                  f'{len(self.invalid)} not compiled', flush=True)
        return missed

    def tell(self, what, site, edit):
        source = self.sources[site.file]
        old = source.text[edit.begin:edit.end].strip()
        print(f'{what}: {site.file}:{site.line}: {site.allocator} in '
              f'{site.function} [{site.least}, {site.most}]: {edit.kind}, '
              f'line {source.line(edit.begin)}: {old!r} -> {edit.new!r}',
              flush=True)

    def report(self):
        for kind in KINDS:
            if self.counts[kind]:
                print(f'{kind:8} {self.found[kind]:4} of '
                      f'{self.counts[kind]:4} found')
        count, found = self.counts.total(), self.found.total()
        print(f'{found} of {count} found ({100 * found // max(count, 1)} %), '
              f'{self.before} flagged before, {len(self.invalid)} did not compile')
        return 0 if count and found * 100 >= count * 90 and \
            not self.before else 1

    def run(self):
        sites = self.scan.proven()
        print(f'{len(sites)} sites proven to fit', flush=True)
        runs = self.pick(sites)
        places, _ = self.scan.findings()
        self.before = sum((site.file, site.line) in places
                          for group in runs.groups for site, _ in group)
        missed, again = self.plant_all(runs), Runs()
        for site, edit in missed + self.invalid:
            again.add(site, edit, is_alone=True)
        self.invalid = []
        for site, edit in self.plant_all(again):
            self.counts[edit.kind] += 1
            self.tell('missed', site, edit)
        for site, edit in self.invalid:
            self.tell('not compiled', site, edit)
        return self.report()


def copy(tree, work):
    """Of links; of the files themselves where work is on another disk."""
    if subprocess.run(['cp', '-al', tree, work],
                      stderr=subprocess.DEVNULL).returncode:
        shutil.rmtree(work, ignore_errors=True)
        subprocess.run(['cp', '-a', tree, work], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('kmcheck', type=pathlib.Path)
    parser.add_argument('tree', type=pathlib.Path)
    parser.add_argument('work', type=pathlib.Path)
    parser.add_argument('folders', nargs='+')
    parser.add_argument('--seeds', type=int, default=200)
    parser.add_argument('--runs', type=int, default=4,
                        help='that they are planted in; what does not fit '
                        'into them is left')
    parser.add_argument('--kinds', type=lambda text: text.split(','),
                        default=KINDS)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=2)
    options = parser.parse_args()
    options.kmcheck = str(options.kmcheck.resolve())
    options.tree = options.tree.resolve()
    if not (options.work / 'Makefile').exists():
        copy(options.tree, options.work)
    return Seeding(options).run()


if __name__ == '__main__':
    sys.exit(main())
