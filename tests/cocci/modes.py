#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Do report, org, context and patch mode of a semantic patch name the same
sites, and only sites that a mark expects?

    modes.py SCRIPT.cocci RULE[,RULE] FOLDER...

patch mode must change exactly what the report says it changes: sites with
"kvmalloc can serve it" (all sites, if a script never says that), and beside
them only lines that free.
"""
import re
import subprocess
import sys

from marks import cases, expected, judge

RELEASE = '6.1'
SERVED = 'kvmalloc can serve it'
FREE = re.compile(r'\b\w*free\w*\s*\(')


def run(script, mode, folder):
    command = ['spatch', '-D', mode, '--very-quiet', '--no-includes', '-D',
               'release=' + RELEASE, '--cocci-file', script, '--dir', folder]
    if mode in ('report', 'org'):
        command.append('--no-show-diff')
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit('not ok - %s %s: %s' % (script, mode, result.stderr[-500:]))
    return result.stdout


def removed(diff, folder):
    """{(path, line): text} of the lines that a diff takes out; a/ is the folder."""
    found, path, line = {}, None, 0
    for text in diff.splitlines():
        hunk = re.match(r'@@ -(\d+)', text)
        if text.startswith('--- '):
            path = text[4:].split('\t')[0]
            path = re.sub('^a/', folder.rstrip('/') + '/', path)
        elif hunk:
            line = int(hunk.group(1))
        elif text.startswith('-'):
            found[path, line] = text[1:]
            line += 1
        elif text.startswith(' '):
            line += 1
    return found


MODES = ('report', 'org', 'context', 'patch')


def sites(said, folder):
    """(report's {site: message}, org's sites, context's, patch's lines) of what
    each mode said; the folder is what patches are relative to."""
    report = {(path, int(line)): message for path, line, message in re.findall(
        r'^([^:\s]+):(\d+):\d+-\d+: (.*)$', said['report'], re.M)}
    org = {(path, int(line)) for path, line in re.findall(
        r'view:([^:]+)::.*?linb=(\d+)', said['org'])}
    return (report, org, set(removed(said['context'], folder)),
            removed(said['patch'], folder))


def differ(report, context):
    """Context mode also shows the lines that a statement goes on in."""
    further = {(path, line) for path, line in context - report
               if (path, line - 1) in context}
    return report ^ (context - further)


def served_sites(script, report):
    return {site for site, message in report.items()
            if SERVED in message or 'mismatch' in script}


def disagreements(script, report, org, context, patch):
    """Where the modes do not name the same sites."""
    served = served_sites(script, report)
    complaints = ['report and org differ: %s:%d' % place
                  for place in sorted(set(report) ^ org)]
    complaints += ['report and context differ: %s:%d' % place
                   for place in sorted(differ(set(report), context))]
    complaints += ['patch does not change %s:%d' % place
                   for place in sorted(served - set(patch))]
    complaints += ['patch changes %s:%d' % place for place, text in sorted(patch.items())
                   if place not in served and not FREE.search(text)]
    return complaints


def compare(script, rules, folder):
    found = sites({mode: run(script, mode, folder) for mode in MODES}, folder)
    report = found[0]
    marks = expected(folder, RELEASE, rules)
    known = {path for path, _ in cases(folder, RELEASE)}
    hit, false = judge(set(report), marks, known)
    complaints = ['not marked: %s:%d' % place for place in false]
    complaints += disagreements(script, *found)
    print('%s - %s %s: %d sites, %d of %d marks, %d rewritten' % (
        'not ok' if complaints else 'ok', script, folder, len(report), len(hit),
        len(marks), len(served_sites(script, report))))
    for complaint in complaints:
        print('# ' + complaint)
    return bool(complaints)


def main():
    script, rules, *folders = sys.argv[1:]
    return any([compare(script, set(rules.split(',')), folder) for folder in folders])


if __name__ == '__main__':
    sys.exit(main())
