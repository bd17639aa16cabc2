# What a call asks for, and whether that can ever be had.

SOURCES = {}
PREFIX = {False: '', True: 'at least '}
SEEN = {}  # place -> (bytes or order, most, is it only the least)

def source_of(path):
    if path not in SOURCES:
        SOURCES.clear()
        SOURCES[path] = Source(path)
    return SOURCES[path]

def header_bytes(key):
    """What the allocators of devices put in front of the memory."""
    words, align = int(fact(key)), USUAL['devres_align']
    return above(words * LONG_BYTES, align)

def limit_of(kind):
    """Most bytes (or the largest order) that this kind of allocator has."""
    if kind == 'order':
        return (LIMIT >> PAGE_SHIFT).bit_length() - 1
    if kind == 'cache':
        return 1 << (PAGE_SHIFT + int(fact('cache_shift')))
    if kind == 'percpu':
        return int(fact('percpu_max'))
    if kind == 'frag':
        return max(32768, 1 << PAGE_SHIFT)
    if kind == 'kvmalloc':
        return int(fact('kvmalloc_max')) or 1 << 64
    if kind in ('devres', 'drmres'):
        return LIMIT - header_bytes(kind + '_words')
    return LIMIT - (int(fact('skb_bytes')) if kind == 'skb' else 0)

def fill(text, arguments):
    """The text with its $N; None if the call has too few arguments."""
    try:
        return re.sub(r'\$(\d)', lambda m: arguments[int(m.group(1)) - 1], text)
    except IndexError:
        return None

def quiet(allocator, arguments):
    """Does the call say itself that it may fail?"""
    return any(word in argument for argument in arguments for word in NOWARN)

def is_compiled(source, offset):
    for condition in source.conditions_at(offset):
        text = re.sub(r'\bdefined\s+(\w+)', r'defined(\1)', condition)
        try:
            if not Evaluation(source, offset, text).value()[0]:
                return False
        except Unknown:
            return False
    return True

def constant(source, offset, text):
    """The number, or None."""
    try:
        return Evaluation(source, offset, text).value()[0]
    except Unknown:
        return None

def matching(text, end):
    """Where the bracket opens that closes just before end; -1: nowhere."""
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += (text[at] in ')}') - (text[at] in '({')
        if not depth:
            return at
    return -1

BRACKET = re.compile(r'[][(){}]')

def opening(text, offset, start=0):
    """The innermost bracket after start that is open at offset; -1: none."""
    opened = []
    for match in BRACKET.finditer(text, start, offset):
        if match.group() in '([{':
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[-1] if opened else -1

def closing(text, start):
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == '(') - (text[at] == ')')
        if not depth:
            return at
    return len(text)

def is_never(source, offset, condition):
    """False, or (where no configuration tells) a matter of configuration."""
    value = constant(source, offset, condition)
    below = re.fullmatch(r'\s*(\w+)\s*<\s*0\s*', condition)
    if below:
        types = Evaluation(source, offset, '').declarations(
            below.group(1), source.function_before(offset))
        return any(not type_.signed for type_ in types)
    return value == 0 or (value is None and 'IS_ENABLED' in condition)

def heads(text):
    """The conditions of the ifs and whiles that a statement begins with."""
    while True:
        head = re.match(r'\s*(?:else\s+)?(?:if|while)\s*(?=\()', text)
        if not head:
            return
        end = closing(text, head.end())
        yield text[head.end() + 1:end]
        text = text[end + 1:]

def is_skipped(source, offset, text):
    """Does an operator of this beginning of an expression skip the rest?"""
    for operator, dead in ('&&', 0), ('||', 1), ('?', 0):
        left, found, rest = text.rpartition(operator)
        value = constant(source, offset, re.split(r'[(,=]|\breturn\b', left)[-1])
        if operator == '?' and ':' in rest:
            dead = 1
        if found and value is not None and bool(value) == bool(dead):
            return True
    return False

ENDS = re.compile(r'(?:^|[;{}])\s*(?:return\b[^;{}]*|goto\s+\w+|break|continue)\s*;\s*$')
NO_RETURN = re.compile(r'\b(?:BUG|%s)\s*\([^;]*\)\s*;[\s}]*$' %
                       '|'.join(name for name in HELPERS if HELPERS[name] == 'noreturn'))
ENDLESS = re.compile(r'\b(?:for\s*\(\s*;\s*;\s*\)|while\s*\(\s*(?:1|true)\s*\))'
                     r'(?!.*\b(?:break|goto)\b)', re.S)

def is_cut_off(before, statement):
    """Does what stands before a statement in its block never get to it?"""
    if re.match(r'\s*(?:case\b[^:]*|\w+)\s*:', statement):
        return False
    return bool(ENDS.search(before) or NO_RETURN.search(before) or
                ENDLESS.search(before))

def may_run(source, offset, alone=True):
    """No sizeof or typeof around it, and no condition known to be false. Two
    conditions on one variable may contradict each other: silence, if alone."""
    code, at, conditions = source.code, offset, []
    function = source.function_before(offset)
    while at >= 0:
        start = opening(code, at, function)
        begin = max([start] + [code.rfind(char, 0, at) for char in ';{}'])
        before, statement = code[:max(start, 0)].rstrip(), code[begin + 1:at]
        if re.search(r'\b(sizeof|typeof|__typeof__)$', before):
            return False
        if is_skipped(source, offset, statement):
            return False
        if start >= 0 and is_cut_off(code[start + 1:begin + 1], statement):
            return False
        conditions.extend(heads(statement))
        if code[start:start + 1] == '{' and before.endswith(')'):
            head = matching(before, len(before))
            if re.search(r'\b(if|while)\s*$', before[:head]):
                conditions.append(before[head + 1:-1])
        at = start
    names = [name for text in conditions for name in set(re.findall(r'[a-z_]\w*', text))]
    return ((not alone or len(names) == len(set(names))) and
            not any(is_never(source, offset, text) for text in conditions))

def request(name, arguments, position):
    """(bytes or order, most), or None if it is not known or not too much."""
    text, kind = ALLOCATORS[name]
    text = fill(text, arguments)
    if text is None or quiet(name, arguments):
        return None
    source = source_of(position.file)
    offset = source.offset(int(position.line), int(position.column))
    source.inexact = False
    try:
        size = size_of(Evaluation(source, offset, text).value())
    except Unknown:
        return None
    if kind in ('order', 'skb'):
        size &= 0xffffffff
    most = limit_of(kind)
    inexact = source.inexact
    if size <= most or source.is_ignored(int(position.line), RULE):
        return None
    if not is_compiled(source, offset) or not may_run(source, offset):
        return None
    return size, most, inexact

def place_of(position):
    return position.file, int(position.line), int(position.column)

def note(found, positions):
    if found:
        SEEN[place_of(positions[0])] = found
    return bool(found)

def is_oversize(name, arguments, positions):
    return note(request(str(name), list(arguments.elements), positions[0]), positions)

def message(name, positions):
    size, most, inexact = SEEN[place_of(positions[0])]
    what = 'order %d' if ALLOCATORS[name][1] == 'order' else '%d bytes'
    served = '; kvmalloc can serve it' if place_of(positions[0]) in REWRITES else ''
    return '%s: %s%s requested, %s returns at most %s here%s' % (
        LEVEL, PREFIX[inexact], what % size, name, what % most, served)
