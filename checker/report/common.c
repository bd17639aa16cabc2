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

static void append_xml_char(GString *out, gunichar c)
{
	switch (c) {
	case '<':
		g_string_append(out, "&lt;");
		return;
	case '>':
		g_string_append(out, "&gt;");
		return;
	case '&':
		g_string_append(out, "&amp;");
		return;
	case '"':
		g_string_append(out, "&quot;");
		return;
	case '\'':
		g_string_append(out, "&#39;");
		return;
	case '\t':
	case '\n':
	case '\r':
		/* an attribute keeps them only as references */
		g_string_append_printf(out, "&#%u;", c);
		return;
	}
	if (c < 0x20 || c == 0x7f || c == 0xfffe || c == 0xffff)
		c = 0xfffd;
	g_string_append_unichar(out, c);
}

char *report_xml(const char *bytes)
{
	g_autofree char *text = report_utf8(bytes ?: "");
	GString *out = g_string_new(NULL);

	for (const char *p = text; *p; p = g_utf8_next_char(p))
		append_xml_char(out, g_utf8_get_char(p));
	return g_string_free(out, FALSE);
}

char *report_verdict(const struct verdict *verdict)
{
	if (!verdict)
		return NULL;
	/* without a kernel the result itself says that it is none */
	return g_strconcat(verdict->kernel ? "verified: " : "",
			   verdict->result, NULL);
}
