#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# bench.sh: how long a scan takes, how much memory, where the time goes, and
# how that compares with sparse on the same files.
#
#	TREE=DIR    a kernel source tree; without it the bundled samples
#	PART=DIR    what to scan of it (drivers/net/ethernet/intel/e1000e)
#	JOBS=N      workers (all cores)
#	COCCI_PART=DIR  what coccicheck runs over, with each semantic patch and
#		    with the kernel's own kvmalloc.cocci (drivers/net/ethernet)
#	ONLY=REGEX  which of the parts: scan, sparse, cocci, growth (all)
#	FACTS=DIR   what --facts-out wrote of the whole TREE, for growth: saves
#		    making it here, which takes minutes
#	UNITS="N…"  of how many units each (250 500 1000 2000)
#
# Each number is of one run; the first fills the cache that the second uses.
set -u

cd "$(dirname "$0")/../.." || exit 2
kmcheck=$(realpath "${O:-out}/kmcheck")
jobs=${JOBS:-$(nproc)}
part=$PWD/samples
[ -z "${TREE:-}" ] ||
	part=$(realpath "$TREE")/${PART:-drivers/net/ethernet/intel/e1000e}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME=$work/cache

# timed NAME COMMAND...: seconds of clock and CPU, and the largest process
timed() {
	local name=$1 status clock user sys kib

	shift
	python3 - "$work/time" "$@" >"$work/out" 2>"$work/err" <<-'END'
	import resource, subprocess, sys, time
	begin = time.monotonic()
	subprocess.run(sys.argv[2:])
	use = resource.getrusage(resource.RUSAGE_CHILDREN)
	with open(sys.argv[1], "w") as file:
	    print(time.monotonic() - begin, use.ru_utime + use.ru_stime,
	          use.ru_maxrss // 1024, file=file)
	END
	read -r clock cpu mib <"$work/time"
	printf '%-28s %7.2f s  %7.2f s CPU  %5d MiB\n' "$name" "$clock" \
		"$cpu" "$mib"
}

# ratio NAME CPU OF: how many times OF
ratio() {
	awk -v name="$1" -v a="$2" -v b="$3" \
		'BEGIN { if (b > 0) printf "%s: %.2f\n", name, a / b }'
}

bench_scan() {
	timed 'kmcheck, nothing known' "$kmcheck" --stats "-j$jobs" \
		--fail-on=never "$part"
	grep -E 'units, [0-9]+ not|unit, ' "$work/err"
	cold=$cpu
	grep -E ' steps  ' "$work/err" >"$work/slow"
	timed 'kmcheck, facts cached' "$kmcheck" "-j$jobs" --fail-on=never \
		"$part"
	one=$cpu
	timed 'kmcheck, all targets' "$kmcheck" "-j$jobs" --fail-on=never \
		--all-targets "$part"
	ratio 'all targets against one' "$cpu" "$one"
	echo 'slowest functions, their CPU time and its share of all:'
	cut -c10- "$work/slow"
	awk '$4 > 1 { n++ } END { printf "above a second: %d\n", n }' \
		"$work/slow"
}

# sparse over the same files with the same flags, one after the other
bench_sparse() {
	"$kmcheck" --dump=commands "$part" 2>/dev/null |
		sed -n 's/^    \(cd .* && \)/\1sparse -D__linux__ -Dlinux -D__STDC__ /p' |
		sed "s/'--target=[^']*'//" >"$work/sparse.sh"
	timed 'sparse' sh "$work/sparse.sh"
	ratio 'CPU time against sparse' "${cold:-0}" "$cpu"
}

# coccicheck SCRIPT NAME: over the same files, one process
coccicheck() {
	timed "coccicheck, $2" make -s -C "$TREE" "O=$work/o" coccicheck J=1 \
		"COCCI=$1" MODE=report "M=$over"
}

bench_cocci() {
	over=$(realpath "$TREE")/${COCCI_PART:-drivers/net/ethernet}
	echo "$over, $(find "$over" -name '*.c' | wc -l) files"
	mkdir -p "$work/o"
	coccicheck "$(realpath "$TREE")/scripts/coccinelle/api/kvmalloc.cocci" \
		"the kernel's"
	own=$cpu
	for script in cocci/*.cocci; do
		coccicheck "$PWD/$script" "$(basename "$script" .cocci)"
		ratio "  against the kernel's kvmalloc.cocci" "$cpu" "$own"
	done
}

# units_of N DIR: the facts of N units, evenly from all over the tree
units_of() {
	mkdir "$2"
	ln -s "$facts"/*.config "$2"
	grep -o '"path":"[^"]*"' "$facts"/*.unit.json | sort -t: -k3 |
		awk -F: -v n="$1" '{ of[NR] = $1 }
			END { for (i = 0; i < n && i < NR; i++)
				print of[int(i * NR / n) + 1] }' |
		while read -r unit; do
			ln -s "$unit" "$facts/$(sed \
				's/.*"facts":"\([^"]*\)".*/\1/;q' "$unit")" "$2"
		done
}

# The program step, which looks at all units together: twice the units should
# take twice the time. The step before it takes each unit by itself.
bench_growth() {
	local n

	facts=${FACTS:+$(realpath "$FACTS")}
	if [ -z "$facts" ]; then
		facts=$work/facts
		(cd "$TREE" && timed 'facts of the whole tree' "$kmcheck" \
			"-j$jobs" --facts-out="$facts" .)
	fi
	for n in ${UNITS:-250 500 1000 2000}; do
		rm -rf "$work/units"
		units_of "$n" "$work/units"
		(cd "$TREE" && timed "program step, $n units" "$kmcheck" \
			--fail-on=never --link "$work/units")
		read -r _ cpu mib <"$work/time"
		awk -v n="$n" -v cpu="$cpu" -v mib="$mib" 'BEGIN {
			printf "  a unit: %.2f s CPU, %.2f MiB\n", cpu / n,
				mib / n }'
	done
}

# wanted PART: is it among those that ONLY chooses?
wanted() {
	[[ $1 =~ ${ONLY:-.} ]]
}

echo "$part, $jobs workers"
! wanted scan || bench_scan
if ! command -v sparse >/dev/null; then
	echo 'sparse is not installed: nothing to compare with'
elif wanted sparse; then
	bench_sparse
fi
if [ -z "${TREE:-}" ] || ! command -v spatch >/dev/null; then
	echo 'coccicheck: needs TREE and spatch'
elif wanted cocci; then
	bench_cocci
fi
if [ -z "${TREE:-}" ]; then
	echo 'growth: needs TREE'
elif wanted growth; then
	bench_growth
fi
