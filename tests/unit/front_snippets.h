/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * C that means something: test-front-run.c compiles these functions natively,
 * lowers this same file, and both must compute the same. No undefined
 * behaviour for the inputs of the test; SNIPPET(name) lists each function.
 */
typedef unsigned char u8;
typedef signed char s8;
typedef unsigned short u16;
typedef short s16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;
typedef unsigned long size_t_;

#define SMALL(x) ((int)((x) & 0xff))

static long promote_u8(long a, long b)
{
	u8 x = a, y = b;

	return x + y - (u8)(x + y) + (x << 4) + ~x;
}

static long promote_s16(long a, long b)
{
	s16 x = a, y = b;

	return x * y + (x ^ y) - (s16)(x | y);
}

static long unsigned_wraps(long a, long b)
{
	u32 x = a, y = b;
	u64 wide = x * y;
	u64 exact = (u64)x * y;

	return (long)(wide ^ exact);
}

static long mixed_signs(long a, long b)
{
	int x = (int)(a & 0xffff) - 100;
	u32 y = b;
	long r = 0;

	if (x < y)
		r |= 1;
	if ((long)x < y)
		r |= 2;
	if (x == (int)y)
		r |= 4;
	r |= (long)(x > -1) << 3;
	return r + (x / 7) + (x % 7) + y / 7u + y % 7u;
}

static long compound_narrow(long a, long b)
{
	u8 x = a;
	u16 y = b;
	s8 z = 3;
	_Bool t = 0;

	x += y;
	x <<= 3;
	x >>= 1;
	y -= x;
	y *= 3;
	y /= 2;
	y %= 1000;
	z ^= x;
	z |= 5;
	z &= ~2;
	t += 300;
	x++;
	++y;
	z--;
	--x;
	return x + y * 256l + z * 65536l + t * 16777216l;
}

static long compound_wide(long a, long b)
{
	u32 x = a;
	u64 y = b;

	x += y;
	x >>= 3;
	y <<= x & 15;
	y += x++;
	y -= --x;
	y ^= x << 2;
	return (long)(y + x);
}

static long increments(long a, long b)
{
	int v[4] = { SMALL(a), SMALL(b), 3, 4 }, *p = v;
	long r = *p++;

	r = r * 3 + *p;
	r = r * 3 + ++*p;
	r = r * 3 + *++p;
	r = r * 3 + (*p)--;
	r = r * 3 + p[-1] + *(p - 2) + 1[p];
	p -= 2;
	return r * 3 + (p == v) + (&v[4] - p) + (p < v + 2);
}

static long booleans(long a, long b)
{
	_Bool x = a, y = b & 1;

	return x + 2 * y + 4 * !a + 8 * !!b + 16 * (a && b) + 32 * (a || b) +
	       64 * (x == y) + 128 * (_Bool)(a & 0x100);
}

static long short_circuit(long a, long b)
{
	int n = 0;

	if (a > 0 && ++n && (b > 0 || ++n))
		n += 10;
	if (!(a < 5 || (n += 100, b < 5)))
		n += 1000;
	return n;
}

static long ternaries(long a, long b)
{
	long x = a > b ? a & 0xff : b & 0xff;
	long y = (a & 15) ?: (b & 15) ?: 7;

	return x * 16 + y + (a ? b ? 1 : 2 : b ? 3 : 4) +
	       (a < 0 ? 1u : -1);
}

static long comma(long a, long b)
{
	int i, j;

	for (i = 0, j = 10; i < j; i++, j -= 2)
		;
	return (a & 3, b & 3) + i * 10 + j;
}

static long for_slots(long a, long b)
{
	int n = SMALL(a) & 7, r = 0, i;

	for (; n; n--)
		r += n;
	for (i = 0; i < 3;)
		r += i++;
	for (i = 0;; i++)
		if (i > (b & 3))
			break;
	for (;;) {
		if (++r > 20)
			break;
	}
	for (; r < 40;)
		r += 7;
	for (;; r++)
		if (r % 5 == 0)
			break;
	for (n = 0, i = 1; n < 3; n++, i *= 2)
		r += i;
	for (int k = 0; k < 2; k++) {
		if (k == 1)
			continue;
		r += 100;
	}
	return r;
}

#define FOREVER for (;;)
#define COUNT_DOWN(n) for (; (n); (n)--)

