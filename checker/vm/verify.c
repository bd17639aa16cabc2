// SPDX-License-Identifier: GPL-2.0-only
/* Findings as witness modules, and what the kernel makes of them. */
#include <gio/gio.h>
#include <string.h>

#include "vm/call.h"
#include "vm/command.h"
#include "vm/modules.h"
#include "vm/rewrite.h"
#include "vm/scratch.h"
#include "vm/verify.h"
#include "vm/vm.h"

/* One finding's module. Findings that ask for the same share one. */
struct witness {
	char *key;		/* text of its source: equal findings' equal */
	char *name;		/* "witness_3" */
	const struct allocator *row;
	guint64 least_bytes, most_bytes;
	GPtrArray *findings;	/* not owned */
	struct vm_module *module;
};

struct verification {
	struct run_report *run;
	const struct vm_request *request;
	struct vm_kernel *kernel;
	struct call_machine machine;
	char *cache_dir;	/* kernels are kept here, with vm-test's */
	struct scratch *work;
	GPtrArray *witnesses;
};

static void witness_free(gpointer data)
{
	struct witness *witness = data;

	g_free(witness->key);
	g_free(witness->name);
	g_ptr_array_unref(witness->findings);
	vm_module_free(witness->module);
	g_free(witness);
}

static void progress(const struct verification *verification, const char *what)
{
	const struct vm_request *request = verification->request;

	if (request->progress)
		request->progress(what, request->progress_data);
}

/* --- verdicts ----------------------------------------------------------- */

static void give_verdict(struct finding *finding,
			 const struct vm_kernel *kernel, const char *result,
			 const char *log)
{
	struct verdict *verdict = g_new0(struct verdict, 1);

	if (finding->verified)
		return;
	verdict->kernel = kernel ? g_strdup(kernel->version) : NULL;
	verdict->arch = kernel ? g_strdup(kernel->arch->name) : NULL;
	verdict->result = g_strdup(result);
	verdict->log = g_strdup(log ? log : "");
	finding->verified = verdict;
}

static void give_up(struct finding *finding, const char *why)
{
	g_autofree char *result = g_strdup_printf("not verified: %s", why);

	give_verdict(finding, NULL, result, NULL);
}

static void give_up_all(GPtrArray *findings, const char *why)
{
	for (guint i = 0; i < findings->len; i++)
		give_up(findings->pdata[i], why);
}

static guint order_of(guint64 bytes, guint64 page_bytes)
{
	guint order = 0;

	while (order < 52 && page_bytes << order < bytes)
		order++;
	return order;
}

/* "NAME(8388608) returned NULL" */
static void append_answer(GString *text, const char *name, guint64 bytes,
			  const char *answer)
{
	g_string_append_printf(text, "%s%s(%" G_GUINT64_FORMAT ") ",
			       text->len ? ", " : "", name, bytes);
	if (g_str_equal(answer, "NULL"))
		g_string_append(text, "returned NULL");
	else if (g_str_equal(answer, "error"))
		g_string_append(text, "returned an error");
	else
		g_string_append(text, "succeeded");
}

static char *result_text(const struct verification *verification,
			 const struct witness *witness)
{
	const char *least = vm_module_value(witness->module, "least");
	const char *most = vm_module_value(witness->module, "most");
	guint order = order_of(witness->most_bytes,
			       verification->machine.page_bytes);
	GString *text = g_string_new(NULL);

	if (least)
		append_answer(text, witness->row->name, witness->least_bytes,
			      least);
	append_answer(text, witness->row->name, witness->most_bytes, most);
	g_string_append_printf(text, " on %s %s", verification->kernel->version,
			       verification->kernel->arch->name);
	if (g_str_equal(most, "works"))
		g_string_append(text, ": this kernel does not confirm it");
	else if (!witness->row->is_kv && order > verification->run->max_order)
		g_string_append_printf(text, " (order %u > %u)", order,
				       verification->run->max_order);
	return g_string_free(text, FALSE);
}

/* The numbers in a finding are those of its target: a kernel with other pages
 * says nothing about them. */
static bool has_target_pages(const struct verification *verification,
			     const struct witness *witness)
{
	const char *page = vm_module_value(witness->module, "page_size");

	return page && g_ascii_strtoull(page, NULL, 10) ==
			       verification->machine.page_bytes;
}

static void conclude(const struct verification *verification,
		     const struct witness *witness)
{
	const struct vm_module *module = witness->module;
	g_autofree char *result = NULL;

	if (module->outcome != VM_PASSED) {
		result = g_strdup_printf("the witness did not run (%s: %s)",
					 vm_outcome_name(module->outcome),
					 module->reason ? module->reason : "");
		give_up_all(witness->findings, result);
		return;
	}
	if (!has_target_pages(verification, witness)) {
		give_up_all(witness->findings,
			    "the kernel that could be booted has other pages");
		return;
	}
	result = result_text(verification, witness);
	for (guint i = 0; i < witness->findings->len; i++)
		give_verdict(witness->findings->pdata[i], verification->kernel,
			     result, vm_module_warning(module));
}

