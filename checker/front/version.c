// SPDX-License-Identifier: GPL-2.0-only
/* Which libclang this runs with. */
#include <stdlib.h>

#include "front/cursor.h"
#include "front/front.h"

#define OLDEST_LIBCLANG 19

/* "Debian clang version 19.1.7 (…)" -> 19; 0 if it does not say. */
static int major_version(const char *text)
{
	while (*text && !g_ascii_isdigit(*text))
		text++;
	return atoi(text);
}

char *front_clang_version(void)
{
	return cursor_take_string(clang_getClangVersion());
}

char *front_check_version(void)
{
	g_autofree char *text = front_clang_version();
	int major = major_version(text);

	if (major >= OLDEST_LIBCLANG)
		return NULL;
	return g_strdup_printf("libclang %d or newer is needed, this is \"%s\" "
			       "(Debian package libclang1-%d)",
			       OLDEST_LIBCLANG, text, OLDEST_LIBCLANG);
}
