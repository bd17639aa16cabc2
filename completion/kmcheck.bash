# SPDX-License-Identifier: GPL-2.0-only
# bash completion of kmcheck

_kmcheck_rules()
{
	kmcheck --list-rules 2>/dev/null | sed -n 's/^\([a-z][a-z-]*\).*/\1/p'
}

_kmcheck()
{
	local cur=${COMP_WORDS[COMP_CWORD]}
	local option=${COMP_WORDS[COMP_CWORD - 1]} value=$cur
	local flags="--all-targets --clear-cache --diff --fix --help \
		--install-hook --list-rules --no-cache --no-exec --no-pch \
		--no-skip --print-limits --staged --stats --verify --version \
		--write-compile-commands"
	local valued="--arch= --baseline= --cache-dir= --changed-since= \
		--config= --database= --disable= --dump= --enable= --explain= \
		--facts-out= --fail-on= --format= --jobs= --kdir= --kernel= \
		--level= --link= --max-order= --output= --page-size= \
		--rewrite= --rules= --shard= --with= --write-baseline="
	local words="" kind="" word i

	COMPREPLY=()
	# what follows -- is the compiler's
	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == -- ]] && return
	done

	# bash splits --option=value at the equals sign
	if [[ $cur == = ]]; then
		value=
	elif [[ $option == = && $COMP_CWORD -ge 2 ]]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	fi

	case $option in
	--format)
		words="text json sarif html checkstyle github gitlab gcc" ;;
	--level)
		words="error warning note" ;;
	--fail-on)
		words="error warning note never" ;;
	--enable|--disable)
		words=$(_kmcheck_rules) ;;
	--explain)
		words="$(_kmcheck_rules) known wrappers threats by-hand" ;;
	--config)
		words="defconfig allmodconfig" kind="file" ;;
	--dump)
		words="ir ranges calls requests commands facts" ;;
	--with)
		words=sparse ;;
	--arch)
		words="x86_64 i386 arm64 arm riscv s390 powerpc mips \
			loongarch sparc64 alpha" ;;
	--changed-since)
		words=$(git for-each-ref --format='%(refname:short)' \
			2>/dev/null) ;;
	--kdir|--facts-out|--link|--cache-dir)
		kind=directory ;;
	--output|-o|--baseline|--write-baseline|--rules|--database|-p|--rewrite)
		kind="file" ;;
	--kernel|--page-size|--max-order|--jobs|-j|--shard)
		return ;;
	*)
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W "$flags $valued -h -j -o -p" \
				-- "$cur"))
			[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
			return
		fi
		kind="file" ;;
	esac

	[[ -n $words ]] && COMPREPLY+=($(compgen -W "$words" -- "$value"))
	case $kind in
	file|directory)
		[[ $kind == directory ]] && i=-d || i=-f
		compopt -o filenames
		while IFS= read -r word; do
			COMPREPLY+=("$word")
		done < <(compgen $i -- "$value") ;;
	esac
} && complete -F _kmcheck kmcheck
