#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Recall on real code: oversizes seeded into allocations that are proven fine.

    seed.py KMCHECK TREE WORK FOLDER... [--seeds N] [--seed N] [--keep FILE]

Of the allocations below FOLDERs of a pristine kernel tree, those whose size
kmcheck proves to fit are taken, in random order. Into each an oversize is
seeded, by one of

    factor   the size argument, multiplied
    macro    a constant's #define in the same file, multiplied
    array    the dimension of an array in the structure asked for, raised
    bound    the constant of a check, a min() or a clamp() of the size, raised
    check    that check, taken away, where the size comes from outside

one seed per file and run, on the line where the text stood, in a copy of the
tree in WORK (of hard links, never written through). A seed is found if a
finding stands on the line of the call; nothing stood there before. What is not
found is printed, with the edit, to be read: the seed may be harmless.
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

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINE = re.compile(r'(\S+?):(\d+):(\d+): (\S+) in (\S+): ([^:]*)(?:: (.*))?')
KINDS = ['check', 'bound', 'array', 'macro', 'factor']
PROVEN = ['fits, constant', 'fits, known', 'fits, checked']
LIMIT = 4 << 20
LIMITS = ['kmalloc', 'devres', 'drmres', 'cache']
CONSTANT = r'(?:[A-Z][A-Z0-9_]{2,}|0x[0-9a-fA-F]+|[1-9]\d+)'

Site = collections.namedtuple(
    'Site', 'file line column allocator function verdict least most')
Edit = collections.namedtuple('Edit', 'kind begin end new')


def size_arguments():
    """Allocator -> numbers of its arguments that the size is made of, for
    those whose limit is kmalloc's, or as good as that."""
    out, name = {}, None
    for line in (ROOT / 'rules' / 'allocators.rules').read_text().splitlines():
        if line.startswith('[allocator '):
            name = line[11:-1]
        elif line.startswith('size =') and 'strlen' not in line:
            out[name] = [int(n) for n in re.findall(r'\$(\d+)', line)]
        elif line.startswith('limit =') and line[8:] not in LIMITS:
            out.pop(name, None)
    return out


def run(options, tree, *arguments):
    command = [options.kmcheck, '-j', str(options.jobs), '--fail-on', 'never',
               *arguments]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f'{" ".join(command)}: {done.stderr}')
    return done.stdout


def numbers(ranges):
    return [min(int(n), 1 << 64) for n in re.findall(r'-?\d+', ranges)] or [0]


def judged(options):
    """The sites proven to fit by what the code says."""
    out = []
    for line in run(options, options.tree, '--dump=requests',
                    *options.folders).splitlines():
        match = LINE.fullmatch(line)
        if not match or match[6] not in PROVEN or \
           not match[1].startswith(tuple(options.folders)):
            continue
        sizes = numbers(match[7] or '1')
        if not max(sizes):
            continue
        out.append(Site(match[1], int(match[2]), int(match[3]), match[4],
                        match[5], match[6], min(sizes), max(sizes)))
    return out


def findings(options, tree, paths):
    report = json.loads(run(options, tree, '--format', 'json', '--level',
                            'note', *paths))
    places = {}
    for finding in report['findings']:
        places.setdefault((finding['file'], finding['line']),
                          []).append(finding['rule'])
    return places, {unit['file'] for unit in report['incomplete']}


def split_arguments(text, begin):
    """(begin, end) of each argument of the call whose '(' stands at begin."""
    out, depth, start, i = [], 0, begin + 1, begin
    while i < len(text):
        c = text[i]
        if c in '"\'':
            i = next(k for k in range(i + 1, len(text))
                     if text[k] == c and text[k - 1] != '\\')
        elif c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
            if not depth:
                return out + [(start, i)]
        elif c == ',' and depth == 1:
            out.append((start, i))
            start = i + 1
        i += 1
    return []


