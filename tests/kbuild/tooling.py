#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The kernel's own tooling on real trees: make C=2 CHECK=kmcheck, kmcheck
--link, and make coccicheck with every semantic patch in every mode.

    TREES="TREE..." tooling.py KMCHECK

TREES are kernel source trees; each is copied (nothing is written into it), and
the files of planted/ are built in the copy's drivers/block and fs/ext4, and as
a module outside of the tree. The marks in planted/ say what must be found.

    expect: LEVEL[RULE]   by kmcheck in one unit and by the semantic patches
    whole: LEVEL[RULE]    by kmcheck once the whole program is linked
    fails: A; not B; C    on these targets, with a 64-bit and a 32-bit kernel

PARTS (default "check words cross cocci place"): what to run. KEEP=FOLDER: where the
copies are made and kept.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLANTED = {'drivers/block': ('planted_one.c',),
           'fs/ext4': ('planted_size.c', 'planted_kinds.c')}
FOLDERS = tuple(PLANTED)
SCRIPTS = ('oversize-constant', 'oversize-bound', 'kvmalloc', 'kvfree-mismatch')
RULES = {'kvmalloc': {'oversize-constant', 'oversize-bound'},
         'kvfree-mismatch': {'kfree-mismatch'}}
MARK = re.compile(r'/\* (expect|whole): \w+\[([\w-]+)\] \*/')
FAILS = re.compile(r'/\* fails: (.*) \*/')

sys.path.insert(0, str(ROOT / 'tests/cocci'))
import modes  # pylint: disable=wrong-import-position


class Session:
    """One tree's copy, and what has been said of it."""

    def __init__(self, tree, work, kmcheck):
        self.name = tree.name
        self.tree, self.output = work / 'tree', work / 'o'
        self.module = work / 'module'
        self.kmcheck, self.work = kmcheck, work
        self.failed = False
        self.environment = dict(os.environ, PATH='%s:%s' % (
            work / 'bin', os.environ['PATH']), KBUILD_MODPOST_WARN='1')
        for name in ('ARCH', 'CROSS_COMPILE', 'KBUILD_OUTPUT', 'MAKEFLAGS'):
            self.environment.pop(name, None)

    def tell(self, good, what, output=''):
        print('%s - %s: %s' % ('ok' if good else 'not ok', self.name, what),
              flush=True)
        if not good:
            self.failed = True
            for line in output.splitlines()[-12:]:
                print('# ' + line)

    def run(self, command, **more):
        return subprocess.run([str(word) for word in command], cwd=self.tree,
                              env=self.environment, capture_output=True,
                              text=True, check=False, **more)

    def make(self, *arguments):
        return self.run(['make', 'O=%s' % self.output, *arguments])

    def prepare(self, tree):
        if not self.tree.exists():
            shutil.copytree(tree, self.tree, symlinks=True)
            self.build_planted()
        for folder, names in PLANTED.items():
            for name in names:
                shutil.copy(HERE / 'planted' / name, self.tree / folder)
        self.module.mkdir(exist_ok=True)
        shutil.copy(HERE / 'planted/planted_one.c', self.module)
        (self.module / 'Kbuild').write_text('obj-m := planted_one.o\n')
        (self.work / 'bin').mkdir(exist_ok=True)
        link = self.work / 'bin/kmcheck'
        if not link.is_symlink():
            link.symlink_to(self.kmcheck)
        done = self.make('-s', 'defconfig')
        self.tell(done.returncode == 0, 'defconfig', done.stderr)

    def build_planted(self):
        for folder, names in PLANTED.items():
            with open(self.tree / folder / 'Makefile', 'a', encoding='utf-8') as makefile:
                makefile.write('\nobj-y += %s\n' % ' '.join(
                    name.replace('.c', '.o') for name in names))


def findings(text, tree):
    """{(path below the tree, line, rule)} of gcc-style lines."""
    return {(path.replace(str(tree) + '/', ''), int(line), rule)
            for path, line, rule in re.findall(
                r'^(?:\./)?([^\s:]+):(\d+):\d+: (?:error|warning|note): .*\[([\w-]+)\]$',
                text, re.M)}


def planted(kinds, folder, name):
    """{(path, line, rule)} of the marks of one planted file."""
    lines = (HERE / 'planted' / name).read_text().splitlines()
    return {(os.path.join(folder, name), number, rule)
            for number, line in enumerate(lines, 1)
            for kind, rule in MARK.findall(line) if kind in kinds}


def planted_in(kinds, *folders):
    return {place for folder in folders for name in PLANTED[folder]
            for place in planted(kinds, folder, name)}


