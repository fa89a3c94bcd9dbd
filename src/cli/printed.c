/* Tells printed digits from handwritten ones, as web/photo/printed.js does: print repeats itself.
 * The same digit has the same size and shape each time, and all digits have the same height and
 * stroke width. */
#include "files.h"
#include "marks.h"

#include <math.h>
#include <stdlib.h>

/* Sizes of print, on an even page, differ by at most this share, or by a pixel. */
static const double SIZE = 0.06;
/* Two copies are at least this similar. */
static const double SAME_SHAPE = 0.92;
/* Other digits are printed if they are about the size of a copy of their class, and look roughly
 * like it. */
static const double LIKE_SIZE = 0.12, LIKE_SHAPE = 0.88;

typedef struct {
    const Mark *mark;
    double x, y, wide, high, stroke; /* in pixels of the photo, without perspective */
    double norm;                     /* the length of its image as a vector */
    bool copy, likely, printed;
} Glyph;

typedef struct {
    Glyph *all;
    int32_t count;
} Glyphs;

/* ---- one and two ---- */

static int32_t digit_of(const Glyph *glyph) {
    return glyph->mark->read.digit;
}

/* Twice the area over the outline's length. */
static double stroke_width(const float image[INK_PIXELS]) {
    double area = 0.0, outline = 0.0;
    for (int32_t i = 0; i < INK_PIXELS - INK_SIDE; i++) {
        double ink = (double)image[i];
        area += ink;
        outline += hypot((double)image[i + 1] - ink, (double)image[i + INK_SIDE] - ink);
    }
    return outline > 0.0 ? 2.0 * area / outline : 0.0;
}

static Glyph glyph_of(const Mark *mark) {
    enum { FITTED = 20 }; /* the longer side of a digit in a network's image */
    const InkMark *box = &mark->read.mark;
    double wide = box->right - box->left, high = box->bottom - box->top, square = 0.0;
    for (int32_t i = 0; i < INK_PIXELS; i++)
        square += (double)mark->image[i] * (double)mark->image[i];
    return (Glyph){.mark = mark,
                   .x = (box->left + box->right) / 2.0,
                   .y = (box->top + box->bottom) / 2.0,
                   .wide = wide,
                   .high = high,
                   .stroke = stroke_width(mark->image) * fmax(wide, high) / FITTED,
                   .norm = sqrt(square)};
}

static bool near(double a, double b, double share) {
    return fabs(a - b) <= fmax(1.0, share * fmax(a, b));
}

static bool same_size(const Glyph *a, const Glyph *b, double share) {
    return near(a->wide, b->wide, share) && near(a->high, b->high, share);
}

/* The cosine of two images, shifted by up to a pixel: noise at the edge of a mark shifts its
 * image. */
static double likeness(const Glyph *a, const Glyph *b) {
    const float *first = a->mark->image, *second = b->mark->image;
    double most = 0.0;
    for (int32_t row = -INK_SIDE; row <= INK_SIDE; row += INK_SIDE) {
        for (int32_t shift = row - 1; shift <= row + 1; shift++) {
            double both = 0.0;
            for (int32_t i = INK_SIDE + 1; i < INK_PIXELS - INK_SIDE - 1; i++)
                both += (double)first[i] * (double)second[i + shift];
            most = fmax(most, both);
        }
    }
    double norms = a->norm * b->norm;
    return norms > 0.0 ? most / norms : 0.0;
}

/* Whether two may be copies: anyone's 1s are alike. */
static bool same_class(const Glyph *a, const Glyph *b) {
    return digit_of(a) == digit_of(b) && digit_of(a) != 1;
}

static int ascending(const void *a, const void *b) {
    const double *first = a, *second = b;
    return (*first > *second) - (*first < *second);
}

static double median(double *values, int32_t count) {
    qsort(values, (size_t)count, sizeof *values, ascending);
    return count > 0 ? values[count / 2] : 0.0;
}

/* ---- perspective ---- */

typedef struct {
    double x, y;  /* how far apart two copies are */
    double ratio; /* the logarithm of that of their heights */
} Apart;

/* Pairs of copies, of any size. */
static Apart *find_pairs(const Glyphs *glyphs, int32_t *count) {
    size_t room = (size_t)glyphs->count * (size_t)glyphs->count / 2 + 1;
    Apart *pairs = until_end(malloc(room * sizeof *pairs));
    *count = 0;
    for (int32_t i = 0; i < glyphs->count; i++) {
        for (int32_t j = 0; j < i; j++) {
            const Glyph *a = &glyphs->all[i], *b = &glyphs->all[j];
            if (!same_class(a, b) || !near(a->wide * b->high / a->high, b->wide, SIZE) ||
                likeness(a, b) < SAME_SHAPE)
                continue;
            pairs[(*count)++] = (Apart){a->x - b->x, a->y - b->y, log(a->high / b->high)};
        }
    }
    return pairs;
}

