// SPDX-License-Identifier: GPL-2.0-only
/* From a size to the arguments, and to the text, of a call. */
#include <string.h>

#include "vm/call.h"
#include "vm/command.h"
#include "vm/vm.h"

#define MAX_ARGUMENTS 8

/* --- size expressions on numbers, saturating ---------------------------- */

static guint64 saturating_mul(guint64 a, guint64 b)
{
	guint64 product;

	return __builtin_mul_overflow(a, b, &product) ? G_MAXUINT64 : product;
}

static guint64 saturating_add(guint64 a, guint64 b)
{
	guint64 sum;

	return __builtin_add_overflow(a, b, &sum) ? G_MAXUINT64 : sum;
}

static guint64 shifted(guint64 value, guint64 count)
{
	if (count >= 64)
		return value ? G_MAXUINT64 : 0;
	return saturating_mul(value, G_GUINT64_CONSTANT(1) << count);
}

static guint64 pow2_above(guint64 value)
{
	guint64 power = 1;

	while (power < value && power < G_GUINT64_CONSTANT(1) << 63)
		power <<= 1;
	return power < value ? G_MAXUINT64 : power;
}

static guint64 operate(enum size_op op, guint64 a, guint64 b)
{
	switch (op) {
	case SIZE_ADD:
		return saturating_add(a, b);
	case SIZE_SUB:
		return a > b ? a - b : 0;
	case SIZE_MUL:
		return saturating_mul(a, b);
	case SIZE_DIV:
		return b ? a / b : 0;
	case SIZE_SHL:
		return shifted(a, b);
	case SIZE_DIV_ROUND_UP:
		return b ? a / b + (a % b != 0) : 0;
	case SIZE_ROUND_UP:
		return b ? saturating_mul(a / b + (a % b != 0), b) : 0;
	case SIZE_ROUND_DOWN:
		return b ? a / b * b : 0;
	case SIZE_MINIMUM:
		return MIN(a, b);
	case SIZE_MAXIMUM:
		return MAX(a, b);
	default:
		return 0;
	}
}

static guint64 operand(const struct size_term *term,
		       const struct call_machine *machine,
		       const guint64 *arguments, guint n_arguments)
{
	switch (term->op) {
	case SIZE_ARG:
		return term->value && term->value <= n_arguments ?
			       arguments[term->value - 1] : 1;
	case SIZE_NUMBER:
		return term->value;
	case SIZE_PAGE_BYTES:
		return machine->page_bytes;
	case SIZE_LONG_BYTES:
		return machine->long_bytes;
	case SIZE_LONG_BITS:
		return machine->long_bytes * 8;
	default:
		return 0;
	}
}

static bool is_operand(enum size_op op)
{
	return op <= SIZE_LONG_BITS || op == SIZE_STRLEN;
}

guint64 call_bytes(const struct allocator *row,
		   const struct call_machine *machine, const guint64 *arguments,
		   guint n_arguments)
{
	guint64 stack[SIZE_TERMS_MAX] = { 0 };
	guint depth = 0;

	for (guint i = 0; i < row->size->len; i++) {
		const struct size_term *term =
			&g_array_index(row->size, struct size_term, i);

		if (is_operand(term->op)) {
			stack[depth++] = operand(term, machine, arguments,
						 n_arguments);
		} else if (term->op == SIZE_ROUND_UP_POW2 && depth > 0) {
			stack[depth - 1] = pow2_above(stack[depth - 1]);
		} else if (term->op != SIZE_SKB && depth > 1) {
			depth--;
			stack[depth - 1] = operate(term->op, stack[depth - 1],
						   stack[depth]);
		}
	}
	if (row->limit == LIMIT_ORDER)
		return shifted(machine->page_bytes, stack[0]);
	return stack[0];
}

bool call_solve(const struct allocator *row, const struct call_machine *machine,
		guint arg, guint64 bytes, guint64 *value)
{
	guint64 arguments[MAX_ARGUMENTS], low = 0, high = G_MAXUINT64;

	if (arg < 1 || arg > MAX_ARGUMENTS)
		return false;
	for (guint i = 0; i < MAX_ARGUMENTS; i++)
		arguments[i] = 1;
	while (low < high) {
		guint64 middle = low + (high - low) / 2;

		arguments[arg - 1] = middle;
		if (call_bytes(row, machine, arguments, MAX_ARGUMENTS) >= bytes)
			high = middle;
		else
			low = middle + 1;
	}
	arguments[arg - 1] = low;
	*value = low;
	return call_bytes(row, machine, arguments, MAX_ARGUMENTS) >= bytes;
}

/* --- arguments as text -------------------------------------------------- */

struct arguments {
	char *text[MAX_ARGUMENTS];
	guint length;
	char *bytes;
};

static void put(struct arguments *arguments, guint arg, char *text)
{
	if (arg < 1 || arg > MAX_ARGUMENTS) {
		g_free(text);
		return;
	}
	g_free(arguments->text[arg - 1]);
	arguments->text[arg - 1] = text;
	arguments->length = MAX(arguments->length, arg);
}

