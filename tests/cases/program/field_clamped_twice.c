// SPDX-License-Identifier: GPL-2.0
/* A field gets what user space asks for and is then set again where that was
 * too much; only then does anybody else get the object. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/kfifo.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define LINES_MAX	64
#define EVENTS_MAX	(LINES_MAX * 16)

struct request;

struct line {
	struct request *request;
	u64 flags;
};

struct line_event {
	u64 stamp, sequence, offset, value;
};

struct request {
	u32 num_lines, event_buffer_size;
	DECLARE_KFIFO_PTR(events, struct line_event);
	struct line lines[];
};

struct user_request {
	u32 num_lines, event_buffer_size;
	u64 flags;
};

int request_line(struct line *line);
int request_publish(const char *name, void *request);

static int line_setup(struct line *line)
{
	struct request *request = line->request;

	if (!line->flags || kfifo_initialized(&request->events))
		return 0;
	return kfifo_alloc(&request->events, request->event_buffer_size, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
}

static long request_create(struct file *file, unsigned int cmd,
			   unsigned long arg)
{
	struct user_request user;
	struct request *request;
	unsigned int i;
	int ret;

	if (copy_from_user(&user, (void __user *)arg, sizeof(user)))
		return -EFAULT;
	if (user.num_lines == 0 || user.num_lines > LINES_MAX)
		return -EINVAL;
	request = kzalloc(struct_size(request, lines, user.num_lines),
			  GFP_KERNEL);
	if (!request)
		return -ENOMEM;
	request->event_buffer_size = user.event_buffer_size;
	if (request->event_buffer_size == 0)
		request->event_buffer_size = user.num_lines * 16;
	else if (request->event_buffer_size > EVENTS_MAX)
		request->event_buffer_size = EVENTS_MAX;
	request->num_lines = user.num_lines;
	for (i = 0; i < user.num_lines; i++) {
		request->lines[i].request = request;
		ret = request_line(&request->lines[i]);
		if (ret)
			goto fail;
		request->lines[i].flags = user.flags;
		ret = line_setup(&request->lines[i]);
		if (ret)
			goto fail;
	}
	ret = request_publish("lines", request);
	if (ret)
		goto fail;
	file->private_data = request;
	return 0;
fail:
	kfree(request);
	return ret;
}

static const struct file_operations request_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = request_create,
};

/* The same, but others have the object before its field is set right. */
struct early {
	u32 events;
	void *buffer;
};

static int early_start(struct early *early)
{
	early->buffer = kcalloc(early->events, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
	return early->buffer ? 0 : -ENOMEM;
}

static long early_create(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct early *early = kzalloc(sizeof(*early), GFP_KERNEL);

	if (!early)
		return -ENOMEM;
	early->events = arg;
	if (request_publish("early", early)) {
		kfree(early);
		return -EBUSY;
	}
	if (early->events > EVENTS_MAX)
		early->events = EVENTS_MAX;
	file->private_data = early;
	return 0;
}

static ssize_t early_read(struct file *file, char __user *buf, size_t count,
			  loff_t *ppos)
{
	return early_start(file->private_data);
}

static const struct file_operations early_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = early_create,
	.read = early_read,
};

const struct file_operations *clamped_files[] = { &request_fops, &early_fops };

MODULE_DESCRIPTION("kmcheck case: field clamped twice");
MODULE_LICENSE("GPL");
