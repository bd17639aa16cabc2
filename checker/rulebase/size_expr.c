// SPDX-License-Identifier: GPL-2.0-only
#include "rulebase/size_expr.h"

#include <string.h>

/* Deeper nesting than any real size; a bound for the recursion. */
#define DEPTH_MAX 32

struct parser {
	const char *at;
	GArray *terms;
	const char *why;	/* first complaint, or NULL */
	guint depth;
};

static const struct size_word {
	const char *name;
	enum size_op op;
	guint operands;
} size_words[] = {
	{ "page_size", SIZE_PAGE_BYTES, 0 },
	{ "long_bytes", SIZE_LONG_BYTES, 0 },
	{ "long_bits", SIZE_LONG_BITS, 0 },
	{ "round_up_pow2", SIZE_ROUND_UP_POW2, 1 },
	{ "skb", SIZE_SKB, 1 },
	{ "div_round_up", SIZE_DIV_ROUND_UP, 2 },
	{ "round_up", SIZE_ROUND_UP, 2 },
	{ "round_down", SIZE_ROUND_DOWN, 2 },
	{ "min", SIZE_MINIMUM, 2 },
	{ "max", SIZE_MAXIMUM, 2 },
};

static void parse_shift(struct parser *p);

static void complain(struct parser *p, const char *why)
{
	if (!p->why)
		p->why = why;
}

static void emit(struct parser *p, enum size_op op, guint64 value)
{
	struct size_term term = { .op = op, .value = value };

	if (p->terms->len < SIZE_TERMS_MAX)
		g_array_append_val(p->terms, term);
	else
		complain(p, "the expression is too long");
}

static bool accept(struct parser *p, const char *token)
{
	while (*p->at == ' ')
		p->at++;
	if (!g_str_has_prefix(p->at, token))
		return false;
	p->at += strlen(token);
	return true;
}

static void expect(struct parser *p, const char *token, const char *why)
{
	if (!accept(p, token))
		complain(p, why);
}

static guint64 parse_digits(struct parser *p, const char *why)
{
	char *end;
	guint64 number;

	if (!g_ascii_isdigit(*p->at)) {
		complain(p, why);
		return 0;
	}
	number = g_ascii_strtoull(p->at, &end, 0);
	p->at = end;
	return number;
}

/* A $N, whose dollar is already read. */
static guint64 parse_arg(struct parser *p)
{
	guint64 number = parse_digits(p, "'$' must be followed by an argument number");

	if (number < 1 || number > 16)
		complain(p, "argument numbers go from $1 to $16");
	return number;
}

static void parse_call(struct parser *p, const struct size_word *word)
{
	if (word->operands) {
		expect(p, "(", "a function needs '('");
		for (guint i = 0; i < word->operands && !p->why; i++) {
			if (i)
				expect(p, ",", "this function needs two operands");
			parse_shift(p);
		}
		expect(p, ")", "')' is missing");
	}
	emit(p, word->op, 0);
}

static void parse_word(struct parser *p)
{
	size_t length = strspn(p->at, "abcdefghijklmnopqrstuvwxyz_0123456789");
	const char *name = p->at;

	p->at += length;
	if (length == strlen("strlen") && g_str_has_prefix(name, "strlen")) {
		expect(p, "(", "strlen needs '('");
		expect(p, "$", "strlen takes an argument: strlen($1)");
		emit(p, SIZE_STRLEN, parse_arg(p));
		expect(p, ")", "')' is missing");
		return;
	}
	for (guint i = 0; i < G_N_ELEMENTS(size_words); i++)
		if (length == strlen(size_words[i].name) &&
		    !strncmp(name, size_words[i].name, length)) {
			parse_call(p, &size_words[i]);
			return;
		}
	complain(p, "an operand must be $N, a number or a known word");
}

static void parse_atom(struct parser *p)
{
	if (p->why)
		return;
	if (++p->depth > DEPTH_MAX)
		complain(p, "nested too deeply");
	else if (accept(p, "(")) {
		parse_shift(p);
		expect(p, ")", "')' is missing");
	} else if (accept(p, "$"))
		emit(p, SIZE_ARG, parse_arg(p));
	else if (g_ascii_isdigit(*p->at))
		emit(p, SIZE_NUMBER, parse_digits(p, ""));
	else
		parse_word(p);
	p->depth--;
}

static void parse_product(struct parser *p)
{
	parse_atom(p);
	while (!p->why) {
		enum size_op op;

		if (accept(p, "*"))
			op = SIZE_MUL;
		else if (accept(p, "/"))
			op = SIZE_DIV;
		else
			return;
		parse_atom(p);
		emit(p, op, 0);
	}
}

static void parse_sum(struct parser *p)
{
	parse_product(p);
	while (!p->why) {
		enum size_op op;

		if (accept(p, "+"))
			op = SIZE_ADD;
		else if (accept(p, "-"))
			op = SIZE_SUB;
		else
			return;
		parse_product(p);
		emit(p, op, 0);
	}
}

static void parse_shift(struct parser *p)
{
	parse_sum(p);
	while (!p->why && accept(p, "<<")) {
		parse_sum(p);
		emit(p, SIZE_SHL, 0);
	}
}

GArray *size_expr_parse(const char *text, const char **why)
{
	struct parser p = {
		.at = text,
		.terms = g_array_new(FALSE, FALSE, sizeof(struct size_term)),
	};

	parse_shift(&p);
	if (!p.why) {
		accept(&p, "");
		if (*p.at)
			complain(&p, "something is left over after the expression");
	}
	*why = p.why;
	if (p.why)
		g_clear_pointer(&p.terms, g_array_unref);
	return p.terms;
}

bool size_expr_equal(const GArray *a, const GArray *b)
{
	if (!a || !b || a->len != b->len)
		return a == b;
	for (guint i = 0; i < a->len; i++) {
		const struct size_term *x =
			&g_array_index(a, struct size_term, i);
		const struct size_term *y =
			&g_array_index(b, struct size_term, i);

		if (x->op != y->op || x->value != y->value)
			return false;
	}
	return true;
}
