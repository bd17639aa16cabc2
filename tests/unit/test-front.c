// SPDX-License-Identifier: GPL-2.0-only
/* What the front end tells about calls, macros, attributes and the target. */
#include <string.h>

#include "front/front.h"
#include "ir/text.h"

#define FOLDER "/kmcheck-test"
#define MAIN FOLDER "/src/main.c"
#define API FOLDER "/include/api.h"
#define OWN FOLDER "/src/own.h"

/* The allocation API as three kernels have it. */
static const char api[] =
	"typedef unsigned long size_t;\n"
	"typedef unsigned int gfp_t;\n"
	"#define GFP_KERNEL 0xcc0u\n"
	"void *plain_alloc(size_t size, gfp_t flags);\n"
	"void plain_free(const void *p);\n"
	"int profiling(void);\n"
	"#define hooks(call) ({ __typeof__(call) _r = call; _r; })\n"
	"#define twice(call) ({ __typeof__(call) _r; if (profiling())\\\n"
	"	_r = call; else _r = call; _r; })\n"
	"void *kmalloc_noprof(size_t size, gfp_t flags);\n"
	"#define kmalloc(...) hooks(kmalloc_noprof(__VA_ARGS__))\n"
	"#define kmalloc_twice(size, flags) \\\n"
	"	twice(kmalloc_noprof(size, flags))\n"
	"#define alloc_obj(T) ((T *)kmalloc(sizeof(T), GFP_KERNEL))\n"
	"#define WARN_ON(x) ({ int _w = !!(x); if (_w) profiling(); _w; })\n"
	"#define min(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b);\\\n"
	"	_a < _b ? _a : _b; })\n"
	"#define PAGE_SHIFT 12\n"
	"#define PAGE_SIZE (1UL << PAGE_SHIFT)\n"
	"#define NOT_PAGE_SHIFT (PAGE_SHIFT + 12)\n"
	"__attribute__((noreturn)) void panic(const char *why);\n"
	"_Noreturn void stop(void);\n"
	"static inline int helper(int x) { return x + 1; }\n"
	"static inline int unused_helper(int x) { return helper(x); }\n"
	"static inline int known(int x) { return x; }\n"
	"extern int shared;\n";

static const char own[] =
	"#define OWN_ALLOC(n) kmalloc(n, GFP_KERNEL)\n";

static const char prologue[] = "#include <api.h>\n#include \"own.h\"\n";

struct fixture {
	struct ir_unit *unit;
	char *text;
};

static struct ir_unit *lower_text(const char *text, GHashTable *opaque,
				  GHashTable *probe, GError **error)
{
	static const char *const argv[] = { "-I" FOLDER "/include", NULL };
	static const char *const atoms_of[] = { "PAGE_SHIFT" };
	static const enum ir_atom atoms[] = { IR_ATOM_PAGE_SHIFT };
	const char *paths[] = { MAIN, API, OWN };
	const char *texts[] = { text, api, own };
	struct front_options options = {
		.argv = argv, .directory = "/", .path = MAIN,
		.overlay_paths = paths, .overlay_texts = texts,
		.n_overlays = 3, .atom_macros = atoms_of, .atoms = atoms,
		.n_atoms = 1, .opaque = opaque, .probe = probe,
	};
	struct ir_unit *unit = front_lower(&options, error);

	if (unit) {
		g_autoptr(GError) invalid = NULL;

		ir_validate_unit(unit, &invalid);
		g_assert_no_error(invalid);
	}
	return unit;
}

static void lower(struct fixture *f, const char *body)
{
	g_autoptr(GError) error = NULL;

	f->text = g_strconcat(prologue, body, NULL);
	f->unit = lower_text(f->text, NULL, NULL, &error);
	g_assert_no_error(error);
	if (f->unit->errors->len)
		g_error("%s", (char *)f->unit->errors->pdata[0]);
}

static void release(struct fixture *f)
{
	ir_unit_free(f->unit);
	g_free(f->text);
}

static const struct ir_function *function(const struct fixture *f,
					  const char *name)
{
	for (guint i = 0; i < f->unit->functions->len; i++) {
		const struct ir_function *fn = f->unit->functions->pdata[i];

		if (!strcmp(fn->name, name))
			return fn;
	}
	return NULL;
}

