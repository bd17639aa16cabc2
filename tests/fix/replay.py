#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Upstream's own conversions, replayed.

    replay.py KMCHECK OLD-TREE NEW-TREE [--explained FILE] [--sites FILE]
              [--only TEXT] [--limit N]

Two kernel releases are compared: where a function of the old one assigns the
result of the kmalloc family to something, and the same function of the new one
assigns that of the kvmalloc family, upstream converted the call. kmcheck is
asked for the rewrite of each such site (--rewrite FILE:LINE), looking at the
folder that it stands in, then, if it is refused for what is outside, together
with the folder that the reason names, or with the one above; the frees that it
edits are compared with those that upstream edited of this memory: of what has
its last name, a variable if it is one and else a field, in the files of the
folder, less what the rewrites of other sites edit. A site is one of

    agree       upstream's frees and no others
    more        upstream's frees and others: those take kmalloc memory as well,
                so that they are needless at worst
    less        not all of upstream's
    refused     with the reason

Printed are the sites and their numbers. What was read and explained stands in
the file of --explained: path, function, allocated, why; tab-separated. Exit
status 1 if a site is "less" or refused and not explained. What was found is
kept beside --sites, so that a run that was stopped goes on where it was.
"""
import argparse
import collections
import os
import pathlib
import re
import subprocess
import sys

FOLDERS = ['drivers', 'fs', 'net', 'sound', 'mm', 'kernel', 'lib', 'block',
           'crypto', 'security', 'virt', 'ipc', 'init', 'io_uring', 'arch/x86']
NODE = r'(?:_array)?(?:_node)?'
OBJ = r'_(?:obj|objs|flex)'
KMALLOC = re.compile(r'\b((?:k[mzc]alloc%s|k[mz]alloc%s|kmemdup|krealloc(?:'
                     r'_array)?|memdup_user|bitmap_zalloc)\s*\()' % (NODE, OBJ))
KVMALLOC = re.compile(r'\b(?:kv[mzc]alloc%s|kv[mz]alloc%s|kvmemdup|kvrealloc|'
                      r'vmemdup_user|vmemdup_array_user)\s*\(' % (NODE, OBJ))
FUNCTION = re.compile(r'^[A-Za-z_][^;{}=]*?\b([A-Za-z_]\w*)\s*\([^;{}]*?\)\s*'
                      r'(?:__\w+\s*)*\n\{\n(.*?)^\}', re.M | re.S)
KFREE = re.compile(r'\b(kfree|kfree_sensitive|kfree_rcu|bitmap_free)\s*'
                   r'\(([^;]*)\)\s*;|(__free\(kfree\))')
KVFREE = re.compile(r'\b(kvfree|kvfree_sensitive|kvfree_rcu)\s*'
                    r'\(([^;]*)\)\s*;|(__free\(kvfree\))')

Site = collections.namedtuple('Site', 'path line function holder')
Free = collections.namedtuple('Free', 'path function what')


def functions(text):
    """name -> (line of its body, body)"""
    found = {}
    for match in FUNCTION.finditer(text):
        line = text.count('\n', 0, match.start(2)) + 1
        found[match.group(1)] = (line, match.group(2))
    return found


def read(path):
    return path.read_text(errors='replace')


def holder_before(body, at):
    """What a call at that offset is assigned to: its last name, or ''."""
    match = re.search(r'([\w\]\[>.*-]+)\s*=\s*(?:\([^()=]*\)\s*)?$', body[:at])
    if match:
        return re.sub(r'\[.*?\]', '', match.group(1)).lstrip('*')
    return 'return' if re.search(r'\breturn\s+$', body[:at]) else ''


def holders(pattern, body):
    count = collections.Counter()
    for match in pattern.finditer(body):
        count[holder_before(body, match.start())] += 1
    return count


def sites_of(old, new, path):
    then, now = functions(read(old / path)), functions(read(new / path))
    for name, (line, body) in then.items():
        if name not in now:
            continue
        before, after = holders(KVMALLOC, body), holders(KVMALLOC, now[name][1])
        kept = holders(KMALLOC, now[name][1])
        for match in KMALLOC.finditer(body):
            holder = holder_before(body, match.start())
            if holder and after[holder] > before[holder] and not kept[holder]:
                yield Site(path, line + body.count('\n', 0, match.start()),
                           name, holder)


def find_sites(old, new):
    for folder in FOLDERS:
        for file in sorted((old / folder).rglob('*.c')):
            path = str(file.relative_to(old))
            other = new / path
            if not other.exists():
                continue
            text = read(other)
            if KVMALLOC.search(text) and text != read(file):
                yield from sites_of(old, new, path)


def frees(pattern, body):
    count = collections.Counter()
    for match in pattern.finditer(body):
        what = (match.group(2) or 'cleanup').split(',')[0]
        count[re.sub(r'\s+', '', what)] += 1
    return count


def freed_otherwise(path, then, now):
    """The frees of a file that became the kv form."""
    found = set()
    then, now = functions(then), functions(now)
    for name, (_, body) in then.items():
        if name not in now:
            continue
        before, after = frees(KVFREE, body), frees(KVFREE, now[name][1])
        for what, number in frees(KFREE, body).items():
            if number and after[what] > before[what]:
                found.add(Free(path, name, what))
    return found


def last_name(text):
    return re.split(r'->|\.', text)[-1].strip('*&() ')


def is_field(text):
    return '->' in text or '.' in text


def may_be(free, holder):
    """Does its name say that this memory is freed there?"""
    return (last_name(free.what) == last_name(holder) and
            is_field(free.what) == is_field(holder))


class Replay:
    def __init__(self, options):
        self.options = options
        self.old = pathlib.Path(options.old).resolve()
        self.new = pathlib.Path(options.new).resolve()
        self.upstream = {}
        self.explained = self.read_explained()
        self.tally = collections.Counter()

    def read_explained(self):
        found = {}
        if self.options.explained:
            for row in open(self.options.explained):
                if row.strip() and not row.startswith('#'):
                    path, function, holder, why = row.rstrip('\n').split('\t')
                    found[path, function, holder] = why
        return found

    def sites(self):
        kept = self.options.sites and pathlib.Path(self.options.sites)
        if kept and kept.exists():
            return [Site(p, int(n), f, h) for p, n, f, h in
                    (row.split('\t') for row in kept.read_text().splitlines())]
        found = list(find_sites(self.old, self.new))
        if kept:
            kept.write_text(''.join('\t'.join(map(str, s)) + '\n'
                                    for s in found))
        return found

    def upstream_frees(self, path):
        if path not in self.upstream:
            then, now = self.old / path, self.new / path
            self.upstream[path] = (freed_otherwise(path, read(then), read(now))
                                   if now.exists() else set())
        return self.upstream[path]

    def rewrite(self, site, folders):
        command = ['nice', self.options.kmcheck, '--config', 'allmodconfig',
                   '--diff', '--rewrite', f'{site.path}:{site.line}',
                   *folders]
        done = subprocess.run(command, cwd=self.old, capture_output=True,
                              text=True, errors='replace', timeout=1800)
        reason = re.search(r'not rewritten: (.*)|kmcheck: (--rewrite.*)',
                           done.stderr)
        return done.stdout, next(filter(None, reason.groups()), '') \
            if reason else ''

    def plan(self, site):
        """The patch, or why there is none. What is freed elsewhere is looked
        for where the reason says, or in the folder above."""
        folders = [os.path.dirname(site.path)]
        for _ in range(3):
            patch, reason = self.rewrite(site, folders)
            named = re.search(r'(?:which|checked,) (\S+)/[^/\s]+\.[ch]'
                              r'(?:, outside| for one)', reason)
            if patch or 'outside' not in reason:
                break
            if named and named.group(1) not in folders:
                folders.append(named.group(1))
            elif folders[0].count('/') >= 2:
                folders[0] = os.path.dirname(folders[0])
            else:
                break
        return patch, reason

    def edited_frees(self, patch):
        found = set()
        for part in re.split(r'^(?=--- a/)', patch, flags=re.M)[1:]:
            path = re.match(r'--- a/(\S+)', part).group(1)
            text = read(self.old / path)
            done = subprocess.run(['patch', '-s', '-o', '-', self.old / path],
                                  input=part, capture_output=True, text=True,
                                  errors='replace')
            found |= freed_otherwise(path, text, done.stdout)
        return found

    def expected(self, site, ours):
        """Upstream's edits of the files near by that free this memory."""
        paths = {str(file.relative_to(self.old)) for file in
                 (self.old / site.path).parent.glob('*.c')}
        paths |= {free.path for free in ours}
        return {free for path in paths for free in self.upstream_frees(path)
                if may_be(free, site.holder) or free in ours}

    def judge(self, site, plan, edited):
        """What is said of a site. Frees that another site's rewrite edits are
        of that conversion."""
        patch, reason = plan
        if not patch:
            kind = 'elsewhere' if 'no allocation there' in reason else 'refused'
            return kind, reason
        ours = edited[site]
        others = set().union(*(edited[s] for s in edited if s != site))
        theirs = self.expected(site, ours) - (others - ours)
        if ours == theirs:
            return 'agree', f'{len(ours)} frees'
        told = [f'only {who}: {free.path} {free.function}({free.what})'
                for who, group in (('ours', ours - theirs),
                                   ('upstream', theirs - ours))
                for free in sorted(group)]
        return 'less' if theirs - ours else 'more', '; '.join(told)

    def run(self):
        sites = [s for s in self.sites() if self.options.only in s.path]
        sites = sites[:self.options.limit]
        plans = {}
        for site in sites:
            plans[site] = self.plan(site)
            print(f'# {site.path}:{site.line}', flush=True)
        edited = {s: self.edited_frees(plans[s][0]) for s in sites
                  if plans[s][0]}
        unexplained = False
        for site in sites:
            kind, text = self.judge(site, plans[site], edited)
            why = self.explained.get((site.path, site.function, site.holder))
            if why and kind != 'agree':
                text = f'{text} ({why})'
            unexplained |= kind in ('less', 'refused') and not why
            self.tally[kind] += 1
            print(f'{site.path}:{site.line} {site.function}() {site.holder}: '
                  f'{kind}: {text}', flush=True)
        print(', '.join(f'{number} {kind}' for kind, number in
                        sorted(self.tally.items())) or 'no site')
        return int(unexplained)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('kmcheck', type=os.path.abspath)
    parser.add_argument('old')
    parser.add_argument('new')
    parser.add_argument('--explained')
    parser.add_argument('--sites')
    parser.add_argument('--only', default='')
    parser.add_argument('--limit', type=int)
    return Replay(parser.parse_args()).run()


if __name__ == '__main__':
    sys.exit(main())
