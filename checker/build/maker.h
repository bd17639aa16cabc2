/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who makes a header that is not there: the makefile or script of the project
 * that speaks of it.
 */
#ifndef KMCHECK_BUILD_MAKER_H
#define KMCHECK_BUILD_MAKER_H

/* Its path, looked for beside `source` and in the folders above; NULL if there
 * is none. header: as it stands in #include. The caller frees it. */
char *header_maker(const char *source, const char *header);

#endif
