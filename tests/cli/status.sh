#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# status.sh: exit statuses, what goes to stdout and what to stderr, and the
# options that say something and are done.
. "$(dirname "$0")/lib.sh"

samples=$root/samples

status 'findings' 1 "$samples/capture.c"
says 'findings' out 'capture\.c:26:.*error:.*\[oversize-constant\]'
says 'findings' err '^kmcheck: 1 unit, 0 not analysed, 1 error, 0 warnings$'
status 'no findings' 0 "$samples/capture_fixed.c"
says 'no findings' err '^kmcheck: 1 unit, 0 not analysed, 0 errors'
status 'warnings only, fail on error' 0 --fail-on=error "$samples/notepad.c"
status 'warnings only, least level error' 0 --level=error "$samples/notepad.c"
status 'never' 0 --fail-on=never "$samples/capture.c"
status 'rule off' 0 --disable=oversize-constant "$samples/capture.c"
status 'rule on' 0 --enable=costly-order "$samples/trace_buffer.c"
says 'rule on' out 'note:.*\[costly-order\]'
status 'rule on, note fails' 1 --enable=costly-order --fail-on=note \
	"$samples/trace_buffer.c"
status 'report to a file' 1 -o report.json --format=json "$samples/capture.c"
[ ! -s out ] && grep -q '"oversize-constant"' report.json &&
	pass 'report to a file: it is there' || fail 'report to a file' out

status 'report to standard output' 1 -o - --format=gcc "$samples/capture.c"
says 'report to standard output' out 'oversize-constant'
[ ! -e - ] && pass 'report to -: no such file' || fail 'report to -: a file'
mkfifo pipe
grep -c oversize-constant <pipe >count &
status 'report to a pipe' 1 -o pipe --format=gcc "$samples/capture.c"
wait
[ -p pipe ] && [ "$(cat count)" = 1 ] && pass 'report to a pipe: written to' ||
	fail 'report to a pipe' count
ln -s report.json link.json
status 'report to a link' 1 -o link.json --format=json "$samples/capture.c"
[ -L link.json ] && pass 'report to a link: it stays' || fail 'link replaced'

for option in --help --version --list-rules --print-limits \
	--explain=kfree-mismatch; do
	status "$option" 0 "$option"
	[ -s out ] && [ ! -s err ] && pass "$option: to stdout" ||
		fail "$option: to stdout" err
done
status 'limits of a module' 0 --print-limits "$samples"
says 'limits of a module' out 'x86_64|arm64|ppc64le'
status 'limits of pages' 0 --print-limits --page-size=256k --kernel=6.12
says 'limits of pages' out '^hexagon .* 268435456 '
status 'limits of an unknown release' 0 --print-limits --kernel=9.9 --arch=s390
says 'limits of an unknown release' err 'kernel 9\.9 is not in the tables'
status 'limits of an unknown architecture' 2 --print-limits --arch=vax
says 'limits of an unknown architecture' err "unknown architecture 'vax'"
status 'limits of pages it has not' 2 --print-limits --arch=x86_64 --page-size=64k
says 'limits of pages it has not' err 'x86_64 has no pages of 65536 bytes'
status 'limits as a report' 2 --print-limits --format=sarif
for what in commands calls requests ir facts ranges; do
	status "--dump=$what" 0 --dump=$what "$samples/capture.c"
done

status '--stats' 1 --stats "$samples/capture.c"
tail -n 1 err >last
says '--stats: the last line is the sum' last '^kmcheck: 1 unit, 0 not analysed'

status 'diff' 1 --diff "$samples/capture.c"
says 'diff' out '^\+.*kvcalloc'
cp "$samples/capture.c" . && echo 'obj-m += capture.o' >Kbuild
status 'fix' 1 --fix .
grep -q kvcalloc capture.c && grep -q 'kvfree(' capture.c &&
	pass 'fix: applied' || fail 'fix: applied' capture.c
status 'fixed' 0 .

status 'all targets' 1 --all-targets --format=json "$samples/capture.c"
says 'all targets' out '"x86_64 4K'
status 'compile commands' 0 --write-compile-commands .
says 'compile commands' compile_commands.json '"file"'
status 'from compile commands' 0 .
status 'facts' 0 --facts-out=facts "$samples"
status 'linked' 1 --link=facts --format=gcc
mv out linked
status 'at once' 1 --format=gcc "$samples"
cmp -s out linked && pass 'linked: the same' ||
	fail 'linked: differs' linked
mkdir around && cp "$samples/capture.c" around
echo 'obj-m += capture.o' >around/Kbuild
status 'cache inside the module' 1 --cache-dir=around/cache around
lone=/tmp/kmcheck-lone-$$.c
cp "$samples/capture.c" "$lone"
status 'a file in /tmp' 1 "$lone"
rm "$lone"
status 'cache kept' 1 --cache-dir=cache "$samples/capture.c"
status 'cache emptied' 0 --cache-dir=cache --clear-cache
[ -z "$(ls -A cache)" ] && pass 'cache: empty' || fail 'cache: empty'
finish
