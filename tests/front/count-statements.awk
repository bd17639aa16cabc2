# SPDX-License-Identifier: GPL-2.0-only
# Reads clang's -ast-dump and prints "name count" for each function with a
# body: how many statement nodes its tree has. StmtExpr is an expression.

function flush() {
	if (name != "" && n)
		print name, n
	name = ""
	n = 0
}

/^[|`]-/ {
	flush()
	if ($0 ~ /^[|`]-FunctionDecl 0x/) {
		head = $0
		sub(/ '.*/, "", head)
		words = split(head, word, " ")
		name = word[words]
	}
}

/^[| `-]+[A-Za-z]+Stmt 0x/ { n++ }

END { flush() }