class Source:
    """One file's text, and the edits that would make a site's size too big."""

    def __init__(self, path):
        self.text = path.read_text(errors='surrogateescape')
        self.lines = [0]
        for match in re.finditer('\n', self.text):
            self.lines.append(match.end())

    def call(self, site, arguments):
        """Where the size arguments of the site's call stand, or nothing."""
        at = self.lines[site.line - 1] + site.column - 1
        match = re.compile(r'(\w+)\s*\(').match(self.text, at)
        if not match or match[1] != site.allocator:
            return []
        places = split_arguments(self.text, match.end() - 1)
        wanted = arguments.get(site.allocator, [])
        if not wanted or len(places) < max(wanted):
            return []
        return [places[n - 1] for n in wanted]

    def function_begin(self, at):
        begin = self.text.rfind('\n{', 0, at)
        return max(begin, 0)

    def edits(self, site, arguments, rng):
        places = self.call(site, arguments)
        if not places:
            return []
        factor = LIMIT // site.most + 2
        words = ' '.join(self.text[b:e] for b, e in places)
        out = [self.factor(places[0], factor)]
        if site.most > 1:
            out += self.macro(words, factor)
        out += self.array(words, places[0][0])
        out += self.bounds(words, places[0][0], factor, site)
        rng.shuffle(out)
        return out

    def factor(self, place, factor):
        old = self.text[place[0]:place[1]].strip()
        return Edit('factor', *place, f'({old}) * {factor}UL')

    def macro(self, words, factor):
        for name in re.findall(r'\b[A-Z][A-Z0-9_]+\b', words):
            match = re.search(rf'^#[ \t]*define[ \t]+{name}[ \t]+'
                              rf'([\w()+*<]+)[ \t]*(?=$|/\*)', self.text,
                              re.M)
            if match:
                yield Edit('macro', match.start(1), match.end(1),
                           f'({match[1]} * {factor})')

    def record_of(self, words, at):
        """The structure in sizeof(struct X) or sizeof(*p), by its name."""
        match = re.search(r'sizeof\s*\(\s*struct\s+(\w+)\s*\)', words)
        if match:
            return match[1]
        match = re.search(r'sizeof\s*\(\s*\*\s*(\w+)\s*\)|'
                          r'struct_size\s*\(\s*(\w+)\s*,', words)
        if not match:
            return None
        body = self.text[self.function_begin(at) - 400:at]
        found = re.findall(rf'struct\s+(\w+)\s[^;{{}}]*\*\s*'
                           rf'{match[1] or match[2]}\b', body)
        return found[-1] if found else None

    def array(self, words, at):
        name = self.record_of(words, at)
        match = name and re.search(rf'^struct\s+{name}\s*\{{(.*?)^\}}',
                                   self.text, re.M | re.S)
        if not match:
            return
        dimension = re.search(r'^\s+[\w\s\*]+\b\w+\[([^\]\n]+)\];', match[1],
                              re.M)
        if dimension:
            begin = match.start(1) + dimension.start(1)
            yield Edit('array', begin, begin + len(dimension[1]),
                       f'({dimension[1]}) * {LIMIT + 1}')

    def bounds(self, words, at, factor, site):
        """Checks of a name in the size, between the function's begin and the
        call."""
        begin = self.function_begin(at)
        body = self.text[begin:at]
        for name in set(re.findall(r'\b[a-z]\w*(?:(?:->|\.)\w+)*', words)):
            found = list(re.finditer(
                rf'\bif\s*\((?:[^;{{}}]*?[^\w.>])?({re.escape(name)}\s*>=?\s*'
                rf'({CONSTANT}))\b(?!\s*[*/+<-])', body))
            if len(found) != 1:
                continue
            match = found[0]
            yield Edit('bound', begin + match.start(2), begin + match.end(2),
                       f'({match[2]}) * {factor}')
            if site.verdict == 'fits, checked':
                yield Edit('check', begin + match.start(1),
                           begin + match.end(1), f'0 && {match[1]}')
        for match in re.finditer(rf'\b(?:min|min_t|clamp|clamp_t|clamp_val)'
                                 rf'\([^;]*?,\s*({CONSTANT})\)', body):
            if re.search(rf'\b(\w+)\s*=\s*$', body[:match.start()]) and \
               re.search(r'\b' + re.search(r'(\w+)\s*=\s*$',
                         body[:match.start()])[1] + r'\b', words):
                yield Edit('bound', begin + match.start(1),
                           begin + match.end(1), f'({match[1]}) * {factor}')