static long for_in_macros(long a, long b)
{
	int n = SMALL(a) & 15, r = 0;

	COUNT_DOWN(n)
		r += 2;
	FOREVER {
		if (r++ > (b & 31))
			break;
	}
	return r;
}

static long whiles(long a, long b)
{
	int n = SMALL(a), r = 0;

	while (n > 0) {
		n -= 3;
		if (n & 4)
			continue;
		if (n & 64)
			break;
		r++;
	}
	do {
		if (r & 1)
			continue;
		r += 2;
	} while (++r < (b & 31));
	return r;
}

static long switches(long a, long b)
{
	long r = 0;

	switch (a & 15) {
	case 0:
		r = 1;
		break;
	case 1 ... 3:
		r = 10;
		/* fall through */
	case 4:
		r += 5;
		break;
	default:
		r = 77;
		/* fall through */
	case 9:
	case 8:
		r++;
		switch (b & 3) {
		case 1:
			return r;
		case 2:
			break;
		}
		r += 1000;
		break;
	case 12: {
		int k = 3;

		r = k * b & 0xff;
	}
	}
	switch ((int)a) {
	case -5 ... -1:
		r += 3;
	}
	return r;
}

static long duff(long a, long b)
{
	int count = (SMALL(a) & 15) + 1, n = (count + 3) / 4, r = 0;

	switch (count % 4) {
	case 0:
		do {
			r += b & 7;
	case 3:
			r += 1;
	case 2:
			r += 2;
	case 1:
			r += 3;
		} while (--n > 0);
	}
	return r;
}

static long gotos(long a, long b)
{
	int n = 0;

	if (a & 1)
		goto middle;
again:
	n += 10;
	if (n > 50)
		goto out;
middle:
	n += b & 7;
	if (n < 30)
		goto again;
out:
	return n;
}

#define kmin(x, y) ({ __typeof__(x) _x = (x); __typeof__(y) _y = (y); \
		      _x < _y ? _x : _y; })

static long statement_expressions(long a, long b)
{
	long m = kmin(a, b);
	int n = ({ int i = 0; while (i < (a & 7)) i++; i; });

	return kmin(kmin(m, 100l), 50l) / 2 + n + ({ 5; });
}

static long chosen(long a, long b)
{
	int i = (int)(a & 0xff);

	i += __builtin_choose_expr(1, 3, "no");
	i += __builtin_choose_expr(sizeof(long) == 4, b, i);
	i += __builtin_choose_expr(!__builtin_constant_p(a) &&
				   sizeof(i) == 4, 4, "no");
	i += _Generic(a, int: 1, long: 2, default: 3);
	i += _Generic((char)1, int: 10, long: 20, default: 30);
	i += _Generic(&i, int *: 100, default: 200);
	return i + __builtin_constant_p(8 << 20) * 1000 +
	       __builtin_expect(b & 3, 1) +
	       (__builtin_expect(!!(a > 3), 0) ? 10000 : 0) +
	       __builtin_types_compatible_p(int, int) * 100000;
}

static long overflows(long a, long b)
{
	u32 x;
	int y;
	u64 z;
	long r = 0;

	r += __builtin_add_overflow((u32)a, (u32)b, &x);
	r = r * 2 + __builtin_mul_overflow((u32)a, (u32)b, &x);
	r = r * 2 + __builtin_sub_overflow((int)a, (int)b, &y);
	r = r * 2 + __builtin_mul_overflow(a, b, &z);
	r = r * 2 + __builtin_add_overflow(a, (u8)b, &y);
	return r + x + y + (long)(z & 0xffff);
}

struct inner {
	u8 tag;
	u32 n[3];
};

struct outer {
	int first;
	union {
		struct {
			u16 low, high;
		};
		u32 both;
	};
	struct inner in[2];
	u64 last;
};

static long sizes(long a, long b)
{
	return sizeof(struct outer) + sizeof(int[7]) + sizeof a +
	       _Alignof(struct outer) +
	       __builtin_offsetof(struct outer, high) * 100 +
	       __builtin_offsetof(struct outer, in[1].n[2]) * 1000 +
	       (long)__builtin_offsetof(struct outer, in[b & 1]) * 100000;
}

