// SPDX-License-Identifier: GPL-2.0
/*
 * "scsi: scsi_debug: Fix a warning in resp_verify()": the length of a request stands
 * in the command that user space sent.
 */
#include <asm/unaligned.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <scsi/scsi_cmnd.h>
#include <scsi/scsi_host.h>

static const u32 sector_bytes = 512;

static int verify_before(struct scsi_cmnd *scp)
{
	u8 *cmd = scp->cmnd;
	u32 vnum = get_unaligned_be32(cmd + 10);
	u8 *arr;

	if (vnum == 0)
		return 0;
	arr = kcalloc(sector_bytes, vnum, GFP_ATOMIC);	/* todo-fn: warning[oversize-user] -- bytes of an array in a structure */
	if (!arr)
		return -ENOMEM;
	kfree(arr);
	return 0;
}

static int verify_after(struct scsi_cmnd *scp)
{
	u8 *cmd = scp->cmnd;
	u32 vnum = get_unaligned_be32(cmd + 10);
	u8 *arr;

	if (vnum == 0)
		return 0;
	arr = kcalloc(sector_bytes, vnum, GFP_ATOMIC | __GFP_NOWARN);	/* ok: oversize-user -- mended */
	if (!arr)
		return -ENOMEM;
	kfree(arr);
	return 0;
}

static int verify_queuecommand(struct Scsi_Host *host, struct scsi_cmnd *scp)
{
	return scp->cmnd[0] == 0x8f ? verify_before(scp) : verify_after(scp);
}

const struct scsi_host_template km_scsi_template = {
	.module = THIS_MODULE,
	.name = "km-scsi",
	.queuecommand = verify_queuecommand,
};

MODULE_DESCRIPTION("kmcheck case: scsi verify");
MODULE_LICENSE("GPL");