/* The n-th instruction of that kind in block order; NULL. */
static const struct ir_insn *insn(const struct ir_function *fn, enum ir_op op,
				  guint n)
{
	for (guint b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn, b);

		for (guint i = 0; i < block->n_insns; i++) {
			const struct ir_insn *at = ir_insn(block, i);

			if (at->op == op && !n--)
				return at;
		}
	}
	return NULL;
}

static const struct ir_call *call_of(const struct ir_function *fn,
				     const char *callee, guint n)
{
	for (guint i = 0;; i++) {
		const struct ir_insn *at = insn(fn, IR_CALL, i);

		if (!at)
			return NULL;
		if (!g_strcmp0(at->call->callee, callee) && !n--)
			return at->call;
	}
}

static void assert_span(const struct fixture *f, const struct ir_span *span,
			const char *expected)
{
	g_autofree char *text = NULL;

	g_assert_cmpuint(span->file, <, f->unit->files->len);
	g_assert_cmpstr(f->unit->files->pdata[span->file], ==, MAIN);
	text = g_strndup(f->text + span->begin, span->end - span->begin);
	g_assert_cmpstr(text, ==, expected);
}

static void assert_written(const struct fixture *f,
			   const struct ir_call *call, const char *name,
			   const char *expr, const char *arguments,
			   bool in_macro)
{
	g_auto(GStrv) expected = g_strsplit(arguments, "|", 0);
	guint n = *arguments ? g_strv_length(expected) : 0;

	g_assert_nonnull(call);
	g_assert_cmpstr(call->written, ==, name);
	assert_span(f, &call->name, name);
	assert_span(f, &call->expr, expr);
	g_assert_cmpuint(call->n_written, ==, n);
	for (guint i = 0; i < n; i++)
		assert_span(f, &call->written_args[i],
			    expected[i]);
	g_assert_cmpint(call->in_macro, ==, in_macro);
}

static void test_written_plainly(void)
{
	struct fixture f;
	const struct ir_call *call;

	lower(&f, "void *f(size_t n)\n{\n\treturn plain_alloc (n * 2,\n"
		  "\t\t/* a, b */ GFP_KERNEL);\n}\n");
	call = call_of(function(&f, "f"), "plain_alloc", 0);
	assert_written(&f, call, "plain_alloc",
		       "plain_alloc (n * 2,\n\t\t/* a, b */ GFP_KERNEL)",
		       "n * 2|/* a, b */ GFP_KERNEL", false);
	g_assert_cmpuint(call->name.line, ==, 5);
	g_assert_cmpuint(call->name.column, ==, 9);
	g_assert_cmpuint(call->written_args[1].line, ==, 6);
	g_assert_cmpuint(call->n_args, ==, 2);
	release(&f);
}

static void test_written_as_macro(void)
{
	const struct ir_function *fn;
	struct fixture f;

	lower(&f, "void *f(size_t n)\n{\n\treturn kmalloc(n + (1, 2), "
		  "GFP_KERNEL);\n}\n"
		  "void *g(size_t n) { return kmalloc_twice(n, 0); }\n"
		  "void *h(void) { return alloc_obj(struct { int x; }); }\n");
	fn = function(&f, "f");
	assert_written(&f, call_of(fn, "kmalloc_noprof", 0), "kmalloc",
		       "kmalloc(n + (1, 2), GFP_KERNEL)",
		       "n + (1, 2)|GFP_KERNEL", false);
	g_assert_null(call_of(fn, "kmalloc_noprof", 1));
	fn = function(&f, "g");
	for (guint i = 0; i < 2; i++)
		assert_written(&f, call_of(fn, "kmalloc_noprof", i),
			       "kmalloc_twice", "kmalloc_twice(n, 0)", "n|0",
			       false);
	g_assert_null(call_of(fn, "kmalloc_noprof", 2));
	assert_written(&f, call_of(function(&f, "h"), "kmalloc_noprof", 0),
		       "alloc_obj", "alloc_obj(struct { int x; })",
		       "struct { int x; }", false);
	release(&f);
}

