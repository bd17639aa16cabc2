// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* ioread8() and ioread16() return unsigned int, but no more than they read. */
#include <linux/hid.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/slab.h>

void narrow_registers(void __iomem *regs);
void narrow_registers(void __iomem *regs)
{
	kfree(kmalloc(ioread8(regs) * 16384, GFP_KERNEL));	/* ok: oversize-user -- at most 255 */
	kfree(kmalloc(ioread16(regs) * 64, GFP_KERNEL));	/* ok: oversize-user -- at most 65535 */
	kfree(kmalloc(ioread16(regs) * 65, GFP_KERNEL));	/* expect: note[oversize-user] "4259775" */
	kfree(kmalloc(ioread32(regs), GFP_KERNEL));	/* expect: note[oversize-user] "4294967295" */
}
EXPORT_SYMBOL_GPL(narrow_registers);

void narrow_descriptor(const struct hid_descriptor *hid);
void narrow_descriptor(const struct hid_descriptor *hid)
{
	kfree(kmalloc(hid->bLength * hid->bNumDescriptors, GFP_KERNEL));	/* ok: oversize-user -- two bytes */
	kfree(kmalloc(le16_to_cpu(hid->bcdHID) << 7, GFP_KERNEL));	/* expect: warning[oversize-user] "8388480" */
}
EXPORT_SYMBOL_GPL(narrow_descriptor);

MODULE_DESCRIPTION("kmcheck case: narrow registers");
MODULE_LICENSE("GPL");