static void arguments_clear(struct arguments *arguments)
{
	for (guint i = 0; i < MAX_ARGUMENTS; i++)
		g_free(arguments->text[i]);
	g_free(arguments->bytes);
}

static char *number_text(guint64 value)
{
	return g_strdup_printf("%" G_GUINT64_FORMAT "%s", value,
			       value > G_MAXINT32 ? "UL" : "");
}

/* The first size argument carries the request, the others are 1. */
static bool put_sizes(struct arguments *arguments,
		      const struct call_request *request)
{
	bool is_first = true;

	for (guint i = 0; i < request->row->size->len; i++) {
		const struct size_term *term = &g_array_index(
			request->row->size, struct size_term, i);
		guint64 value = 1;

		if (term->op == SIZE_STRLEN)
			return false;
		if (term->op != SIZE_ARG)
			continue;
		if (is_first && !call_solve(request->row, request->machine,
					    (guint)term->value, request->bytes,
					    &value))
			return false;
		is_first = false;
		put(arguments, (guint)term->value, number_text(value));
	}
	return !is_first;
}

static void put_rest(struct arguments *arguments,
		     const struct call_request *request)
{
	const struct allocator *row = request->row;

	if (row->gfp_arg)
		put(arguments, row->gfp_arg, g_strdup(request->gfp));
	if (row->old_arg)
		put(arguments, row->old_arg, g_strdup("NULL"));
	if (row->source_arg)
		put(arguments, row->source_arg,
		    g_strdup_printf("vm_kernel(%s)", arguments->bytes));
	for (guint i = 0; i < arguments->length; i++)
		if (!arguments->text[i])
			arguments->text[i] =
				g_strdup(row->managed ? "vm_device" : "0");
}

/* pattern with each $N and $bytes replaced. */
static char *fill(const char *pattern, const struct arguments *arguments)
{
	GString *text = g_string_new(NULL);

	for (const char *at = pattern; *at; at++) {
		char *end;
		guint64 arg;

		if (g_str_has_prefix(at, "$bytes")) {
			g_string_append(text, arguments->bytes);
			at += strlen("$bytes") - 1;
			continue;
		}
		arg = *at == '$' ? g_ascii_strtoull(at + 1, &end, 10) : 0;
		if (arg >= 1 && arg <= arguments->length) {
			g_string_append(text, arguments->text[arg - 1]);
			at = end - 1;
			continue;
		}
		g_string_append_c(text, *at);
	}
	return g_string_free(text, FALSE);
}

/* What guest/calls says of this name, or NULL. The caller frees it. */
static char *written_arguments(const char *name)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	const char *text = vm_guest_text("calls");

	if (!text || !g_key_file_load_from_data(file, text, strlen(text),
						G_KEY_FILE_NONE, NULL))
		return NULL;
	return g_key_file_get_value(file, "arguments", name, NULL);
}

/* The end of the argument that starts at text: a comma outside all brackets,
 * or the end. */
static const char *argument_end(const char *text)
{
	guint depth = 0;

	for (; *text && (depth || *text != ','); text++) {
		if (strchr("({[", *text))
			depth++;
		else if (strchr(")}]", *text) && depth)
			depth--;
	}
	return text;
}

/* Replace the arguments by those of list, which may refer to them. */
static void put_list(struct arguments *arguments, const char *list)
{
	struct arguments written = { .bytes = g_strdup(arguments->bytes) };

	while (*list) {
		const char *end = argument_end(list);
		g_autofree char *pattern = g_strndup(list, end - list);

		put(&written, written.length + 1,
		    fill(g_strstrip(pattern), arguments));
		list = *end ? end + 1 : end;
	}
	arguments_clear(arguments);
	*arguments = written;
}

static char *write_call(const struct call_request *request,
			const struct arguments *arguments)
{
	const struct allocator *row = request->row;
	GString *text;

	if (request->as_kv && row->kv_text)
		return fill(row->kv_text, arguments);
	text = g_string_new(request->as_kv ? row->kv : row->name);
	for (guint i = 0; i < arguments->length; i++)
		g_string_append_printf(text, "%s%s", i ? ", " : "(",
				       arguments->text[i]);
	g_string_append_c(text, ')');
	return g_string_free(text, FALSE);
}

char *call_text(const struct call_request *request, GError **error)
{
	struct arguments arguments = { .bytes = number_text(request->bytes) };
	g_autofree char *list = written_arguments(request->row->name);
	char *text = NULL;

	if (list && g_str_equal(list, "-")) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "a call of %s needs more than a module of its own",
			    request->row->name);
	} else if (!put_sizes(&arguments, request)) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "no argument makes %s ask for %" G_GUINT64_FORMAT
			    " bytes", request->row->name, request->bytes);
	} else {
		put_rest(&arguments, request);
		if (list)
			put_list(&arguments, list);
		text = write_call(request, &arguments);
	}
	arguments_clear(&arguments);
	return text;
}