static void test_written_in_argument(void)
{
	const struct ir_function *fn;
	struct fixture f;

	lower(&f, "void f(size_t n, void *p)\n{\n"
		  "\tif (WARN_ON(!(p = plain_alloc(n, 1))))\n\t\treturn;\n"
		  "\tWARN_ON(!kmalloc(n, 2));\n"
		  "\tplain_free(kmalloc(min(n, 8ul), 3));\n"
		  "}\n");
	fn = function(&f, "f");
	assert_written(&f, call_of(fn, "plain_alloc", 0), "plain_alloc",
		       "plain_alloc(n, 1)", "n|1", false);
	assert_written(&f, call_of(fn, "kmalloc_noprof", 0), "kmalloc",
		       "kmalloc(n, 2)", "n|2", false);
	assert_written(&f, call_of(fn, "kmalloc_noprof", 1), "kmalloc",
		       "kmalloc(min(n, 8ul), 3)", "min(n, 8ul)|3", false);
	assert_written(&f, call_of(fn, "plain_free", 0), "plain_free",
		       "plain_free(kmalloc(min(n, 8ul), 3))",
		       "kmalloc(min(n, 8ul), 3)", false);
	release(&f);
}

static void test_written_in_own_macro(void)
{
	const struct ir_function *fn;
	struct fixture f;

	lower(&f, "#define LOCAL_ALLOC(n) plain_alloc((n) * 2, 0)\n"
		  "#define FIXED plain_alloc(4, 0)\n"
		  "#define ALIAS plain_alloc\n"
		  "#define APPLY(fn, n) fn(n, 0)\n"
		  "void *a(size_t n) { return OWN_ALLOC(n + 1); }\n"
		  "void *b(size_t n) { return LOCAL_ALLOC(n); }\n"
		  "void *c(void) { return FIXED; }\n"
		  "void *d(size_t n) { return ALIAS(n, 0); }\n"
		  "void *e(size_t n) { return APPLY(plain_alloc, n); }\n"
		  "void *g(size_t n) { return WARN_ON(n) ? 0 : "
		  "LOCAL_ALLOC(n); }\n");
	assert_written(&f, call_of(function(&f, "a"), "kmalloc_noprof", 0),
		       "OWN_ALLOC", "OWN_ALLOC(n + 1)", "n + 1", true);
	g_assert_cmpuint(call_of(function(&f, "a"), "kmalloc_noprof",
				 0)->body.file, ==, IR_NONE);
	assert_written(&f, call_of(function(&f, "b"), "plain_alloc", 0),
		       "LOCAL_ALLOC", "LOCAL_ALLOC(n)", "n", true);
	assert_span(&f, &call_of(function(&f, "b"), "plain_alloc", 0)->body,
		    "plain_alloc");
	assert_written(&f, call_of(function(&f, "c"), "plain_alloc", 0),
		       "FIXED", "FIXED", "", true);
	assert_written(&f, call_of(function(&f, "d"), "plain_alloc", 0),
		       "ALIAS", "ALIAS(n, 0)", "n|0", true);
	fn = function(&f, "e");
	assert_written(&f, call_of(fn, "plain_alloc", 0), "plain_alloc",
		       "plain_alloc", "", true);
	assert_written(&f, call_of(function(&f, "g"), "plain_alloc", 0),
		       "LOCAL_ALLOC", "LOCAL_ALLOC(n)", "n", true);
	release(&f);
}

static void test_indirect(void)
{
	struct fixture f;
	const struct ir_call *call;

	lower(&f, "struct ops { void *(*get)(size_t n); };\n"
		  "void *f(struct ops *o) { return o->get(4); }\n"
		  "void *g(void *(*get)(size_t)) { return get(5); }\n");
	call = insn(function(&f, "f"), IR_CALL, 0)->call;
	g_assert_null(call->callee);
	g_assert_cmpuint(call->target, !=, IR_NONE);
	assert_written(&f, call, "get", "get(4)", "4", false);
	call = insn(function(&f, "g"), IR_CALL, 0)->call;
	assert_written(&f, call, "get", "get(5)", "5", false);
	release(&f);
}

static void test_unevaluated(void)
{
	const struct ir_function *fn;
	struct fixture f;

	lower(&f, "int f(size_t n)\n{\n"
		  "\t__typeof__(plain_alloc(n, 1)) p = 0;\n"
		  "\tn = sizeof(plain_alloc(n, 2)) + sizeof(n++);\n"
		  "\tn += _Generic(plain_alloc(n, 3), void *: 1,\n"
		  "\t\tdefault: plain_alloc(n, 4));\n"
		  "\treturn __builtin_choose_expr(1, n, plain_alloc(n, 5)) +\n"
		  "\t       (p == 0);\n}\n");
	fn = function(&f, "f");
	g_assert_null(insn(fn, IR_CALL, 0));
	g_assert_cmpuint(fn->n_unknown, ==, 0);
	release(&f);
}

