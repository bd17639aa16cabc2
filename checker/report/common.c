// SPDX-License-Identifier: GPL-2.0-only
/* What the formats share. */
#include "report/common.h"

#include <string.h>

const char *report_source(const struct report_style *style, const char *file)
{
	if (!style || !style->source_text || !file)
		return NULL;
	return style->source_text(file, style->source_data);
}

char *report_source_line(const struct report_style *style, const char *file,
			 guint line)
{
	const char *text = report_source(style, file);

	if (!text || line == 0)
		return NULL;
	while (--line) {
		text = strchr(text, '\n');
		if (!text)
			return NULL;
		text++;
	}

	gsize length_bytes = strcspn(text, "\n");

	if (length_bytes && text[length_bytes - 1] == '\r')
		length_bytes--;
	return g_strndup(text, length_bytes);
}

char *report_utf8(const char *bytes)
{
	return bytes ? g_utf8_make_valid(bytes, -1) : NULL;
}

void report_append_line_safe(GString *out, const char *bytes)
{
	for (const char *p = bytes ?: ""; *p; p++) {
		guchar c = *p;

		if (c == '\n')
			g_string_append(out, "\\n");
		else if (c == '\t')
			g_string_append_c(out, ' ');
		else if (c < 0x20 || c == 0x7f)
			g_string_append_printf(out, "\\x%02x", c);
		else
			g_string_append_c(out, c);
	}
}

char *report_size_text(guint64 bytes)
{
	static const struct {
		guint shift;
		const char *unit;
	} units[] = { { 30, "GiB" }, { 20, "MiB" }, { 10, "KiB" } };

	for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
		guint64 unit = G_GUINT64_CONSTANT(1) << units[i].shift;

		if (bytes && bytes % unit == 0)
			return g_strdup_printf("%" G_GUINT64_FORMAT " %s",
					       bytes / unit, units[i].unit);
	}
	return g_strdup_printf("%" G_GUINT64_FORMAT " bytes", bytes);
}
