/* Cuts digits that touch, as web/photo/take-apart.js does. */
#include "files.h"
#include "marks.h"

#include <math.h>
#include <stdlib.h>

/* Cuts are tried at this distance, relative to the height of the mark. */
static const double STEP = 0.1;
/* The smallest and largest width of a piece, and its smallest height, likewise. */
static const double NARROW = 0.1, BROAD = 1.25, SHORT = 0.5;
/* Pieces cost -log of their probability, this for being one more, and this for each step that
 * neighbors share. */
static const double PIECE = 0.1, SHARE = 0.03;
/* A slice of any digit looks like a 1, and that of some like a 7. */
static const double SLICE_OF_1 = 0.6, SLICE_OF_7 = 0.35;
/* The largest ratio of width to height of a 1 that was cut out. */
static const double WIDE_ONE = 0.5;
/* The highest average cost of a piece. */
static const double MOST = 0.5;
/* The share of the ink that must end up in pieces. */
static const double USED = 0.9;
static const double SURE = 0.6;
/* Neighbors may share this many steps. A mark of more pieces is no number. */
enum { SHARED = 2, MAX_PIECES = 64 };

typedef struct {
    int32_t from, to; /* columns */
} Cut;

/* The cheapest pieces from the left of the mark to a column. */
typedef struct {
    double cost; /* INFINITY: none */
    int32_t area, count;
    Cut cuts[MAX_PIECES];
} Row;

static double cost_of(const PageDigit *piece) {
    const InkMark *mark = &piece->mark;
    bool wide = mark->right - mark->left > WIDE_ONE * (mark->bottom - mark->top);
    double sure = (double)sureness(piece);
    if (sure < SURE || (piece->digit == 1 && wide)) return INFINITY;
    double slice = piece->digit == 1 ? SLICE_OF_1 : piece->digit == 7 ? SLICE_OF_7 : 0.0;
    return PIECE - log(sure) + slice;
}

/* The cheapest row that a piece from this step on may follow. */
static Row cheapest_before(const Row *rows, int32_t steps, int32_t from) {
    Row cheapest = rows[from];
    for (int32_t shared = 1; shared <= SHARED && from + shared <= steps; shared++) {
        double cost = rows[from + shared].cost + SHARE * shared;
        if (cost >= cheapest.cost) continue;
        cheapest = rows[from + shared];
        cheapest.cost = cost;
    }
    return cheapest;
}

static int32_t column(const InkMark *mark, int32_t step, int32_t steps) {
    return mark->left + (int32_t)lround((double)(mark->right - mark->left) * step / steps);
}

bool take_apart(const InkPage *page, int32_t index, InkNetwork *network, const Mark *whole,
                Marks *to) {
    const InkMark *mark = &whole->read.mark;
    int32_t height = mark->bottom - mark->top, width = mark->right - mark->left;
    int32_t steps = (int32_t)lround(width / fmax(1.0, STEP * height));
    Row *rows = until_end(malloc((size_t)(steps + 1) * sizeof *rows));
    for (int32_t i = 0; i <= steps; i++)
        rows[i] = (Row){.cost = i ? INFINITY : 0.0};
    float image[INK_PIXELS];
    PageDigit piece;
    int32_t area;
    for (int32_t from = 0; from < steps; from++) {
        Row before = cheapest_before(rows, steps, from);
        if (before.cost == INFINITY || before.count == MAX_PIECES) continue;
        for (int32_t end = from + 1; end <= steps; end++) {
            Cut cut = {column(mark, from, steps), column(mark, end, steps)};
            int32_t wide = cut.to - cut.from;
            if (wide < NARROW * height || wide > BROAD * height) continue;
            check(ink_page_piece(page, index, cut.from, cut.to, &piece.mark, &area, image), "page");
            if (piece.mark.bottom - piece.mark.top < SHORT * height) continue;
            classify(network, image, &piece);
            double cost = before.cost + cost_of(&piece);
            if (cost >= rows[end].cost) continue;
            rows[end] = before;
            rows[end].cost = cost;
            rows[end].area += area;
            rows[end].cuts[rows[end].count++] = cut;
        }
    }
    const Row *last = &rows[steps];
    double alone = -log((double)sureness(&whole->read));
    if (last->count < 2 || last->cost > MOST * last->count || last->cost > alone) return false;
    check(ink_page_piece(page, index, mark->left, mark->right, &piece.mark, &area, image), "page");
    if (last->area < USED * area) return false;
    for (int32_t i = 0; i < last->count; i++) {
        Mark *part = add_mark(to);
        *part = (Mark){.cell = whole->cell};
        check(ink_page_piece(page, index, last->cuts[i].from, last->cuts[i].to, &part->read.mark,
                             &area, part->image),
              "page");
        part->read.mark.line = mark->line;
        classify(network, part->image, &part->read);
    }
    return true;
}