/* What a _Generic chooses is called by its name, by a macro or not. */
static void test_chosen_callee(void)
{
	const struct ir_call *call;
	struct fixture f;

	lower(&f, "struct args { int n; };\n"
		  "void *by_args(size_t n, struct args *a);\n"
		  "void *by_number(size_t n, int a);\n"
		  "#define make(n, a) _Generic((a), \\\n"
		  "\tstruct args *: by_args, default: by_number)(n, a)\n"
		  "void *f(size_t n) { return make(n, 0); }\n"
		  "void *g(struct args *a) { return (make(3, a)); }\n"
		  "void *h(struct args *a)\n"
		  "{ return (*_Generic(a, struct args *: by_args))(4, a); }\n");
	call = insn(function(&f, "f"), IR_CALL, 0)->call;
	g_assert_cmpstr(call->callee, ==, "by_number");
	call = insn(function(&f, "g"), IR_CALL, 0)->call;
	g_assert_cmpstr(call->callee, ==, "by_args");
	call = insn(function(&f, "h"), IR_CALL, 0)->call;
	g_assert_cmpstr(call->callee, ==, "by_args");
	release(&f);
}

static void test_atoms(void)
{
	const struct ir_function *fn;
	struct fixture f;

	lower(&f, "size_t f(void) { return PAGE_SIZE; }\n"
		  "size_t g(void) { return 12 + NOT_PAGE_SHIFT; }\n"
		  "size_t h(long *p) { return sizeof(long) + sizeof(void *) +\n"
		  "\tsizeof(p) + sizeof(*p) + sizeof(size_t) +\n"
		  "\tsizeof(unsigned long) + sizeof(struct own **); }\n"
		  "size_t i(void) { return sizeof(long long) + 8 +\n"
		  "\tsizeof(double) + sizeof(struct { long x; }); }\n");
	fn = function(&f, "f");
	g_assert_nonnull(insn(fn, IR_SHL, 0));
	g_assert_cmpint(insn(fn, IR_CONST, 0)->atom, ==, IR_ATOM_NONE);
	g_assert_cmpint(insn(fn, IR_CONST, 1)->atom, ==, IR_ATOM_PAGE_SHIFT);
	g_assert_cmpuint(insn(fn, IR_CONST, 1)->imm, ==, 12);
	fn = function(&f, "g");
	g_assert_cmpint(insn(fn, IR_CONST, 0)->atom, ==, IR_ATOM_NONE);
	g_assert_cmpint(insn(fn, IR_CONST, 1)->atom, ==, IR_ATOM_PAGE_SHIFT);
	g_assert_cmpint(insn(fn, IR_CONST, 2)->atom, ==, IR_ATOM_NONE);
	fn = function(&f, "h");
	for (guint i = 0; i < 7; i++)
		g_assert_cmpint(insn(fn, IR_CONST, i)->atom, ==,
				IR_ATOM_LONG_BYTES);
	fn = function(&f, "i");
	for (guint i = 0; i < 4; i++)
		g_assert_cmpint(insn(fn, IR_CONST, i)->atom, ==,
				IR_ATOM_NONE);
	release(&f);
}

static bool has_target(const struct ir_block *block, guint32 target)
{
	for (guint i = 0; i < block->n_targets; i++)
		if (block->targets[i] == target)
			return true;
	return false;
}

/* The block that returns that constant. */
static guint32 returning(const struct ir_function *fn, guint64 value)
{
	for (guint b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn, b);

		if (block->term == IR_RETURN && block->n_insns &&
		    block->insns[0].op == IR_CONST &&
		    block->insns[0].imm == value)
			return b;
	}
	return IR_NONE;
}

static void assert_asm_goto(const struct fixture *f, const char *name)
{
	const struct ir_function *fn = function(f, name);
	const struct ir_block *from = NULL;

	g_assert_true(fn->is_complete);
	for (guint b = 0; b < fn->n_blocks; b++)
		if (ir_block(fn, b)->term == IR_ANY)
			from = ir_block(fn, b);
	g_assert_nonnull(from);
	g_assert_cmpuint(from->n_targets, ==, 2);
	g_assert_true(has_target(from, returning(fn, 2)));
	g_assert_cmpuint(returning(fn, 3), !=, IR_NONE);
	g_assert_false(has_target(from, returning(fn, 3)));
}

