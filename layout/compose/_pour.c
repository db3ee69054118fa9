/* The search of pour.py, to the same digits: where each piece of a story begins, and at which length, at least cost.

   What is searched, what it costs and why is told there; functions have the names they have there, and what costs
   the same is tried in the same order. The numbers come as buffers that pour.py has made (Prepared); they are checked
   once a call, so that no table that does not fit together is read past its end.

   States are kept in one pool. Those that reach a row hang from `there[row]` as a list, the cheapest first: each
   dearer one has left fewer rows empty. `here` are the states that the piece at hand may follow. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>

enum { WAYS, BEFORE, MOST_BEFORE, FLAGS, LEAST, MOST, FIELDS };
enum { KEEPS = 1, WHOLE = 2, BESIDE = 4 };
enum { LOOSE = 1, SOURCE = 2 };
enum { WIDOW, ORPHAN, HOLE, END_GAP, OVERSET, LEVER, SPACE, LONE_SOURCE, KEEP, SLACKS };

#define MOST_ROWS (1 << 28) /* sums of rows stay far within an int */
#define NONE (-1)

typedef struct {
    double cost;
    int row, holes, widows, orphans, lone;
    int start, way, extra; /* the last piece as it is placed */
    int before, next;      /* the state it follows; the next one of its row */
} State;

typedef struct {
    double cost;
    int end, widows, orphans, lone;
} Step;

typedef struct {
    int lines, flags;
    double cost;
} Way;

typedef struct {
    Py_buffer table, numbers, costs, weights, ahead;
    int held;           /* buffers that are to be released */
    int pieces;         /* how many there are */
    const int *piece;   /* FIELDS numbers for each, and as many noughts */
    const int *number;  /* two for each way */
    const double *cost; /* one for each way */
    const double *weigh;
    int slacks;
    int *first;   /* the number of each piece's first way */
    int *longest; /* the lines of its longest way */
    PyObject *beside;
    const int *far; /* by row: how far the next one is where lines are shorter */
    int far_rows;

    int *tops; /* the first row of each column, and the row after the last */
    int columns, capacity;
    double limit;

    State *pool;
    int states, room;
    int *here, *there; /* by row: the first of its states, or NONE */
    int rows;          /* how many rows those two have */
    int low, high;     /* rows of `there` that have states */
} Search;

/* ---- the numbers handed in ------------------------------------------------------------------------------------ */

static int
buffer(Search *s, PyObject *from, Py_buffer *view, char format, Py_ssize_t size)
{
    if (PyObject_GetBuffer(from, view, PyBUF_FORMAT | PyBUF_ND) < 0)
        return -1;
    s->held++;
    if (view->itemsize != size || !view->format || view->format[0] != format || view->format[1]) {
        PyErr_SetString(PyExc_TypeError, "not the numbers of pieces made ready");
        return -1;
    }
    return 0;
}

static void
let_go(Search *s)
{
    Py_buffer *views[] = {&s->table, &s->numbers, &s->costs, &s->weights, &s->ahead};
    for (int at = 0; at < s->held; at++)
        PyBuffer_Release(views[at]);
    PyMem_Free(s->first);
    PyMem_Free(s->longest);
    PyMem_Free(s->tops);
    PyMem_Free(s->pool);
    PyMem_Free(s->here);
    PyMem_Free(s->there);
}

