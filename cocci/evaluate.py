# Constant expressions of C, with the types of the target. A value is
# (number, bits, signed).

INT, LONG = (32, True), (LONG_BYTES * 8, True)
SIZE = (LONG_BYTES * 8, False)

def scalar(bits, signed):
    return Type(bits >> 3, bits >> 3, bits, signed, None, None)

INCOMPLETE = Type(0, 1, 0, False, None, None)
POINTER = Type(LONG_BYTES, LONG_BYTES, 0, False, None, None)
TYPES = {'char': scalar(8, True), 'bool': scalar(8, False),
         'size_t': scalar(SIZE[0], False), 'ssize_t': scalar(LONG[0], True),
         'dma_addr_t': scalar(64, False), 'gfp_t': scalar(32, False)}
for bits in 8, 16, 32, 64:
    for name in '__u%d', 'u%d', '__le%d', '__be%d', 'uint%d_t':
        TYPES[name % bits] = scalar(bits, False)
    for name in '__s%d', 's%d', 'int%d_t':
        TYPES[name % bits] = scalar(bits, True)

BASE_WORDS = {'char', 'short', 'int', 'long', 'unsigned', 'signed'}
KEYWORDS = {'return', 'goto', 'else', 'case', 'do', 'sizeof', 'if', 'while'}
QUALIFIERS = {'const', 'volatile', 'static', 'register', '__user', '__iomem'}
NUMBERS = {'true': (1, *INT), 'false': (0, *INT),
           'PAGE_SHIFT': (PAGE_SHIFT, *INT),
           'PAGE_SIZE': (1 << PAGE_SHIFT, *SIZE),
           'BITS_PER_LONG': (LONG_BYTES * 8, *INT),
           'BITS_PER_BYTE': (8, *INT),
           'KMALLOC_MAX_SIZE': (LIMIT, *SIZE), 'SIZE_MAX': (2 ** SIZE[0] - 1, *SIZE),
           'INT_MAX': (2 ** 31 - 1, *INT), 'UINT_MAX': (2 ** 32 - 1, 32, False),
           'LONG_MAX': (2 ** (LONG[0] - 1) - 1, *LONG),
           'ULONG_MAX': (2 ** LONG[0] - 1, *SIZE)}
for bits in 8, 16, 32, 64:
    NUMBERS['U%d_MAX' % bits] = (2 ** bits - 1, max(bits, 32), bits < 32)
    NUMBERS['S%d_MAX' % bits] = (2 ** (bits - 1) - 1, max(bits, 32), True)

# Macros of kernel headers, as C.
HEADERS = {
    'BIT': (['n'], '(1UL << (n))'),
    'ARRAY_SIZE': (['a'], '(sizeof(a) / sizeof((a)[0]))'),
    'DIV_ROUND_UP': (['n', 'd'], '(((n) + (d) - 1) / (d))'),
    'BITS_TO_LONGS': (['n'], 'DIV_ROUND_UP(n, 8 * sizeof(long))'),
    'ALIGN': (['x', 'a'], 'round_up(x, a)'),
    'PAGE_ALIGN': (['x'], 'round_up(x, PAGE_SIZE)'),
    'min_t': (['t', 'x', 'y'], 'min((t)(x), (t)(y))'),
    'max_t': (['t', 'x', 'y'], 'max((t)(x), (t)(y))'),
    'clamp_t': (['t', 'x', 'y', 'z'], 'clamp((t)(x), (t)(y), (t)(z))'),
}

def wrap(number, bits, signed):
    number &= (1 << bits) - 1
    if signed and number >> (bits - 1):
        number -= 1 << bits
    return (number, bits, signed)

def promote(value):
    return wrap(value[0], *INT) if value[1] < 32 else value

def common(a, b):
    a, b = promote(a), promote(b)
    bits = max(a[1], b[1])
    signed = all(v[2] or v[1] < bits for v in (a, b))
    return wrap(a[0], bits, signed), wrap(b[0], bits, signed)

def size_of(value):
    return wrap(value[0], *SIZE)[0]

def saturated(number):
    top = (1 << SIZE[0]) - 1
    return (number if 0 <= number <= top else top, *SIZE)

def power_of_two_above(number):
    return 1 << max(number - 1, 0).bit_length()

