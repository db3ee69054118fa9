/* The search for line ends of breaking.py, to the same digits: the same steps, in the same order.

   What is searched, what it costs and why is told there; functions have the names they have there. All nodes are in
   one pool, and refer to each other by their numbers in it. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <string.h>

enum { FITNESSES = 4, FIELDS = 8 };

#define MOST_BOXES (1 << 22)
#define NONE (-1)

typedef struct {
    double width, stretch, shrink, penalty, extra, limited, lead;
    long flag;
    int legal; /* whether a line may end here */
} Gap;

typedef struct {
    double width, stretch, limited, shrink, give;
} Sums;

typedef struct {
    double demerits;
    int at, line, fitness, run, before;
} Node;

typedef struct {
    double measure;
    Sums sums;
    int start, first, count; /* the box it begins with; its nodes are held[first] and those after it */
    int over;                /* whether it is to go */
} Active;

typedef struct {
    double line, fitness, flag, run, runt, infinite, overfull, rigid, tiny;
    int most_in_a_run;
} Costs;

typedef struct {
    int boxes, measures;
    double *width;   /* of each box */
    double *give;    /* of each box: how much wider or narrower it may be set; NULL if none gives */
    Gap *gap;        /* between box i and box i + 1 */
    Sums *sums;      /* at i: everything before box i */
    double *measure; /* of the first lines; that of the last of them is the measure of all that follow */
    double tolerance;
    int runt_from, settle, overfull;
    Costs costs;

    Node *node;
    int nodes, node_room;
    int *held;
    int holding, held_room;
    Active *active;
    int actives, active_room;
    int *found; /* nodes at the place looked at, in the order they were found */
    int finds, found_room;
    int *known; /* by line, fitness and run: where in `found` its node is, or NONE */
} Search;

/* Make room for one more; -1 with an exception. */
static int
grow(void *where, int count, int *room, size_t size)
{
    void *old, *made;
    if (count < *room)
        return 0;
    int wanted = *room ? 2 * *room : 64;
    memcpy(&old, where, sizeof old);
    made = wanted > 0 && wanted < (1 << 28) ? PyMem_Realloc(old, (size_t)wanted * size) : NULL;
    if (!made) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(where, &made, sizeof made);
    *room = wanted;
    return 0;
}

/* ---- what is handed in ---------------------------------------------------------------------------------------- */

/* Take a sequence of numbers, as many as are counted; NULL with an exception. */
static double *
take_numbers(PyObject *from, int *count)
{
    PyObject *numbers = PySequence_Tuple(from);
    if (!numbers)
        return NULL;
    Py_ssize_t size = PyTuple_Size(numbers);
    double *made = NULL;
    if (size < 1 || size > MOST_BOXES)
        PyErr_SetString(PyExc_ValueError, "there are no boxes or no measures, or more than any paragraph has");
    else if (!(made = PyMem_Malloc(sizeof(double) * (size_t)size)))
        PyErr_NoMemory();
    for (Py_ssize_t at = 0; made && at < size; at++)
        made[at] = PyFloat_AsDouble(PyTuple_GetItem(numbers, at));
    Py_DECREF(numbers);
    if (PyErr_Occurred()) {
        PyMem_Free(made);
        return NULL;
    }
    *count = (int)size;
    return made;
}

static int
take_gap(Gap *gap, PyObject *from)
{
    if (!PyTuple_Check(from) || PyTuple_Size(from) != FIELDS) {
        PyErr_SetString(PyExc_TypeError, "a gap is a tuple of eight numbers");
        return -1;
    }
    PyObject *penalty = PyTuple_GetItem(from, 3);
    gap->width = PyFloat_AsDouble(PyTuple_GetItem(from, 0));
    gap->stretch = PyFloat_AsDouble(PyTuple_GetItem(from, 1));
    gap->shrink = PyFloat_AsDouble(PyTuple_GetItem(from, 2));
    gap->legal = penalty != Py_None;
    gap->penalty = gap->legal ? PyFloat_AsDouble(penalty) : 0.0;
    gap->extra = PyFloat_AsDouble(PyTuple_GetItem(from, 4));
    gap->flag = PyLong_AsLong(PyTuple_GetItem(from, 5));
    gap->limited = PyFloat_AsDouble(PyTuple_GetItem(from, 6));
    gap->lead = PyFloat_AsDouble(PyTuple_GetItem(from, 7));
    return PyErr_Occurred() ? -1 : 0;
}