class Seeding:
    def __init__(self, options):
        self.options = options
        self.rng = random.Random(options.seed)
        self.arguments = size_arguments()
        self.counts = collections.Counter()
        self.found = collections.Counter()
        self.invalid = 0

    def pick(self):
        """file -> [(site, edit)], as even over the kinds as the code is."""
        by_file = collections.defaultdict(list)
        used = collections.Counter()
        sites = judged(self.options)
        self.rng.shuffle(sites)
        sites.sort(key=lambda site: site.verdict == PROVEN[0])
        print(f'{len(sites)} sites proven to fit')
        for site in sites:
            if len(by_file[site.file]) >= self.options.rounds:
                continue
            source = Source(self.options.tree / site.file)
            edits = source.edits(site, self.arguments, self.rng)
            if not edits:
                continue
            edit = min(edits, key=lambda e: used[e.kind])
            used[edit.kind] += 1
            by_file[site.file].append((site, edit))
            if sum(used.values()) >= self.options.seeds:
                break
        return by_file

    def write(self, path, text):
        """A new file in the link's place: the tree's own stays as it is."""
        path.unlink()
        path.write_text(text, errors='surrogateescape')

    def plant(self, turn):
        planted = []
        for file, seeds in self.seeds.items():
            if len(seeds) <= turn:
                continue
            site, edit = seeds[turn]
            text = (self.options.tree / file).read_text(
                errors='surrogateescape')
            # every line stays where it is
            lines = text.count('\n', edit.begin, edit.end) - \
                edit.new.count('\n')
            self.write(self.options.work / file, text[:edit.begin] +
                       edit.new + '\n' * lines + text[edit.end:])
            planted.append((site, edit, text))
        return planted

    def turn(self, number):
        planted = self.plant(number)
        places, incomplete = findings(self.options, self.options.work,
                                      [site.file for site, _, _ in planted])
        for site, edit, text in planted:
            self.write(self.options.work / site.file, text)
            if site.file in incomplete:
                self.invalid += 1
                continue
            self.counts[edit.kind] += 1
            if (site.file, site.line) in places:
                self.found[edit.kind] += 1
            else:
                self.miss(site, edit, text)

    def miss(self, site, edit, text):
        line = text.count('\n', 0, edit.begin) + 1
        print(f'missed: {site.file}:{site.line}: {site.allocator} in '
              f'{site.function} [{site.least}, {site.most}]: {edit.kind}, '
              f'line {line}: {text[edit.begin:edit.end].strip()!r} -> '
              f'{edit.new!r}', flush=True)

    def report(self):
        for kind in KINDS:
            if self.counts[kind]:
                print(f'{kind:8} {self.found[kind]:4} of '
                      f'{self.counts[kind]:4} found')
        all_, found = sum(self.counts.values()), sum(self.found.values())
        print(f'{found} of {all_} found ({100 * found // max(all_, 1)} %), '
              f'{self.before} flagged before, {self.invalid} did not compile')
        return 0 if all_ and found * 100 >= all_ * 90 and \
            not self.before else 1

    def run(self):
        self.seeds = self.pick()
        places, _ = findings(self.options, self.options.tree, self.seeds)
        self.before = sum((site.file, site.line) in places
                          for seeds in self.seeds.values()
                          for site, _ in seeds)
        turns = max((len(s) for s in self.seeds.values()), default=0)
        for number in range(turns):
            self.turn(number)
            print(f'turn {number + 1} of {turns}: {sum(self.found.values())} '
                  f'of {sum(self.counts.values())} found', flush=True)
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
    parser.add_argument('--rounds', type=int, default=3)
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
