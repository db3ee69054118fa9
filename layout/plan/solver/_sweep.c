/* The sweep of `sweep.py`, its merging, its walk back and the tables of its bounds: the same results to the last bit.

What states, steps, bounds and merging are, and why no page is lost, is said in the Python modules sweep, states,
bounds, merging and walkback; here it is only done quickly. Names are theirs. Everything comes as flat arrays through
the buffer protocol and goes back as bytes, so nothing is kept between two calls. Where numpy works on all steps at once
here one step after the other is taken through all its tests, which is the same, as the tests of steps do not depend on
each other and steps keep their order: by item, then state, then shape.

Lock: while it works it does not hold the interpreter's lock; it takes it to ask whether to stop (`may_go_on`).
*/

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NEVER = 20000, SHARES = 840, UNSTACKED = 40000, NOTHING_DROPPED = 10 * NEVER };
enum { MOST_COLUMNS = 16, MOST_ITEMS = 63, COVERED_WORTH = 10, MADE_STEPS = 5 };
enum { BESIDE_BITS = 8, SPANNED_BITS = 16, WIDEST_BITS = 5, UNKNOWN_SIZE = 255, UNPAID = 254, UNPAID_EASED = 253 };
enum { HEADED_FLAG = 1, AD_FLAG = 2, STRIP_FLAG = 4, RANKED_FLAG = 8 };
enum { PICTURE_APART = 0, NOT_APART = 1 };
/* What is looked at between two questions whether to stop, states and steps alike; about a millisecond of work. */
enum { PAUSE = 1 << 14 };

/* What a problem is given as --------------------------------------------------------------------------------------- */

typedef struct {
    int32_t flags, first_shape, left, right, row, foot; /* the last four of pinned items only */
} Item;

typedef struct {
    int32_t wide, high, kind, size; /* the numbers of the kind of head and of its size, 0 for none */
} Shape;

typedef struct {
    int32_t one, other, kind, weight;
} Pair;

typedef struct {
    int32_t columns, rows, items, loose, pairs, edge_bits, after_strip, lead, kinds;
    int32_t cut_across, cut_eased, cut_down, cut_rail, rails, lead_wide, lead_size, exact_rest;
} Numbers;

typedef struct {
    Numbers of;
    uint64_t must, loose_mask;
    uint64_t loose_ends, copy; /* no strips; and of these no ads */
    uint64_t set_bit, buried, edge_mask;
    const Item *item; /* and one more, for where the shapes of the last end */
    const Shape *shape;
    const int32_t *clash, *worse; /* [kind][kind] */
    const Pair *pair;
    const int32_t *unary[MOST_ITEMS + 1]; /* [left][row][shape] */
    const uint16_t *rest, *stacks, *late;
    const int32_t *least, *least_area, *most_area;
    size_t sets;
} Problem;

/* The work of one call --------------------------------------------------------------------------------------------- */

typedef struct {
    int32_t width, limit, layer_steps, crowded, rounds;
    int32_t step, crowd; /* the ranking; crowd is -1 without one */
    const int64_t *crowded_from;
    int64_t crowd_values;
} Wish;

typedef struct {
    int count;
    int16_t *skyline; /* by state, then column */
    uint64_t *placed;
    int32_t *cost;
    uint8_t *beside, *widest, *largest;
    uint16_t *spanned;
    uint64_t *watched; /* by state, then pair */
} States;

typedef struct {
    int32_t level, left, gap;
    int32_t spare, room, flat;
} Gap;

typedef struct {
    int32_t parent, cost, promise;
    uint16_t shape;
    uint8_t item;
} Step;

typedef struct {
    int count;
    int32_t *parent, *cost, *target;
    uint16_t *shape;
    uint8_t *item;
} Layer;

typedef struct {
    int32_t points, depth, parent, item, shape;
} Goal;

typedef struct {
    const Problem *problem;
    Wish wish;
    PyObject *check; /* called now and then; None if nobody may stop it */
    PyThreadState *thread;
    int failed; /* an exception is set, or memory is out */
    int64_t steps, work;
    int32_t dropped;
    States states;
    Gap *gap;
    Step *step;
    int32_t *likely; /* of each step, what it is kept or cut by */
    size_t count, room;
    Layer layer[MOST_ITEMS];
    int layers;
    Goal *goal;
    size_t goals, goal_room;
} Sweep;

/* Return memory, or note that there is none. */
static void *claim(Sweep *s, size_t count, size_t size)
{
    void *memory = malloc((count ? count : 1) * size);
    if (!memory)
        s->failed = 1;
    return memory;
}

static void no_states(States *states)
{
    free(states->skyline), free(states->placed), free(states->cost), free(states->beside), free(states->widest);
    free(states->largest);
    free(states->spanned), free(states->watched);
    memset(states, 0, sizeof *states);
}

static void make_states(Sweep *s, States *states, size_t count)
{
    const Numbers *of = &s->problem->of;
    states->count = (int)count;
    states->skyline = claim(s, count * of->columns, sizeof *states->skyline);
    states->placed = claim(s, count, sizeof *states->placed);
    states->cost = claim(s, count, sizeof *states->cost);
    states->beside = claim(s, count, sizeof *states->beside);
    states->widest = claim(s, count, sizeof *states->widest);
    states->largest = claim(s, count, sizeof *states->largest);
    states->spanned = claim(s, count, sizeof *states->spanned);
    states->watched = claim(s, count * of->pairs, sizeof *states->watched);
}

static void no_layer(Layer *layer)
{
    free(layer->parent), free(layer->cost), free(layer->target), free(layer->shape), free(layer->item);
    memset(layer, 0, sizeof *layer);
}

/* Ask whether to stop, if enough was done since it was asked last; return whether to go on. */
static int may_go_on(Sweep *s, int64_t work)
{
    s->work += work;
    if (s->failed)
        return 0;
    if (s->work < PAUSE)
        return 1;
    s->work = 0;
    if (s->check == Py_None)
        return 1;
    PyEval_RestoreThread(s->thread);
    PyObject *answer = PyObject_CallNoArgs(s->check);
    if (answer)
        Py_DECREF(answer);
    else
        s->failed = 1;
    s->thread = PyEval_SaveThread();
    return !s->failed;
}

static void drop(Sweep *s, int32_t promise)
{
    if (promise < s->dropped)
        s->dropped = promise;
}

/* Bounds ----------------------------------------------------------------------------------------------------------- */

static inline int32_t by_area(const Problem *p, uint64_t remaining, int32_t cells)
{
    if (p->of.exact_rest)
        return cells < 0 ? NEVER : p->rest[remaining * (size_t)(p->of.columns * p->of.rows + 1) + cells];
    return cells < p->least_area[remaining] || cells > p->most_area[remaining] ? NEVER : p->rest[remaining];
}

static inline const uint16_t *stacks_of(const Problem *p, uint64_t remaining)
{
    return p->stacks + remaining * (size_t)(p->of.rows + 1);
}

static inline int32_t whole_points(int32_t shares)
{
    return (shares + SHARES - 1) / SHARES;
}

/* Put into ``room`` the rows left of each column below the skyline, without those of pinned items still to come. */
static inline void room_of(const Problem *p, const int16_t *skyline, uint64_t placed, int32_t *room)
{
    for (int c = 0; c < p->of.columns; c++)
        room[c] = p->of.rows - skyline[c];
    for (int at = p->of.loose; at < p->of.items; at++)
        if (!(placed >> at & 1)) {
            const Item *pin = &p->item[at];
            for (int c = pin->left; c < pin->right; c++)
                room[c] -= pin->foot - pin->row;
        }
}

/* Pairs ------------------------------------------------------------------------------------------------------------ */

typedef struct {
    int32_t left, right, row, foot;
} Sides;

