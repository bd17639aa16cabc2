# kmalloc -> kvmalloc: what holds the memory, who frees it, and whether all
# that is in this file and can be seen. Whatever else is done with the pointer
# than reading and writing its bytes, testing it and freeing it is a refusal.

REWRITES = {}   # (file, line, column) -> new name

LVALUE = r'((?:\w+(?:->|\.))*)(\w+)'

PRODUCT = re.compile(r'[\w)\]]\s*\*\s*[\w(]')

class Refused(Exception):
    pass

class Holder:
    """A variable, or a member of a record of this file, and where it occurs."""

    def __init__(self, source, offset, path, name):
        self.source, self.path, self.name = source, path, name
        self.type = self.record_at(path, offset) if path else None
        here = Evaluation(source, offset, '')
        start = source.function_before(offset)
        if path:
            self.range = 0, len(source.code)
        elif here.declarations(name, start):
            self.range = start, end_of_function(source, offset)
        elif re.search(r'^static\b[^;(){}]*\b%s\b' % name, source.outer, re.M):
            self.range = 0, len(source.code)
        else:
            raise Refused('%s is no variable of this file alone' % name)

    def record_at(self, path, offset):
        access = re.fullmatch(r'(.*?)(->|\.)', path)
        here = Evaluation(self.source, offset, '')
        try:
            type_ = here.type_of_expression(access.group(1))
            type_ = here.pointed(type_) if access.group(2) == '->' else type_
        except Unknown:
            type_ = INCOMPLETE
        if not type_.members or self.name not in type_.members:
            raise Refused('the record of %s is not this file\x27s' % self.name)
        return type_

    def occurrences(self):
        """(start, end) of every mention."""
        code, (low, high) = self.source.code, self.range
        before = r'(?:\w+(?:\[[^][]*\])?(?:->|\.))+' if self.path else r'(?<![\w.>])'
        for match in re.finditer(r'%s\b%s\b' % (before, self.name), code[low:high]):
            start, end = low + match.start(), low + match.end()
            if self.path and self.record_at(code[start:end - len(self.name)],
                                            start) != self.type:
                continue
            if not self.path and low == 0 and self.is_hidden(start):
                continue
            yield start, end

    def is_hidden(self, offset):
        """Is it a variable of another function, of the same name?"""
        if self.source.outer[offset] != ' ':
            return False
        return bool(Evaluation(self.source, offset, '').declarations(
            self.name, self.source.function_before(offset)))

def end_of_function(source, offset):
    end = source.code.find('\n}', offset)
    return len(source.code) if end < 0 else end

def function_name(source, offset):
    start = source.function_before(offset)
    head = re.search(r'(\w+)\s*\([^;{}]*\)[^;{}()]*\{', source.code[start:offset])
    return head.group(1) if head else ''

def calls_of(source, name):
    for match in re.finditer(r'\b%s\s*\(' % name, source.code):
        if source.outer[match.start()] == ' ':
            yield match.start()

def may_be_atomic(source, offset, depth=0):
    """Can the function that stands here, or one that calls it, not sleep?"""
    body = source.code[source.function_before(offset):end_of_function(source, offset)]
    name = function_name(source, offset)
    calls = set(re.findall(r'\b(\w+)\s*\(', body))
    if calls & set(ATOMIC) or depth > 4:
        return True
    fields = '|'.join(ATOMIC_FIELDS)
    callbacks = '|'.join(word.split(':')[0] for word in ATOMIC_CALLBACKS)
    if re.search(r'\.(?:%s)\s*=\s*&?%s\b|\b(?:%s)\s*\([^;]*\b%s\b' %
                 (fields, name, callbacks, name), source.code):
        return True
    return any(function_name(source, call) != name and
               may_be_atomic(source, call, depth + 1)
               for call in calls_of(source, name))

def enclosing_call(source, offset):
    """(name, opening bracket) of the call that this is an argument of."""
    code, start = source.code, source.function_before(offset)
    at = opening(code, offset, start)
    while at >= 0 and code[at] == '(':
        callee = re.search(r'(\w+)\s*$', code[start:at])
        if callee:
            return callee.group(1), at
        at = opening(code, at, start)
    return '', at

