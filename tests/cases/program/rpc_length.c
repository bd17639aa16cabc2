// SPDX-License-Identifier: GPL-2.0
/*
 * A length out of an RPC message: once so many bytes were found in the message
 * it is no larger than a message; a length that nothing was read of is.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sunrpc/xdr.h>

struct token {
	void *data;
	u32 len;
};

int rpc_length_read(struct xdr_stream *xdr, struct token *token)
{
	u32 len;
	__be32 *p;

	if (xdr_stream_decode_u32(xdr, &len) < 0)
		return -EIO;
	p = xdr_inline_decode(xdr, len);
	if (!p)
		return -EIO;
	token->data = kmalloc(len, GFP_KERNEL);	/* ok: oversize-user -- p was not NULL */
	if (!token->data)
		return -ENOMEM;
	memcpy(token->data, p, len);
	token->len = len;
	return 0;
}
EXPORT_SYMBOL_GPL(rpc_length_read);

int rpc_length_reserve(struct xdr_stream *xdr, struct token *token)
{
	__be32 *p;
	u32 len;

	if (xdr_stream_decode_u32(xdr, &len) < 0)
		return -EIO;
	token->data = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!token->data)
		return -ENOMEM;
	p = xdr_inline_decode(xdr, len);
	if (!p) {
		kfree(token->data);
		return -EIO;
	}
	memcpy(token->data, p, len);
	token->len = len;
	return 0;
}
EXPORT_SYMBOL_GPL(rpc_length_reserve);

MODULE_DESCRIPTION("kmcheck case: lengths out of an RPC message");
MODULE_LICENSE("GPL");