static long vla_sizes(long a, long b)
{
	int n = SMALL(a) + 1, m = (SMALL(b) & 7) + 1;
	int v[n];
	long r;

	n = 0;
	r = sizeof v;
	{
		short w[m][3];

		r += sizeof(w) + sizeof(w[0]);
	}
	return r + n;
}

enum colour { RED, GREEN = 5, BLUE, LAST = 0x80000000 };

static long enums(long a, long b)
{
	enum colour c = a & 1 ? GREEN : BLUE;
	enum { LOCAL = 12 } l = LOCAL;

	return c + l + RED + (b == BLUE) + LAST;
}

static long initialisers(long a, long b)
{
	struct outer o = {
		.last = a, .low = 3, 4, { { 1, { 2, 3 } }, 5, 6, [1] = { 7 } },
		.first = SMALL(b),
	};
	struct inner table[] = {
		[2] = { .n = { [1] = 9 } }, { .tag = SMALL(a) }, [0].tag = 4,
	};
	int run[8] = { [1 ... 3] = SMALL(b), 5, [7] = 1 };
	int grid[2][3] = { 1, 2, 3, 4 };
	char zero[5] = { 0 };
	u8 bytes[] = { 1, 2, 3 };
	long r = o.first + o.both + o.in[0].n[1] + o.in[1].tag + o.in[1].n[0];

	for (int i = 0; i < 8; i++)
		r = r * 3 + run[i];
	for (int i = 0; i < 4; i++)
		r += table[i].tag * 7 + table[i].n[1];
	return r + grid[1][0] * 5 + grid[1][2] + zero[4] + bytes[2] +
	       sizeof(table) + (long)(o.last & 0xff);
}

static long compound_literals(long a, long b)
{
	struct outer o = { .first = 1, .last = 2 };
	struct outer *p = &(struct outer){ .first = SMALL(a), .both = 9 };
	int *v = (int[]){ 1, SMALL(b), 3 };

	o = (struct outer){ .first = o.first + 5, .in[1].tag = 8 };
	return o.first + o.last + o.in[1].tag + p->first + p->low + v[1] +
	       ((struct inner){ .tag = 11 }).tag;
}

static long copies(long a, long b)
{
	struct outer x = { .first = SMALL(a), .in = { { 1 }, { 2 } } }, y, z[2];

	y = x;
	y.first++;
	z[b & 1] = y;
	z[!(b & 1)] = x;
	*&x = a & 1 ? z[0] : z[1];
	return x.first * 100 + y.first * 10 + z[0].in[1].tag;
}

/* What stands on the left is evaluated once. */
static long record_effects(long a, long b)
{
	struct inner v[4] = { { 0 } }, one = { .tag = 1 };
	int i = 0;

	v[i++] = one;
	one.tag = SMALL(a);
	v[i++].tag = 2;
	i += (v[i] = one).tag & 0;
	i++;
	return i + v[0].tag * 10 + v[1].tag * 100 + v[2].tag * 1000 +
	       (v[i] = one, i) + v[3].tag;
}

static long array_of_one(struct inner one[1], u16 (*grid)[2])
{
	return one->tag + one[0].n[1] + grid[1][0] + (*grid)[1];
}

static long decayed(long a, long b)
{
	struct inner in = { SMALL(a), { 1, 2 } };
	u16 grid[2][2] = { { 1, 2 }, { 3, SMALL(b) } };

	return array_of_one(&in, grid) * (a & 1 ? grid[0] : grid[1])[1];
}

typedef struct { int x; } first_t;
typedef struct { int x; } second_t;
typedef struct inner inner_t;
#define kind_of(p, out) _Generic((p), first_t *: (void)(out = 1), \
				 second_t *: (void)(out = 2), \
				 const inner_t *: (void)(out = 7), \
				 inner_t *: (void)(out = 4), \
				 default: (void)(out = 3))

static long generic_by_name(long a, long b)
{
	first_t f = { SMALL(a) };
	second_t s = { SMALL(b) };
	int one, two, three, four;
	struct inner in, *p = &in;

	kind_of(p, four);
	if (four != 4)
		return -1;
	kind_of(&f, one);
	kind_of(&s, two);
	three = _Generic(a, int: 1, default: 3, char: 2);
	return one + two * 10 + three * 100 + f.x + s.x;
}