def order_of(number):
    pages = max(-(-number >> PAGE_SHIFT), 1)
    return (pages - 1).bit_length()

def round_up(x, to):
    x, to = common(x, to)
    return wrap(above(x[0], to[0]), x[1], x[2])

def round_down(x, to):
    x, to = common(x, to)
    return wrap(x[0] - x[0] % to[0], x[1], x[2])

def pick(choose, *values):
    a, b = common(values[0], values[1])
    return a if choose(a[0], b[0]) == a[0] else b

# Functions and macros by their effect (rules/helpers.rules).
EFFECTS = {
    'size_add': lambda a, b: saturated(size_of(a) + size_of(b)),
    'size_mul': lambda a, b: saturated(size_of(a) * size_of(b)),
    'array_size': lambda a, b: saturated(size_of(a) * size_of(b)),
    'array3_size': lambda a, b, c: saturated(size_of(a) * size_of(b) * size_of(c)),
    'min': lambda a, b: pick(min, a, b),
    'max': lambda a, b: pick(max, a, b),
    'clamp': lambda v, low, high: pick(min, pick(max, v, low), high),
    'round_up': round_up,
    'round_down': round_down,
    'roundup_pow_of_two': lambda n: (power_of_two_above(size_of(n)), *SIZE),
    'rounddown_pow_of_two': lambda n: (1 << size_of(n).bit_length() - 1, *SIZE),
    'ilog2': lambda n: (size_of(n).bit_length() - 1, *INT),
    'get_order': lambda n: (order_of(size_of(n)), *INT),
    'identity': lambda n: n,
}

BINARY = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='],
          ['<', '<=', '>', '>='], ['<<', '>>'], ['+', '-'], ['*', '/', '%']]

def compute(op, a, b):
    """What C makes of it. A size that is known to be at least something may
    only grow."""
    if op in ('<<', '>>'):
        a, n = promote(a), b[0]
        if not 0 <= n < a[1]:
            raise Unknown
        return wrap(a[0] << n if op == '<<' else a[0] >> n, a[1], a[2])
    a, b = common(a, b)
    x, y = a[0], b[0]
    if op in ('==', '!=', '<', '<=', '>', '>='):
        truth = {'==': x == y, '!=': x != y, '<': x < y, '<=': x <= y,
                 '>': x > y, '>=': x >= y}[op]
        return (int(truth), *INT)
    if op in ('/', '%') and (not y or x < 0 or y < 0):
        raise Unknown
    number = {'+': lambda: x + y, '-': lambda: x - y, '*': lambda: x * y,
              '/': lambda: divmod(x, y)[0], '%': lambda: x % y, '&': lambda: x & y,
              '|': lambda: x | y, '^': lambda: x ^ y}[op]()
    return wrap(number, a[1], a[2])