static int
take(Search *s, PyObject *widths, PyObject *gives, PyObject *gaps, PyObject *measures)
{
    if (!(s->width = take_numbers(widths, &s->boxes)) || !(s->measure = take_numbers(measures, &s->measures)))
        return -1;
    int giving = PyObject_IsTrue(gives), given = s->boxes;
    if (giving < 0 || (giving && !(s->give = take_numbers(gives, &given))))
        return -1;
    if (given != s->boxes) {
        PyErr_SetString(PyExc_ValueError, "there is not one give for each box");
        return -1;
    }
    PyObject *between = PySequence_Tuple(gaps);
    if (!between)
        return -1;
    int failed = PyTuple_Size(between) < s->boxes - 1;
    if (failed)
        PyErr_SetString(PyExc_ValueError, "there are too few gaps");
    else {
        s->gap = PyMem_Calloc((size_t)s->boxes, sizeof(Gap));
        s->sums = PyMem_Calloc((size_t)s->boxes, sizeof(Sums));
        if ((failed = !s->gap || !s->sums))
            PyErr_NoMemory();
    }
    for (int at = 0; at < s->boxes - 1 && !failed; at++) {
        failed = take_gap(s->gap + at, PyTuple_GetItem(between, at)) < 0;
        const Gap *gap = s->gap + at;
        const Sums *sums = s->sums + at;
        s->sums[at + 1] = (Sums){sums->width + (s->width[at] + gap->width), sums->stretch + gap->stretch,
                                 sums->limited + gap->limited, sums->shrink + gap->shrink,
                                 sums->give + (s->give ? s->give[at] : 0.0)};
    }
    Py_DECREF(between);
    if (failed)
        return -1;
    if (s->settle < 1 || s->costs.most_in_a_run < 1 || s->costs.most_in_a_run > 100) {
        PyErr_SetString(PyExc_ValueError, "no such line or run of lines");
        return -1;
    }
    s->settle = s->settle < s->boxes ? s->settle : s->boxes; /* there are no more lines than boxes */
    size_t kinds = (size_t)(s->settle + 1) * FITNESSES * (size_t)(s->costs.most_in_a_run + 1);
    if (!(s->known = PyMem_Malloc(sizeof(int) * kinds))) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t at = 0; at < kinds; at++)
        s->known[at] = NONE;
    return 0;
}

static void
let_go(Search *s)
{
    void *all[] = {s->width, s->give, s->gap, s->sums, s->measure, s->node, s->held, s->active, s->found, s->known};
    for (size_t at = 0; at < sizeof all / sizeof *all; at++)
        PyMem_Free(all[at]);
}

/* ---- one line ------------------------------------------------------------------------------------------------- */

static double
measure_of(const Search *s, int line)
{
    return s->measure[line < s->measures ? line : s->measures - 1];
}

static double
badness(const Costs *costs, double ratio)
{
    double size = fabs(ratio), bad = 100.0 * size * size * size;
    return bad < costs->infinite ? bad : costs->infinite;
}

static int
fitness_of(double ratio)
{
    if (ratio < -0.5)
        return 0;
    if (ratio <= 0.5)
        return 1;
    return ratio <= 1.0 ? 2 : 3;
}

static double
ratio_of(const Costs *costs, double room, double stretch, double limited, double shrink, double give, int final)
{
    if (fabs(room) < costs->tiny)
        return 0.0;
    if (room < 0) {
        shrink += give;
        return shrink > 0 ? room / shrink : -INFINITY;
    }
    if (final)
        return 0.0;
    if (room <= stretch + give)
        return room / (stretch + give);
    room -= give;
    if (stretch <= 0)
        return INFINITY;
    if (room > stretch && 0 < limited && limited < stretch)
        return (room - limited) / (stretch - limited);
    return room / stretch;
}

static double
astray_of(const Costs *costs, double ratio, double room, double shrink, double measure)
{
    if (ratio == INFINITY)
        return room / measure;
    return ratio < -1.0 - costs->tiny ? -(room + shrink) / measure : 0.0;
}

static double
line_demerits(const Costs *costs, double ratio, double astray, const Gap *gap)
{
    double bad = costs->line + badness(costs, ratio == INFINITY ? costs->rigid * astray : ratio);
    double demerits = bad * bad;
    if (ratio < -1.0 - costs->tiny)
        demerits += costs->overfull * (0.5 + astray);
    if (gap && gap->penalty != 0.0)
        demerits += gap->penalty * fabs(gap->penalty);
    return demerits;
}