static void test_asm_goto(void)
{
	struct fixture f;

	lower(&f, "#define asm_volatile_goto(x...) asm goto(x)\n"
		  "#define JUMP(what, where) asm goto(\"j\" : : \"i\"(what) "
		  ": : where)\n"
		  "#define TAIL if (x) goto other; return 1; "
		  "yes: return 2; other: return 3;\n"
		  "int f(int x) { asm goto(\"j :\" : : : \"memory\" : yes); "
		  "TAIL }\n"
		  "int g(int x) { asm_volatile_goto(\"j\" : : : : yes); "
		  "TAIL }\n"
		  "int h(int x) { JUMP(3, yes); TAIL }\n"
		  "int i(int x) { asm goto(\"j\" :: \"r\"(x) :: yes); TAIL }\n");
	assert_asm_goto(&f, "f");
	assert_asm_goto(&f, "g");
	assert_asm_goto(&f, "h");
	assert_asm_goto(&f, "i");
	g_assert_cmpuint(insn(function(&f, "f"), IR_ASM, 0)->imm, ==, 1);
	g_assert_cmpuint(insn(function(&f, "g"), IR_ASM, 0)->imm, ==, 0);
	release(&f);
}

static void test_asm_operands(void)
{
	const struct ir_insn *at;
	struct fixture f;

	lower(&f, "void f(int *p, int n)\n{\n\tint out;\n"
		  "\tasm volatile(\"x\" : \"=r\"(out), \"+m\"(*p) : \"r\"(n), "
		  "\"i\"(4));\n\tasm(\"\" ::: \"memory\");\n}\n");
	at = insn(function(&f, "f"), IR_ASM, 0);
	g_assert_cmpuint(at->call->n_args, ==, 2);
	g_assert_cmpuint(at->imm, ==, 0);
	g_assert_cmpuint(insn(function(&f, "f"), IR_ASM, 1)->imm, ==, 1);
	release(&f);
}

static void test_computed_goto(void)
{
	const struct ir_function *fn;
	struct fixture f;

	lower(&f, "int f(int x) { void *to = x ? &&a : &&b; goto *to; "
		  "a: return 1; b: return 2; }\n");
	fn = function(&f, "f");
	g_assert_true(fn->is_complete);
	for (guint b = 0; b < fn->n_blocks; b++)
		if (ir_block(fn, b)->term == IR_ANY) {
			g_assert_true(has_target(ir_block(fn, b),
						 returning(fn, 1)));
			g_assert_true(has_target(ir_block(fn, b),
						 returning(fn, 2)));
			release(&f);
			return;
		}
	g_assert_not_reached();
}

static void test_noreturn(void)
{
	static const char *const names[] = { "f", "g", "h" };
	struct fixture f;

	lower(&f, "int f(int x) { if (x) panic(\"x\"); return 1; }\n"
		  "int g(int x) { if (x) stop(); return 1; }\n"
		  "int h(int x) { if (x) __builtin_unreachable(); "
		  "return 1; }\n");
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct ir_function *fn = function(&f, names[i]);
		guint n = 0;

		for (guint b = 0; b < fn->n_blocks; b++)
			n += ir_block(fn, b)->term == IR_UNREACHABLE;
		g_assert_cmpuint(n, ==, 1);
	}
	release(&f);
}

static void test_cleanup_is_implicit(void)
{
	const struct ir_call *call;
	struct fixture f;

	lower(&f, "#define DEFINE_FREE(name) static inline void "
		  "free_##name(void *p) { plain_free(*(void **)p); }\n"
		  "#define auto_free(name) "
		  "__attribute__((__cleanup__(free_##name)))\n"
		  "DEFINE_FREE(buffer)\n"
		  "int f(size_t n) { void *p auto_free(buffer) = "
		  "kmalloc(n, 0); return p ? 1 : 2; }\n");
	call = call_of(function(&f, "f"), "free_buffer", 0);
	g_assert_nonnull(call);
	g_assert_true(call->is_implicit);
	g_assert_cmpstr(call->callee_key, ==, "free_buffer@" MAIN);
	g_assert_nonnull(function(&f, "free_buffer"));
	g_assert_cmpstr(function(&f, "f")->locals[1].cleanup, ==,
			"free_buffer");
	release(&f);
}

static const struct ir_decl *declaration(const struct fixture *f,
					 const char *name)
{
	for (guint i = 0; i < f->unit->decls->len; i++) {
		const struct ir_decl *decl =
			&g_array_index(f->unit->decls, struct ir_decl, i);

		if (!strcmp(decl->name, name))
			return decl;
	}
	return NULL;
}