/* Take the pieces; -1 with an exception if the tables do not fit together. To be followed by let_go in any case. */
static int
take(Search *s, PyObject *table, PyObject *numbers, PyObject *costs, PyObject *weights, PyObject *beside,
     PyObject *ahead)
{
    if (buffer(s, table, &s->table, 'i', sizeof(int)) < 0 || buffer(s, numbers, &s->numbers, 'i', sizeof(int)) < 0
        || buffer(s, costs, &s->costs, 'd', sizeof(double)) < 0
        || buffer(s, weights, &s->weights, 'd', sizeof(double)) < 0
        || buffer(s, ahead, &s->ahead, 'i', sizeof(int)) < 0)
        return -1;
    Py_ssize_t cells = s->table.len / (Py_ssize_t)sizeof(int), ways = s->costs.len / (Py_ssize_t)sizeof(double);
    s->slacks = (int)(s->weights.len / (Py_ssize_t)sizeof(double)) - SLACKS;
    s->piece = s->table.buf;
    s->number = s->numbers.buf;
    s->cost = s->costs.buf;
    s->weigh = s->weights.buf;
    s->beside = beside == Py_None ? NULL : beside;
    s->far = s->ahead.buf;
    s->far_rows = s->ahead.len < MOST_ROWS ? (int)(s->ahead.len / (Py_ssize_t)sizeof(int)) : 0;
    int fits = s->slacks > 0 && cells >= FIELDS && cells % FIELDS == 0 && cells < MOST_ROWS && ways < MOST_ROWS
               && s->numbers.len == 2 * ways * (Py_ssize_t)sizeof(int);
    if (fits) {
        s->pieces = (int)(cells / FIELDS) - 1;
        s->first = PyMem_Malloc(sizeof(int) * (size_t)(s->pieces + 1));
        s->longest = PyMem_Malloc(sizeof(int) * (size_t)(s->pieces + 1));
        if (!s->first || !s->longest) {
            PyErr_NoMemory();
            return -1;
        }
    }
    Py_ssize_t used = 0;
    for (int at = 0; fits && at < s->pieces; at++) {
        const int *piece = s->piece + at * FIELDS;
        s->first[at] = (int)used;
        fits = piece[WAYS] > 0 && piece[WAYS] <= ways - used && piece[BEFORE] >= 0 && piece[BEFORE] < MOST_ROWS
               && piece[MOST_BEFORE] < MOST_ROWS && piece[LEAST] >= 0 && piece[MOST] >= 0
               && piece[LEAST] <= MOST_ROWS && piece[MOST] <= MOST_ROWS && (s->beside || !(piece[FLAGS] & BESIDE));
        s->longest[at] = 0;
        for (Py_ssize_t way = used; fits && way < used + piece[WAYS]; way++)
            if (s->number[2 * way] > s->longest[at])
                s->longest[at] = s->number[2 * way];
        used += fits ? piece[WAYS] : 0;
    }
    Py_ssize_t lines = 0;
    for (Py_ssize_t at = 0; fits && at < ways; at++) {
        fits = s->number[2 * at] >= 0 && s->number[2 * at] < MOST_ROWS;
        lines += s->number[2 * at];
        fits = fits && lines < MOST_ROWS;
    }
    if (!fits || used != ways) {
        PyErr_SetString(PyExc_ValueError, "the tables of pieces do not fit together");
        return -1;
    }
    return 0;
}

/* Take the rows of the columns. */
static int
take_columns(Search *s, PyObject *columns)
{
    PyObject *rows = PySequence_Tuple(columns);
    if (!rows)
        return -1;
    Py_ssize_t count = PyTuple_Size(rows);
    int *tops = count < MOST_ROWS ? PyMem_Realloc(s->tops, sizeof(int) * (size_t)(count + 1)) : NULL;
    if (!tops) {
        Py_DECREF(rows);
        PyErr_NoMemory();
        return -1;
    }
    s->tops = tops;
    s->columns = (int)count;
    tops[0] = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        long each = PyLong_AsLong(PyTuple_GetItem(rows, at));
        if (each < 0 || each > MOST_ROWS - tops[at]) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError,
                                each < 0 ? "a column has less than no rows" : "columns have more rows than any page");
            Py_DECREF(rows);
            return -1;
        }
        tops[at + 1] = tops[at] + (int)each;
    }
    Py_DECREF(rows);
    s->capacity = tops[count];
    return 0;
}

/* ---- the search ----------------------------------------------------------------------------------------------- */

