// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page's files as strings. The assembler reads them, relative to the root
 * of the project, where make runs: so they stay files that a browser's tools
 * and an editor understand.
 */
#include "report/page.h"

#define EMBED(symbol, file) \
	__asm__(".pushsection .rodata\n" \
		".global " #symbol "\n" \
		#symbol ":\n" \
		".incbin \"" file "\"\n" \
		".byte 0\n" \
		".popsection\n")

EMBED(page_html, "checker/report/page.html");
EMBED(page_css, "checker/report/page.css");
EMBED(page_js, "checker/report/page.js");