/* How many pairs a slope explains. One that is off by MISFIT isn't explained. */
static double explained(const Apart *pairs, int32_t count, double right, double down) {
    static const double MISFIT = 0.08;
    double sum = 0.0;
    for (int32_t i = 0; i < count; i++) {
        double off = (pairs[i].ratio - right * pairs[i].x - down * pairs[i].y) / MISFIT;
        sum += fmax(0.0, 1.0 - off * off);
    }
    return sum;
}

/* Undoes the perspective of a page seen at an angle: the logarithm of the size changes about
 * evenly. Given LEAST pairs of copies, slopes up to STEPS * STEP across the page are tried. The one
 * that explains the most pairs counts if it explains GAIN times as many as no slope does. */
static void level(Glyphs *glyphs) {
    enum { STEPS = 20, LEAST = 8 };
    static const double STEP = 0.05, GAIN = 1.3;
    int32_t count;
    const Apart *pairs = find_pairs(glyphs, &count);
    if (count < LEAST) return;
    double *xs = until_end(malloc((size_t)glyphs->count * sizeof *xs));
    double *ys = until_end(malloc((size_t)glyphs->count * sizeof *ys));
    for (int32_t i = 0; i < glyphs->count; i++) {
        xs[i] = glyphs->all[i].x;
        ys[i] = glyphs->all[i].y;
    }
    double middle = median(xs, glyphs->count), center = median(ys, glyphs->count);
    int32_t last = glyphs->count - 1;
    double span = fmax(xs[last] - xs[0], ys[last] - ys[0]);
    double best = GAIN * explained(pairs, count, 0.0, 0.0), right = 0.0, down = 0.0;
    for (int32_t i = -STEPS; i <= STEPS; i++) {
        for (int32_t j = -STEPS; j <= STEPS; j++) {
            double sum = explained(pairs, count, i * STEP / span, j * STEP / span);
            if (sum <= best) continue;
            best = sum;
            right = i * STEP / span;
            down = j * STEP / span;
        }
    }
    for (int32_t i = 0; i < glyphs->count; i++) {
        Glyph *glyph = &glyphs->all[i];
        double scale = exp(right * (middle - glyph->x) + down * (center - glyph->y));
        glyph->wide *= scale;
        glyph->high *= scale;
        glyph->stroke *= scale;
    }
}

/* ---- copies ---- */

/* Careful writers get that close now and then; print does so often. Copies of large digits are
 * closer: their edges are fine. */
static double close_shape(const Glyph *glyph) {
    const InkMark *box = &glyph->mark->read.mark;
    return fmax(0.93, 0.98 - 1.2 / (box->bottom - box->top));
}

/* Whether enough glyphs are as tall as this copy for it to be print: AS_TALL of other classes, or
 * REPEATED of its own. */
static bool is_repeated(const Glyphs *glyphs, const Glyph *glyph) {
    enum { AS_TALL = 5, REPEATED = 5 };
    int32_t same = 0, others = 0;
    for (int32_t i = 0; i < glyphs->count; i++) {
        const Glyph *other = &glyphs->all[i];
        if (!other->copy || !near(other->high, glyph->high, SIZE)) continue;
        if (digit_of(other) == digit_of(glyph))
            same++;
        else
            others++;
    }
    return same >= REPEATED || others >= AS_TALL;
}

/* Sets `likely` of those that look the same as another; false if that may be chance. Print has at
 * least PAIRS pairs of close copies, of at least CLASSES classes, and they are at least SHARE of
 * the pairs of the same class and size that look roughly alike; or it has FEW_PAIRS, and they are
 * MOST. */
