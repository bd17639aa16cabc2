// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* Devices are also read through a bus, into a buffer of the driver's. */
#include <linux/fs.h>
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/mtd/mtd.h>
#include <linux/nvmem-consumer.h>
#include <linux/phy.h>
#include <linux/regmap.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>

struct header {
	__le32 bytes;
	__le16 records;
};

int device_reads_regmap(struct regmap *map, struct phy_device *phy)
{
	u32 words[3];
	int id;

	if (regmap_bulk_read(map, 8, words, ARRAY_SIZE(words)))
		return -EIO;
	kfree(kmalloc(words[1], GFP_KERNEL));	/* expect: note[oversize-user] */
	kfree(kmalloc(words[2] & 0xffff, GFP_KERNEL));	/* ok: oversize-user -- 16 bits */
	id = phy_read(phy, 2);
	if (id < 0)
		return id;
	kfree(kmalloc(id * 64, GFP_KERNEL));	/* ok: oversize-user -- 16 bits */
	kfree(kmalloc(id * 128, GFP_KERNEL));	/* expect: note[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(device_reads_regmap);

int device_reads_bus(struct i2c_client *client, struct spi_device *spi)
{
	u8 command = 0x9f, reply[8];
	struct header h;

	if (i2c_master_recv(client, reply, sizeof(reply)) != sizeof(reply))
		return -EIO;
	kfree(kmalloc(reply[3] << 16, GFP_KERNEL));	/* expect: note[oversize-user] */
	kfree(kmalloc(reply[3] << 14, GFP_KERNEL));	/* ok: oversize-user -- a byte */
	if (spi_write_then_read(spi, &command, 1, &h, sizeof(h)))
		return -EIO;
	kfree(kmalloc(le32_to_cpu(h.bytes), GFP_KERNEL));	/* expect: note[oversize-user] */
	kfree(kmalloc(le16_to_cpu(h.records) * 64, GFP_KERNEL));	/* ok: oversize-user -- 16 bits */
	if (spi_read(spi, reply, sizeof(reply)))
		return -EIO;
	kfree(kmalloc(1UL << reply[0], GFP_KERNEL));	/* expect: note[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(device_reads_bus);

int device_reads_memory(struct device *dev, struct mtd_info *mtd)
{
	struct header h;
	size_t got;
	u32 bytes;

	if (nvmem_cell_read_u32(dev, "size", &bytes))
		return -EIO;
	kfree(kmalloc(bytes, GFP_KERNEL));	/* expect: note[oversize-user] */
	if (mtd_read(mtd, 0, sizeof(h), &got, (u8 *)&h) || got != sizeof(h))
		return -EIO;
	kfree(kmalloc(le32_to_cpu(h.bytes), GFP_KERNEL));	/* expect: note[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(device_reads_memory);

/* Anybody may have written the file. */
int device_reads_file(struct file *file)
{
	struct header h;
	loff_t at = 0;

	if (kernel_read(file, &h, sizeof(h), &at) != sizeof(h))
		return -EIO;
	kfree(kmalloc(le32_to_cpu(h.bytes), GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(device_reads_file);

static unsigned long places[4];
static int n_places;
module_param_array(places, ulong, &n_places, 0400);

/* No more than the array has, nor fewer than none. */
void *device_reads_count(void)
{
	return kmalloc(n_places * SZ_1M, GFP_KERNEL);	/* ok: oversize-user -- four */
}
EXPORT_SYMBOL_GPL(device_reads_count);
MODULE_LICENSE("GPL");