static inline uint64_t packed(const Problem *p, Sides at)
{
    int bits = p->of.edge_bits;
    return p->set_bit | (uint64_t)at.left << 3 * bits | (uint64_t)at.right << 2 * bits | (uint64_t)at.row << bits |
           (uint64_t)at.foot;
}

static inline Sides sides(const Problem *p, uint64_t word)
{
    int bits = p->of.edge_bits;
    Sides at = {(int32_t)(word >> 3 * bits & p->edge_mask), (int32_t)(word >> 2 * bits & p->edge_mask),
                (int32_t)(word >> bits & p->edge_mask), (int32_t)(word & p->edge_mask)};
    return at;
}

static inline int32_t least_of(int32_t one, int32_t other) { return one < other ? one : other; }
static inline int32_t most_of(int32_t one, int32_t other) { return one > other ? one : other; }

static int faulty(int kind, Sides one, Sides other)
{
    int32_t across = least_of(one.right, other.right) - most_of(one.left, other.left);
    int32_t down = least_of(one.foot, other.foot) - most_of(one.row, other.row);
    if (kind == NOT_APART)
        return across >= 0 && down >= 0;
    int beside = across == 0 && down == least_of(one.foot - one.row, other.foot - other.row);
    int below = down == 0 && across == least_of(one.right - one.left, other.right - other.left);
    return !beside && !below;
}

/* Return a rectangle without what can no longer matter to a partner still to come; 0 if nothing can. */
static uint64_t still_to_matter(const Problem *p, uint64_t word, const int16_t *skyline, int kind)
{
    if (word == p->buried)
        return word;
    Sides there = sides(p, word);
    int columns = p->of.columns, open = 0;
    if (kind == NOT_APART) {
        for (int c = most_of(0, there.left - 1); c < columns && c <= there.right; c++)
            open |= skyline[c] <= there.foot;
    } else {
        for (int c = there.left; c < there.right; c++)
            open |= skyline[c] == there.foot;
        if (there.left > 0)
            open |= skyline[there.left - 1] < there.foot;
        if (there.right < columns)
            open |= skyline[there.right] < there.foot;
    }
    if (!open)
        return 0;
    int top = kind == PICTURE_APART && there.right < columns && skyline[there.right] == there.row;
    return top ? word : word - ((uint64_t)there.row << p->of.edge_bits);
}

static int32_t pair_points(const Problem *p, const uint64_t *watched, int at, Sides mine)
{
    int32_t points = 0;
    for (int n = 0; n < p->of.pairs; n++) {
        const Pair *pair = &p->pair[n];
        if ((pair->one == at || pair->other == at) && watched[n] &&
            (watched[n] == p->buried || faulty(pair->kind, mine, sides(p, watched[n]))))
            points += pair->weight;
    }
    return points;
}

/* Carry what a pair keeps of its placed one over a step; return what is to be paid for it. */
static int32_t watch(const Problem *p, uint64_t *watched, uint64_t placed, int item, uint64_t word,
                     const int16_t *skyline)
{
    int32_t points = 0;
    for (int n = 0; n < p->of.pairs; n++) {
        const Pair *pair = &p->pair[n];
        for (int turn = 0; turn < 2; turn++) {
            int at = turn ? pair->other : pair->one, partner = turn ? pair->one : pair->other;
            int waits = !(placed >> partner & 1);
            if (item == at)
                watched[n] = waits ? word : 0;
            if (!watched[n] || !waits)
                continue;
            uint64_t seen = still_to_matter(p, watched[n], skyline, pair->kind);
            if (!seen && pair->kind == PICTURE_APART) {
                if (p->must >> partner & 1)
                    points += pair->weight;
                else
                    seen = p->buried;
            }
            watched[n] = seen;
        }
    }
    return points;
}

/* From states to steps --------------------------------------------------------------------------------------------- */

static void find_gaps(Sweep *s)
{
    const Problem *p = s->problem;
    int columns = p->of.columns;
    s->gap = claim(s, s->states.count, sizeof *s->gap);
    for (int n = 0; !s->failed && n < s->states.count; n++) {
        const int16_t *skyline = s->states.skyline + (size_t)n * columns;
        Gap *gap = &s->gap[n];
        int32_t room[MOST_COLUMNS], shares = 0;
        gap->level = skyline[0], gap->left = 0;
        for (int c = 1; c < columns; c++)
            if (skyline[c] < gap->level)
                gap->level = skyline[c], gap->left = c;
        gap->gap = 1;
        while (gap->left + gap->gap < columns && skyline[gap->left + gap->gap] == gap->level)
            gap->gap++;
        room_of(p, skyline, s->states.placed[n], room);
        const uint16_t *stacks = stacks_of(p, ~s->states.placed[n] & p->loose_mask);
        gap->room = 0;
        for (int c = 0; c < columns; c++) {
            gap->room += room[c];
            if (c < gap->left || c >= gap->left + gap->gap)
                shares += stacks[most_of(room[c], 0)];
        }
        gap->spare = s->wish.limit - s->states.cost[n] - whole_points(shares);
        int flat = gap->gap == columns && gap->level > 0 && s->states.beside[n] != p->of.after_strip;
        int alone = __builtin_popcountll(s->states.placed[n] & p->loose_ends) == 1;
        gap->flat = flat ? (alone ? p->of.cut_eased : p->of.cut_across) : 0;
        if (!(n & 255) && !may_go_on(s, 256))
            return;
    }
}

static int32_t of_kinds(const Problem *p, const int32_t *points, int one, int other)
{
    return points[(one < UNPAID_EASED ? one : 0) * p->of.kinds + (other < UNPAID_EASED ? other : 0)];
}

static int32_t unpaid(const Problem *p, int beside)
{
    return beside == UNPAID ? p->of.cut_across : beside == UNPAID_EASED ? p->of.cut_eased : 0;
}

static int32_t head_points(const Problem *p, const States *states, int parent, int at, const Shape *shape)
{
    int wide = shape->wide, widest = states->widest[parent], size = shape->size, largest = states->largest[parent];
    int32_t points = of_kinds(p, p->clash, states->beside[parent], shape->kind);
    if (p->of.lead < 0 || !(p->item[at].flags & RANKED_FLAG))
        return points;
    if (at == p->of.lead)
        return points + p->of.lead_wide * most_of(0, widest - wide) + (size ? p->of.lead_size * most_of(0, largest - size) : 0);
    if (states->placed[parent] >> p->of.lead & 1)
        points += p->of.lead_wide * most_of(0, wide - widest) + p->of.lead_size * most_of(0, size - largest);
    return points;
}

static int add_step(Sweep *s, Step step)
{
    if (s->count == s->room) {
        size_t room = s->room ? 2 * s->room : 1024;
        Step *more = realloc(s->step, room * sizeof *more);
        if (!more) {
            s->failed = 1;
            return 0;
        }
        s->step = more, s->room = room;
    }
    s->step[s->count++] = step;
    return 1;
}