static bool find_copies(Glyphs *glyphs) {
    enum { PAIRS = 12, FEW_PAIRS = 5, CLASSES = 3 };
    static const double SHARE = 0.3, MOST = 0.8;
    int32_t rough = 0, close = 0, classes = 0;
    bool seen[INK_CLASSES] = {false};
    for (int32_t i = 0; i < glyphs->count; i++) {
        for (int32_t j = 0; j < i; j++) {
            Glyph *a = &glyphs->all[i], *b = &glyphs->all[j];
            if (!same_class(a, b) || !same_size(a, b, SIZE)) continue;
            double alike = likeness(a, b);
            if (alike < LIKE_SHAPE) continue;
            rough++;
            if (alike >= SAME_SHAPE) a->copy = b->copy = true;
            if (alike < close_shape(a)) continue;
            close++;
            classes += !seen[digit_of(a)];
            seen[digit_of(a)] = true;
        }
    }
    bool enough =
        (close >= PAIRS && close >= SHARE * rough) || (close >= FEW_PAIRS && close >= MOST * rough);
    if (classes < CLASSES || !enough) return false;
    bool any = false;
    for (int32_t i = 0; i < glyphs->count; i++) {
        Glyph *glyph = &glyphs->all[i];
        glyph->likely = glyph->copy && is_repeated(glyphs, glyph);
        any = any || glyph->likely;
    }
    return any;
}

/* Whether a glyph is one of the copies in `to`, or as tall and bold as those nearby. */
static bool is_like_print(const Glyph *glyph, const Glyph *const *to, int32_t count) {
    enum { NEARBY = 3 };
    static const double STROKE = 0.15;
    const Glyph *nearest[NEARBY];
    double away[NEARBY] = {INFINITY, INFINITY, INFINITY};
    bool known = false;
    for (int32_t i = 0; i < count; i++) {
        const Glyph *other = to[i];
        if (other == glyph || !near(other->high, glyph->high, LIKE_SIZE)) continue;
        if (digit_of(other) == digit_of(glyph)) {
            known = true;
            if (same_size(other, glyph, LIKE_SIZE) && likeness(other, glyph) >= LIKE_SHAPE)
                return true;
        }
        double distance = hypot(glyph->x - other->x, glyph->y - other->y);
        for (int32_t place = 0; place < NEARBY; place++) {
            if (distance >= away[place]) continue;
            for (int32_t n = NEARBY - 1; n > place; n--) {
                away[n] = away[n - 1];
                nearest[n] = nearest[n - 1];
            }
            away[place] = distance;
            nearest[place] = other;
            break;
        }
    }
    if (known || away[NEARBY - 1] == INFINITY) return false;
    double strokes[NEARBY], heights[NEARBY];
    for (int32_t i = 0; i < NEARBY; i++) {
        strokes[i] = nearest[i]->stroke;
        heights[i] = nearest[i]->high;
    }
    double usual = median(strokes, NEARBY);
    return near(glyph->high, median(heights, NEARBY), SIZE) &&
           fabs(glyph->stroke - usual) <= STROKE * usual;
}

/* The likely print. */
static const Glyph **list_likely(const Glyphs *glyphs, int32_t *count) {
    const Glyph **list = until_end(malloc((size_t)glyphs->count * sizeof *list));
    *count = 0;
    for (int32_t i = 0; i < glyphs->count; i++) {
        if (glyphs->all[i].likely) list[(*count)++] = &glyphs->all[i];
    }
    return list;
}

/* Sets `printed`, and returns how many are. */
static int32_t find_printed(Glyphs *glyphs) {
    if (!find_copies(glyphs)) return 0;
    int32_t count, printed = 0;
    const Glyph **copies = list_likely(glyphs, &count);
    for (int32_t i = 0; i < glyphs->count; i++) {
        Glyph *glyph = &glyphs->all[i];
        glyph->likely = glyph->likely || is_like_print(glyph, copies, count);
    }
    /* Once more, now that there are more to compare with. */
    const Glyph **likely = list_likely(glyphs, &count);
    for (int32_t i = 0; i < glyphs->count; i++) {
        Glyph *glyph = &glyphs->all[i];
        glyph->printed = glyph->likely && is_like_print(glyph, likely, count);
        printed += glyph->printed;
    }
    return printed;
}

void leave_out_print(Marks *marks) {
    /* If this share of the digits is printed, it is the print that is to be read. */
    static const double PRINT = 0.9;
    Glyphs glyphs = {until_end(malloc(((size_t)marks->count + 1) * sizeof(Glyph))), 0};
    for (int32_t i = 0; i < marks->count; i++) {
        if (marks->all[i].is_digit) glyphs.all[glyphs.count++] = glyph_of(&marks->all[i]);
    }
    level(&glyphs);
    if (find_printed(&glyphs) >= PRINT * glyphs.count) return;
    for (int32_t i = 0; i < glyphs.count; i++) {
        if (glyphs.all[i].printed) marks->all[glyphs.all[i].mark - marks->all].is_digit = false;
    }
}