class Evaluation:
    """One expression, as it stands at an offset of a source."""

    def __init__(self, source, offset, text, depth=0, known=None):
        if depth > 40:
            raise Unknown
        self.source, self.offset, self.depth = source, offset, depth
        self.tokens, self.at = tokens(text), 0
        self.known = known or {}
        self.loose = False  # any name may be a type

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else ''

    def take(self, wanted=None):
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise Unknown
        self.at += 1
        return token

    def accept(self, wanted):
        if self.peek() != wanted:
            return False
        self.at += 1
        return True

    def value(self):
        result = self.conditional()
        if self.at != len(self.tokens):
            raise Unknown
        return result

    def inner(self, text, offset=None):
        return Evaluation(self.source, self.offset if offset is None else offset,
                          text, self.depth + 1, self.known)

    def conditional(self):
        condition = self.attempt(lambda: self.binary(0))
        if not self.accept('?'):
            return self.sure(condition)
        if self.accept(':'):
            yes = condition
        else:
            yes = self.attempt(self.conditional)
            self.take(':')
        no = self.attempt(self.conditional)
        return self.sure(yes if self.sure(condition)[0] else no)

    def attempt(self, parse):
        """A part that may be unknown; what comes after is still read."""
        start, depth = self.at, 0
        try:
            return parse()
        except Unknown:
            self.at = start
        while self.peek():
            token = self.peek()
            if depth == 0 and token in ('?', ':', '&&', '||', ')', ','):
                break
            depth += (token in '([') - (token in ')]')
            self.at += 1
        return None

    def sure(self, value):
        if value is None:
            raise Unknown
        return value

    def binary(self, level):
        if level == len(BINARY):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek() in BINARY[level]:
            op = self.take()
            if op in ('&&', '||'):
                left = self.logical(op, left, level)
            else:
                left = compute(op, left, self.binary(level + 1))
                if self.source.inexact and op not in ('*', '+', '<<'):
                    raise Unknown
        return left

    def logical(self, op, left, level):
        right = self.attempt(lambda: self.binary(level + 1))
        if bool(left[0]) == (op == '||'):
            return (int(op == '||'), *INT)
        return (int(bool(self.sure(right)[0])), *INT)

    def unary(self):
        token = self.peek()
        if token in ('-', '+', '~', '!'):
            self.take()
            value = promote(self.unary())
            number = {'-': -value[0], '+': value[0], '~': ~value[0],
                      '!': int(not value[0])}[token]
            return (number, *INT) if token == '!' else wrap(number, *value[1:])
        if token == 'sizeof':
            self.take()
            return (self.sizeof(), *SIZE)
        if token == '(':
            type_ = self.type_in_brackets()
            if type_:
                value = self.unary()
                if not type_.bits:
                    raise Unknown
                return wrap(value[0], type_.bits, type_.signed)
            self.take('(')
            value = self.conditional()
            self.take(')')
            return value
        return self.primary()

    def primary(self):
        token = self.take()
        if token[0].isdigit():
            return self.literal(token)
        if token[0] == '\x27' and len(token) == 3:
            return (ord(token[1]), *INT)
        if token[0].isalpha() or token[0] == '_':
            return self.call(token) if self.peek() == '(' else self.named(token)
        raise Unknown

    def literal(self, token):
        digits, suffix = re.fullmatch(r'(0[xXbB][0-9a-fA-F]+|\d+)([uUlL]*)', token).groups()
        octal = digits[0] == '0' and digits.isdigit()
        number = int(digits, 8 if octal else 0 if digits[0] == '0' else 10)
        suffix = suffix.lower()
        bits = 64 if 'll' in suffix else LONG[0] if 'l' in suffix else 32
        decimal = digits[0] != '0'
        for width in sorted({bits, max(bits, LONG[0]), 64}):
            if 'u' not in suffix and number < 1 << (width - 1):
                return (number, width, True)
            if ('u' in suffix or not decimal) and number < 1 << width:
                return (number, width, False)
        raise Unknown

    def named(self, name):
        if name in self.known:
            return self.known[name]
        source = self.source
        if name in source.macros:
            macro = source.macros[name]
            if not macro or macro[0] is not None:
                raise Unknown
            return self.inner(macro[1]).value()
        local = self.initial_value(name)
        if local:
            return self.inner(local[0], local[1]).value()
        if name in source.constants:
            text = source.constants[name]
            if not text or self.declarations(name, source.function_before(self.offset)):
                raise Unknown
            return self.inner(text).value()
        megabytes = re.fullmatch(r'SZ_(\d+)([KMG]?)', name)
        if megabytes:
            shift = {'': 0, 'K': 10, 'M': 20, 'G': 30}[megabytes.group(2)]
            return self.literal('0x%x' % (int(megabytes.group(1)) << shift))
        if name in NUMBERS:
            return NUMBERS[name]
        raise Unknown

    def initial_value(self, name):
        """(text, offset) if a local variable keeps the value it begins with."""
        code, start = self.source.code, self.source.function_before(self.offset)
        body = code[start:code.find('\n}', self.offset)]
        writes = list(re.finditer(
            r'(?<![\w.>])NAME\s*((?:[-+*/|&^\x25]|<<|>>)?=(?!=)|\+\+|--)|'
            r'(?:\+\+|--|&)\s*NAME\b'.replace('NAME', name), body))
        passed = re.findall(r'\b(\w+)\s*\((?:[^();]*,)?\s*NAME\s*[,)]'
                            .replace('NAME', name), body)
        harmless = ('if', 'while', 'sizeof', 'return')
        if len(writes) != 1 or writes[0].group(1) != '=' or any(
                call not in ALLOCATORS and call not in HELPERS and
                call not in harmless for call in passed):
            return None
        at, begin = start + writes[0].start(), start + writes[0].end()
        type_ = self.declaration(re.split(r'[;{}(]', code[:at])[-1], '')
        text = re.match(r'(?:[^;,({]|\([^;{}]*\))*(?=[,;])', code[begin:])
        if at >= self.offset or not type_ or not type_.bits or not text:
            return None
        cast = ('s' if type_.signed else 'u') + str(type_.bits)
        return '(%s)(%s)' % (cast, text.group()), at

    def arguments(self):
        """The texts between the brackets that stand here."""
        self.take('(')
        depth, out, current = 0, [], []
        while depth or self.peek() != ')':
            token = self.take()
            depth += (token in ('(', '[', '{')) - (token in (')', ']', '}'))
            if token == ',' and not depth:
                out.append(' '.join(current))
                current = []
            else:
                current.append(token)
        self.take(')')
        return out + [' '.join(current)]

    def call(self, name):
        arguments = self.arguments()
        if name in ('IS_ENABLED', 'IS_BUILTIN', 'defined'):
            return (int(self.enabled(name, arguments[0])), *INT)
        if name in ('struct_size', 'struct_size_t'):
            return self.struct_size(name, *arguments)
        macro = self.source.macros.get(name, HEADERS.get(name))
        if macro:
            return self.inner(self.expand(macro, arguments)).value()
        effect = EFFECTS.get(HELPERS.get(name))
        if not effect or name in self.source.macros:
            raise Unknown
        values = [self.inner(text).value() for text in arguments]
        return effect( *values)

    def expand(self, macro, arguments):
        parameters, body = macro
        if parameters is None or '\x23' in body or len(parameters) != len(arguments):
            raise Unknown
        by_name = dict(zip(parameters, arguments))
        return ' '.join(by_name.get(token, token) for token in tokens(body))

    def enabled(self, name, symbol):
        if not CONFIG or not symbol.startswith('CONFIG_'):
            raise Unknown
        return CONFIG.get(symbol) == 'y' or (name == 'IS_ENABLED' and
                                             CONFIG.get(symbol) == 'm')

    def struct_size(self, name, of, member, count):
        type_ = (self.type_of_text(of) if name == 'struct_size_t' else
                 self.inner('').pointed(self.type_of_expression(of)))
        if not type_.members or member not in type_.members:
            raise Unknown
        element = type_.members[member].of
        if not element:
            raise Unknown
        return saturated(type_.size + element.size * size_of(self.inner(count).value()))

    # --- types

    def sizeof(self):
        if self.peek() == '(':
            start = self.at
            type_ = self.type_in_brackets()
            if type_ is None:
                self.at = start
                text = self.arguments()
                type_ = self.type_of_expression(', '.join(text))
        else:
            type_ = self.type_of_expression(self.take())
        if not type_.size:
            raise Unknown
        return type_.size

    def type_in_brackets(self):
        """The type that stands in brackets here, or None."""
        start = self.at
        try:
            self.take('(')
            type_ = self.type_name()
            self.take(')')
            return type_
        except Unknown:
            self.at = start
            return None

    def type_of_text(self, text):
        parser = self.inner(text)
        type_ = parser.type_name()
        if parser.peek():
            raise Unknown
        return type_

    def type_name(self):
        type_ = self.type_base()
        while self.accept('*') or self.peek() in QUALIFIERS:
            if self.peek() in QUALIFIERS:
                self.take()
            else:
                type_ = POINTER._replace(of=type_)
        return self.dimensions(type_)

    def dimensions(self, type_):
        counts = []
        while self.accept('['):
            counts.append(0 if self.peek() == ']' else self.conditional()[0])
            self.take(']')
        for count in reversed(counts):
            type_ = Type(type_.size * count, type_.align, 0, False, type_, None)
        return type_

    def type_base(self):
        words = []
        while self.peek() in QUALIFIERS | BASE_WORDS:
            words.append(self.take())
        words = [word for word in words if word in BASE_WORDS]
        if words:
            return self.type_words(words)
        name = self.take()
        if name in ('struct', 'union', 'enum'):
            tag = self.take()
            return scalar(32, False) if name == 'enum' else self.record(name + ' ' + tag)
        if name in ('typeof', '__typeof__'):
            return self.type_of_expression(', '.join(self.arguments()))
        if name in self.source.records:
            return self.record(name)
        if name in TYPES:
            return TYPES[name]
        if not self.loose or name in KEYWORDS or not re.match(r'[A-Za-z_]', name):
            raise Unknown
        return INCOMPLETE

    def type_words(self, words):
        bits = (8 if 'char' in words else 16 if 'short' in words else
                64 if words.count('long') == 2 else
                LONG[0] if 'long' in words else 32)
        return scalar(bits, 'unsigned' not in words)

    def record(self, name):
        found = self.source.records.get(name)
        if not found:
            return INCOMPLETE
        kind, body, after = found
        if kind == 'typedef':
            return self.inner(body + ' ' + after).type_name()
        if after:
            raise Unknown
        members, size, align, end = {}, 0, 1, 0
        for member, type_ in self.members(body):
            start = 0 if kind == 'union' else above(size, type_.align)
            size = max(end, start + type_.size)
            end = size if kind == 'union' else 0
            align = max(align, type_.align)
            members[member] = type_
        return Type(above(size, align), align, 0, False, None, members)

    def members(self, body):
        for line in body.split(';'):
            if not line.strip():
                continue
            parser = self.inner(line)
            parser.loose = True
            base = parser.type_base()
            while True:
                type_ = base
                while parser.accept('*'):
                    type_ = POINTER._replace(of=type_)
                name = parser.take()
                type_ = parser.dimensions(type_)
                if not type_.size and not type_.of:
                    self.source.inexact = True
                yield name, type_
                if not parser.accept(','):
                    break
            if parser.peek():
                raise Unknown

    def pointed(self, type_):
        if not type_.of:
            raise Unknown
        return type_.of

    def type_of_expression(self, text):
        """Of an lvalue: names, members, elements, what pointers point to."""
        parser = self.inner(text)
        type_ = parser.lvalue()
        if parser.peek():
            raise Unknown
        return type_

    def lvalue(self):
        if self.accept('*'):
            return self.pointed(self.lvalue())
        if self.accept('('):
            type_ = self.lvalue()
            self.take(')')
        else:
            type_ = self.declared(self.take())
        while self.peek() in ('->', '.', '['):
            op = self.take()
            if op == '[':
                while self.peek() != ']':
                    self.take()
                self.take(']')
                type_ = self.pointed(type_)
                continue
            record = self.pointed(type_) if op == '->' else type_
            member = self.take()
            if not record.members or member not in record.members:
                raise Unknown
            type_ = record.members[member]
        return type_

    def declared(self, name):
        found = (self.declarations(name, self.source.function_before(self.offset)) or
                 self.declarations(name, None))
        if len(found) != 1:
            raise Unknown
        return found[0]

    def declarations(self, name, start):
        """Types that name is declared with, from start to here; or outside."""
        code = self.source.outer if start is None else self.source.code
        end = len(code) if start is None else self.offset
        found = []
        for match in re.finditer(r'\b%s\b' % re.escape(name), code[start or 0:end]):
            at = (start or 0) + match.start()
            before = re.split(r'[;{}(]', code[max(at - 400, 0):at])[-1]
            after = re.match(r'\s*(?:\[[^\]]*\]\s*)*', code[at + len(name):]).group()
            type_ = self.declaration(before, after)
            if type_ and type_ not in found:
                found.append(type_)
        return found

    def declaration(self, before, after):
        first, *others = before.split(',')
        for text in (others[-1] + ' ' if others else first, None):
            try:
                if text is None:
                    stars = re.fullmatch(r'[\s*]*', others[-1]) if others else None
                    base = re.match(r'\s*((?:\w+\s+)*?\w+)[\s*]+\w+', first)
                    if not stars or not base:
                        return None
                    text = base.group(1) + ' ' + others[-1]
                parser = self.inner(text)
                parser.loose = True
                type_ = parser.type_name()
                if not parser.peek():
                    return self.inner(after).dimensions(type_)
            except Unknown:
                pass
        return None