struct bits {
	u32 a : 3;
	int b : 5;
	u64 c : 33;
	_Bool d : 1;
	u8 e : 4, : 2, f : 2;
};

static long bit_fields(long a, long b)
{
	struct bits x = { .a = a & 7, .b = -3 }, y;

	x.c = (u64)b << 20;
	x.d = a & 8;
	x.e = 15;
	x.e++;
	x.f = 3;
	x.a += 5;
	x.b -= 2;
	y = x;
	y.a <<= 1;
	return x.a + 8l * x.b + 1000l * x.d + 10000l * x.e + 100000l * x.f +
	       1000000l * y.a + (long)(x.c & 0xffffffff) * 3 + (y.c > 5) +
	       (y.b = (int)(a & 63));
}

static long anonymous(long a, long b)
{
	struct outer o = { 0 }, *p = &o;

	p->low = a;
	p->high = b;
	o.both ^= 0x10001;
	return p->both + o.low;
}

#define container(ptr, type, member) \
	((type *)((char *)(ptr) - __builtin_offsetof(type, member)))

static long pointers(long a, long b)
{
	struct outer v[3] = { { .last = 4 }, { .last = 5 }, { .last = 6 } };
	u32 *n = &v[a & 1].in[1].n[2];
	struct outer *o = container(n, struct outer, in[1].n[2]);
	void *p = v;
	struct outer **pp = &o;

	*n = 12;
	p += sizeof(struct outer) * 2;
	(*pp)->first = SMALL(b);
	return o->last + ((struct outer *)p)->last * 10 + (o - v) * 100 +
	       (&v[2] > o) * 1000 + o->in[1].n[2] * 10000 + (n != 0) +
	       v[a & 1].first * 100000;
}

static int twice(int x) { return 2 * x; }
static int negate(int x) { return -x; }
static int add3(int x, int y, int z) { return x + y * 2 + z * 4; }

struct ops {
	const char *name;
	int (*run)(int);
	u32 flags;
	u16 sizes[4];
};

static const struct ops table[] = {
	{ "twice", twice, 1, { 1, 2 } },
	{ .run = negate, .flags = 1u << 31, .name = "neg", .sizes[2] = 7 },
	[3] = { .run = &twice, .sizes = { [1 ... 3] = 9 } },
};

static const u16 primes[] = { 2, 3, 5, 7, 11, [7] = 19, 23 };
static int counter = 40;
static int *const counter_at = &counter;
static const u32 *const middle = (const u32[]){ 10, 20, 30 } + 1;
static const struct inner redone[2] = {
	{ 1, { 2, 3, 4 } }, 5, 6, [0].n[1] = 8, [1] = { 9 }, [0].tag = 7,
};
static const struct ops *chosen_ops[2] = { table + 1, &table[3] };
static u64 big = 1ul << 40;
static struct { int x; struct bits b; union { int u; char c; }; } tangled = {
	1, { 1, -1, .e = 9 }, { 7 },
};

static long tables(long a, long b)
{
	const struct ops *op = &table[a & 1];
	long r = op->run(SMALL(b)) + (op->flags >> 28) + op->sizes[2];

	r += chosen_ops[b & 1]->run(3) + chosen_ops[1]->sizes[3];
	r += primes[a & 7] + sizeof(primes) + middle[1] + middle[-1];
	r += table[2].run ? 1 : 0;
	r += redone[0].n[1] * 3 + redone[1].n[0] + redone[0].tag;
	r += tangled.x + tangled.b.a + tangled.b.b + tangled.b.e + tangled.u;
	return r + (big >> 36);
}

static long statics(long a, long b)
{
	static int calls = 5;
	static const int squares[] = { 0, 1, 4, 9 };

	calls = SMALL(a) + squares[b & 3];
	*counter_at = calls;
	return counter + calls;
}

static long calls(long a, long b)
{
	int (*f)(int) = a & 1 ? twice : negate;

	return add3(SMALL(a), twice(SMALL(b)), f(3)) + (*f)(1) + (&twice)(2);
}