HARMLESS = ('if', 'while', 'for', 'sizeof', 'return', 'likely', 'unlikely',
            'WARN_ON', 'WARN_ON_ONCE', 'BUG_ON')

def is_tested(before, after):
    return (before.endswith(('!', '&&', '||')) or
            re.match(r'\?|&&|\|\||==|!=', after) or
            re.search(r'[!=]=$', before))

def stores(source, offset, end):
    """What an assignment to the holder may store."""
    value = re.match(r'\s*=\s*(?:\([^()]*\)\s*)?(\w+)\s*([(;])', source.code[end:])
    if not value:
        raise Refused('something else is stored in it')
    name, what = value.groups()
    if what == ';' and name != 'NULL' or what == '(' and (
            name not in KV and name not in [kv for kv, _, _ in KV.values()]):
        raise Refused('something else is stored in it')

def judge_use(holder, start, end):
    """Where the name of the free stands if this use frees; None if it is harmless."""
    source = holder.source
    code = source.code
    before, after = code[:start].rstrip(), code[end:].lstrip()
    if before.endswith('&') and not before.endswith('&&'):
        raise Refused('its address is taken')
    if re.match(r'=(?!=)', after):
        return stores(source, start, end)
    if after.startswith('[') or before.endswith('*') and re.search(r'[;{}(=]\s*\*$', before):
        return None
    name, bracket = enclosing_call(source, start)
    if name in KV_FREES and code[bracket + 1:start].strip() == '':
        if may_be_atomic(source, bracket):
            raise Refused('it may be freed where nothing may sleep')
        return code.rindex(name, 0, bracket)
    if name in COPIES or name in HARMLESS or (not name and is_tested(before, after)):
        return None
    if name and not is_tested(before, after):
        raise Refused('%s() gets it' % name)
    if is_tested(before, after):
        return None
    text = re.split(r'[;{}(]', code[:start])[-1]
    if Evaluation(source, start, '').declaration(text, ''):
        if '__free' in after.split(';')[0]:
            raise Refused('it is freed by __free()')
        return None
    raise Refused('the pointer goes elsewhere')

def frees_of(holder):
    frees = []
    for start, end in holder.occurrences():
        at = judge_use(holder, start, end)
        if at is not None:
            frees.append(at)
    if not frees:
        raise Refused('nothing in this file frees it')
    return frees

def holder_at(source, offset):
    begin = max(source.code.rfind(char, 0, offset) for char in ';{}')
    match = re.search(LVALUE + r'\s*=\s*(?:\([^()]*\)\s*)?$',
                      source.code[begin + 1:offset])
    if not match:
        raise Refused('the result is not stored in a variable')
    return Holder(source, offset, *match.groups())

def rewrite(name, arguments, position):
    """{(line, column): new name} of all that changes together, or Refused."""
    source = source_of(position.file)
    offset = source.offset(int(position.line), int(position.column))
    if name not in KV:
        raise Refused('it has no kv form')
    kv, flags, since = KV[name]
    if release_key(since) > release_key(RELEASE):
        raise Refused('this release has no %s' % kv)
    if len(arguments) < flags or arguments[flags - 1].strip() not in BLOCKING:
        raise Refused('the flags may not sleep, or ask for more')
    if any(PRODUCT.search(text) and re.search('[a-z]', text) for text in arguments):
        raise Refused('a product wants kvmalloc_array()')
    if may_be_atomic(source, offset):
        raise Refused('it may be allocated where nothing may sleep')
    changes = {source.place(offset): kv}
    for at in frees_of(holder_at(source, offset)):
        free = re.match(r'\w+', source.code[at:]).group()
        if KV_FREES[free] != free:
            changes[source.place(at)] = KV_FREES[free]
    return changes

def plan(name, arguments, positions):
    """Note what changes if kvmalloc can serve this request. True if so."""
    position = positions[0]
    try:
        if SEEN[place_of(position)][0] > 0x7fffffff:
            raise Refused('kvmalloc() has a limit too')
        changes = rewrite(str(name), list(arguments.elements), position)
    except Refused:
        return False
    for (line, column), new in changes.items():
        REWRITES[position.file, line, column] = new
    return True

def is_rewritten(positions):
    return place_of(positions[0]) in REWRITES

def new_name(positions):
    return REWRITES[place_of(positions[0])]