static void test_declarations(void)
{
	const struct ir_param_decl *param;
	const struct ir_decl *decl;
	struct fixture f;

	lower(&f, "static int own(const char *s, ...) { return *s; }\n"
		  "void f(void) { plain_alloc(1, 2); own(\"\"); stop(); }\n");
	decl = declaration(&f, "plain_alloc");
	g_assert_cmpstr(decl->key, ==, "plain_alloc");
	g_assert_cmpuint(decl->params->len, ==, 2);
	param = &g_array_index(decl->params, struct ir_param_decl, 0);
	g_assert_cmpstr(param[0].name, ==, "size");
	g_assert_cmpstr(param[0].type_name, ==, "size_t");
	g_assert_cmpstr(param[1].type_name, ==, "gfp_t");
	g_assert_false(decl->is_noreturn);
	decl = declaration(&f, "own");
	g_assert_cmpstr(decl->key, ==, "own@" MAIN);
	g_assert_true(decl->is_variadic);
	g_assert_true(declaration(&f, "stop")->is_noreturn);
	release(&f);
}

static void test_what_is_lowered(void)
{
	g_autoptr(GHashTable) opaque = g_hash_table_new(g_str_hash,
							g_str_equal);
	g_autoptr(GError) error = NULL;
	struct fixture f = { .text = g_strconcat(prologue,
		"static int never_called(void) { return 1; }\n"
		"int f(int x) { return helper(x) + known(x); }\n", NULL) };

	g_hash_table_add(opaque, (gpointer)"known");
	f.unit = lower_text(f.text, opaque, NULL, &error);
	g_assert_no_error(error);
	g_assert_nonnull(function(&f, "f"));
	g_assert_true(function(&f, "f")->in_main_file);
	g_assert_nonnull(function(&f, "never_called"));
	g_assert_nonnull(function(&f, "helper"));
	g_assert_false(function(&f, "helper")->in_main_file);
	g_assert_cmpstr(function(&f, "helper")->key, ==, "helper@" API);
	g_assert_null(function(&f, "known"));
	g_assert_null(function(&f, "unused_helper"));
	g_assert_cmpuint(function(&f, "f")->span.line, ==, 4);
	release(&f);
}

