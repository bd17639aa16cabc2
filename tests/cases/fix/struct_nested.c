// SPDX-License-Identifier: GPL-2.0
/* A field of a member of a member. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct ring {
	u8 *data;
};

struct queue {
	struct ring ring;
	int id;
};

struct port {
	struct queue rx, tx;
};

static struct port *port;

static int queue_init(struct queue *q, int id)
{
	q->id = id;
	q->ring.data = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return q->ring.data ? 0 : -ENOMEM;
}

static void queue_free(struct queue *q)
{
	kfree(q->ring.data);
}

static void teardown(void)
{
	queue_free(&port->tx);
	queue_free(&port->rx);
	kfree(port);
}

static int setup(void)
{
	port = kzalloc(sizeof(*port), GFP_KERNEL);
	if (!port)
		return -ENOMEM;
	if (queue_init(&port->rx, 0) || queue_init(&port->tx, 1)) {
		teardown();
		return -ENOMEM;
	}
	return 0;
}

static int __init struct_nested_init(void)
{
	return setup();
}

static void __exit struct_nested_exit(void)
{
	teardown();
}

module_init(struct_nested_init);
module_exit(struct_nested_exit);

MODULE_DESCRIPTION("kmcheck case: struct_nested");
MODULE_LICENSE("GPL");
