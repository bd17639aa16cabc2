#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# readme.sh: a new user's first day, with the README alone: its first example
# is what kmcheck prints; installed, hook in, CI step in, a first finding seen,
# suppressed with a reason, put into a baseline, fixed, uninstalled. Whatever
# is typed here must stand in the README.
. "$(dirname "$0")/lib.sh"

readme=$root/README.md

in_readme() {
	grep -qF -- "$1" "$readme" && found=yes || found=no
	result "the README says '$1'" yes $found
}

# typed NAME stopped|passes COMMAND: a line of the README, as it stands there
typed() {
	in_readme "$3"
	expect "$1" "$2" sh -c "$3"
}

# The first block between fences
first_example() {
	awk '/^```$/ { if (inside) exit; inside = 1; next } inside' "$readme"
}

test_example() (
	cd "$root" || exit 2
	"$kmcheck" samples >"$work/out" 2>"$work/err"
	[[ $(<"$work/out") == *"$(first_example)"* ]] && same=yes || same=no
	result 'the first example is what is printed' yes $same
	cp "$work/err" "$work/out"
	says 'the last line' "^$(sed -n 's/^    \(kmcheck: .*\)/\1/p' \
		"$readme" | head -n 1)\$"
	counts
)

# Everything but the program is installed as it is; that is built already.
make_as_user() {
	make -s -C "$root" O="$(dirname "$kmcheck")" -o "$kmcheck" "$@" \
		PREFIX="$work/usr"
}

new_user() {
	mkdir "$work/day" && cd "$work/day" && git init -q . &&
		cp "$root/samples/packet_pool.c" . &&
		echo 'obj-m := packet_pool.o' >Kbuild &&
		git add . && git commit -qm 'as it was' || exit 2
	PATH="$work/usr/bin:$PATH"
}

test_first_day() (
	expect 'install' passes make_as_user install
	new_user
	typed 'a first finding' stopped 'kmcheck'
	says 'a first finding' 'packet_pool.c:29:10: warning: .*oversize-bound'
	typed 'its rule' passes 'kmcheck --explain oversize-bound'
	typed 'the hook' passes 'kmcheck --install-hook'
	sed -i '29s/fresh =/fresh  =/' packet_pool.c
	expect 'a commit that touches it' stopped git commit -am touched
	says 'a commit that touches it' 'packet_pool.c:29:11: warning'
	git checkout -q .

	ln -s "$root" kmcheck
	expect 'the CI step' stopped kmcheck/ci/lint.sh
	in_readme 'KMCHECK_SINCE=origin/main kmcheck/ci/lint.sh'
	expect 'the CI step on a branch' passes \
		env KMCHECK_SINCE=HEAD "$work/usr/share/kmcheck/lint.sh"

	comment=$(grep -F '/* kmcheck: ignore[oversize-bound]' "$readme")
	sed -i "29i $comment" packet_pool.c
	typed 'suppressed with a reason' passes 'kmcheck'
	git checkout -q packet_pool.c

	typed 'a baseline' passes 'kmcheck --write-baseline=accepted.json'
	sed -i '1i /* code moves */' packet_pool.c
	typed 'with the baseline' passes 'kmcheck --baseline=accepted.json'
	git checkout -q packet_pool.c

	typed 'a page' stopped 'kmcheck --format=html -o report.html'
	typed 'for editors' passes 'kmcheck --write-compile-commands'
	expect 'the rewrite' passes sh -c 'kmcheck --diff | git apply --check'
	expect 'fixed' passes sh -c 'kmcheck --fix; kmcheck'
	says 'fixed' ' 0 errors, 0 warnings'
	git diff >"$work/out"
	says 'fixed' '^+.*kvmalloc_array'
	expect 'the fix is committed' passes git commit -qam fixed
	expect 'uninstall' passes make_as_user uninstall
	find "$work/usr" ! -type d >"$work/out"
	result 'nothing is left' '' "$(<"$work/out")"
	counts
)

run test_example
run test_first_day
finish readme