/* Find the steps that put one item down. ``hit`` has room for its shapes. */
static void item_steps(Sweep *s, int at, uint8_t *hit)
{
    const Problem *p = s->problem;
    const States *states = &s->states;
    const Item *item = &p->item[at];
    const Shape *shape = p->shape + item->first_shape;
    int shapes = item[1].first_shape - item->first_shape, headed = item->flags & HEADED_FLAG;
    int cuts = !(item->flags & (STRIP_FLAG | AD_FLAG)), paired = 0;
    for (int n = 0; n < p->of.pairs; n++)
        paired |= p->pair[n].one == at || p->pair[n].other == at;
    for (int parent = 0; parent < states->count; parent++) {
        if (states->placed[parent] >> at & 1)
            continue;
        const Gap *gap = &s->gap[parent];
        uint64_t after = ~(states->placed[parent] | (uint64_t)1 << at) & p->loose_mask;
        int last = !(p->copy & ~(states->placed[parent] | (uint64_t)1 << at));
        int32_t late = p->late[(size_t)gap->level * p->sets + after];
        int32_t most = least_of(gap->spare - p->least[after] - late, NEVER - 1);
        if (most < 0) {
            if (!may_go_on(s, 1))
                return;
            continue;
        }
        const int32_t *unary = p->unary[at] + ((size_t)gap->left * (p->of.rows + 1) + gap->level) * shapes;
        int32_t any = 0, whole = states->cost[parent] + late;
        for (int n = 0; n < shapes; n++) {
            hit[n] = (unary[n] <= most) & (shape[n].wide <= gap->gap);
            any += hit[n];
        }
        s->steps += any;
        if (!may_go_on(s, 1 + shapes / 16 + any))
            return;
        for (int n = 0; any; n++) {
            if (!hit[n])
                continue;
            any--;
            int32_t wide = shape[n].wide, high = shape[n].high;
            int32_t area = by_area(p, after, gap->room - (at < p->of.loose ? wide * high : 0));
            if (whole + unary[n] + area > s->wish.limit)
                continue;
            int32_t ahead = area + late, cost = states->cost[parent] + unary[n];
            if (cuts)
                cost += (wide == p->of.columns && last ? least_of(gap->flat, p->of.cut_eased) : gap->flat) +
                        unpaid(p, states->beside[parent]);
            if (headed)
                cost += head_points(p, states, parent, at, &shape[n]);
            if (paired) {
                Sides mine = {gap->left, gap->left + wide, gap->level, gap->level + high};
                cost += pair_points(p, states->watched + (size_t)parent * p->of.pairs, at, mine);
            }
            Step step = {parent, cost, cost + ahead, (uint16_t)n, (uint8_t)at};
            if (step.promise <= s->wish.limit && !add_step(s, step))
                return;
        }
    }
}

static void find_steps(Sweep *s)
{
    const Problem *p = s->problem;
    int most = 0;
    for (int at = 0; at < p->of.items; at++)
        most = most_of(most, p->item[at + 1].first_shape - p->item[at].first_shape);
    uint8_t *hit = claim(s, most, 1);
    s->count = 0;
    for (int at = 0; !s->failed && at < p->of.items; at++)
        if (p->item[at + 1].first_shape > p->item[at].first_shape)
            item_steps(s, at, hit);
    free(hit);
}

/* Keep the ``most`` steps of the least ``by``, of equal ones the first; remember the least promise of the others. */
static void keep_least(Sweep *s, int32_t *by, size_t most)
{
    if (s->count <= most)
        return;
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (size_t n = 0; n < s->count; n++)
        low = least_of(low, by[n]), high = most_of(high, by[n]);
    size_t values = (size_t)(high - low) + 1;
    uint32_t *many = calloc(values, sizeof *many);
    if (!many) {
        s->failed = 1;
        return;
    }
    for (size_t n = 0; n < s->count; n++)
        many[by[n] - low]++;
    size_t below = 0;
    int32_t last = low;
    while (below + many[last - low] <= most)
        below += many[last++ - low];
    size_t ties = most - below, kept = 0;
    for (size_t n = 0; n < s->count; n++) {
        int keep = by[n] < last;
        if (by[n] == last && ties)
            ties--, keep = 1;
        if (keep)
            by[kept] = by[n], s->step[kept++] = s->step[n];
        else
            drop(s, s->step[n].promise);
    }
    s->count = kept;
    free(many);
}

/* Put into ``made`` the skyline after a step. */
static inline void put(const Problem *p, const States *states, const Gap *gap, const Step *step, int16_t *made)
{
    const Shape *shape = p->shape + p->item[step->item].first_shape + step->shape;
    memcpy(made, states->skyline + (size_t)step->parent * p->of.columns, p->of.columns * sizeof *made);
    for (int c = gap->left; c < gap->left + shape->wide; c++)
        made[c] = (int16_t)(gap->level + shape->high);
}

/* What all steps that put one item into one state's gap have in common; arrays are by the columns it takes of it. */
typedef struct {
    uint64_t remaining;
    const uint16_t *stacks;
    int32_t shares[MOST_COLUMNS + 1]; /* of the columns beside the item; -1 if one of them cannot come out */
    int32_t edges[MOST_COLUMNS + 1];  /* of the skyline beside the item, without those at its own sides */
    int32_t level[MOST_COLUMNS + 1];  /* of the skyline beside the item */
    int32_t clear[MOST_COLUMNS + 1];  /* the row it may reach down to: pinned items that are to come begin there */
    int32_t pinned[MOST_COLUMNS];     /* rows of such items in each column */
    int32_t filled;                   /* cells above the skyline */
} Landing;

static void make_landing(const Problem *p, const States *states, int parent, const Gap *gap, int item, Landing *to)
{
    const int16_t *skyline = states->skyline + (size_t)parent * p->of.columns;
    uint64_t placed = states->placed[parent] | (uint64_t)1 << item;
    int columns = p->of.columns, left = gap->left;
    int32_t share[MOST_COLUMNS];
    to->remaining = ~placed & p->loose_mask;
    to->stacks = stacks_of(p, to->remaining);
    memset(to->pinned, 0, columns * sizeof *to->pinned);
    for (int wide = 1; wide <= gap->gap; wide++)
        to->clear[wide] = INT32_MAX;
    for (int at = p->of.loose; at < p->of.items; at++)
        if (!(placed >> at & 1)) {
            const Item *pin = &p->item[at];
            for (int c = pin->left; c < pin->right; c++)
                to->pinned[c] += pin->foot - pin->row;
            for (int wide = 1; wide <= gap->gap; wide++)
                if (left < pin->right && pin->left < left + wide)
                    to->clear[wide] = least_of(to->clear[wide], pin->row);
        }
    to->filled = 0;
    for (int c = 0; c < columns; c++) {
        int32_t room = p->of.rows - skyline[c] - to->pinned[c];
        share[c] = room < 0 || to->stacks[room] >= UNSTACKED ? -1 : to->stacks[room];
        to->filled += skyline[c];
    }
    for (int wide = 1; wide <= gap->gap; wide++) {
        int32_t shares = 0, edges = 0, level = INT16_MAX, good = 1;
        for (int c = 0; c < columns; c++) {
            if (c >= left && c < left + wide)
                continue;
            good &= share[c] >= 0;
            shares += share[c];
            level = least_of(level, skyline[c]);
            edges += c && c != left + wide && skyline[c] != skyline[c - 1];
        }
        to->shares[wide] = good ? shares : -1;
        to->edges[wide] = edges, to->level[wide] = level;
    }
}

/* Leave the steps after which what is left can still come out, column by column and within the limit. */
static void put_down(Sweep *s)
{
    const Problem *p = s->problem;
    int columns = p->of.columns, parent = -1, item = -1;
    Landing at;
    size_t kept = 0;
    free(s->likely);
    s->likely = claim(s, s->count, sizeof *s->likely);
    for (size_t n = 0; !s->failed && n < s->count; n++) {
        if (!(n & 1023) && !may_go_on(s, 1024))
            return;
        Step step = s->step[n];
        const Gap *gap = &s->gap[step.parent];
        if (step.parent != parent || step.item != item) {
            parent = step.parent, item = step.item;
            make_landing(p, &s->states, parent, gap, item, &at);
        }
        const Shape *shape = p->shape + p->item[item].first_shape + step.shape;
        int32_t foot = gap->level + shape->high, right = gap->left + shape->wide, shares = at.shares[shape->wide];
        int good = shares >= 0 && foot <= at.clear[shape->wide];
        for (int c = gap->left; c < right && good; c++) {
            int32_t room = p->of.rows - foot - at.pinned[c];
            good = room >= 0 && at.stacks[room] < UNSTACKED;
            if (good)
                shares += at.stacks[room];
        }
        if (!good)
            continue;
        int32_t level = least_of(at.level[shape->wide], foot);
        int32_t area = step.promise - step.cost - p->late[(size_t)gap->level * p->sets + at.remaining];
        int32_t stacked = p->least[at.remaining] + whole_points(shares);
        step.promise = step.cost + most_of(area, stacked) + p->late[(size_t)level * p->sets + at.remaining];
        if (step.promise > s->wish.limit)
            continue;
        int32_t doubt = 0;
        if (s->wish.crowd >= 0) {
            const int16_t *skyline = s->states.skyline + (size_t)parent * columns;
            int32_t edges = at.edges[shape->wide] + (gap->left > 0 && skyline[gap->left - 1] != foot) +
                            (right < columns && skyline[right] != foot);
            doubt = s->wish.step * edges - (at.filled + shape->wide * shape->high) / COVERED_WORTH;
        }
        s->likely[kept] = step.promise + doubt;
        s->step[kept++] = step;
    }
    s->count = kept;
}

