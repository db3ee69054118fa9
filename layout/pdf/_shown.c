/* The strings that an operator shows, as shown.py follows them, to the same digits: the same sums, in the same order.

   It is given the operand as PDF writes it (ISO 32000-1, 7.3.3, 7.3.4 and 7.3.6), and lets Python do what is anything but a
   plain number, a string, or an array of such. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS = 15, SPACE = 32 };
/* Whole numbers of so many digits, and powers of ten as high, are doubles to the last digit; so is what divides them. */

static const double TENS[DIGITS + 1] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

typedef struct {
    const double *advance; /* of each code, em */
    Py_ssize_t advances;
    int wide;
    double size, stretch, spacing, word_spacing;
    double pen, least, most;
    uint16_t *code;
    Py_ssize_t codes;
} Run;

static int
is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

/* Move the pen by a number of the array; return what comes after it, or NULL. */
static const char *
move(Run *run, const char *at, const char *end)
{
    int negative = *at == '-', digits = 0, behind = 0, point = 0;
    int64_t whole = 0;
    for (at += *at == '-' || *at == '+'; at < end && (*at == '.' || (*at >= '0' && *at <= '9')); at++) {
        if (*at == '.') {
            if (point++)
                return NULL;
            continue;
        }
        if (++digits > DIGITS)
            return NULL;
        whole = 10 * whole + (*at - '0');
        behind += point;
    }
    if (!digits || (at < end && !is_blank(*at) && *at != '(' && *at != '<' && *at != ']'))
        return NULL;
    double value = (double)whole / TENS[behind];
    run->pen -= (negative ? -value : value) / 1000 * run->size * run->stretch;
    return at;
}

static void
show(Run *run, const uint8_t *bytes, Py_ssize_t count)
{
    for (Py_ssize_t at = 0; at + run->wide < count; at += 1 + run->wide) {
        int code = run->wide ? bytes[at] << 8 | bytes[at + 1] : bytes[at];
        double advance = run->advance[code] * run->size, right = run->pen + advance * run->stretch;
        double apart = !run->wide && code == SPACE ? run->spacing + run->word_spacing : run->spacing;
        double low = right < run->pen ? right : run->pen, high = right < run->pen ? run->pen : right;
        if (!run->codes || low < run->least)
            run->least = low;
        if (!run->codes || high > run->most)
            run->most = high;
        run->code[run->codes++] = (uint16_t)code;
        run->pen += (advance + apart) * run->stretch;
    }
}

static int
digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Read a string of hexadecimal digits behind its bracket. */
static const char *
hexadecimal(const char *at, const char *end, uint8_t *bytes, Py_ssize_t *count)
{
    int half = -1;
    for (; at < end && *at != '>'; at++) {
        int digit = digit_of(*at);
        if (digit < 0 && is_blank(*at))
            continue;
        if (digit < 0)
            return NULL;
        if (half < 0)
            half = digit;
        else {
            bytes[(*count)++] = (uint8_t)(half << 4 | digit);
            half = -1;
        }
    }
    if (half >= 0)
        bytes[(*count)++] = (uint8_t)(half << 4);
    return at < end ? at + 1 : NULL;
}

/* Read a string of characters behind its parenthesis. */
static const char *
literal(const char *at, const char *end, uint8_t *bytes, Py_ssize_t *count)
{
    static const char NAMES[] = "nrtbf()\\", MEANT[] = "\n\r\t\b\f()\\";
    for (int depth = 1; at < end; at++) {
        char c = *at;
        if (c == '\r' || (c == '\\' && at + 1 == end))
            return NULL;
        if (c == '\\' && at[1] >= '0' && at[1] <= '7') {
            int value = 0, octal = 0;
            for (; octal < 3 && at + 1 < end && at[1] >= '0' && at[1] <= '7'; octal++)
                value = 8 * value + (*++at - '0');
            bytes[(*count)++] = (uint8_t)value;
            continue;
        }
        if (c == '\\') {
            const char *known = at[1] ? strchr(NAMES, at[1]) : NULL;
            if (!known)
                return NULL;
            bytes[(*count)++] = (uint8_t)MEANT[known - NAMES];
            at++;
            continue;
        }
        depth += (c == '(') - (c == ')');
        if (!depth)
            return at + 1;
        bytes[(*count)++] = (uint8_t)c;
    }
    return NULL;
}

/* Follow all that is shown; 0 if there is something among it that only Python knows. */
static int
follow(Run *run, const char *at, const char *end, uint8_t *bytes)
{
    int arrays = 0;
    while (at && at < end) {
        Py_ssize_t count = 0;
        if (*at == '[' && arrays++)
            return 0; /* an array in the array shows nothing */
        if (is_blank(*at) || *at == '[' || *at == ']') {
            at++;
            continue;
        }
        if (*at != '<' && *at != '(') {
            at = move(run, at, end);
            continue;
        }
        at = *at == '<' ? hexadecimal(at + 1, end, bytes, &count) : literal(at + 1, end, bytes, &count);
        if (at)
            show(run, bytes, count);
    }
    return at != NULL;
}

static PyObject *
shown(PyObject *self, PyObject *given)
{
    const char *text;
    Py_ssize_t length;
    PyObject *table, *told = NULL;
    Py_buffer advances;
    Run run = {0};
    if (!PyArg_ParseTuple(given, "y#Opdddd:shown", &text, &length, &table, &run.wide, &run.size, &run.stretch,
                          &run.spacing, &run.word_spacing))
        return NULL;
    if (PyObject_GetBuffer(table, &advances, PyBUF_SIMPLE) < 0)
        return NULL;
    run.advance = advances.buf;
    run.advances = advances.len / (Py_ssize_t)sizeof(double);
    uint8_t *bytes = PyMem_Malloc((size_t)length + 1);
    run.code = PyMem_Malloc(sizeof(uint16_t) * ((size_t)length + 1));
    if (run.advances < (run.wide ? 1 << 16 : 1 << 8))
        PyErr_SetString(PyExc_ValueError, "an advance for each code is wanted");
    else if (!bytes || !run.code)
        PyErr_NoMemory();
    else if (!follow(&run, text, text + length, bytes))
        told = Py_NewRef(Py_None);
    else
        told = Py_BuildValue("y#ddd", (char *)run.code, (Py_ssize_t)sizeof(uint16_t) * run.codes, run.pen, run.least,
                             run.most);
    PyMem_Free(bytes);
    PyMem_Free(run.code);
    PyBuffer_Release(&advances);
    return told;
}

static PyMethodDef methods[] = {
    {"shown", shown, METH_VARARGS, "Return the codes shown and how far the pen goes: see shown.py."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_shown", .m_doc = "The way of shown.py, compiled.", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit__shown(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddStringConstant(module, "SOURCE", KERNEL_SOURCE) < 0)
        Py_CLEAR(module);
    return module;
}