def check_unit_by_unit(session):
    wanted = planted_in({'expect'}, *FOLDERS)
    jobs = '-j%d' % os.cpu_count()
    done = session.make(jobs, 'C=2', 'CHECK=kmcheck', *['%s/' % f for f in FOLDERS])
    seen = findings(done.stdout + done.stderr, session.tree)
    session.tell(done.returncode == 0 and wanted <= seen,
                 'C=2: %d of %d planted' % (len(wanted & seen), len(wanted)),
                 done.stderr)
    session.tell(not planted_in({'whole'}, *FOLDERS) & seen,
                 'C=2: a unit alone is silent of what its program does')
    block = planted_in({'expect'}, FOLDERS[0])
    for arguments in (['-s'], ['W=1']):
        done = session.make(jobs, *arguments, 'C=2', 'CHECK=kmcheck',
                            FOLDERS[0] + '/')
        seen = findings(done.stdout + done.stderr, session.tree)
        session.tell(done.returncode == 0 and block <= seen,
                     'C=2 %s: %d of %d planted' % (arguments[0], len(block & seen),
                                                   len(block)), done.stderr)


def check_linked(session):
    options = ['--format=gcc', '--fail-on=never']
    linked = session.run([session.kmcheck, *options, '--link', session.output])
    direct = session.run([session.kmcheck, *options, '--kdir', session.output,
                          *FOLDERS])
    a = findings(linked.stdout, session.tree)
    b = findings(direct.stdout, session.tree)
    wanted = planted_in({'expect', 'whole'}, *FOLDERS)
    session.tell(wanted <= a, '--link: %d of %d planted' % (len(wanted & a), len(wanted)),
                 linked.stderr)
    session.tell(a == b, '--link and kmcheck %s: %d findings both' % (
        ' '.join(FOLDERS), len(a & b)),
        '\n'.join('only one says %s:%d [%s]' % place for place in sorted(a ^ b)))
    session.tell(bool(re.search(r' 0 not analysed', linked.stderr)),
                 '--link: ' + (linked.stderr.splitlines() or [''])[-1], linked.stderr)


def check_in_place(session):
    """Without O=: after it the copy is no pristine source any more."""
    session.tell(session.run(['make', '-s', 'defconfig']).returncode == 0,
                 'defconfig without O=')
    done = session.run(['make', '-j%d' % os.cpu_count(), 'C=1', 'CHECK=kmcheck',
                        FOLDERS[0] + '/'])
    seen = findings(done.stdout + done.stderr, session.tree)
    wanted = planted_in({'expect'}, FOLDERS[0])
    session.tell(done.returncode == 0 and wanted <= seen,
                 'C=1 without O=: %d of %d planted' % (len(wanted & seen), len(wanted)),
                 done.stderr)
    linked = session.run([session.kmcheck, '--format=gcc', '--fail-on=never',
                          '--link', session.tree])
    session.tell(wanted <= findings(linked.stdout, session.tree),
                 '--link of the tree itself', linked.stderr)


def check_module(session):
    done = session.make('-s', 'modules_prepare')
    session.tell(done.returncode == 0, 'modules_prepare', done.stderr)
    done = session.make('M=%s' % session.module, 'C=2', 'CHECK=kmcheck')
    seen = {(os.path.basename(path), line, rule) for path, line, rule in
            findings(done.stdout + done.stderr, session.tree)}
    wanted = planted({'expect'}, '', 'planted_one.c')
    session.tell(wanted <= seen, 'C=2 M=: %d of %d planted' % (
        len(wanted & seen), len(wanted)), done.stderr)


def target_wishes(text):
    """[(target, does it fail there?)] of a mark."""
    wishes = []
    for part in text.split(';'):
        fails = not part.strip().startswith('not ')
        names = part.strip().removeprefix('not ')
        wishes += [(name.strip(), fails) for name in names.split(',')]
    return wishes


def check_words(session):
    """--all-targets with a second kernel, of 32 bits."""
    output, module = session.work / 'o32', session.work / 'words'
    done = session.run(['make', '-s', 'O=%s' % output, 'ARCH=i386', 'defconfig',
                        'modules_prepare'])
    session.tell(done.returncode == 0, 'ARCH=i386 modules_prepare', done.stderr)
    module.mkdir(exist_ok=True)
    shutil.copy(HERE / 'planted/planted_words.c', module)
    (module / 'Kbuild').write_text('obj-m := planted_words.o\n')
    command = [session.kmcheck, '--all-targets', '--format=json', '--fail-on=never']
    kdirs = ['--kdir=%s' % session.output, '--kdir=%s' % output]
    both = json.loads(session.run(command + kdirs + [module]).stdout)
    alone = json.loads(session.run(command + kdirs[:1] + [module]).stdout)
    session.tell('i386 4K' in alone.get('not_judged', []),
                 'one kernel: 32-bit targets are listed as not judged')
    session.tell(not both.get('not_judged'), 'two kernels: every target is judged')
    targets = {finding['line']: finding['targets'] for finding in both['findings']}
    session.tell(len(targets) == len(both['findings']), 'one finding per site')
    for number, line in enumerate((module / 'planted_words.c').read_text().splitlines(), 1):
        for mark in FAILS.findall(line):
            wrong = [name for name, fails in target_wishes(mark)
                     if (name in targets.get(number, [])) != fails]
            session.tell(not wrong, 'line %d fails on: %s' % (number, mark),
                         'wrong: ' + ', '.join(wrong))