static double
joint(const Costs *costs, const Node *above, int fitness, long flag, int alike, int *run)
{
    int apart = fitness - above->fitness;
    double demerits = apart > 1 || apart < -1 ? costs->fitness : 0.0;
    if (!flag || !alike) {
        *run = flag != 0;
        return demerits;
    }
    if (above->run < costs->most_in_a_run) {
        *run = above->run + 1;
        return demerits + costs->flag;
    }
    *run = costs->most_in_a_run;
    return demerits + costs->run;
}

/* ---- the search ----------------------------------------------------------------------------------------------- */

static int *
known_as(const Search *s, const Node *node)
{
    int line = node->line < s->settle ? node->line : s->settle;
    return s->known + (line * FITNESSES + node->fitness) * (s->costs.most_in_a_run + 1) + node->run;
}

/* Keep a node if it is the first or the cheapest one of its line, fitness and run at this place. */
static int
find(Search *s, Node node)
{
    int *known = known_as(s, &node);
    if (*known != NONE) {
        Node *other = s->node + s->found[*known];
        if (node.demerits < other->demerits)
            *other = node;
        return 0;
    }
    if (grow(&s->node, s->nodes, &s->node_room, sizeof(Node)) < 0
        || grow(&s->found, s->finds, &s->found_room, sizeof(int)) < 0)
        return -1;
    s->node[s->nodes] = node;
    s->found[s->finds] = s->nodes++;
    *known = s->finds++;
    return 0;
}

static int
hold(Search *s, int node)
{
    if (grow(&s->held, s->holding, &s->held_room, sizeof(int)) < 0)
        return -1;
    s->held[s->holding++] = node;
    return 0;
}

static int
start_line(Search *s, double measure, Sums sums, int start, int first)
{
    if (grow(&s->active, s->actives, &s->active_room, sizeof(Active)) < 0)
        return -1;
    s->active[s->actives++] = (Active){measure, sums, start, first, s->holding - first, 0};
    return 0;
}

/* Make line starts of the nodes found before the box `start`: one for each line, without nodes that another one of
   their line beats whatever follows. */
static int
by_line(Search *s, int start)
{
    for (int at = 0; at < s->finds; at++) {
        if (s->found[at] == NONE)
            continue; /* was one of an earlier line's */
        int leader = s->found[at], least = leader, first = s->holding;
        int line = s->node[leader].line < s->settle ? s->node[leader].line : s->settle;
        for (int other = at; other < s->finds; other++) {
            int node = s->found[other];
            if (node != NONE && (s->node[node].line < s->settle ? s->node[node].line : s->settle) == line
                && s->node[node].demerits < s->node[least].demerits)
                least = node;
        }
        double limit = s->node[least].demerits + s->costs.fitness;
        double measure = NAN;
        for (int other = at; other < s->finds; other++) {
            int node = s->found[other];
            if (node == NONE || (s->node[node].line < s->settle ? s->node[node].line : s->settle) != line)
                continue;
            s->found[other] = NONE;
            if (node != least && !(s->node[node].demerits < limit) && s->node[node].run >= s->node[least].run)
                continue;
            if (s->holding == first)
                measure = measure_of(s, s->node[node].line);
            if (hold(s, node) < 0)
                return -1;
        }
        Sums from = s->sums[start];
        from.width -= s->gap[start - 1].lead;
        if (start_line(s, measure, from, start, first) < 0)
            return -1;
    }
    return 0;
}

/* Look at the lines that could end with the box `end`. */
static int
end_lines(Search *s, int end, int ordered)
{
    const Costs *costs = &s->costs;
    const Sums to = s->sums[end];
    int final = end == s->boxes - 1, over = 0;
    const Gap *gap = final ? NULL : s->gap + end;
    double extra = gap ? gap->extra : 0.0, full = s->measure[s->measures - 1];
    double give_to = to.give + (s->give ? s->give[end] : 0.0);
    double stop = to.width + s->width[end] + extra;
    long flag = gap ? gap->flag : 0;
    for (int at = 0; at < s->actives; at++) {
        Active *active = s->active + at;
        double room = active->measure - (stop - active->sums.width), shrink = to.shrink - active->sums.shrink;
        double give = give_to - active->sums.give;
        double ratio = ratio_of(costs, room, to.stretch - active->sums.stretch, to.limited - active->sums.limited,
                                shrink, give, final);
        if (ratio > s->tolerance) {
            if (ordered && active->start)
                break;
            continue;
        }
        double astray = astray_of(costs, ratio, room, shrink + give, full);
        if (ratio < -1.0 - costs->tiny) {
            if (astray * full > extra + costs->tiny && !(s->overfull && (extra != 0.0 || s->measures > 2)))
                active->over = over = 1;
            if (!s->overfull)
                continue;
        }
        double base = line_demerits(costs, ratio, astray, gap);
        if (final)
            base += active->start - 1 >= s->runt_from ? costs->runt : 0.0;
        int fitness = fitness_of(ratio), alike = active->start > 0 && s->gap[active->start - 1].flag == flag;
        for (int each = active->first; each < active->first + active->count; each++) {
            const Node *above = s->node + s->held[each];
            int run;
            double together = joint(costs, above, fitness, flag, alike, &run);
            Node node = {above->demerits + (base + together), end, above->line + 1, fitness, run, s->held[each]};
            if (find(s, node) < 0)
                return -1;
        }
    }
    if (!over || final)
        return 0;
    int kept = 0;
    for (int at = 0; at < s->actives; at++)
        if (!s->active[at].over)
            s->active[kept++] = s->active[at];
    s->actives = kept;
    return 0;
}

