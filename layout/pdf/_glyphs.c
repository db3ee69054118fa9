/* The characters of a text page as glyphs.py asks PDFium for them, to the same digits: the same calls, in C.

   PDFium is not linked: its functions come as the addresses that they have in the library that is loaded. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

enum { CALLS = 10, MOST = 1 << 24 };

/* fpdf_text.h and fpdf_edit.h, in the order of glyphs.Calls */
typedef struct {
    int (*is_generated)(void *page, int at);
    void *(*text_object)(void *page, int at);
    unsigned int (*code)(void *page, int at);
    int (*pen)(void *page, int at, double *x, double *y);
    int (*box)(void *page, int at, double *left, double *right, double *lower, double *upper);
    int (*loose_box)(void *page, int at, float *sides);
    int (*matrix)(void *page, int at, float *matrix);
    double (*size)(void *page, int at);
    void *(*font)(void *object);
    int (*mode)(void *object);
} Calls;

typedef struct {
    int32_t *number;
    int64_t *object;
    uint32_t *code;
    double *pen, *box;
    float *loose;
    /* of each run of characters in one text object: where it begins, and what they have in common */
    int32_t *begin;
    int64_t *font;
    double *size;
    float *matrix;
    int32_t *mode;
} Rows;

typedef struct {
    int glyphs, runs;
} Found;

enum { COLUMNS = 11, OF_GLYPHS = 6 };
static const Py_ssize_t SIZES[COLUMNS] = {
    sizeof(int32_t),   sizeof(int64_t), sizeof(uint32_t), 2 * sizeof(double), 4 * sizeof(double), 4 * sizeof(float),
    sizeof(int32_t),   sizeof(int64_t), sizeof(double),   6 * sizeof(float),  sizeof(int32_t),
};

static int
take_calls(Calls *calls, PyObject *from)
{
    if (!PyTuple_Check(from) || PyTuple_Size(from) != CALLS) {
        PyErr_SetString(PyExc_TypeError, "the addresses of ten functions are wanted");
        return -1;
    }
    void *address[CALLS];
    for (int at = 0; at < CALLS; at++) {
        if (!(address[at] = PyLong_AsVoidPtr(PyTuple_GetItem(from, at)))) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "a function has no address");
            return -1;
        }
    }
    calls->is_generated = (int (*)(void *, int))address[0];
    calls->text_object = (void *(*)(void *, int))address[1];
    calls->code = (unsigned int (*)(void *, int))address[2];
    calls->pen = (int (*)(void *, int, double *, double *))address[3];
    calls->box = (int (*)(void *, int, double *, double *, double *, double *))address[4];
    calls->loose_box = (int (*)(void *, int, float *))address[5];
    calls->matrix = (int (*)(void *, int, float *))address[6];
    calls->size = (double (*)(void *, int))address[7];
    calls->font = (void *(*)(void *))address[8];
    calls->mode = (int (*)(void *))address[9];
    return 0;
}

/* Ask for the characters that are really drawn; return how many they are, and their runs. The rows are nil where nothing
   is told. */
static Found
ask(const Calls *calls, void *page, int count, Rows rows)
{
    int found = 0, runs = 0;
    for (int at = 0; at < count; at++) {
        if (calls->is_generated(page, at) == 1)
            continue;
        double *pen = rows.pen + 2 * found, *box = rows.box + 4 * found;
        rows.number[found] = at;
        void *object = calls->text_object(page, at);
        rows.object[found] = (int64_t)(intptr_t)object;
        rows.code[found] = calls->code(page, at);
        calls->pen(page, at, pen, pen + 1);
        calls->box(page, at, box, box + 1, box + 2, box + 3);
        calls->loose_box(page, at, rows.loose + 4 * found);
        if (!found || rows.object[found] != rows.object[found - 1]) {
            rows.begin[runs] = found;
            rows.font[runs] = (int64_t)(intptr_t)calls->font(object);
            rows.size[runs] = calls->size(page, at);
            calls->matrix(page, at, rows.matrix + 6 * runs);
            rows.mode[runs] = calls->mode(object);
            runs++;
        }
        found++;
    }
    return (Found){found, runs};
}

static PyObject *
read_glyphs(PyObject *self, PyObject *given)
{
    PyObject *addresses, *handle;
    Calls calls;
    int count;
    if (!PyArg_ParseTuple(given, "OOi:read", &addresses, &handle, &count) || take_calls(&calls, addresses) < 0)
        return NULL;
    void *page = PyLong_AsVoidPtr(handle);
    if (!page || count < 0 || count > MOST) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "there is no page, or no number of characters");
        return NULL;
    }
    void *column[COLUMNS] = {NULL};
    PyObject *told = NULL;
    int missing = 0;
    for (int at = 0; at < COLUMNS; at++)
        missing |= !(column[at] = PyMem_Calloc((size_t)count + 1, (size_t)SIZES[at]));
    if (missing)
        PyErr_NoMemory();
    else {
        Found found = ask(&calls, page, count,
                          (Rows){column[0], column[1], column[2], column[3], column[4], column[5], column[6], column[7],
                                 column[8], column[9], column[10]});
        told = PyTuple_New(COLUMNS);
        for (int at = 0; told && at < COLUMNS; at++) {
            Py_ssize_t rows = at < OF_GLYPHS ? found.glyphs : found.runs;
            PyObject *bytes = PyBytes_FromStringAndSize(column[at], rows * SIZES[at]);
            if (!bytes || PyTuple_SetItem(told, at, bytes) < 0)
                Py_CLEAR(told);
        }
    }
    for (int at = 0; at < COLUMNS; at++)
        PyMem_Free(column[at]);
    return told;
}

static PyMethodDef methods[] = {
    {"read", read_glyphs, METH_VARARGS, "Return what PDFium tells of a text page's characters: see glyphs.py."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_glyphs", .m_doc = "The reading of glyphs.py, compiled.", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit__glyphs(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddStringConstant(module, "SOURCE", KERNEL_SOURCE) < 0)
        Py_CLEAR(module);
    return module;
}
