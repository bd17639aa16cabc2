// SPDX-License-Identifier: GPL-2.0
/* A bound that was checked in front of a loop holds in all of it, however many
 * ways lead through the loop and what it calls. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "../km.h"

struct attr {
	u32 id, value;
	u64 mask;
};

struct config {
	u64 flags;
	u32 num_attrs;
	struct attr attrs[10];
};

struct request {
	struct config config;
	u32 num_lines;
	u32 offsets[64];
};

static u64 config_flags(struct config *lc, unsigned int line)
{
	unsigned int i;

	for (i = 0; i < lc->num_attrs; i++)
		if (lc->attrs[i].id == 1 && lc->attrs[i].mask & BIT_ULL(line))
			return lc->attrs[i].value;
	return lc->flags;
}

static bool config_debounced(struct config *lc, unsigned int line)
{
	unsigned int i;

	for (i = 0; i < lc->num_attrs; i++)
		if (lc->attrs[i].id == 3 && lc->attrs[i].mask & BIT_ULL(line))
			return true;
	return false;
}

static u32 config_period(struct config *lc, unsigned int line)
{
	unsigned int i;

	for (i = 0; i < lc->num_attrs; i++)
		if (lc->attrs[i].id == 3 && lc->attrs[i].mask & BIT_ULL(line))
			return lc->attrs[i].value;
	return 0;
}

struct linereq;

struct line {
	struct linereq *req;
	u32 irq, period, debounced, last;
};

struct linereq {
	u32 num_lines;
	struct line lines[];
};

int line_irq(u32 offset, unsigned long flags, struct line *line);
int line_request(u32 offset);
int line_debounce(u32 offset, u32 period);
int line_input(u32 offset);

static int debounce_setup(struct line *line, u32 offset, u32 period)
{
	int ret, irq;

	ret = line_debounce(offset, period);
	if (!ret) {
		line->period = period;
		return ret;
	}
	if (ret != -ENOTSUPP)
		return ret;
	if (period) {
		irq = line_input(offset);
		if (irq < 0)
			return -ENXIO;
		ret = line_irq(irq, 3, line);
		if (ret)
			return ret;
		line->debounced = 1;
		line->irq = irq;
	}
	return 0;
}

static int line_setup(struct line *line, struct config *lc, u32 offset,
		      unsigned int index, u64 flags)
{
	unsigned long irqflags = 0;
	u32 period;
	int irq, ret;

	if (config_debounced(lc, index)) {
		period = config_period(lc, index);
		ret = debounce_setup(line, offset, period);
		if (ret)
			return ret;
		line->period = period;
	}
	if (!flags || line->debounced)
		return 0;
	irq = line_input(offset);
	if (irq < 0)
		return -ENXIO;
	if (flags & 1)
		irqflags |= line->last ? 1 : 2;
	if (flags & 2)
		irqflags |= line->last ? 2 : 1;
	ret = line_irq(irq, irqflags, line);
	if (ret)
		return ret;
	line->irq = irq;
	return 0;
}

int config_lines(void __user *arg)
{
	struct request req;
	unsigned int i;
	struct linereq *lr;
	u64 flags;
	int ret;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;
	if (req.num_lines == 0 || req.num_lines > 64)
		return -EINVAL;
	if (req.config.num_attrs > 10)
		return -EINVAL;
	lr = kzalloc(struct_size(lr, lines, req.num_lines), GFP_KERNEL);
	if (!lr)
		return -ENOMEM;
	for (i = 0; i < req.num_lines; i++)
		lr->lines[i].req = lr;
	for (i = 0; i < req.num_lines; i++) {
		u32 offset = req.offsets[i];

		ret = line_request(offset);
		if (ret)
			return ret;
		flags = config_flags(&req.config, i);
		if (flags & 4) {
			ret = line_request(flags);
			if (ret)
				return ret;
		} else if (flags & 8) {
			ret = line_input(offset);
			if (ret)
				return ret;
			ret = line_setup(&lr->lines[i], &req.config, offset, i, flags & 3);
			if (ret)
				return ret;
		}
		__km_range(req.num_lines);	/* range: [1,64] */
	}
	__km_range(req.num_lines);	/* range: [1,64] */
	return 0;
}
EXPORT_SYMBOL_GPL(config_lines);
MODULE_LICENSE("GPL");
