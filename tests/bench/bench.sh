#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# bench.sh: how long a scan takes, how much memory, where the time goes, and
# how that compares with sparse on the same files.
#
#	TREE=DIR    a kernel source tree; without it the bundled samples
#	PART=DIR    what to scan of it (drivers/net/ethernet/intel/e1000e)
#	JOBS=N      workers (all cores)
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

echo "$part, $jobs workers"
timed 'kmcheck, nothing known' "$kmcheck" --stats "-j$jobs" \
	--fail-on=never "$part"
grep -E 'units, [0-9]+ not|unit, ' "$work/err"
cold=$cpu
grep -E ' steps  ' "$work/err" | sort -k2 -rn | head -n 10 >"$work/slow"
timed 'kmcheck, facts cached' "$kmcheck" "-j$jobs" --fail-on=never "$part"
one=$cpu
timed 'kmcheck, all targets' "$kmcheck" "-j$jobs" --fail-on=never \
	--all-targets "$part"
awk -v a="$cpu" -v b="$one" \
	'BEGIN { if (b > 0) printf "all targets against one: %.2f\n", a / b }'

# sparse over the same files with the same flags, one after the other
if command -v sparse >/dev/null; then
	"$kmcheck" --dump=commands "$part" 2>/dev/null |
		sed -n 's/^    \(cd .* && \)/\1sparse -D__linux__ -Dlinux -D__STDC__ /p' |
		sed "s/'--target=[^']*'//" >"$work/sparse.sh"
	timed 'sparse' sh "$work/sparse.sh"
	awk -v a="$cold" -v b="$cpu" \
		'BEGIN { if (b > 0) printf "CPU time against sparse: %.2f\n", a / b }'
else
	echo 'sparse is not installed: nothing to compare with'
fi
echo 'slowest functions:'
cut -c10- "$work/slow"
