// SPDX-License-Identifier: GPL-2.0-only
/* Small questions about C text that the front end has already understood. */
#include <string.h>

#include "fix/plan.h"

static bool is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

char *text_without_comments(const char *text)
{
	GString *out = g_string_new(NULL);

	while (*text) {
		const char *end = NULL;

		if (g_str_has_prefix(text, "/*"))
			end = strstr(text + 2, "*/");
		else if (g_str_has_prefix(text, "//"))
			end = strchr(text, '\n');
		if (!end) {
			g_string_append_c(out, *text++);
			continue;
		}
		g_string_append_c(out, ' ');
		text = end + (*end == '*' ? 2 : 0);
	}
	return g_string_free(out, FALSE);
}

char *text_next_identifier(const char *text, gsize *at)
{
	while (text[*at]) {
		gsize begin = *at;

		if (g_ascii_isdigit(text[begin])) {
			while (is_word(text[*at]))
				(*at)++;
			continue;
		}
		if (!is_word(text[begin])) {
			(*at)++;
			continue;
		}
		while (is_word(text[*at]))
			(*at)++;
		return g_strndup(text + begin, *at - begin);
	}
	return NULL;
}

/* The end of a bracket that opens at `at`. */
static gsize skip_bracket(const char *text, gsize at)
{
	gint depth = 0;

	for (; text[at]; at++) {
		if (strchr("([{", text[at]))
			depth++;
		else if (strchr(")]}", text[at]) && !--depth)
			return at + 1;
	}
	return at;
}

/* Is what stands before `at` an operand? A bracket may be a cast, which only
 * the front end knows; "sizeof *p" is no product. */
static bool is_operand_before(const char *text, gsize at)
{
	static const char size_of[] = "sizeof";
	gsize n = strlen(size_of);

	while (at && g_ascii_isspace(text[at - 1]))
		at--;
	if (at >= n && !strncmp(text + at - n, size_of, n) &&
	    (at == n || !is_word(text[at - n - 1])))
		return false;
	return at && (is_word(text[at - 1]) || strchr(")]", text[at - 1]));
}

static bool trim(const char *text, struct text_part *part)
{
	while (part->begin < part->end &&
	       g_ascii_isspace(text[part->begin]))
		part->begin++;
	while (part->end > part->begin &&
	       g_ascii_isspace(text[part->end - 1]))
		part->end--;
	return part->begin < part->end;
}

/* Brackets around the whole. */
static void unwrap(const char *text, struct text_part *part)
{
	while (part->end - part->begin > 2 && text[part->begin] == '(' &&
	       skip_bracket(text, part->begin) == part->end) {
		part->begin++;
		part->end--;
		trim(text, part);
	}
}

bool text_product(const char *text, struct text_part factors[2])
{
	struct text_part whole = { 0, strlen(text) };
	gsize star = 0;
	guint n_stars = 0;

	if (!trim(text, &whole))
		return false;
	unwrap(text, &whole);
	for (gsize i = whole.begin; i < whole.end; i++) {
		if (strchr("([{", text[i])) {
			i = skip_bracket(text, i) - 1;
		} else if (text[i] == '*' && is_operand_before(text, i)) {
			star = i;
			n_stars++;
		} else if (text[i] == '-' && text[i + 1] == '>') {
			i++;
		} else if (strchr("+-/%<>=!&|^?:,;\"'#", text[i])) {
			return false;
		}
	}
	if (n_stars != 1)
		return false;
	factors[0] = (struct text_part){ whole.begin, star };
	factors[1] = (struct text_part){ star + 1, whole.end };
	if (!trim(text, &factors[0]) || !trim(text, &factors[1]))
		return false;
	unwrap(text, &factors[0]);
	unwrap(text, &factors[1]);
	return true;
}

static bool is_capitals(const char *word)
{
	bool has_letter = false;

	for (; *word; word++) {
		if (g_ascii_islower(*word))
			return false;
		has_letter |= g_ascii_isupper(*word);
	}
	return has_letter;
}

static bool is_type_word(const char *word)
{
	static const char *const words[] = {
		"struct", "union", "enum", "unsigned", "signed", "char",
		"short", "int", "long", "void", "u8", "u16", "u32", "u64",
		"s8", "s16", "s32", "s64", "__le16", "__le32", "__le64",
		"__be16", "__be32", "__be64", "size_t", "UL", NULL
	};

	return g_strv_contains(words, word);
}

bool text_is_constant(const char *text)
{
	gsize at = 0;
	bool is_tag = false;

	for (char *word; (word = text_next_identifier(text, &at));) {
		bool is_fine = is_tag || !strcmp(word, "sizeof") ||
			       is_capitals(word) || is_type_word(word);

		is_tag = !strcmp(word, "struct") || !strcmp(word, "union") ||
			 !strcmp(word, "enum");
		g_free(word);
		if (!is_fine)
			return false;
	}
	return true;
}

char *text_expand(const char *pattern, GPtrArray *arguments, const char *size)
{
	GString *out = g_string_new(NULL);

	for (const char *at = pattern; *at; at++) {
		guint number;

		if (*at != '$') {
			g_string_append_c(out, *at);
			continue;
		}
		if (size && g_str_has_prefix(at, "$size")) {
			g_string_append(out, size);
			at += strlen("$size") - 1;
			continue;
		}
		number = (guint)(at[1] - '0');
		if (number < 1 || number > 9 || number > arguments->len) {
			g_string_free(out, TRUE);
			return NULL;
		}
		g_string_append(out, arguments->pdata[number - 1]);
		at++;
	}
	return g_string_free(out, FALSE);
}
