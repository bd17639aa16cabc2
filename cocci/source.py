# What one source file says by itself: its macros, enumerators, constants and
# types, and whether a line of it is compiled and can run. Nothing is guessed:
# what a file alone does not tell is Unknown, and Unknown is never reported.

#
# Coccinelle reads this before Python does: two slashes begin a comment, and
# an odd quote or a bracket and a star end in a syntax error far below.

import os
import re
from collections import namedtuple

class Unknown(Exception):
    pass

# bits is 0 for what is no integer; of: what an array or pointer is made of;
# members: name -> Type of a record.
Type = namedtuple('Type', 'size align bits signed of members')

COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|\x22(?:\\.|[^\x22\\\n])*\x22|'
                     r'\x27(?:\\.|[^\x27\\\n])*\x27', re.S)
TOKEN = re.compile(r'\s*(?:(0[xXbB][0-9a-fA-F]+|\d+)([uUlL]*)\b|([A-Za-z_]\w*)|'
                   r'(\x27(?:\\.|[^\x27\\])\x27)|'
                   r'(<<|>>|<=|>=|==|!=|&&|\|\||->|##|[-+*/%&|^~!<>?:()\[\],.{};=])|'
                   r'(\S))')

def above(number, step):
    """The next multiple."""
    return number + -number % step

def spaces(text):
    """As much of nothing, on as many lines."""
    return '\n'.join(' ' * len(line) for line in text.split('\n'))

def blank(match):
    """Comments and directives; strings and characters are kept."""
    text = match.group()
    return text if text[0] in '\x22\x27' else spaces(text)

def tokens(text):
    return [m.group().strip() for m in TOKEN.finditer(text) if m.group().strip()]

def configuration():
    """What the kernel build in the current folder is configured as."""
    try:
        path = os.path.join(os.environ.get('objtree') or '.',
                            'include/config/auto.conf')
        with open(path) as file:
            return dict(re.findall(r'^(CONFIG_\w+)=(.*)$', file.read(), re.M))
    except OSError:
        return {}

class Source:
    def __init__(self, path):
        self.inexact = False  # a size was only known to be at least so large
        with open(path, errors='surrogateescape') as file:
            whole = file.read()
        self.ignored = self.read_ignored(whole)
        self.text = COMMENT.sub(blank, whole)
        self.lines = [0]
        for match in re.finditer('\n', self.text):
            self.lines.append(match.end())
        self.conditions = self.read_conditions()
        self.macros, self.constants, self.records = {}, {}, {}
        self.read_macros()
        code = re.sub(r'^[ \t]*#(?:\\\n|[^\n])*', blank, self.text, flags=re.M)
        self.code = code
        self.outer = self.outside_braces(code)
        self.read_enumerators()
        self.read_records()
        self.read_constants()

    def read_ignored(self, whole):
        """{(line, rule)} of the comments that ask for silence."""
        found = set()
        for match in re.finditer(r'kmcheck: ignore\[([\w-]+)\] *\w', whole):
            line = whole.count('\n', 0, match.start()) + 1
            found |= {(line, match.group(1)), (line + 1, match.group(1))}
        return found

    def is_ignored(self, line, rule):
        return (line, rule) in self.ignored

    def offset(self, line, column):
        return self.lines[line - 1] + column

    def place(self, offset):
        """(line, column), the way Coccinelle counts."""
        line = self.text.count('\n', 0, offset)
        return line + 1, offset - self.lines[line]

    def outside_braces(self, code):
        depth, out = 0, []
        for part in re.split('([{}])', code):
            depth -= part == '}'
            out.append(part if depth <= 0 else spaces(part))
            depth += part == '{'
        return ''.join(out)

    def read_conditions(self):
        """[(offset, conditions that hold from there on)]"""
        stack, all_ = [], [(0, ())]
        pattern = re.compile(r'^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif)'
                             r'\b((?:\\\n|[^\n])*)', re.M)
        for match in pattern.finditer(self.text):
            word, rest = match.group(1), match.group(2).replace('\\\n', ' ')
            if word == 'ifdef':
                stack.append('defined(%s)' % rest.strip())
            elif word == 'ifndef':
                stack.append('!defined(%s)' % rest.strip())
            elif word == 'if':
                stack.append(rest)
            elif stack and word == 'elif':
                stack[-1] = '!(%s) && (%s)' % (stack[-1], rest)
            elif stack and word == 'else':
                stack[-1] = '!(%s)' % stack[-1]
            elif stack:
                stack.pop()
            all_.append((match.end(), tuple(stack)))
        return all_

    def conditions_at(self, offset):
        found = ()
        for start, conditions in self.conditions:
            if start > offset:
                break
            found = conditions
        return found

    def once(self, table, name, value, offset):
        """A name that is defined twice, or only sometimes, is not known."""
        table[name] = None if name in table or self.conditions_at(offset) else value

    def read_macros(self):
        pattern = re.compile(r'^[ \t]*#[ \t]*(define|undef)[ \t]+(\w+)(\([^)]*\))?'
                             r'((?:\\\n|[^\n])*)', re.M)
        for match in pattern.finditer(self.text):
            what, name, parameters, body = match.groups()
            if parameters is not None:
                parameters = [p.strip() for p in parameters[1:-1].split(',')]
            body = body.replace('\\\n', ' ').strip()
            self.once(self.macros, name, (parameters, body), match.start())

    def read_enumerators(self):
        for match in re.finditer(r'\benum\b\s*\w*\s*\{([^{}]*)\}', self.code):
            last = None
            for item in match.group(1).split(','):
                name, _, value = (part.strip() for part in item.partition('='))
                if not re.fullmatch(r'\w+', name):
                    continue
                if not value:
                    value = '(%s) + 1' % last if last else '0'
                self.once(self.constants, name, value, match.start())
                last = name

    def read_records(self):
        pattern = re.compile(r'\b(struct|union)\s+(\w+)\s*\{([^{}]*)\}([^;{}()]*);')
        for match in pattern.finditer(self.code):
            kind, name, body, after = match.groups()
            if '\x23' in self.text[match.start():match.end()]:
                body = '?'  # it depends on the configuration
            self.once(self.records, kind + ' ' + name,
                      (kind, body, after.strip()), match.start())
        for match in re.finditer(r'^typedef\s+([^;{}()]*?)\b(\w+)\s*'
                                 r'((?:\[[^\]]*\])*)\s*;', self.code, re.M):
            text, name, dimensions = match.groups()
            self.once(self.records, name, ('typedef', text, dimensions), match.start())

    def read_constants(self):
        pattern = re.compile(r'^static\s+const\s+([\w\s]+?)\b(\w+)\s*=\s*'
                             r'([^;{}]+);', re.M)
        for match in pattern.finditer(self.outer):
            type_, name, value = match.groups()
            self.once(self.constants, name, '(%s)(%s)' % (type_, value), match.start())

    def function_before(self, offset):
        """Where the head of the function begins that stands at offset."""
        brace = self.outer.rfind('{', 0, offset)
        return max(self.outer.rfind(char, 0, max(brace, 0)) for char in ';}') + 1