def check_cross(session):
    """A module for another architecture: its own triple, headers and sizes."""
    cross = 'aarch64-linux-gnu-'
    if not shutil.which(cross + 'gcc'):
        print('SKIP no %sgcc (package gcc-aarch64-linux-gnu)' % cross)
        return
    output, module = session.work / 'o-arm64', session.work / 'arm64'
    done = session.run(['make', '-s', 'O=%s' % output, 'ARCH=arm64',
                        'CROSS_COMPILE=' + cross, 'defconfig', 'modules_prepare'])
    session.tell(done.returncode == 0, 'ARCH=arm64 modules_prepare', done.stderr)
    module.mkdir(exist_ok=True)
    shutil.copy(HERE / 'planted/planted_arm64.c', module)
    (module / 'Kbuild').write_text('obj-m := planted_arm64.o\n')
    done = session.run([session.kmcheck, '--format=gcc', '--arch=arm64',
                        '--kdir=%s' % output, module])
    seen = {(os.path.basename(path), line, rule)
            for path, line, rule in findings(done.stdout, session.tree)}
    session.tell(seen == planted({'expect'}, '', 'planted_arm64.c'),
                 '--arch=arm64: a byte over its own limit', done.stdout + done.stderr)


def coccicheck(session, script, mode, folder):
    done = session.make('-s', 'coccicheck', 'J=1', 'MODE=' + mode,
                        'COCCI=%s/cocci/%s.cocci' % (ROOT, script), 'M=%s' % folder)
    if done.returncode:
        session.tell(False, '%s MODE=%s' % (script, mode), done.stderr)
    return done.stdout


def absolute(places, folder):
    """The same set or dictionary, with paths that are relative to the folder
    (7.2 runs for a module in the module's) made absolute."""
    if isinstance(places, dict):
        return {(os.path.normpath(folder / path), line): text
                for (path, line), text in places.items()}
    return {(os.path.normpath(folder / path), line) for path, line in places}


def check_script(session, script, folder, names):
    """All modes name the same sites, and in what is planted just the marks."""
    base = session.tree if session.tree in folder.parents else '/'
    said = {mode: coccicheck(session, script, mode, folder) for mode in modes.MODES}
    found = [absolute(places, folder) for places in modes.sites(said, str(base))]
    complaints = modes.disagreements(script, *found)
    seen = {(os.path.basename(path), line) for path, line in found[0]
            if os.path.basename(path).startswith('planted_')}
    wanted = {(name, line) for name in names
              for _, line, rule in planted({'expect'}, '', name)
              if rule in RULES.get(script, {script})}
    complaints += ['%s:%d' % place for place in sorted(wanted ^ seen)]
    session.tell(not complaints, '%s in %s: %d sites, %d of %d planted, four modes' % (
        script, folder.relative_to(session.work), len(found[0]), len(seen & wanted),
        len(wanted)), '\n'.join(complaints))


def main():
    trees = [pathlib.Path(tree) for tree in os.environ.get('TREES', '').split()]
    parts = os.environ.get('PARTS', 'check words cross cocci place').split()
    if not trees:
        print('SKIP TREES names no kernel tree')
        return 77
    failed = False
    for tree in trees:
        keep = os.environ.get('KEEP')
        work = pathlib.Path(keep) / tree.name if keep else \
            pathlib.Path(tempfile.mkdtemp())
        work.mkdir(parents=True, exist_ok=True)
        session = Session(tree, work, pathlib.Path(sys.argv[1]).resolve())
        session.prepare(tree)
        if 'check' in parts:
            check_unit_by_unit(session)
            check_linked(session)
            check_module(session)
        if 'words' in parts:
            check_words(session)
        if 'cross' in parts:
            check_cross(session)
        if 'cocci' in parts and shutil.which('spatch'):
            for script in SCRIPTS:
                for folder, names in PLANTED.items():
                    check_script(session, script, session.tree / folder, names)
                check_script(session, script, session.module, ['planted_one.c'])
        elif 'cocci' in parts:
            print('SKIP no spatch (package coccinelle)')
        if 'place' in parts:
            check_in_place(session)
        failed |= session.failed
        if not keep:
            shutil.rmtree(work)
    return failed


sys.exit(main())