static int fibonacci(int n)
{
	return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

static long recursion(long a, long b)
{
	return fibonacci((int)(a & 7)) + fibonacci((int)(b & 3));
}

static void set(int *out, int value) { *out = value; }

static int array_parameter(int v[4], int n)
{
	v++;
	return v[n] + *v;
}

static long out_parameters(long a, long b)
{
	int v[4] = { 1, 2, 3, 4 }, x;

	set(&x, SMALL(a));
	set(v + (b & 3), x);
	return array_parameter(v, 1) + v[0] * 10 + x * 100;
}

static void note(int *at) { counter = counter * 3 + *at; }
#define NOTED __attribute__((__cleanup__(note)))

static int cleaned(int a, int b)
{
	int first NOTED = 1;
	int r = 0;

	for (int i = 0; i < 5; i++) {
		int second NOTED = i + 2;

		if (i == (a & 3))
			continue;
		if (i == (b & 7))
			break;
		{
			int third NOTED = 50 + i;

			if (a == 9 + i)
				goto out;
			if (a == 14 + i)
				return third;
			r += third;
		}
	}
	for (int done = 0, fourth NOTED = 9; !done; done = 1) {
		if (b & 8)
			break;
		r += fourth;
	}
again:
	{
		int fifth NOTED = r & 3;

		if (r++ & 1)
			goto again;
		first = fifth;
	}
	{
out:;
		int sixth NOTED = 6;

		sixth = 7;
		r += sixth;
	}
	return r + first;
}

static long cleanups(long a, long b)
{
	int r;

	counter = 1;
	r = cleaned((int)(a & 31), (int)(b & 15));
	return (long)(u32)(counter % 100000) * 100 + r;
}

static long wide_constants(long a, long b)
{
	u64 x = 0xffffffffffffffffull, y = 0x80000000;
	int c = 'A' + '\n' + '\xff';

	return (long)(x >> 60) + (long)(y >> 30) + (a == 0x7fffffffl) +
	       (b == -1) + 012 + 0b101 + c + (x == ~0ull) + (-1 > 0u) +
	       (-1l > 0u);
}

static long shifts(long a, long b)
{
	int n = (int)(b & 31);
	u8 byte = a;

	return ((u32)a << n) + ((long)(int)a >> n) + (byte >> (n & 7)) +
	       (1ul << (n + 20)) + (1u << n) / 3;
}

static long casts(long a, long b)
{
	return (u8)a + (s8)b * 3l + (u16)(s8)a + (s16)(u16)b +
	       (long)(u32)a / 5 + (int)(u32)b / 5 + (long)(void *)(a & 0xff) +
	       (u64)(u32)-1 / 1000 + (u64)-1 / 100000000000;
}

static long deep_conditions(long a, long b)
{
	int r = 0;

	if ((a & 1 && !(b & 1)) || (!(a & 2) && (b & 2 || a & 4)))
		r |= 1;
	if (!(a & 1 ? b & 1 : b & 2))
		r |= 2;
	if ((_Bool)(a & 0x300))
		r |= 4;
	if ((u8)a)
		r |= 8;
	while (!!(r & 1) && __builtin_expect(!(r & 16), 1))
		r += 16;
	return r;
}

#define SNIPPETS(SNIPPET) \
	SNIPPET(promote_u8) SNIPPET(promote_s16) SNIPPET(unsigned_wraps) \
	SNIPPET(mixed_signs) SNIPPET(compound_narrow) SNIPPET(compound_wide) \
	SNIPPET(increments) SNIPPET(booleans) SNIPPET(short_circuit) \
	SNIPPET(ternaries) SNIPPET(comma) SNIPPET(for_slots) \
	SNIPPET(for_in_macros) SNIPPET(whiles) SNIPPET(switches) \
	SNIPPET(duff) SNIPPET(gotos) SNIPPET(statement_expressions) \
	SNIPPET(chosen) SNIPPET(overflows) SNIPPET(sizes) SNIPPET(vla_sizes) \
	SNIPPET(enums) SNIPPET(initialisers) SNIPPET(compound_literals) \
	SNIPPET(copies) SNIPPET(bit_fields) SNIPPET(anonymous) \
	SNIPPET(pointers) SNIPPET(tables) SNIPPET(statics) SNIPPET(calls) \
	SNIPPET(recursion) SNIPPET(out_parameters) SNIPPET(cleanups) \
	SNIPPET(wide_constants) SNIPPET(shifts) SNIPPET(casts) \
	SNIPPET(deep_conditions) \
	SNIPPET(record_effects) SNIPPET(decayed) SNIPPET(generic_by_name)
