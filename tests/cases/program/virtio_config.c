// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* A field of a virtio device's configuration: the macro calls through ops. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>

struct limits_config {
	__le32 most;
	__le16 queues;
};

static int limits_probe(struct virtio_device *vdev)
{
	u32 most;
	u16 queues;
	void *p;

	virtio_cread(vdev, struct limits_config, most, &most);
	virtio_cread(vdev, struct limits_config, queues, &queues);
	p = kcalloc(most, 16, GFP_KERNEL);	/* expect: note[oversize-user] "virtio" */
	kfree(p);
	p = kcalloc(queues, 64, GFP_KERNEL);	/* ok: oversize-user -- 65535 * 64 */
	kfree(p);
	if (most > 4096)
		most = 4096;
	p = kcalloc(most, 1024, GFP_KERNEL);	/* ok: oversize-user */
	kfree(p);
	return 0;
}

static struct virtio_driver limits_driver = {
	.driver.name = "limits",
	.probe = limits_probe,
};

module_virtio_driver(limits_driver);

MODULE_LICENSE("GPL");