static void find_placed(Sweep *s)
{
    find_gaps(s);
    if (!s->failed)
        find_steps(s);
    if (s->failed)
        return;
    if (s->count > (size_t)s->wish.layer_steps) {
        int32_t *by = claim(s, s->count, sizeof *by);
        for (size_t n = 0; by && n < s->count; n++)
            by[n] = s->step[n].promise;
        if (by)
            keep_least(s, by, s->wish.layer_steps);
        free(by);
    }
    if (!s->failed)
        put_down(s);
    if (!s->failed)
        keep_least(s, s->likely, (size_t)s->wish.crowded * s->wish.width);
}

/* From steps to the next states ------------------------------------------------------------------------------------ */

/* Make the state that a step leads to; its cost and promise become what is paid for pairs dearer. */
static void make_state(const Problem *p, const States *states, const Gap *gap, Step *step, States *made, size_t n)
{
    int columns = p->of.columns, parent = step->parent, flags = p->item[step->item].flags;
    const Shape *shape = p->shape + p->item[step->item].first_shape + step->shape;
    int wide = shape->wide, right = gap->left + wide;
    int16_t *skyline = made->skyline + n * columns;
    put(p, states, gap, step, skyline);
    int32_t level = skyline[0];
    for (int c = 1; c < columns; c++)
        level = least_of(level, skyline[c]);
    made->placed[n] = states->placed[parent] | (uint64_t)1 << step->item;
    int goes_on = right < columns && skyline[right] == gap->level && level == gap->level;
    int on = shape->kind;
    if (flags & AD_FLAG) {
        int before = states->beside[parent];
        on = before == UNPAID || before == UNPAID_EASED ? before : 0;
        if (gap->gap == columns && gap->level > 0 && before != p->of.after_strip)
            on = __builtin_popcountll(states->placed[parent] & p->loose_ends) == 1 ? UNPAID_EASED : UNPAID;
    }
    made->beside[n] = (uint8_t)(flags & STRIP_FLAG ? p->of.after_strip : goes_on ? on : 0);
    int inner = ((1 << (wide - 1)) - 1) << gap->left;
    made->spanned[n] = (uint16_t)(states->spanned[parent] | (flags & STRIP_FLAG ? 0 : inner));
    int widest = states->widest[parent];
    made->widest[n] = (uint8_t)(flags & RANKED_FLAG ? most_of(wide, widest) : widest);
    int size = step->item == p->of.lead && !shape->size ? UNKNOWN_SIZE : shape->size;
    made->largest[n] = (uint8_t)most_of(states->largest[parent], size);
    if (p->of.pairs) {
        uint64_t *watched = made->watched + n * p->of.pairs;
        memcpy(watched, states->watched + (size_t)parent * p->of.pairs, p->of.pairs * sizeof *watched);
        Sides here = {gap->left, right, gap->level, gap->level + shape->high};
        int32_t more = watch(p, watched, made->placed[n], step->item, packed(p, here), skyline);
        step->cost += more, step->promise += more;
    }
    made->cost[n] = step->cost;
}

static int is_finished(const Problem *p, const int16_t *skyline)
{
    for (int c = 0; c < p->of.columns; c++)
        if (skyline[c] < p->of.rows)
            return 0;
    return 1;
}

static int add_goal(Sweep *s, Goal goal)
{
    if (s->goals == s->goal_room) {
        size_t room = s->goal_room ? 2 * s->goal_room : 64;
        Goal *more = realloc(s->goal, room * sizeof *more);
        if (!more) {
            s->failed = 1;
            return 0;
        }
        s->goal = more, s->goal_room = room;
    }
    s->goal[s->goals++] = goal;
    return 1;
}

/* Merging ---------------------------------------------------------------------------------------------------------- */

typedef struct {
    int words, outline; /* words of a state, and how many of them are its outline */
    uint64_t *word;
    int32_t *chief, *next, *head, *tail;
    int groups;
} Merging;

/* What it costs that nothing reaches over these edges between columns; `rails` are those beside a rail. */
static int32_t cuts_down(const Problem *p, unsigned edges)
{
    unsigned rails = (unsigned)p->of.rails;
    return p->of.cut_down * __builtin_popcount(edges & ~rails) + p->of.cut_rail * __builtin_popcount(edges & rails);
}

static int32_t worth(const Problem *p, const States *made, size_t one, size_t other)
{
    int mine = made->beside[one], theirs = made->beside[other];
    int32_t more = of_kinds(p, p->worse, mine, theirs) + most_of(0, unpaid(p, mine) - unpaid(p, theirs));
    if (theirs == p->of.after_strip && mine != p->of.after_strip)
        more += p->of.cut_across;
    more += cuts_down(p, (unsigned)(made->spanned[other] & ~made->spanned[one]));
    if (p->of.lead >= 0) {
        int32_t wider = made->widest[one] - made->widest[other];
        int32_t larger = made->largest[one] - made->largest[other];
        if (made->placed[one] >> p->of.lead & 1)
            wider = -wider, larger = -larger;
        more += p->of.lead_wide * most_of(0, wider) + p->of.lead_size * most_of(0, larger);
    }
    for (int n = 0; n < p->of.pairs; n++) {
        uint64_t here = made->watched[one * p->of.pairs + n], there = made->watched[other * p->of.pairs + n];
        if (here && here != there)
            more += p->pair[n].weight;
    }
    return more;
}

static inline uint64_t digest(const uint64_t *word, int words)
{
    uint64_t digest = 0;
    for (int n = 0; n < words; n++) {
        digest = (digest ^ word[n]) * UINT64_C(0x9E3779B97F4A7C15);
        digest ^= digest >> 29;
    }
    return digest;
}

static void pack(const Problem *p, const States *made, size_t n, uint64_t *word)
{
    int in_a_word = 64 / p->of.edge_bits;
    for (int first = 0; first < p->of.columns; first += in_a_word) {
        *word = 0;
        for (int c = first; c < p->of.columns && c < first + in_a_word; c++)
            *word = *word << p->of.edge_bits | (uint16_t)made->skyline[n * p->of.columns + c];
        word++;
    }
    *word++ = made->placed[n];
    *word++ = made->beside[n] | (uint64_t)made->spanned[n] << BESIDE_BITS |
              (uint64_t)made->widest[n] << (BESIDE_BITS + SPANNED_BITS) |
              (uint64_t)made->largest[n] << (BESIDE_BITS + SPANNED_BITS + WIDEST_BITS);
    for (int pair = 0; pair < p->of.pairs; pair++)
        *word++ = made->watched[n * p->of.pairs + pair];
}

static size_t table_size(size_t entries)
{
    size_t size = 16;
    while (size < 2 * entries)
        size *= 2;
    return size;
}

