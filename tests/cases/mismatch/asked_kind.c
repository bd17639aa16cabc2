// SPDX-License-Identifier: GPL-2.0
/* Other ways to ask of what kind memory is, or to bring its free function. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct job {
	void (*done)(void *memory);
	void *memory;
};

struct task_ops {
	void (*drop)(void *memory);
};

struct task {
	const struct task_ops *ops;
	void *memory;
};

struct one_way {
	void (*done)(void *memory);
	void *memory;
};

struct typed {
	unsigned int type;
	void *memory;
};

static bool is_large(const void *p)
{
	return is_vmalloc_addr(p);
}

void asked_kind_helper(size_t bytes);
void asked_kind_helper(size_t bytes)
{
	void *p = kvmalloc(bytes, GFP_KERNEL);
	void *q = kvmalloc(bytes, GFP_KERNEL);

	if (is_large(p))
		vfree(p);
	else
		kfree(p);	/* ok: kfree-mismatch -- it asked */
	if (!is_large(q))
		vfree(q);
	else
		kfree(q);	/* expect: error[kfree-mismatch] "kvmalloc" */
}
EXPORT_SYMBOL_GPL(asked_kind_helper);

void asked_kind_valid(size_t bytes);
void asked_kind_valid(size_t bytes)
{
	void *p = kvmalloc(bytes, GFP_KERNEL);

	if (virt_addr_valid(p))
		kfree(p);	/* ok: kfree-mismatch -- slab memory is valid */
	else
		vfree(p);
}
EXPORT_SYMBOL_GPL(asked_kind_valid);

static void drop_small(void *memory)
{
	kfree(memory);		/* ok: kfree-mismatch -- a small job's */
}

static void drop_large(void *memory)
{
	kvfree(memory);
}

static void drop_wrongly(void *memory)
{
	kfree(memory);		/* expect: error[kfree-mismatch] "kvmalloc" */
}

static void finish(struct job *job)
{
	job->done(job->memory);
}

void asked_kind_job(size_t bytes);
void asked_kind_job(size_t bytes)
{
	struct job small = { drop_small, kmalloc(16, GFP_KERNEL) };
	struct job large = { drop_large, kvmalloc(bytes, GFP_KERNEL) };

	finish(&small);
	finish(&large);
}
EXPORT_SYMBOL_GPL(asked_kind_job);

static void task_drop_small(void *memory)
{
	kfree(memory);		/* ok: kfree-mismatch -- a small task's */
}

static void task_drop_large(void *memory)
{
	kvfree(memory);
}

static const struct task_ops small_ops = { .drop = task_drop_small };
static const struct task_ops large_ops = { .drop = task_drop_large };

void asked_kind_task(struct task *task, size_t bytes);
void asked_kind_task(struct task *task, size_t bytes)
{
	task->ops = bytes > PAGE_SIZE ? &large_ops : &small_ops;
	task->memory = bytes > PAGE_SIZE ? kvmalloc(bytes, GFP_KERNEL) :
		       kmalloc(bytes, GFP_KERNEL);
	task->ops->drop(task->memory);
}
EXPORT_SYMBOL_GPL(asked_kind_task);

static void typed_drop_small(struct typed *typed)
{
	kfree(typed->memory);	/* ok: kfree-mismatch -- of the other type */
}

static void typed_drop_large(struct typed *typed)
{
	kvfree(typed->memory);
}

static void (*const typed_drops[])(struct typed *typed) = {
	typed_drop_small, typed_drop_large,
};

void asked_kind_typed(struct typed *typed, size_t bytes);
void asked_kind_typed(struct typed *typed, size_t bytes)
{
	typed->type = bytes > PAGE_SIZE;
	typed->memory = typed->type ? kvmalloc(bytes, GFP_KERNEL) :
			kmalloc(bytes, GFP_KERNEL);
	typed_drops[typed->type](typed);
}
EXPORT_SYMBOL_GPL(asked_kind_typed);

static void finish_one_way(struct one_way *way)
{
	way->done(way->memory);
}

void asked_kind_one_way(size_t bytes);
void asked_kind_one_way(size_t bytes)
{
	struct one_way way = { drop_wrongly, kvmalloc(bytes, GFP_KERNEL) };

	finish_one_way(&way);
}
EXPORT_SYMBOL_GPL(asked_kind_one_way);

MODULE_DESCRIPTION("kmcheck case: asked of what kind memory is");
MODULE_LICENSE("GPL");