/* Return how many of the tops are at that row or above it: bisect_right. */
static int
tops_to(const Search *s, int row)
{
    int low = 0, high = s->columns + 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (row < s->tops[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static double
total(const Search *s, const State *state)
{
    int empty = s->capacity - state->row;
    if (empty < 0)
        return state->cost + s->weigh[OVERSET] * -empty;
    double missing = (double)empty + state->holes;
    return state->cost + s->weigh[END_GAP] * (missing * missing);
}

static double
least_total(const Search *s, int number, int row, double cost, int holes)
{
    const int *piece = s->piece + number * FIELDS;
    int over = row + piece[LEAST] - s->capacity;
    if (over > 0)
        return cost + s->weigh[OVERSET] * over;
    int gap = s->capacity - row - piece[MOST] + holes;
    double at_end = gap > 0 ? s->weigh[END_GAP] * ((double)gap * gap) : 0.0;
    return cost + (s->weigh[OVERSET] < at_end ? s->weigh[OVERSET] : at_end);
}

/* Make `here` and `there` long enough to have that row. */
static int
reach(Search *s, int row)
{
    if (row < s->rows)
        return 0;
    if (row >= MOST_ROWS) {
        PyErr_SetString(PyExc_ValueError, "a story has more rows than any page");
        return -1;
    }
    int rows = row + row / 2 + 64;
    int *here = PyMem_Realloc(s->here, sizeof(int) * (size_t)rows);
    if (here)
        s->here = here;
    int *there = here ? PyMem_Realloc(s->there, sizeof(int) * (size_t)rows) : NULL;
    if (!there) {
        PyErr_NoMemory();
        return -1;
    }
    s->there = there;
    for (int at = s->rows; at < rows; at++)
        here[at] = there[at] = NONE;
    s->rows = rows;
    return 0;
}

/* Add a state to the pool; return its number, or NONE with an exception. */
static int
new_state(Search *s, State state)
{
    if (s->states == s->room) {
        int room = s->room ? 2 * s->room : 256;
        State *pool = s->room < MOST_ROWS ? PyMem_Realloc(s->pool, sizeof(State) * (size_t)room) : NULL;
        if (!pool) {
            PyErr_NoMemory();
            return NONE;
        }
        s->pool = pool;
        s->room = room;
    }
    s->pool[s->states] = state;
    return s->states++;
}

/* Keep a state unless one that reached its row is as cheap and has left no more rows empty; drop those it beats. */
static int
keep(Search *s, State state)
{
    int before = NONE, at = s->there[state.row];
    for (; at != NONE && s->pool[at].cost <= state.cost; before = at, at = s->pool[at].next) {
        if (s->pool[at].holes <= state.holes)
            return 0;
        if (s->pool[at].cost == state.cost)
            break; /* as cheap, with more rows left empty: beaten */
    }
    while (at != NONE && s->pool[at].holes >= state.holes)
        at = s->pool[at].next;
    state.next = at;
    int made = new_state(s, state);
    if (made == NONE)
        return -1;
    if (before == NONE)
        s->there[state.row] = made;
    else
        s->pool[before].next = made;
    if (state.row < s->low)
        s->low = state.row;
    if (state.row > s->high)
        s->high = state.row;
    return 0;
}

static Step
step(const Search *s, Way way, int start, int extra, int empty, int last)
{
    const double *weigh = s->weigh;
    Step made = {0.0, start + way.lines, 0, 0, 0};
    int below = tops_to(s, start);
    while (below <= s->columns && s->tops[below] < made.end) {
        made.orphans += s->tops[below] - start == 1;
        made.widows += made.end - s->tops[below] == 1;
        below++;
    }
    made.lone = last && (way.flags & SOURCE) && below <= s->columns && s->tops[below - 1] == made.end - 1
                && made.end < s->tops[below];
    made.cost = way.cost + weigh[WIDOW] * made.widows + weigh[ORPHAN] * made.orphans + weigh[HOLE] * empty
                + weigh[SPACE] * extra;
    made.cost += weigh[LEVER] * ((way.flags & LOOSE) != 0) + weigh[LONE_SOURCE] * made.lone;
    return made;
}

/* Let a piece begin at `start` at every length, after each of the states that reached `row`. */
static int
place(Search *s, int number, int row, int start, int extra, int empty)
{
    const int *piece = s->piece + number * FIELDS;
    int count = piece[WAYS], failed = 0;
    PyObject *ways = NULL;
    if (piece[FLAGS] & BESIDE && start < s->far_rows && s->far[start] < s->longest[number]) {
        ways = PyObject_CallFunction(s->beside, "ii", number, start);
        if (!ways)
            return -1;
        if (!PyTuple_Check(ways)) {
            Py_DECREF(ways);
            PyErr_SetString(PyExc_TypeError, "ways to set a piece are a tuple");
            return -1;
        }
        count = (int)PyTuple_Size(ways);
    }
    for (int at = 0; at < count && !failed; at++) {
        int which = s->first[number] + at;
        Way way;
        if (ways) {
            PyObject *each = PyTuple_GetItem(ways, at);
            if (!PyTuple_Check(each)) {
                PyErr_SetString(PyExc_TypeError, "a way to set a piece is a tuple");
                failed = 1;
            } else
                failed = !PyArg_ParseTuple(each, "iid", &way.lines, &way.flags, &way.cost);
            if (!failed && (way.lines < 0 || way.lines > MOST_ROWS)) {
                PyErr_SetString(PyExc_ValueError, "a way to set a piece has no such number of lines");
                failed = 1;
            }
        } else
            way = (Way){s->number[2 * which], s->number[2 * which + 1], s->cost[which]};
        if (failed || (failed = reach(s, start + way.lines) < 0))
            break;
        Step made = step(s, way, start, extra, empty, number + 1 == s->pieces);
        for (int from = s->here[row]; from != NONE && !failed; from = s->pool[from].next) {
            const State *before = s->pool + from;
            State state = {before->cost + made.cost,      made.end,  before->holes + empty,
                           before->widows + made.widows,  before->orphans + made.orphans,
                           made.lone, start, at, extra, from, NONE};
            if (!(least_total(s, number + 1, state.row, state.cost, state.holes) > s->limit))
                failed = keep(s, state) < 0;
        }
    }
    Py_XDECREF(ways);
    return failed ? -1 : 0;
}

static int
starts_whole(Search *s, int number, int row, int before)
{
    int lines = s->number[2 * s->first[number]], below = tops_to(s, row), found = 0;
    int foot = below <= s->columns ? s->tops[below] : s->capacity;
    if (row + before + lines <= foot) {
        found = 1;
        if (place(s, number, row, row + before, 0, 0) < 0)
            return -1;
    }
    for (int at = below; at < s->columns; at++) {
        int top = s->tops[at];
        if (top + lines <= s->tops[at + 1]) {
            found = 1;
            if (place(s, number, row, top, 0, top - row) < 0)
                return -1;
        }
    }
    if (found)
        return 0;
    int start = row > s->capacity ? row : s->capacity;
    return place(s, number, row, start, 0, start - row);
}

/* Let a piece begin wherever it may after the row. */
static int
starts(Search *s, int number, int row)
{
    const int *piece = s->piece + number * FIELDS;
    int below = tops_to(s, row), in_column = below <= s->columns, found = 0;
    int foot = in_column ? s->tops[below] : 0, at_head = s->tops[below - 1] == row;
    if (piece[FLAGS] & WHOLE)
        return starts_whole(s, number, row, at_head ? 0 : piece[BEFORE]);
    if (in_column && !at_head && !(number && piece[FLAGS - FIELDS] & KEEPS)) {
        found = 1;
        if (place(s, number, row, foot, 0, foot - row) < 0)
            return -1;
    }
    int needed = 0;
    if (piece[FLAGS] & KEEPS) {
        int follows = number + 1 < s->pieces ? s->number[2 * s->first[number + 1]] : 0;
        int least = (int)s->weigh[KEEP];
        needed = s->number[2 * s->first[number]] + (follows < least ? follows : least);
    }
    int before = at_head ? 0 : piece[BEFORE];
    int most = at_head || piece[MOST_BEFORE] < before ? before : piece[MOST_BEFORE];
    for (int space = before; space <= most; space++)
        if (!in_column || row + space + needed <= foot) {
            found = 1;
            if (place(s, number, row, row + space, space - before, 0) < 0)
                return -1;
        }
    return found ? 0 : place(s, number, row, row, 0, 0);
}

/* Drop all but the best of the states past the last column, and past the last of the shorter rows. */
static void
worth_keeping(Search *s)
{
    int best = NONE, past = s->far_rows > s->capacity ? s->far_rows - 1 : s->capacity;
    for (int row = s->low > past ? s->low : past + 1; row <= s->high; row++) {
        for (int at = s->there[row]; at != NONE; at = s->pool[at].next)
            if (best == NONE || total(s, s->pool + at) < total(s, s->pool + best))
                best = at;
        s->there[row] = NONE;
    }
    if (best != NONE) {
        s->pool[best].next = NONE;
        s->there[s->pool[best].row] = best;
        s->high = s->pool[best].row;
    }
}

/* Find the cheapest way to place all pieces: its state, NONE if it costs more than the limit, -2 with an exception. */
static int
within(Search *s)
{
    for (int row = 0; row < s->rows; row++)
        s->here[row] = s->there[row] = NONE;
    s->states = 0;
    State start = {0.0, 0, 0, 0, 0, 0, 0, 0, 0, NONE, NONE};
    s->low = s->high = 0;
    if (reach(s, s->capacity) < 0 || keep(s, start) < 0)
        return -2;
    for (int number = 0; number < s->pieces; number++) {
        int low = s->low, high = s->high, *here = s->here;
        s->here = s->there;
        s->there = here;
        s->low = MOST_ROWS;
        s->high = NONE;
        for (int row = low; row <= high; row++)
            if (s->here[row] != NONE) {
                if (starts(s, number, row) < 0)
                    return -2;
                s->here[row] = NONE;
            }
        worth_keeping(s);
    }
    int best = NONE;
    for (int row = s->low; row <= s->high; row++)
        for (int at = s->there[row]; at != NONE; at = s->pool[at].next)
            if (best == NONE || total(s, s->pool + at) < total(s, s->pool + best))
                best = at;
    return best != NONE && total(s, s->pool + best) <= s->limit ? best : NONE;
}

/* Do the search for one choice of columns: the number of the best state, or -2 with an exception. */
static int
searched(Search *s, PyObject *columns)
{
    if (take_columns(s, columns) < 0)
        return -2;
    double floor = least_total(s, 0, 0, 0.0, 0);
    int best = NONE;
    for (int at = 0; at < s->slacks && best == NONE; at++) {
        s->limit = floor + s->weigh[SLACKS + at];
        best = within(s);
    }
    if (best == NONE) {
        PyErr_SetString(PyExc_ValueError, "no limit is high enough");
        return -2;
    }
    return best;
}

/* ---- what Python gets ----------------------------------------------------------------------------------------- */

static PyObject *
figures(const Search *s, int best)
{
    const State *end = s->pool + best;
    int over = 0, empty = s->capacity > end->row ? s->capacity - end->row : 0;
    for (const State *at = end; at->before != NONE; at = s->pool + at->before) {
        int from = at->start > s->capacity ? at->start : s->capacity;
        over += at->row > from ? at->row - from : 0;
    }
    return Py_BuildValue("diiiiiiN", total(s, end), empty, end->holes, over, end->widows, end->orphans, end->row,
                         PyBool_FromLong(end->lone));
}

static PyObject *
chain(const Search *s, int best)
{
    PyObject *made = PyTuple_New(s->pieces);
    for (int number = s->pieces - 1, at = best; made && number >= 0; number--, at = s->pool[at].before) {
        const State *state = s->pool + at;
        PyObject *each = Py_BuildValue("iii", state->start, state->way, state->extra);
        if (!each || PyTuple_SetItem(made, number, each) < 0)
            Py_CLEAR(made);
    }
    return made;
}

static PyObject *
search(PyObject *module, PyObject *args)
{
    PyObject *table, *numbers, *costs, *weights, *beside, *ahead, *columns, *made = NULL;
    if (!PyArg_ParseTuple(args, "OOOOOOO", &table, &numbers, &costs, &weights, &beside, &ahead, &columns))
        return NULL;
    Search s = {0};
    if (take(&s, table, numbers, costs, weights, beside, ahead) == 0) {
        int best = searched(&s, columns);
        PyObject *told = best < 0 ? NULL : figures(&s, best), *placed = told ? chain(&s, best) : NULL;
        if (placed)
            made = Py_BuildValue("NN", told, placed);
        else
            Py_XDECREF(told);
    }
    let_go(&s);
    return made;
}

static PyObject *
outcomes(PyObject *module, PyObject *args)
{
    PyObject *table, *numbers, *costs, *weights, *beside, *ahead, *choices, *made = NULL;
    if (!PyArg_ParseTuple(args, "OOOOOOO", &table, &numbers, &costs, &weights, &beside, &ahead, &choices))
        return NULL;
    PyObject *every = PySequence_Tuple(choices);
    if (!every)
        return NULL;
    Search s = {0};
    if (take(&s, table, numbers, costs, weights, beside, ahead) == 0)
        made = PyTuple_New(PyTuple_Size(every));
    for (Py_ssize_t at = 0; made && at < PyTuple_Size(every); at++) {
        int best = searched(&s, PyTuple_GetItem(every, at));
        PyObject *told = best < 0 ? NULL : figures(&s, best);
        if (!told || PyTuple_SetItem(made, at, told) < 0)
            Py_CLEAR(made);
    }
    let_go(&s);
    Py_DECREF(every);
    return made;
}

static PyMethodDef methods[] = {
    {"search", search, METH_VARARGS, "Return the figures and the chain of the cheapest way: see pour.py."},
    {"outcomes", outcomes, METH_VARARGS, "Return the figures for each choice of columns: see pour.py."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_pour", .m_doc = "The search of pour.py, compiled.", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit__pour(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddStringConstant(module, "SOURCE", KERNEL_SOURCE) < 0)
        Py_CLEAR(module);
    return module;
}