/* Bring states of one outline together in lists, each in the order of their steps. -1 is a state that is not alive. */
static void group(Sweep *s, const States *made, const uint8_t *alive, Merging *m)
{
    size_t size = table_size(made->count), mask = size - 1;
    int32_t *slot = claim(s, size, sizeof *slot);
    m->groups = 0;
    if (!slot)
        return;
    memset(slot, -1, size * sizeof *slot);
    for (int n = 0; n < made->count; n++) {
        if (!(n & 4095) && !may_go_on(s, 4096))
            break;
        m->chief[n] = alive[n] ? n : -1;
        if (!alive[n])
            continue;
        uint64_t *word = m->word + (size_t)n * m->words;
        pack(s->problem, made, n, word);
        size_t at = digest(word, m->outline) & mask;
        while (slot[at] >= 0 &&
               memcmp(m->word + (size_t)m->head[slot[at]] * m->words, word, m->outline * sizeof *word))
            at = (at + 1) & mask;
        m->next[n] = -1;
        if (slot[at] < 0) {
            slot[at] = m->groups;
            m->head[m->groups] = m->tail[m->groups] = n;
            m->groups++;
        } else {
            m->next[m->tail[slot[at]]] = n;
            m->tail[slot[at]] = n;
        }
    }
    free(slot);
}

/* Settle which states of one outline become one; ``member`` has room for them. */
static void settle(const Sweep *s, const States *made, int32_t *cost, Merging *m, int group, int32_t *member)
{
    int count = 0;
    for (int n = m->head[group]; n >= 0; n = m->next[n])
        member[count++] = n;
    for (int round = 0; round < s->wish.rounds && count; round++) {
        int first = member[0], left = 0;
        for (int n = 1; n < count; n++)
            if (cost[member[n]] < cost[first])
                first = member[n];
        for (int n = 0; n < count; n++) {
            int other = member[n];
            if (other == first)
                continue;
            int32_t more = worth(s->problem, made, first, other);
            if (cost[first] + more <= cost[other]) {
                cost[other] -= more;
                m->chief[other] = first;
            } else
                member[left++] = other;
        }
        count = left;
    }
    /* Those that are left become one only if they are equal in every fact. */
    while (count) {
        const uint64_t *word = m->word + (size_t)member[0] * m->words + m->outline;
        size_t facts = (m->words - m->outline) * sizeof *word;
        int first = member[0], left = 0;
        for (int n = 1; n < count; n++)
            if (cost[member[n]] < cost[first] &&
                !memcmp(m->word + (size_t)member[n] * m->words + m->outline, word, facts))
                first = member[n];
        for (int n = 0; n < count; n++) {
            int other = member[n];
            if (memcmp(m->word + (size_t)other * m->words + m->outline, word, facts))
                member[left++] = other;
            else
                m->chief[other] = first;
        }
        count = left;
    }
}

typedef struct {
    uint64_t digest;
    int32_t at;
} Tie;