static void test_present_and_exports(void)
{
	static const char *const names[] = { "kmalloc", "plain_alloc",
					     "kvmalloc", "helper" };
	g_autoptr(GHashTable) probe = g_hash_table_new(g_str_hash,
						       g_str_equal);
	g_autoptr(GError) error = NULL;
	struct fixture f = { .text = g_strconcat(prologue,
		"#define EXPORT_SYMBOL_GPL(x)\n"
		"#define EXPORT_SYMBOL_NS(x, y)\n"
		"int a(void) { return 1; }\nEXPORT_SYMBOL_GPL(a);\n"
		"int b(void) { return 1; } // EXPORT_SYMBOL_GPL(b);\n"
		"int c(void) { return 1; }\n\nEXPORT_SYMBOL_NS(c, SPACE);",
		NULL) };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		g_hash_table_add(probe, (gpointer)names[i]);
	f.unit = lower_text(f.text, NULL, probe, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(f.unit->present->len, ==, 3);
	g_assert_cmpstr(f.unit->present->pdata[0], ==, "helper");
	g_assert_cmpstr(f.unit->present->pdata[1], ==, "kmalloc");
	g_assert_cmpstr(f.unit->present->pdata[2], ==, "plain_alloc");
	g_assert_cmpuint(f.unit->exports->len, ==, 2);
	g_assert_cmpstr(f.unit->exports->pdata[0], ==, "a");
	g_assert_cmpstr(f.unit->exports->pdata[1], ==, "c");
	release(&f);
}

static const struct ir_global *global(const struct fixture *f,
				      const char *name)
{
	for (guint i = 0; i < f->unit->globals->len; i++)
		if (!strcmp(ir_global(f->unit, i)->name, name))
			return ir_global(f->unit, i);
	return NULL;
}

static const struct ir_init *init_at(const struct ir_global *g,
				     guint64 offset_bytes)
{
	for (guint i = 0; i < g->inits->len; i++) {
		const struct ir_init *init =
			&g_array_index(g->inits, struct ir_init, i);

		if (init->offset_bytes == offset_bytes)
			return init;
	}
	return NULL;
}

static void test_globals(void)
{
	const struct ir_global *g;
	const struct ir_init *init;
	struct fixture f;

	lower(&f, "struct ops { const char *name; int (*open)(int); "
		  "unsigned long flags; };\n"
		  "static int my_open(int x) { return x; }\n"
		  "static const struct ops ops __attribute__((section"
		  "(\".my\"))) = { .open = my_open, .name = \"ab\",\n"
		  "\t.flags = 1ul << 33 };\n"
		  "static int tentative;\nint limit = PAGE_SIZE;\n"
		  "const struct ops *at = &ops;\n"
		  "int *f(void) { static int hidden = 3; tentative++; "
		  "shared++; return &hidden; }\n");
	g = global(&f, "ops");
	g_assert_cmpstr(g->key, ==, "ops@" MAIN);
	g_assert_true(g->is_const && g->is_static && g->has_init);
	g_assert_cmpstr(g->section, ==, ".my");
	init = init_at(g, 8);
	g_assert_cmpint(init->kind, ==, IR_INIT_FUNC);
	g_assert_cmpstr(init->symbol, ==, "my_open@" MAIN);
	g_assert_cmpstr(ir_field(ir_record(f.unit, init->record),
				 init->field)->name, ==, "open");
	g_assert_cmpint(init_at(g, 0)->kind, ==, IR_INIT_STRING);
	g_assert_cmpuint(init_at(g, 0)->value, ==, 3);
	g_assert_cmpuint(init_at(g, 16)->value, ==, 1ull << 33);
	g_assert_cmpuint(init_at(global(&f, "limit"), 0)->value, ==, 4096);
	init = init_at(global(&f, "at"), 0);
	g_assert_cmpint(init->kind, ==, IR_INIT_GLOBAL);
	g_assert_cmpstr(init->symbol, ==, "ops@" MAIN);
	g_assert_true(global(&f, "tentative")->is_defined);
	g_assert_false(global(&f, "shared")->is_defined);
	g_assert_cmpstr(global(&f, "hidden")->key, ==, "hidden@" MAIN ":10");
	release(&f);
}

static void test_records(void)
{
	const struct ir_record *record;
	struct fixture f;
	guint32 i;

	lower(&f, "struct foo {\n\tint a;\n\tunion { int b; struct "
		  "{ short c, d; }; };\n\tunsigned e : 3, f : 5;\n"
		  "\tchar data[];\n};\n"
		  "int f(struct foo *p) { return p->d + p->f; }\n");
	i = insn(function(&f, "f"), IR_FIELD, 0)->record;
	record = ir_record(f.unit, i);
	g_assert_cmpstr(record->name, ==, "struct foo");
	g_assert_cmpstr(record->key, ==, "foo@" MAIN ":3");
	g_assert_cmpuint(record->fields->len, ==, 7);
	g_assert_cmpstr(ir_field(record, 3)->name, ==, "d");
	g_assert_cmpuint(ir_field(record, 3)->offset_bytes, ==, 6);
	g_assert_cmpuint(ir_field(record, 5)->bit_width, ==, 5);
	g_assert_cmpuint(ir_field(record, 5)->bit_offset, ==, 3);
	release(&f);
}

static void test_type_names(void)
{
	const struct ir_function *fn;
	const struct ir_type *type;
	struct fixture f;

	lower(&f, "void f(size_t n, const gfp_t flags, unsigned long x) "
		  "{ n = flags + x; }\n");
	fn = function(&f, "f");
	type = ir_type(f.unit, fn->locals[0].type);
	g_assert_cmpstr(type->name, ==, "size_t");
	g_assert_cmpuint(type->bits, ==, 64);
	type = ir_type(f.unit, fn->locals[1].type);
	g_assert_cmpstr(type->name, ==, "gfp_t");
	type = ir_type(f.unit, fn->locals[2].type);
	g_assert_null(type->name);
	release(&f);
}

static void test_missing_header(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(lower_text("#include <none.h>\n", NULL, NULL, &error));
	g_assert_nonnull(error);
	g_assert_nonnull(strstr(error->message, "none.h"));
}

static void test_recoverable_error(void)
{
	g_autoptr(GError) error = NULL;
	struct fixture f = { .text = g_strdup(
		"int f(void) { return nothing; }\n"
		"int g(void) { return 1; }\n"
		"int h(int n) { return later(n) ? 1 : 2; }\n"
		"int i(int n) { if (n > LIMIT) return 1; return n; }\n") };

	f.unit = lower_text(f.text, NULL, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(f.unit->errors->len, ==, 3);
	/* what is not declared leaves a hole, unless it is called */
	g_assert_false(function(&f, "f")->is_complete);
	g_assert_true(function(&f, "g")->is_complete);
	g_assert_true(function(&f, "h")->is_complete);
	g_assert_false(function(&f, "i")->is_complete);
	release(&f);
}

/* Deep nesting costs precision, not the process. */
static void test_deep_nesting(void)
{
	GString *text = g_string_new("int f(int x) {\n");
	g_autoptr(GError) error = NULL;
	struct fixture f;

	for (guint i = 0; i < 450; i++)
		g_string_append_printf(text, "if (x == %u) x++; else\n", i);
	g_string_append(text, ";\nreturn 1;\n}\nint g(int x) { return ");
	for (guint i = 0; i < 900; i++)
		g_string_append(text, "- ");
	g_string_append(text, "x;\n}\n");
	f.text = g_string_free(text, FALSE);
	f.unit = lower_text(f.text, NULL, NULL, &error);
	g_assert_no_error(error);
	g_assert_false(function(&f, "f")->is_complete);
	g_assert_true(function(&f, "g")->is_complete);
	g_assert_cmpuint(function(&f, "g")->n_unknown, ==, 1);
	release(&f);
}

static void test_evaluate(void)
{
	static const char *const argv[] = { "-I" FOLDER "/include", NULL };
	static const char *const headers[] = { "api.h", NULL };
	static const char *const expressions[] = {
		"PAGE_SIZE", "NO_SUCH_MACRO", "sizeof(size_t) * 3", "shared",
		"-1",
	};
	const char *paths[] = { API }, *texts[] = { api };
	struct front_options options = {
		.argv = argv, .directory = "/", .overlay_paths = paths,
		.overlay_texts = texts, .n_overlays = 1,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	guint64 values[5];
	bool known[5];

	g_assert_true(front_evaluate(&options, headers, expressions, 5,
				     values, known, files, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(files->len, ==, 1);
	g_assert_cmpstr(files->pdata[0], ==, API);
	g_assert_true(known[0] && !known[1] && known[2] && !known[3] &&
		      known[4]);
	g_assert_cmpuint(values[0], ==, 4096);
	g_assert_cmpuint(values[2], ==, 24);
	g_assert_cmpuint(values[4], ==, G_MAXUINT64);
}

static void test_version(void)
{
	g_autofree char *problem = front_check_version();
	g_autofree char *version = front_clang_version();

	g_assert_null(problem);
	g_assert_nonnull(strstr(version, "clang"));
}

/* Reading back what was printed gives the same text. */
static void test_text_round_trip(void)
{
	g_autoptr(GString) once = g_string_new(NULL);
	g_autoptr(GString) again = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	struct ir_unit *copy;
	struct fixture f;

	lower(&f, "void *f(size_t n) { return n ? kmalloc(n, GFP_KERNEL) : "
		  "OWN_ALLOC(PAGE_SIZE); }\n");
	ir_print_unit(f.unit, once);
	copy = ir_parse_unit(once->str, once->len, &error);
	g_assert_no_error(error);
	ir_print_unit(copy, again);
	g_assert_cmpstr(once->str, ==, again->str);
	ir_unit_free(copy);
	release(&f);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} tests[] = {
		{ "written/plainly", test_written_plainly },
		{ "written/as-macro", test_written_as_macro },
		{ "written/in-argument", test_written_in_argument },
		{ "written/in-own-macro", test_written_in_own_macro },
		{ "written/indirect", test_indirect },
		{ "unevaluated", test_unevaluated },
		{ "chosen-callee", test_chosen_callee },
		{ "atoms", test_atoms },
		{ "asm/goto", test_asm_goto },
		{ "asm/operands", test_asm_operands },
		{ "computed-goto", test_computed_goto },
		{ "noreturn", test_noreturn },
		{ "cleanup", test_cleanup_is_implicit },
		{ "declarations", test_declarations },
		{ "what-is-lowered", test_what_is_lowered },
		{ "present-and-exports", test_present_and_exports },
		{ "globals", test_globals },
		{ "records", test_records },
		{ "type-names", test_type_names },
		{ "missing-header", test_missing_header },
		{ "recoverable-error", test_recoverable_error },
		{ "deep-nesting", test_deep_nesting },
		{ "evaluate", test_evaluate },
		{ "version", test_version },
		{ "text-round-trip", test_text_round_trip },
	};

	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/front/", tests[i].name,
						    NULL);

		g_test_add_func(path, tests[i].run);
	}
	return g_test_run();
}
