# SPDX-License-Identifier: GPL-2.0-only
"""The edits of one C file that would make an allocation in it ask for too much.

Only text is looked at: what the size is made of is followed through at most
two assignments to locals. An edit keeps the number of lines as it was.
"""
import collections
import re

Edit = collections.namedtuple('Edit', 'kind begin end new')

NAME = r'[a-z]\w*(?:(?:->|\.)\w+)*'
CONSTANT = (r'(?:[A-Z][A-Z0-9_]{2,}|0[xX][0-9a-fA-F]+|[1-9]\d+|'
            r'sizeof\s*\([^()]*\)|ARRAY_SIZE\s*\([^()]*\))')
# what may follow a constant that is all of an operand
END = r'(?!\w|\s*[*/+<(\[.-])'
# a check against the end of a type checks nothing, raised or not
TYPE_LIMIT = re.compile(r'(?:INT|LONG|SIZE|SHRT|U8|U16|U32|U64|S32|S64)_MAX$')
CLAMP = re.compile(
    rf'\b(?:min|min_t|clamp|clamp_t|clamp_val|umin)\s*\([^;{{}}]*?,\s*'
    rf'({CONSTANT})\s*\)')
LOOP = re.compile(
    rf'\b(?:for\s*\([^;{{}}]*;\s*\w+\s*<=?\s*({CONSTANT})\s*;[^;{{}}]*\)|'
    rf'while\s*\(\s*\w+\s*<=?\s*({CONSTANT})\s*\))')


def blanked(text):
    """The text with nothing in its comments and strings; all else in place."""
    def blank(match):
        return re.sub(r'[^\n]', ' ', match[0])

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'
                  r"'(?:\\.|[^'\\\n])+'", blank, text, flags=re.S)


def call_arguments(text, begin):
    """(begin, end) of each argument of the call whose '(' stands at begin."""
    out, depth, start, i = [], 0, begin + 1, begin
    while i < len(text):
        c = text[i]
        if c in '([{':
            depth += 1
        elif c in ')]}':
            depth -= 1
            if not depth:
                return out + [(start, i)]
        elif c == ',' and depth == 1:
            out.append((start, i))
            start = i + 1
        i += 1
    return []


def block_end(text, begin):
    """Where the statement or block at begin ends."""
    begin += re.match(r'\s*', text[begin:]).end()
    if begin < len(text) and text[begin] == '{':
        places = call_arguments(text, begin)
        return places[-1][1] if places else len(text)
    end = text.find(';', begin)
    return len(text) if end < 0 else end