/* --- witnesses ---------------------------------------------------------- */

static const struct allocator *row_of(const struct verification *verification,
				      const struct finding *finding)
{
	const GPtrArray *rows = verification->run->rules->allocators;

	for (guint i = 0; finding->callee && i < rows->len; i++) {
		const struct allocator *row = rows->pdata[i];

		if (g_str_equal(row->name, finding->callee) &&
		    release_in(verification->kernel->version, row->since,
			       row->until))
			return row;
	}
	return finding->callee ?
		       rulebase_allocator(verification->run->rules,
					  finding->callee) : NULL;
}

/* The usual flags (guest/memory.h), and the one that changes what is seen. */
static char *flags_of(const struct verification *verification,
		      const struct finding *finding)
{
	const char *const *words = rulebase_words(verification->run->rules,
						  "gfp.nowarn");

	for (; finding->call_text && *words; words++)
		if (strstr(finding->call_text, *words))
			return g_strdup_printf("VM_FLAGS | %s", *words);
	return g_strdup("VM_FLAGS");
}

/* A witness's source, or NULL and error. */
static char *source_text(const struct verification *verification,
			 const struct finding *finding,
			 const struct allocator *row, GError **error)
{
	g_autofree char *gfp = flags_of(verification, finding);
	struct call_request request = {
		.row = row, .machine = &verification->machine, .gfp = gfp,
		.bytes = finding->size_max_bytes,
	};
	g_autofree char *most = call_text(&request, error);
	g_autofree char *least = NULL;
	GString *text;

	request.bytes = finding->size_min_bytes;
	if (!most || !(least = call_text(&request, error)))
		return NULL;
	text = g_string_new("// SPDX-License-Identifier: GPL-2.0-only\n");
	g_string_append_printf(text, "#include <%s>\n",
			       row->header ? row->header : "linux/slab.h");
	if (finding->size_min_bytes != finding->size_max_bytes)
		g_string_append_printf(text, "#define LEAST_CALL %s\n", least);
	g_string_append_printf(text,
			       "#define MOST_CALL %s\n#include \"witness.h\"\n",
			       most);
	return g_string_free(text, FALSE);
}

static struct witness *witness_for(struct verification *verification, char *key)
{
	struct witness *witness;

	for (guint i = 0; i < verification->witnesses->len; i++) {
		witness = verification->witnesses->pdata[i];
		if (g_str_equal(witness->key, key)) {
			g_free(key);
			return witness;
		}
	}
	witness = g_new0(struct witness, 1);
	witness->key = key;
	witness->name = g_strdup_printf("witness_%u",
					verification->witnesses->len);
	witness->findings = g_ptr_array_new();
	g_ptr_array_add(verification->witnesses, witness);
	return witness;
}

static void add_finding(struct verification *verification,
			struct finding *finding)
{
	const struct allocator *row = row_of(verification, finding);
	g_autoptr(GError) error = NULL;
	struct witness *witness;
	char *key;

	if (!finding->has_size || !row) {
		give_up(finding, "it is not about the size of an allocation");
		return;
	}
	key = source_text(verification, finding, row, &error);
	if (!key) {
		give_up(finding, error->message);
		return;
	}
	witness = witness_for(verification, key);
	witness->row = row;
	witness->least_bytes = finding->size_min_bytes;
	witness->most_bytes = finding->size_max_bytes;
	g_ptr_array_add(witness->findings, finding);
}

static bool write_witnesses(const struct verification *verification,
			    const char *directory, GError **error)
{
	static const char *const headers[] = { "memory.h", "report.h",
		"witness.h" };

	g_mkdir_with_parents(directory, 0700);
	for (guint i = 0; i < G_N_ELEMENTS(headers); i++)
		if (!vm_guest_write(headers[i], directory, error))
			return false;
	for (guint i = 0; i < verification->witnesses->len; i++) {
		const struct witness *witness =
			verification->witnesses->pdata[i];
		g_autofree char *path = g_strdup_printf("%s/%s.c", directory,
							witness->name);

		if (!g_file_set_contents(path, witness->key, -1, error))
			return false;
	}
	return true;
}

