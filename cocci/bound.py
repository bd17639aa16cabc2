# The largest size that a function checks for and lets through: the variables
# of the request at their bounds. Whatever else is known of a variable, or may
# be, means silence: one more condition, an assignment, a caller in sight.

def begins_statement(text, offset):
    return text[:offset].rstrip()[-1:] in ('', ';', '{', '}', ':')

class Bounded:
    """A call whose size depends on variables."""

    def __init__(self, source, offset):
        self.source, self.offset = source, offset
        self.start = source.function_before(offset)
        self.before = source.code[self.start:offset]
        self.exits, self.enclosing, self.others = [], [], []
        self.read_conditions_around()

    def read_conditions_around(self):
        """Which conditions held, and which did not, when the call is made."""
        code, at, spans = self.source.code, self.offset, []
        while at > self.start:
            start = opening(code, at, self.start)
            begin = max([start] + [code.rfind(char, 0, at) for char in ';{}'])
            if start < self.start:
                break
            self.enclosing += heads(code[begin + 1:at])
            head = re.search(r'\b(?:if|while)\s*$', code[:max(matching(
                code, len(code[:start].rstrip())), 0)]) if code[start] == '{' else None
            if head:
                self.enclosing.append(code[head.end():start].strip()[1:-1])
            if code[start] == '{':
                self.exits += self.exits_in(code[start + 1:begin + 1])
            at = start
        known = self.exits + self.enclosing
        for match in re.finditer(r'\b(?:if|while|for|switch)\s*(?=\()', self.before):
            text = self.before[match.end() + 1:closing(self.before, match.end())]
            if text not in known:
                self.others.append(text)
        self.others += re.findall(r'[^;{}]*\?[^;{}]*', self.before)

    def exits_in(self, block):
        """Conditions of the statements of a block that leave it."""
        depth, found = 0, []
        for match in re.finditer(r'[{}]|\bif\s*(?=\()', block):
            if match.group() in '{}':
                depth += 1 if match.group() == '{' else -1
                continue
            if depth or not begins_statement(block, match.start()):
                continue
            end = closing(block, match.end())
            body = re.match(r'\s*(\{[^{}]*\}|[^;{}]*;)(?!\s*else)', block[end + 1:])
            if body and re.search(r'(?:^|[;{])\s*(?:return\b[^;]*|goto\s+\w+)\s*;\s*\}?\s*$',
                                  body.group(1)):
                found.append(block[match.end() + 1:end])
        return found

    def bounds(self, name):
        """Upper bounds that the conditions give a variable."""
        found = []
        for texts, split, over in ((self.exits, r'\|\|', True),
                                   (self.enclosing, '&&', False)):
            for part in (p for text in texts for p in re.split(split, text)):
                match = re.fullmatch(r'\s*\(?\s*(.*?)\s*(<=?|>=?)\s*([^<>=]*?)\s*\)?\s*', part)
                if not match:
                    continue
                left, op, right = match.groups()
                if right == name:
                    left, op, right = right, {'<': '>', '>': '<', '<=': '>=', '>=': '<='}[op], left
                if left != name or (op[0] == '>') != over:
                    continue
                value = constant(self.source, self.offset, right)
                if value is not None:
                    found.append(value - (op in ('>=', '<')))
        return found

    def is_free(self, name):
        """Can a variable have any value here that the conditions allow?"""
        head = self.before[:self.before.find('{')]
        uses = self.before[len(head):]
        if re.search(r'\b%s\b\s*(?:[-+*/|&^]|<<|>>)?=(?!=)|(?:\+\+|--)\s*%s\b|'
                     r'\b%s\s*(?:\+\+|--)' % (name, name, name), uses):
            return False
        if re.search(r'=[^;=]*\b%s\b' % name, re.sub(r'[!<>=]=', '', self.without_conditions(uses))):
            return False
        if re.search(r'\b%s\b' % name, head):
            return self.is_called_from_outside() and not re.search(r'&\s*%s\b' % name, uses)
        return self.is_filled_by_user(name, uses)

    def without_conditions(self, text):
        for condition in self.exits + self.enclosing:
            text = text.replace('(' + condition + ')', '')
        return text

    def is_filled_by_user(self, name, uses):
        filled = re.findall(r'\b(\w+)\s*\(\s*&\s*%s\s*,|\b(get_user)\s*\(\s*%s\s*,' %
                            (name, name), uses)
        return (len(filled) == 1 and (filled[0][0] or filled[0][1]) in COPIES and
                len(re.findall(r'&\s*%s\b' % name, uses)) <= 1)

    def is_called_from_outside(self):
        name = function_name(self.source, self.offset)
        code = self.source.text
        return bool(re.search(r'\bEXPORT_SYMBOL\w*\s*\(\s*%s\b' % name, code) or
                    re.search(r'[=,(]\s*&?%s\s*[,;)}]' % name, code))

    def variables(self, text):
        """{name: Type} of the integer variables in a text."""
        here = Evaluation(self.source, self.offset, '')
        found = {}
        for match in re.finditer(r'(?<![\w.>])([a-z_]\w*)\b(?!\s*[(])', text):
            name = match.group(1)
            if name in self.source.macros or name in self.source.constants or name in TYPES:
                continue
            types = here.declarations(name, self.start)
            if len(types) == 1 and types[0].bits:
                found[name] = types[0]
        return found

    def largest(self, text):
        """The size with all variables at their bounds; Unknown if there is
        none, or if they cannot all be there at once."""
        known = {}
        clamps = re.search(r'\b(?:min|min_t|clamp|clamp_t|clamp_val|umin)\s*\(|&', text)
        for name, type_ in self.variables(text).items():
            most = (1 << type_.bits - type_.signed) - 1
            bounds = self.bounds(name)
            if not self.is_free(name) or not bounds and not clamps:
                raise Unknown
            known[name] = (min(bounds + [most]), type_.bits, type_.signed)
            if bounds and min(bounds) > most:
                raise Unknown
        if not known:
            raise Unknown
        self.demand(known)
        value = Evaluation(self.source, self.offset, text, 0, known).value()
        return size_of(value)

    def demand(self, known):
        """Do all conditions that mention these variables let them through?"""
        mentions = re.compile(r'\b(?:%s)\b' % '|'.join(known))
        if any(mentions.search(text) for text in self.others):
            raise Unknown
        for texts, wanted in (self.exits, False), (self.enclosing, True):
            for text in texts:
                if mentions.search(text) and bool(Evaluation(
                        self.source, self.offset, text, 0, known).value()[0]) != wanted:
                    raise Unknown

def bound(name, arguments, position):
    """(bytes or order, most, False): what a bound lets through; or None."""
    text, kind = ALLOCATORS[name]
    text = fill(text, arguments)
    if text is None or quiet(name, arguments):
        return None
    source = source_of(position.file)
    offset = source.offset(int(position.line), int(position.column))
    source.inexact = False
    try:
        size = Bounded(source, offset).largest(text)
    except Unknown:
        return None
    most = limit_of(kind)
    if kind in ('order', 'skb'):
        size &= 0xffffffff
    if size <= most or source.is_ignored(int(position.line), RULE):
        return None
    if not is_compiled(source, offset) or not may_run(source, offset, False):
        return None
    return size, most, source.inexact

def is_bound_oversize(name, arguments, positions):
    return note(bound(str(name), list(arguments.elements), positions[0]), positions)