static int by_digest(const void *one, const void *other)
{
    const Tie *a = one, *b = other;
    if (a->digest != b->digest)
        return a->digest < b->digest ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Add to ``likely`` of each winner the points by which it is less likely to end well than its bound says. */
static void add_doubts(Sweep *s, const States *made, const int32_t *winner, int winners, int32_t *likely)
{
    const Problem *p = s->problem;
    int columns = p->of.columns;
    size_t size = table_size(winners), mask = size - 1;
    uint64_t *crowd = claim(s, winners, sizeof *crowd);
    int32_t *slot = claim(s, size, sizeof *slot), *place = claim(s, size, sizeof *place);
    int32_t *order = claim(s, winners, sizeof *order), *points = claim(s, winners, sizeof *points);
    uint32_t *start = NULL;
    if (s->failed)
        goto end;
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (int n = 0; n < winners; n++) {
        const int16_t *skyline = made->skyline + (size_t)winner[n] * columns;
        int32_t edges = 0, filled = skyline[0];
        crowd[n] = made->placed[winner[n]];
        for (int c = 1; c < columns; c++) {
            int change = (skyline[c] > skyline[c - 1]) - (skyline[c] < skyline[c - 1]);
            crowd[n] = crowd[n] << 2 | (uint64_t)(change + 1);
            edges += change != 0;
            filled += skyline[c];
        }
        likely[n] += s->wish.step * edges - filled / COVERED_WORTH;
        low = least_of(low, likely[n]), high = most_of(high, likely[n]);
    }
    size_t values = (size_t)(high - low) + 2;
    start = calloc(values, sizeof *start);
    if (!start) {
        s->failed = 1;
        goto end;
    }
    for (int n = 0; n < winners; n++)
        start[likely[n] - low + 1]++;
    for (size_t v = 1; v < values; v++)
        start[v] += start[v - 1];
    for (int n = 0; n < winners; n++)
        order[start[likely[n] - low]++] = n;
    int64_t value = 0;
    for (int n = 0; n < winners; n++) {
        while (value < s->wish.crowd_values && s->wish.crowded_from[value] <= n + 1)
            value++;
        points[n] = (int32_t)value;
    }
    memset(slot, -1, size * sizeof *slot);
    for (int k = 0; k < winners; k++) {
        int n = order[k];
        size_t at = crowd[n] * UINT64_C(0x9E3779B97F4A7C15) >> 20 & mask;
        while (slot[at] >= 0 && crowd[slot[at]] != crowd[n])
            at = (at + 1) & mask;
        if (slot[at] < 0)
            slot[at] = n, place[at] = 0;
        likely[n] += points[place[at]++];
    }
end:
    free(crowd), free(slot), free(place), free(order), free(points), free(start);
}

/* Leave of the winners those of the best rank; the others' numbers become -1. Return how many are left. */
static int cut(Sweep *s, const States *made, const Merging *m, int32_t *winner, int winners)
{
    int32_t *likely = claim(s, winners, sizeof *likely);
    Tie *tie = claim(s, winners, sizeof *tie);
    uint32_t *many = NULL;
    int kept = 0;
    if (s->failed)
        goto end;
    for (int n = 0; n < winners; n++)
        likely[n] = s->step[winner[n]].promise;
    if (s->wish.crowd >= 0)
        add_doubts(s, made, winner, winners, likely);
    if (s->failed)
        goto end;
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (int n = 0; n < winners; n++)
        low = least_of(low, likely[n]), high = most_of(high, likely[n]);
    many = calloc((size_t)(high - low) + 1, sizeof *many);
    if (!many) {
        s->failed = 1;
        goto end;
    }
    for (int n = 0; n < winners; n++)
        many[likely[n] - low]++;
    int below = 0, ties = 0;
    int32_t last = low;
    while (below + (int)many[last - low] <= s->wish.width)
        below += many[last++ - low];
    for (int n = 0; n < winners; n++)
        if (likely[n] == last) {
            tie[ties].digest = digest(m->word + (size_t)winner[n] * m->words, m->words);
            tie[ties++].at = n;
        }
    qsort(tie, ties, sizeof *tie, by_digest);
    for (int n = 0; n < s->wish.width - below; n++)
        likely[tie[n].at] = last - 1;
    for (int n = 0; n < winners; n++)
        if (likely[n] < last)
            kept++;
        else {
            drop(s, s->step[winner[n]].promise);
            winner[n] = -1;
        }
end:
    free(likely), free(tie), free(many);
    return kept;
}

/* Make the next layer's states of the steps, and note the steps that lead to them. */
static void next_layer(Sweep *s, int depth)
{
    const Problem *p = s->problem;
    int columns = p->of.columns;
    size_t count = s->count;
    States made = {0}, next = {0};
    Merging m = {0};
    uint8_t *alive = claim(s, count, sizeof *alive);
    int32_t *cost = claim(s, count, sizeof *cost), *winner = claim(s, count, sizeof *winner);
    int32_t *number = claim(s, count, sizeof *number);
    make_states(s, &made, count);
    s->steps += MADE_STEPS * (int64_t)count;
    m.outline = (columns + 64 / p->of.edge_bits - 1) / (64 / p->of.edge_bits) + 1;
    m.words = m.outline + 1 + p->of.pairs;
    m.word = claim(s, count * m.words, sizeof *m.word);
    m.chief = claim(s, count, sizeof *m.chief), m.next = claim(s, count, sizeof *m.next);
    m.head = claim(s, count, sizeof *m.head), m.tail = claim(s, count, sizeof *m.tail);
    if (s->failed)
        goto end;
    for (size_t n = 0; n < count; n++) {
        if (!(n & 1023) && !may_go_on(s, 4096))
            goto end;
        Step *step = &s->step[n];
        make_state(p, &s->states, &s->gap[step->parent], step, &made, n);
        cost[n] = step->cost;
        int finished = is_finished(p, made.skyline + n * columns);
        alive[n] = !finished && step->promise <= s->wish.limit;
        if (finished && (made.placed[n] & p->must) == p->must) {
            int32_t points = step->cost + cuts_down(p, ~(unsigned)made.spanned[n] & ((1u << (columns - 1)) - 1));
            Goal goal = {points, depth, step->parent, step->item, step->shape};
            if (points <= s->wish.limit && !add_goal(s, goal))
                goto end;
        }
    }
    group(s, &made, alive, &m);
    if (s->failed)
        goto end;
    for (int at = 0; at < m.groups; at++) {
        settle(s, &made, cost, &m, at, winner);
        if (!(at & 1023) && !may_go_on(s, 4096))
            goto end;
    }
    int winners = 0, kept;
    for (size_t n = 0; n < count; n++)
        if (m.chief[n] == (int32_t)n)
            winner[winners++] = (int32_t)n;
    kept = winners > s->wish.width ? cut(s, &made, &m, winner, winners) : winners;
    if (s->failed)
        goto end;
    memset(number, -1, count * sizeof *number);
    make_states(s, &next, kept);
    if (s->failed)
        goto end;
    for (int n = 0, to = 0; n < winners; n++) {
        if (winner[n] < 0)
            continue;
        size_t from = winner[n];
        number[from] = to;
        memcpy(next.skyline + (size_t)to * columns, made.skyline + from * columns, columns * sizeof *next.skyline);
        next.placed[to] = made.placed[from], next.cost[to] = made.cost[from];
        next.beside[to] = made.beside[from], next.widest[to] = made.widest[from];
        next.largest[to] = made.largest[from];
        next.spanned[to] = made.spanned[from];
        if (p->of.pairs)
            memcpy(next.watched + (size_t)to * p->of.pairs, made.watched + from * p->of.pairs,
                   p->of.pairs * sizeof *next.watched);
        to++;
    }
    size_t leading = 0;
    for (size_t n = 0; n < count; n++)
        leading += m.chief[n] >= 0 && number[m.chief[n]] >= 0;
    Layer *layer = &s->layer[s->layers++];
    layer->parent = claim(s, leading, sizeof *layer->parent), layer->cost = claim(s, leading, sizeof *layer->cost);
    layer->target = claim(s, leading, sizeof *layer->target), layer->shape = claim(s, leading, sizeof *layer->shape);
    layer->item = claim(s, leading, sizeof *layer->item);
    if (s->failed)
        goto end;
    for (size_t n = 0; n < count; n++) {
        if (m.chief[n] < 0 || number[m.chief[n]] < 0)
            continue;
        int to = layer->count++;
        layer->parent[to] = s->step[n].parent, layer->cost[to] = cost[n];
        layer->target[to] = number[m.chief[n]];
        layer->shape[to] = s->step[n].shape, layer->item[to] = s->step[n].item;
    }
    no_states(&s->states);
    s->states = next;
    memset(&next, 0, sizeof next);
end:
    no_states(&made), no_states(&next);
    free(alive), free(cost), free(winner), free(number);
    free(m.word), free(m.chief), free(m.next), free(m.head), free(m.tail);
}

static void run(Sweep *s)
{
    const Problem *p = s->problem;
    make_states(s, &s->states, 1);
    if (s->failed)
        return;
    memset(s->states.skyline, 0, p->of.columns * sizeof *s->states.skyline);
    memset(s->states.watched, 0, p->of.pairs * sizeof *s->states.watched);
    s->states.placed[0] = 0, s->states.cost[0] = 0, s->states.spanned[0] = 0;
    s->states.beside[0] = 0, s->states.widest[0] = 0, s->states.largest[0] = 0;
    for (int depth = 0; depth < p->of.items && s->states.count && !s->failed; depth++) {
        find_placed(s);
        if (s->failed || !s->count)
            break;
        next_layer(s, depth);
        free(s->gap);
        s->gap = NULL;
    }
}

static int by_goal(const void *one, const void *other)
{
    const int32_t *a = one, *b = other;
    for (size_t n = 0; n < sizeof(Goal) / sizeof *a; n++)
        if (a[n] != b[n])
            return a[n] < b[n] ? -1 : 1;
    return 0;
}

/* What Python sees ------------------------------------------------------------------------------------------------- */

static const void *read_only(PyObject *object, Py_buffer *view)
{
    return PyObject_GetBuffer(object, view, PyBUF_SIMPLE) < 0 ? NULL : view->buf;
}

static PyObject *layer_bytes(Layer *layer)
{
    PyObject *made = Py_BuildValue("(y#y#y#y#y#)", (char *)layer->parent, layer->count * (Py_ssize_t)4,
                                   (char *)layer->item, (Py_ssize_t)layer->count, (char *)layer->shape,
                                   layer->count * (Py_ssize_t)2, (char *)layer->cost, layer->count * (Py_ssize_t)4,
                                   (char *)layer->target, layer->count * (Py_ssize_t)4);
    no_layer(layer);
    return made;
}

static PyObject *found(Sweep *s)
{
    PyObject *layers = PyList_New(0), *goals = PyList_New(0), *made;
    for (int n = 0; layers && n < s->layers; n++) {
        made = layer_bytes(&s->layer[n]);
        if (!made || PyList_Append(layers, made) < 0)
            Py_CLEAR(layers);
        Py_XDECREF(made);
    }
    if (s->goals)
        qsort(s->goal, s->goals, sizeof *s->goal, by_goal);
    for (size_t n = 0; goals && n < s->goals; n++) {
        Goal *goal = &s->goal[n];
        made = Py_BuildValue("(iiiii)", goal->points, goal->depth, goal->parent, goal->item, goal->shape);
        if (!made || PyList_Append(goals, made) < 0)
            Py_CLEAR(goals);
        Py_XDECREF(made);
    }
    if (!layers || !goals) {
        Py_XDECREF(layers), Py_XDECREF(goals);
        return NULL;
    }
    return Py_BuildValue("(NNiL)", layers, goals, s->dropped, (long long)s->steps);
}

PyDoc_STRVAR(sweep_doc,
             "sweep(numbers, must, items, shapes, clashes, unary, pairs, rest, areas, least, stacks, late, width, limit,\n"
             "      layer_steps, crowded, rounds, step, crowd, crowded_from, check)\n--\n\n"
             "Return (layers, goals, dropped, steps); a layer is (parent, item, shape, cost, target) as bytes of\n"
             "int32, uint8, uint16, int32 and int32.");

enum { BUFFERS = 12 };

static PyObject *sweep(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *object[BUFFERS], *check, *result = NULL;
    Py_buffer view[BUFFERS];
    unsigned long long must;
    Problem problem = {0};
    Sweep *s = calloc(1, sizeof *s);
    if (!s)
        return PyErr_NoMemory();
    Wish *wish = &s->wish;
    if (!PyArg_ParseTuple(args, "OKOOOOOOOOOOiiiiiiiOO", &object[0], &must, &object[1], &object[2], &object[10], &object[3],
                          &object[4], &object[5], &object[6], &object[7], &object[8], &object[9], &wish->width,
                          &wish->limit, &wish->layer_steps, &wish->crowded, &wish->rounds, &wish->step, &wish->crowd,
                          &object[11], &check)) {
        free(s);
        return NULL;
    }
    int held = 0;
    while (held < BUFFERS && read_only(object[held], &view[held]))
        held++;
    if (held < BUFFERS)
        goto end;
    memcpy(&problem.of, view[0].buf, sizeof problem.of);
    Numbers *of = &problem.of;
    problem.must = must;
    problem.sets = (size_t)1 << of->loose;
    problem.loose_mask = problem.sets - 1;
    problem.set_bit = (uint64_t)1 << 4 * of->edge_bits, problem.buried = (uint64_t)2 << 4 * of->edge_bits;
    problem.edge_mask = ((uint64_t)1 << of->edge_bits) - 1;
    problem.item = view[1].buf, problem.shape = view[2].buf, problem.pair = view[4].buf;
    problem.clash = view[10].buf, problem.worse = problem.clash + (size_t)of->kinds * of->kinds;
    const int32_t *unary = view[3].buf;
    for (int at = 0; at < of->items; at++) {
        int flags = problem.item[at].flags;
        if (!(flags & STRIP_FLAG))
            problem.loose_ends |= (uint64_t)1 << at;
        if (!(flags & (STRIP_FLAG | AD_FLAG)))
            problem.copy |= (uint64_t)1 << at;
        problem.unary[at] = unary;
        int shapes = problem.item[at + 1].first_shape - problem.item[at].first_shape;
        unary += (size_t)of->columns * (of->rows + 1) * shapes;
    }
    problem.rest = view[5].buf, problem.least_area = view[6].buf;
    problem.most_area = problem.least_area + problem.sets;
    problem.least = view[7].buf, problem.stacks = view[8].buf, problem.late = view[9].buf;
    wish->crowded_from = view[11].buf, wish->crowd_values = view[11].len / (Py_ssize_t)sizeof(int64_t);
    s->problem = &problem, s->check = check, s->dropped = NOTHING_DROPPED;
    s->thread = PyEval_SaveThread();
    run(s);
    PyEval_RestoreThread(s->thread);
    if (!s->failed)
        result = found(s);
    else if (!PyErr_Occurred())
        PyErr_NoMemory();
    no_states(&s->states);
    for (int n = 0; n < s->layers; n++)
        no_layer(&s->layer[n]);
    free(s->gap), free(s->step), free(s->likely), free(s->goal);
end:
    while (held--)
        PyBuffer_Release(&view[held]);
    free(s);
    return result;
}

/* Tables of bounds ------------------------------------------------------------------------------------------------- */

PyDoc_STRVAR(knapsack_doc,
             "knapsack(table, half, first, end, width, never, most, sizes, costs)\n--\n\n"
             "Fill rows half + first to half + end - 1 of a uint16 table of so wide rows: the least of what stands\n"
             "there and, for each way to take one more item, of the row half before, moved by its size, and its cost;\n"
             "a sum of what is not ``never`` is at most ``most``. sizes and costs are int32.");

/* All fits in 16 bits, as no sum is over 65535; with 32 fewer would go at once. */
static void take(const uint16_t *restrict known, uint16_t *restrict to, Py_ssize_t width, uint16_t more, uint16_t never,
                 uint16_t most)
{
    if (most == never) { /* then what is never stays so without being asked */
        for (Py_ssize_t n = 0; n < width; n++) {
            uint16_t sum = known[n] + more;
            sum = sum < most ? sum : most;
            to[n] = to[n] < sum ? to[n] : sum;
        }
        return;
    }
    for (Py_ssize_t n = 0; n < width; n++) {
        uint16_t sum = known[n] + more;
        sum = sum < most ? sum : most;
        sum = known[n] >= never ? never : sum;
        to[n] = to[n] < sum ? to[n] : sum;
    }
}

static PyObject *knapsack(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *table, *sizes, *costs, *result = NULL;
    Py_ssize_t half, first, end, width;
    int never, most;
    Py_buffer view[3];
    if (!PyArg_ParseTuple(args, "OnnnniiOO", &table, &half, &first, &end, &width, &never, &most, &sizes, &costs))
        return NULL;
    if (PyObject_GetBuffer(table, &view[0], PyBUF_WRITABLE) < 0)
        return NULL;
    if (!read_only(sizes, &view[1])) {
        PyBuffer_Release(&view[0]);
        return NULL;
    }
    if (read_only(costs, &view[2])) {
        const int32_t *size = view[1].buf, *cost = view[2].buf;
        Py_ssize_t ways = view[1].len / 4;
        if (view[0].len < 2 * (half + end) * width || end > half)
            PyErr_SetString(PyExc_ValueError, "the table is too small");
        else {
            Py_BEGIN_ALLOW_THREADS
            for (Py_ssize_t set = first; set < end; set++) {
                const uint16_t *known = (uint16_t *)view[0].buf + set * width;
                uint16_t *made = (uint16_t *)view[0].buf + (half + set) * width;
                for (Py_ssize_t way = 0; way < ways; way++)
                    take(known, made + size[way], width - size[way], (uint16_t)cost[way], (uint16_t)never,
                         (uint16_t)most);
            }
            Py_END_ALLOW_THREADS
            result = Py_NewRef(Py_None);
        }
        PyBuffer_Release(&view[2]);
    }
    PyBuffer_Release(&view[0]), PyBuffer_Release(&view[1]);
    return result;
}

/* Walking back ----------------------------------------------------------------------------------------------------- */

typedef struct {
    int32_t points, depth, state, ahead, move;
    uint32_t number;
} Way;

typedef struct {
    int32_t item, shape, then;
} Move;

typedef struct {
    Py_buffer parent, item, shape, cost, target;
    int32_t states;
    int32_t *first, *into, *reached; /* by state: where its steps begin in ``into``, and its least cost */
} Back;

typedef struct {
    Way *way;
    Move *move;
    size_t ways, way_room, moves, move_room;
    uint32_t number;
} Heap;

static int comes_first(const Way *one, const Way *other)
{
    return one->points != other->points ? one->points < other->points : one->number < other->number;
}

static int push(Heap *heap, Way way, Move move)
{
    if (heap->ways == heap->way_room) {
        size_t room = heap->way_room ? 2 * heap->way_room : 256;
        Way *more = realloc(heap->way, room * sizeof *more);
        if (!more)
            return 0;
        heap->way = more, heap->way_room = room;
    }
    if (heap->moves == heap->move_room) {
        size_t room = heap->move_room ? 2 * heap->move_room : 256;
        Move *more = realloc(heap->move, room * sizeof *more);
        if (!more)
            return 0;
        heap->move = more, heap->move_room = room;
    }
    way.move = (int32_t)heap->moves;
    way.number = heap->number++;
    heap->move[heap->moves++] = move;
    size_t at = heap->ways++;
    for (; at && comes_first(&way, &heap->way[(at - 1) / 2]); at = (at - 1) / 2)
        heap->way[at] = heap->way[(at - 1) / 2];
    heap->way[at] = way;
    return 1;
}

static Way pop(Heap *heap)
{
    Way first = heap->way[0], last = heap->way[--heap->ways];
    size_t at = 0, below;
    while ((below = 2 * at + 1) < heap->ways) {
        if (below + 1 < heap->ways && comes_first(&heap->way[below + 1], &heap->way[below]))
            below++;
        if (!comes_first(&heap->way[below], &last))
            break;
        heap->way[at] = heap->way[below];
        at = below;
    }
    heap->way[at] = last;
    return first;
}

/* Sort the steps into states that a goal may come from; ``needed`` marks those of this layer, then those before. */
static int sort_steps(Back *back, uint8_t **needed, int32_t needed_count)
{
    const int32_t *target = back->target.buf, *parent = back->parent.buf, *cost = back->cost.buf;
    Py_ssize_t steps = back->target.len / 4;
    int32_t states = 0, before = 0;
    for (Py_ssize_t n = 0; n < steps; n++)
        states = most_of(states, target[n] + 1), before = most_of(before, parent[n] + 1);
    back->states = states;
    uint8_t *marked = calloc(before + 1, 1);
    back->first = calloc((size_t)states + 2, sizeof *back->first);
    back->reached = malloc(((size_t)states + 1) * sizeof *back->reached);
    if (!marked || !back->first || !back->reached) {
        free(marked);
        return 0;
    }
    for (int32_t n = 0; n < states; n++)
        back->reached[n] = NOTHING_DROPPED;
    size_t many = 0;
    for (Py_ssize_t n = 0; n < steps; n++)
        if (target[n] < needed_count && (*needed)[target[n]]) {
            back->first[target[n] + 2]++, many++;
            back->reached[target[n]] = least_of(back->reached[target[n]], cost[n]);
            marked[parent[n]] = 1;
        }
    back->into = malloc((many + 1) * sizeof *back->into);
    if (!back->into) {
        free(marked);
        return 0;
    }
    for (int32_t n = 1; n <= states + 1; n++)
        back->first[n] += back->first[n - 1];
    for (Py_ssize_t n = 0; n < steps; n++)
        if (target[n] < needed_count && (*needed)[target[n]])
            back->into[back->first[target[n] + 1]++] = (int32_t)n;
    free(*needed);
    *needed = marked;
    return before + 1;
}

PyDoc_STRVAR(ways_doc, "ways(layers, goals, limit, most)\n--\n\n"
                       "Return the first ``most`` pages of a sweep up to ``limit`` points, cheapest first, each as\n"
                       "(points, ((item, shape), ...)) in the order in which its items are placed.");

static PyObject *read_way(const Heap *heap, const Way *way)
{
    int count = 0;
    for (int32_t at = way->move; at >= 0; at = heap->move[at].then)
        count++;
    PyObject *moves = PyTuple_New(count);
    int n = 0;
    for (int32_t at = way->move; moves && at >= 0; at = heap->move[at].then) {
        PyObject *move = Py_BuildValue("(ii)", heap->move[at].item, heap->move[at].shape);
        if (!move || PyTuple_SetItem(moves, n++, move) < 0)
            Py_CLEAR(moves);
    }
    return moves ? Py_BuildValue("(iN)", way->points, moves) : NULL;
}

static int walk(PyObject *found, Back *back, Heap *heap, int limit, Py_ssize_t most)
{
    while (heap->ways && PyList_Size(found) < most) {
        Way way = pop(heap);
        if (way.points > limit)
            return 1;
        if (way.depth < 0) {
            PyObject *made = read_way(heap, &way);
            int added = made ? PyList_Append(found, made) : -1;
            Py_XDECREF(made);
            if (added < 0)
                return 0;
            continue;
        }
        const Back *here = &back[way.depth];
        const int32_t *parent = here->parent.buf, *cost = here->cost.buf;
        for (int32_t n = here->first[way.state]; n < here->first[way.state + 1]; n++) {
            int32_t step = here->into[n], points = cost[step] + way.ahead;
            if (points > limit)
                continue;
            int32_t known = way.depth ? back[way.depth - 1].reached[parent[step]] : 0;
            Way before = {points, way.depth - 1, parent[step], points - known, 0, 0};
            Move move = {((uint8_t *)here->item.buf)[step], ((uint16_t *)here->shape.buf)[step], way.move};
            if (!push(heap, before, move)) {
                PyErr_NoMemory();
                return 0;
            }
        }
    }
    return 1;
}

static PyObject *ways(PyObject *self, PyObject *args)
{
    (void)self;
    PyObject *layers, *goals, *found = NULL;
    int limit;
    Py_ssize_t most;
    if (!PyArg_ParseTuple(args, "O!O!in", &PyList_Type, &layers, &PyList_Type, &goals, &limit, &most))
        return NULL;
    Py_ssize_t many = PyList_Size(goals);
    Back back[MOST_ITEMS];
    memset(back, 0, sizeof back);
    Heap heap = {0};
    Goal *goal = malloc((many + 1) * sizeof *goal);
    int depth = 0, held = 0, fine = goal != NULL;
    for (Py_ssize_t n = 0; fine && n < many; n++) {
        Goal *at = &goal[n];
        fine = PyArg_ParseTuple(PyList_GetItem(goals, n), "iiiii", &at->points, &at->depth, &at->parent, &at->item,
                                &at->shape);
        if (fine)
            depth = most_of(depth, at->depth);
    }
    if (fine && depth > PyList_Size(layers)) {
        PyErr_SetString(PyExc_ValueError, "a goal lies beyond the layers");
        fine = 0;
    }
    for (; fine && held < depth; held++) {
        Back *at = &back[held];
        PyObject *o[5];
        fine = PyArg_ParseTuple(PyList_GetItem(layers, held), "OOOOO", &o[0], &o[1], &o[2], &o[3], &o[4]);
        if (fine)
            fine = read_only(o[0], &at->parent) && read_only(o[1], &at->item) && read_only(o[2], &at->shape) &&
                   read_only(o[3], &at->cost) && read_only(o[4], &at->target);
    }
    uint8_t *needed = calloc(1, 1);
    int32_t needed_count = 1;
    for (int d = depth - 1; fine && d >= 0; d--) {
        /* Goals of the layer after this one begin in its states. */
        int32_t most_state = needed_count;
        for (Py_ssize_t n = 0; n < many; n++)
            if (goal[n].depth == d + 1)
                most_state = most_of(most_state, goal[n].parent + 1);
        uint8_t *more = realloc(needed, most_state);
        if (!more) {
            fine = 0;
            break;
        }
        needed = more;
        memset(needed + needed_count, 0, most_state - needed_count);
        for (Py_ssize_t n = 0; n < many; n++)
            if (goal[n].depth == d + 1)
                needed[goal[n].parent] = 1;
        needed_count = sort_steps(&back[d], &needed, most_state);
        fine = needed_count > 0;
    }
    free(needed);
    for (Py_ssize_t n = 0; fine && n < many; n++) {
        int32_t known = goal[n].depth ? back[goal[n].depth - 1].reached[goal[n].parent] : 0;
        Way way = {goal[n].points, goal[n].depth - 1, goal[n].parent, goal[n].points - known, 0, 0};
        Move move = {goal[n].item, goal[n].shape, -1};
        fine = push(&heap, way, move);
    }
    if (fine) {
        found = PyList_New(0);
        if (found && !walk(found, back, &heap, limit, most))
            Py_CLEAR(found);
    } else if (!PyErr_Occurred())
        PyErr_NoMemory();
    for (int n = 0; n < held; n++) {
        Py_buffer *views[] = {&back[n].parent, &back[n].item, &back[n].shape, &back[n].cost, &back[n].target};
        for (int v = 0; v < 5; v++)
            if (views[v]->obj)
                PyBuffer_Release(views[v]);
        free(back[n].first), free(back[n].into), free(back[n].reached);
    }
    free(goal), free(heap.way), free(heap.move);
    return found;
}

static PyMethodDef methods[] = {
    {"sweep", sweep, METH_VARARGS, sweep_doc},
    {"knapsack", knapsack, METH_VARARGS, knapsack_doc},
    {"ways", ways, METH_VARARGS, ways_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_sweep", "The sweep's inner work in C: see layout.plan.solver.sweep.", -1, methods,
    NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__sweep(void)
{
    PyObject *made = PyModule_Create(&module);
    if (made && PyModule_AddStringConstant(made, "SOURCE", KERNEL_SOURCE) < 0)
        Py_CLEAR(made);
    return made;
}