static bool has_built(const struct witness *witness, const char *directory,
		      const char *suffix)
{
	g_autofree char *path = g_strdup_printf("%s/%s%s", directory,
						witness->name, suffix);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Name every witness in the Kbuild whose file with that suffix is there. */
static bool write_kbuild(const struct verification *verification,
			 const char *directory, const char *suffix,
			 GError **error)
{
	g_autofree char *kbuild = g_build_filename(directory, "Kbuild", NULL);
	g_autoptr(GString) list = g_string_new("obj-m :=");

	for (guint i = 0; i < verification->witnesses->len; i++) {
		const struct witness *witness =
			verification->witnesses->pdata[i];

		if (has_built(witness, directory, suffix))
			g_string_append_printf(list, " %s.o", witness->name);
	}
	g_string_append_c(list, '\n');
	return g_file_set_contents(kbuild, list->str, -1, error);
}

static bool any_built(const struct verification *verification,
		      const char *directory, const char *suffix)
{
	for (guint i = 0; i < verification->witnesses->len; i++)
		if (has_built(verification->witnesses->pdata[i], directory,
			      suffix))
			return true;
	return false;
}

/* No module is linked while one does not compile: so a second time, without
 * those that did not. */
static bool build_witnesses(const struct verification *verification,
			    const char *directory, GError **error)
{
	g_autoptr(GError) failure = NULL;

	if (!write_kbuild(verification, directory, ".c", error))
		return false;
	if (module_build(verification->kernel, directory, true, NULL,
			 &failure))
		return true;
	if (!any_built(verification, directory, ".o")) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	return write_kbuild(verification, directory, ".o", error) &&
	       module_build(verification->kernel, directory, true, NULL,
			    error);
}

/* The modules that were built, in order. One that was not costs itself. */
static GPtrArray *built_modules(const struct verification *verification,
				const char *directory)
{
	GPtrArray *modules = g_ptr_array_new();

	for (guint i = 0; i < verification->witnesses->len; i++) {
		struct witness *witness = verification->witnesses->pdata[i];
		g_autofree char *path = g_strdup_printf("%s/%s.ko", directory,
							witness->name);

		if (!has_built(witness, directory, ".ko")) {
			give_up_all(witness->findings,
				    "the witness does not compile for this kernel");
			continue;
		}
		witness->module = vm_module_new(path, NULL, true);
		g_ptr_array_add(modules, witness->module);
	}
	return modules;
}

static bool run_witnesses(struct verification *verification, GError **error)
{
	g_autofree char *directory = g_build_filename(verification->work->path,
						      "witness", NULL);
	g_autofree char *boot = g_build_filename(verification->work->path, "boot",
						 NULL);
	const struct vm_options options = { .work_dir = boot };
	g_autoptr(GPtrArray) modules = NULL;

	progress(verification, "building witness modules");
	if (!module_tools(verification->kernel->arch, error) ||
	    !write_witnesses(verification, directory, error) ||
	    !build_witnesses(verification, directory, error))
		return false;
	modules = built_modules(verification, directory);
	if (modules->len == 0)
		return true;
	progress(verification, "booting the kernel");
	if (!vm_run(verification->kernel, modules, &options, error))
		return false;
	for (guint i = 0; i < verification->witnesses->len; i++) {
		const struct witness *witness =
			verification->witnesses->pdata[i];

		if (witness->module)
			conclude(verification, witness);
	}
	return true;
}

/* --- the whole ---------------------------------------------------------- */

static bool verification_open(struct verification *verification,
			      struct run_report *run,
			      const struct vm_request *request, GError **error)
{
	*verification = (struct verification){
		.run = run,
		.request = request,
		.machine = { .page_bytes = run->page_size_bytes,
			     .long_bytes = 8 },
		.witnesses = g_ptr_array_new_with_free_func(witness_free),
	};
	verification->cache_dir = g_build_filename(request->cache_dir, "vm",
						   NULL);
	g_mkdir_with_parents(verification->cache_dir, 0700);
	verification->work = scratch_new(verification->cache_dir, "verify",
					 error);
	return verification->work != NULL;
}

static bool find_kernel(struct verification *verification, GError **error)
{
	const struct vm_request *request = verification->request;
	const struct run_report *run = verification->run;

	progress(verification, "looking for the kernel");
	verification->kernel = vm_kernel_for(request->no_exec ? NULL :
					     request->build, run->arch,
					     run->kernel,
					     verification->cache_dir, error);
	return verification->kernel != NULL;
}

static void verification_close(struct verification *verification)
{
	scratch_free(verification->work);
	g_ptr_array_unref(verification->witnesses);
	vm_kernel_free(verification->kernel);
	g_free(verification->cache_dir);
}

static bool verify_findings(struct verification *verification, GError **error)
{
	const GPtrArray *findings = verification->run->findings;

	if (!find_kernel(verification, error))
		return false;
	for (guint i = 0; i < findings->len; i++)
		add_finding(verification, findings->pdata[i]);
	return verification->witnesses->len == 0 ||
	       run_witnesses(verification, error);
}

static void verify_rewrites(const struct verification *verification)
{
	const struct vm_request *request = verification->request;

	if (!request->with_rewrites || !request->module_dir ||
	    request->no_exec)
		return;
	progress(verification, "building the rewritten module");
	rewrite_verify(verification->run, verification->kernel,
		       request->module_dir, verification->work->path);
}

bool vm_verify(struct run_report *run, const struct vm_request *request,
	       GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autofree char *why = NULL;
	struct verification verification;
	bool ok = verification_open(&verification, run, request, error);

	if (ok && verify_findings(&verification, &failure))
		verify_rewrites(&verification);
	else if (ok)
		why = command_first_error(failure->message);
	if (why)
		give_up_all(run->findings, why);
	verification_close(&verification);
	return ok;
}
