# The target whose limit counts: -D limit=BYTES and -D release=X.Y, else the
# kernel that is built here (coccicheck), else the usual one.

CONFIG = configuration()

def release_key(text):
    return [int(number) for number in re.findall(r'\d+', text)[:2]]

def kernel_release():
    return os.environ.get('KERNELVERSION') or '6.1'

def fact(key):
    """What the [release] rows say, as text."""
    found = ''
    for since, until, name, value in RELEASES:
        if name == key and (release_key(since) <= release_key(RELEASE)
                            <= release_key(until)):
            found = value
    return found

def configured(names, otherwise):
    for name in names:
        if CONFIG.get(name, '').isdigit():
            return int(CONFIG[name])
    return otherwise

def largest_order():
    order = configured([fact('order_symbol')], None)
    if order is None:
        return USUAL['max_order']
    return order - (fact('order_is_inclusive') == 'no')

RELEASE = kernel_release()
LONG_BYTES = 8 if not CONFIG or CONFIG.get('CONFIG_64BIT') == 'y' else 4
PAGE_SHIFT = configured(PAGE_SHIFTS, USUAL['page_shift'])
LIMIT = 1 << (PAGE_SHIFT + largest_order())

def set_limit(text):
    global LIMIT
    LIMIT = int(text, 0)
    NUMBERS['KMALLOC_MAX_SIZE'] = (LIMIT, *SIZE)

def set_release(text):
    global RELEASE
    RELEASE = text
