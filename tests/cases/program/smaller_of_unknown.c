// SPDX-License-Identifier: GPL-2.0
/*
 * The smaller of what user space chose and of what nobody knows is not chosen,
 * whichever of the two is named first; the smaller of two choices is.
 */
#include <linux/cpumask.h>
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

static unsigned int threads = 3;
static unsigned int depth = 16;

static ssize_t threads_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	if (kstrtouint(buf, 0, &threads))
		return -EINVAL;
	return count;
}
static DEVICE_ATTR_WO(threads);

static ssize_t depth_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	if (kstrtouint(buf, 0, &depth))
		return -EINVAL;
	return count;
}
static DEVICE_ATTR_WO(depth);

static void *per_thread(unsigned int n)
{
	return kcalloc(n, 64, GFP_KERNEL);	/* ok */
}

static int pool_start(struct device *dev)
{
	unsigned int online = num_online_cpus() - 1;
	unsigned int n = clamp_val(online, 1, threads);
	unsigned int limit = threads, smaller = online;
	void *pool = per_thread(n);
	void *ways, *slots;

	if (smaller >= limit)
		smaller = limit;
	ways = kcalloc(smaller, 64, GFP_KERNEL);	/* ok */
	n = min(threads, depth);
	slots = kcalloc(n, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(slots);
	kfree(ways);
	kfree(pool);
	return 0;
}

static int pool_probe(struct platform_device *pdev)
{
	int err = device_create_file(&pdev->dev, &dev_attr_threads);

	if (!err)
		err = device_create_file(&pdev->dev, &dev_attr_depth);
	return err ? err : pool_start(&pdev->dev);
}

static struct platform_driver pool_driver = {
	.probe = pool_probe,
	.driver.name = "smaller_of_unknown",
};
module_platform_driver(pool_driver);

MODULE_LICENSE("GPL");