/* Find the best nodes at the paragraph's end; -1 with an exception. */
static int
searched(Search *s)
{
    int ordered = s->measures <= 2;
    for (int at = 0; at + 1 < s->boxes && ordered; at++)
        ordered = s->sums[at].width <= s->sums[at + 1].width + s->costs.tiny && s->gap[at].lead == 0.0;
    Node start = {0.0, -1, 0, 1, 0, NONE};
    if (grow(&s->node, s->nodes, &s->node_room, sizeof(Node)) < 0)
        return -1;
    s->node[s->nodes++] = start;
    if (hold(s, 0) < 0 || start_line(s, s->measure[0], s->sums[0], 0, 0) < 0)
        return -1;
    for (int end = 0; end < s->boxes; end++) {
        int final = end == s->boxes - 1;
        if (!final && !s->gap[end].legal)
            continue;
        s->finds = 0;
        if (end_lines(s, end, ordered) < 0)
            return -1;
        if (final)
            break;
        for (int at = 0; at < s->finds; at++)
            *known_as(s, s->node + s->found[at]) = NONE;
        if (s->finds) {
            if (by_line(s, end + 1) < 0)
                return -1;
        } else if (!s->actives)
            break;
    }
    return 0;
}

/* ---- what Python gets ----------------------------------------------------------------------------------------- */

/* Return the line's end nodes as tuples of lines, demerits and breaks. */
static PyObject *
told(const Search *s)
{
    PyObject *made = PyTuple_New(s->finds);
    for (int at = 0; made && at < s->finds; at++) {
        const Node *end = s->node + s->found[at];
        PyObject *breaks = PyTuple_New(end->line - 1), *each = NULL;
        int failed = !breaks, line = end->line - 2;
        for (int node = end->before; !failed && node != NONE && s->node[node].before != NONE; node = s->node[node].before) {
            PyObject *gap = PyLong_FromLong(s->node[node].at);
            failed = !gap || PyTuple_SetItem(breaks, line--, gap) < 0;
        }
        if (failed)
            Py_XDECREF(breaks);
        else
            each = Py_BuildValue("idN", end->line, end->demerits, breaks);
        if (!each || PyTuple_SetItem(made, at, each) < 0)
            Py_CLEAR(made);
    }
    return made;
}

static PyObject *
search(PyObject *module, PyObject *args)
{
    PyObject *widths, *gives, *gaps, *measures, *made = NULL;
    Search s = {0};
    Costs *c = &s.costs;
    if (!PyArg_ParseTuple(args, "OOOOdiip(ddddd)(ddddi)", &widths, &gives, &gaps, &measures, &s.tolerance,
                          &s.runt_from, &s.settle, &s.overfull, &c->line, &c->fitness, &c->flag, &c->run, &c->runt, &c->infinite,
                          &c->overfull, &c->rigid, &c->tiny, &c->most_in_a_run))
        return NULL;
    if (take(&s, widths, gives, gaps, measures) == 0 && searched(&s) == 0)
        made = told(&s);
    let_go(&s);
    return made;
}

static PyMethodDef methods[] = {
    {"search", search, METH_VARARGS, "Return the best ways to end a paragraph's lines: see breaking.py."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_breaking", .m_doc = "The search of breaking.py, compiled.", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit__breaking(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module && PyModule_AddStringConstant(module, "SOURCE", KERNEL_SOURCE) < 0)
        Py_CLEAR(module);
    return module;
}