class Source:
    def __init__(self, text):
        self.text = text
        self.code = blanked(text)
        self.lines = [0] + [m.end() for m in re.finditer('\n', text)]

    def line(self, at):
        return self.text.count('\n', 0, at) + 1

    def edited(self, edits):
        """The text with these edits, which do not overlap, made."""
        out, at = [], 0
        for edit in sorted(edits, key=lambda e: e.begin):
            lines = self.text.count('\n', edit.begin, edit.end) - \
                edit.new.count('\n')
            out += [self.text[at:edit.begin], edit.new, '\n' * lines]
            at = edit.end
        return ''.join(out) + self.text[at:]

    def call(self, site):
        """Where the arguments of the site's call stand, or nothing."""
        at = self.lines[site.line - 1] + site.column - 1
        match = re.compile(r'(\w+)\s*\(').match(self.code, at)
        if not match or match[1] != site.allocator:
            return []
        return call_arguments(self.code, match.end() - 1)

    def function_begin(self, at):
        return max(self.code.rfind('\n{', 0, at), 0)

    def edits(self, site, sizes, limit):
        """The edits that each would take the site's size above limit; sizes
        are the numbers of the arguments that it is made of."""
        places = self.call(site)
        if not sizes or len(places) < max(sizes):
            return []
        words = ' '.join(self.code[b:e] for b, e in places)
        if '__GFP_NOWARN' in words:
            return []
        places = [places[n - 1] for n in sizes]
        words = ' '.join(self.code[b:e] for b, e in places)
        at = places[0][0]
        # twice over: a check may leave out a header that is added later
        factor = 2 * limit // site.most + 2
        names = self.names(words, at)
        out = [self.factor(places[0], factor)]
        out.append(self.grown(places[0], factor))
        out += self.macro(words, factor)
        out += self.array(words, at, limit)
        out += self.checks(names, at, factor, site.is_chosen)
        out += self.clamps(names, at, factor)
        out += self.loops(names, at, factor)
        return out

    def names(self, words, at):
        """Names that the size is made of, those assigned to them too."""
        body = self.code[self.function_begin(at):at]
        out = set()
        for _ in range(3):
            new = set(re.findall(rf'(?<![\w.>])({NAME})\b(?!\s*\()',
                                 words)) - out
            out |= new
            words = ' '.join(
                found[-1] for name in new
                for found in [re.findall(rf'(?<![\w.>]){re.escape(name)}\s*='
                                         rf'(?!=)([^;]*);', body)] if found)
        return out

    def factor(self, place, factor):
        old = self.text[place[0]:place[1]].strip()
        return Edit('factor', *place, f'({old}) * {factor}UL')

    def grown(self, place, factor):
        """Doubled by a loop that has so many rounds"""
        old = self.text[place[0]:place[1]].strip()
        return Edit('grown', *place,
                    f'({{ unsigned long seeded = {old}; int seeded_round; '
                    f'for (seeded_round = 0; seeded_round < '
                    f'{factor.bit_length()}; seeded_round++) seeded *= 2; '
                    f'seeded; }})')

    def macro(self, words, factor):
        for name in re.findall(r'(?<![/%] )(?<![/%])\b[A-Z][A-Z0-9_]+\b',
                               words):
            match = re.search(rf'^#[ \t]*define[ \t]+{name}[ \t]+'
                              rf'([\w()+*<]+)[ \t]*(?=$|/\*)', self.code,
                              re.M)
            if match:
                yield Edit('macro', match.start(1), match.end(1),
                           f'({match[1]} * {factor}UL)')

    def record_of(self, words, at):
        """The structure in sizeof(struct X) or sizeof(*p), by its name."""
        match = re.search(r'sizeof\s*\(\s*struct\s+(\w+)\s*\)', words)
        if match:
            return match[1]
        match = re.search(r'sizeof\s*\(\s*\*\s*(\w+)\s*\)|'
                          r'struct_size\s*\(\s*(\w+)\s*,', words)
        if not match:
            return None
        body = self.code[max(self.function_begin(at) - 400, 0):at]
        found = re.findall(rf'struct\s+(\w+)\s[^;{{}}]*\*\s*'
                           rf'{match[1] or match[2]}\b', body)
        return found[-1] if found else None

    def array(self, words, at, limit):
        name = self.record_of(words, at)
        match = name and re.search(rf'^struct\s+{name}\s*\{{(.*?)^\}}',
                                   self.code, re.M | re.S)
        if not match:
            return
        dimension = re.search(r'^\s+[\w\s\*]+\b\w+\[([^\]\n]+)\];', match[1],
                              re.M)
        if dimension:
            begin = match.start(1) + dimension.start(1)
            yield Edit('array', begin, begin + len(dimension[1]),
                       f'({dimension[1]}) * {limit + 1}')

    def checks(self, names, at, factor, is_chosen):
        """Checks of a name before the call: its branch leaves, or cuts the
        name, or the call stands in the other one."""
        begin = self.function_begin(at)
        for name in sorted(names):
            quoted = re.escape(name)
            found = list(re.compile(
                rf'\bif\s*\((?:[^;{{}}]*?[^\w.>])?({quoted}\s*>=?\s*'
                rf'({CONSTANT})){END}[^;{{}}]*\)\s*{{?\s*(?:[^;{{}}]*;\s*)?'
                rf'(?:return|goto|break)\b').finditer(self.code, begin, at))
            found += [match for match in re.compile(
                rf'\bif\s*\((?:[^;{{}}|]*?[^\w.>])?({quoted}\s*<=?\s*'
                rf'({CONSTANT})){END}[^;{{}}|]*\)\s*(?={{)').finditer(
                    self.code, begin, at)
                if block_end(self.code, match.end()) > at]
            if len(found) == 1 and not TYPE_LIMIT.search(found[0][2]):
                yield from self.check(found[0], factor, is_chosen)
            for match in re.compile(
                    rf'\bif\s*\({quoted}\s*>=?\s*({CONSTANT})\)\s*{quoted}'
                    rf'\s*=\s*\1\s*;').finditer(self.code, begin, at):
                raised = f'(({match[1]}) * {factor})'
                yield Edit('clamp', *match.span(),
                           match[0].replace(match[1], raised))

    def check(self, match, factor, is_chosen):
        yield Edit('bound', *match.span(2), f'({match[2]}) * {factor}')
        if is_chosen:
            always = '0' if '>' in match[1] else '1'
            join = '&&' if '>' in match[1] else '||'
            yield Edit('check', *match.span(1),
                       f'({always} {join} {match[1]})')

    def clamps(self, names, at, factor):
        """name = min(..., CONSTANT), before the call or in it"""
        begin = self.function_begin(at)
        end = block_end(self.code, at)
        for match in CLAMP.finditer(self.code, begin, end):
            target = re.search(rf'(?<![\w.>])({NAME})\s*=\s*$',
                               self.code[begin:match.start()])
            if match.start() >= at or \
               target and target[1] in names and not re.search(
                   rf'(?<![\w.>]){re.escape(target[1])}\s*=(?!=)',
                   self.code[match.end():at]):
                yield Edit('clamp', match.start(1), match.end(1),
                           f'({match[1]}) * {factor}')

    def loops(self, names, at, factor):
        """Loops of a constant number of rounds that add to a name."""
        begin = self.function_begin(at)
        for match in LOOP.finditer(self.code, begin, at):
            if block_end(self.code, match.end()) >= at:
                continue
            body = self.code[match.start():block_end(self.code, match.end())]
            if any(re.search(rf'(?<![\w.>]){re.escape(name)}\s*'
                             r'(?:\+=|\+\+|<<=|\*=)', body)
                   for name in names):
                which = 1 if match[1] else 2
                yield Edit('loop', match.start(which), match.end(which),
                           f'({match[which]}) * {factor}')
