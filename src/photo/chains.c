/* Directional single-connected chains (Zheng, Liu, Ding, Pan, "Form Frame Line Detection with
 * Directional Single-Connected Chain", ICDAR 2001): for lines across the page, thin vertical runs
 * of ink are linked from column to column into chains; chains that continue each other are joined,
 * over gaps where writing crosses the line. Lines down the page are found the same way, with x and
 * y exchanged. */
#include "photo/chains.h"
#include "base/minmax.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    THICK = 64,     /* a rule is thinner than 1/64 of the picture's longer side */
    MIN_THICK = 4,  /* or than this, in pixels */
    MIN_CHAIN = 5,  /* pixels; shorter chains are grain or bits of letters */
    MIN_SEED = 12,  /* pixels: a chain this long shows its direction */
    TAIL = 40,      /* pixels at a chain's end that show where it is heading */
    BLANK_GAP = 80, /* a rule may fade for 1/80 of the longer side, */
    INKED_GAP = 20, /* and run through writing for 1/20 */
    TRIM = 2,       /* pixels at a chain's ends that the writing there may distort */
    SHORT = 20,     /* a rule is at least 1/20 of the longer side, */
    BOX_RATIO = 10, /* and this many times as long as thick, as the sides of boxes are */
    BEND = 24,      /* a rule strays at most 1/24 of its length from its chord */
    COVERED = 60    /* % of its length that must be inked */
};

/* A thin run of ink across the direction. */
typedef struct {
    int32_t from, to; /* to is exclusive */
    int32_t next;     /* the run it continues in, if there is exactly one; -1 for none */
    bool continued;   /* whether it continues another */
} Run;

typedef struct {
    int32_t from, to; /* along; to is exclusive */
    int32_t first_run;
    int32_t weight;   /* pixels */
    float start, end; /* middle at both ends */
    bool used;
} Chain;

/* A rule being built. */
typedef struct {
    int32_t from, to; /* along; to is exclusive */
    int32_t inked;    /* positions with ink */
    int32_t weight;   /* pixels of ink */
} Extent;

typedef struct {
    Run *runs;
    int32_t *firsts; /* [length + 1]: the first run of each position */
    Chain *chains;   /* ordered by from */
    int32_t *by_end, *by_length;
    int32_t chain_count;
    float *path; /* [length]: the middle of the rule being built */
} Work;

/* Lists the thin runs at one position; returns how many. runs may be NULL. */
static int32_t list_runs(const InkView *view, int32_t along, int32_t thickest, Run *runs) {
    int32_t count = 0, from = -1;
    const uint8_t *at = ink_view_pixel(view, along, 0);
    for (int32_t across = 0; across <= view->depth; across++, at += view->step_across) {
        bool ink = across < view->depth && *at >= INK_RULE_FAINT;
        if (ink && from < 0) from = across;
        if (ink || from < 0) continue;
        if (across - from <= thickest) {
            if (runs) runs[count] = (Run){from, across, -1, false};
            count++;
        }
        from = -1;
    }
    return count;
}

/* Links each run with the one it continues in, unless the line forks there. */
static void link_runs(Run *runs, const int32_t *firsts, int32_t along) {
    int32_t first = firsts[along], middle = firsts[along + 1], last = firsts[along + 2];
    for (int32_t a = first, b = middle; a < middle; a++) {
        while (b < last && runs[b].to < runs[a].from)
            b++;
        bool alone = b < last && runs[b].from <= runs[a].to &&
                     (b + 1 == last || runs[b + 1].from > runs[a].to);
        bool shared = alone && ((a > first && runs[a - 1].to >= runs[b].from) ||
                                (a + 1 < middle && runs[a + 1].from <= runs[b].to));
        if (!alone || shared) continue;
        runs[a].next = b;
        runs[b].continued = true;
    }
}

static InkStatus find_runs(const InkView *view, Work *work) {
    int32_t thickest = ink_max(view->longer / THICK, MIN_THICK), total = 0;
    for (int32_t along = 0; along < view->length; along++) {
        work->firsts[along] = total;
        total += list_runs(view, along, thickest, NULL);
    }
    work->firsts[view->length] = total;
    work->runs = calloc((size_t)total + 1, sizeof *work->runs);
    if (!work->runs) return INK_NO_MEMORY;
    for (int32_t along = 0; along < view->length; along++)
        list_runs(view, along, thickest, work->runs + work->firsts[along]);
    for (int32_t along = 0; along + 1 < view->length; along++)
        link_runs(work->runs, work->firsts, along);
    return INK_OK;
}

static float middle_of(const Run *run) {
    return 0.5f * (float)(run->from + run->to - 1);
}

/* Follows a chain and writes its middle to path. */
static Chain follow(const Work *work, int32_t along, int32_t first) {
    Chain chain = {along, along, first, 0, 0.0f, 0.0f, false};
    for (int32_t at = first; at >= 0; at = work->runs[at].next) {
        const Run *run = &work->runs[at];
        work->path[chain.to++] = middle_of(run);
        chain.weight += run->to - run->from;
    }
    int32_t trim = chain.to - chain.from >= MIN_SEED ? TRIM : 0;
    if (trim > 0) chain.weight -= 2 * trim * chain.weight / (chain.to - chain.from);
    chain.from += trim;
    chain.to -= trim;
    for (int32_t i = 0; i < trim; i++)
        chain.first_run = work->runs[chain.first_run].next;
    chain.start = work->path[chain.from];
    chain.end = work->path[chain.to - 1];
    return chain;
}

/* qsort has no context argument, so keys are sorted together with their indexes. */
typedef struct {
    int32_t key, index;
} Keyed;

static int by_key(const void *a, const void *b) {
    const Keyed *first = a, *second = b;
    if (first->key != second->key) return first->key < second->key ? -1 : 1;
    return first->index - second->index;
}

static InkStatus find_chains(const InkView *view, Work *work) {
    InkStatus status = find_runs(view, work);
    if (status != INK_OK) return status;
    for (int32_t pass = 0; pass < 2; pass++) {
        int32_t count = 0;
        for (int32_t along = 0; along < view->length; along++) {
            for (int32_t at = work->firsts[along]; at < work->firsts[along + 1]; at++) {
                if (work->runs[at].continued) continue;
                Chain chain = follow(work, along, at);
                if (chain.to - chain.from < MIN_CHAIN) continue;
                if (pass) work->chains[count] = chain;
                count++;
            }
        }
        if (pass) break;
        work->chain_count = count;
        work->chains = calloc((size_t)count + 1, sizeof *work->chains);
        work->by_end = malloc((size_t)count * sizeof *work->by_end + 1);
        work->by_length = malloc((size_t)count * sizeof *work->by_length + 1);
        if (!work->chains || !work->by_end || !work->by_length) return INK_NO_MEMORY;
    }
    Keyed *keyed = malloc((size_t)work->chain_count * sizeof *keyed + 1);
    if (!keyed) return INK_NO_MEMORY;
    for (int32_t order = 0; order < 2; order++) {
        for (int32_t i = 0; i < work->chain_count; i++) {
            const Chain *chain = &work->chains[i];
            keyed[i] = (Keyed){order ? chain->from - chain->to : chain->to, i};
        }
        qsort(keyed, (size_t)work->chain_count, sizeof *keyed, by_key);
        for (int32_t i = 0; i < work->chain_count; i++)
            (order ? work->by_length : work->by_end)[i] = keyed[i].index;
    }
    free(keyed);
    return INK_OK;
}

/* Whether a rule may bridge the gap between two points: a short one that is blank, or a longer one
 * that is mostly inked. */
static bool bridges(const InkView *view, int32_t from, float start, int32_t to, float end) {
    int32_t gap = to - from - 1, blank = 0;
    if (gap <= 0) return true;
    for (int32_t along = from + 1; along < to; along++) {
        float share = (float)(along - from) / (float)(to - from);
        int32_t across = (int32_t)lroundf(start + share * (end - start));
        blank += !ink_view_inked(view, along, across) && !ink_view_inked(view, along, across - 1) &&
                 !ink_view_inked(view, along, across + 1);
    }
    int32_t fade = ink_max(view->longer / BLANK_GAP, 3);
    return gap <= fade || (blank <= fade && 4 * blank <= gap);
}

/* How far the gap between two points is from straight ahead; negative if no rule bridges it. */
static float misfit(const InkView *view, int32_t from, float start, float slope, int32_t to,
                    float end) {
    float gap = (float)(to - from), off = fabsf(start + slope * gap - end);
    if (off > 1.5f + 0.15f * gap || !bridges(view, from, start, to, end)) return -1.0f;
    return gap + 4.0f * off;
}

/* The first place in an order, sorted by a position, that is at or after a position. */
static int32_t first_at(const Work *work, bool by_end, int32_t position) {
    int32_t low = 0, high = work->chain_count;
    while (low < high) {
        int32_t half = low + (high - low) / 2;
        if ((by_end ? work->chains[work->by_end[half]].to : work->chains[half].from) < position)
            low = half + 1;
        else
            high = half;
    }
    return low;
}

/* The chain that continues the rule in work->path, from its end or before its start; NULL for none.
 */
static Chain *next_chain(const InkView *view, const Work *work, const Extent *rule, bool before) {
    int32_t reach = view->longer / INKED_GAP, last = rule->to - 1;
    int32_t tail = ink_min(last - rule->from, 2 * TAIL);
    int32_t step = before ? -1 : 1, at = before ? rule->from : last;
    float end = work->path[at];
    float slope = (float)step * (end - work->path[at - step * tail]) / (float)ink_max(tail, 1);
    Chain *best = NULL;
    float least = 0.0f;
    for (int32_t i = first_at(work, before, at + 1) - before; i >= 0 && i < work->chain_count;
         i += step) {
        Chain *chain = &work->chains[before ? work->by_end[i] : i];
        if (before ? chain->to < at - reach : chain->from > at + reach) break;
        if (chain->used) continue;
        float off = before ? misfit(view, chain->to - 1, chain->end, slope, at, end)
                           : misfit(view, at, end, slope, chain->from, chain->start);
        if (off < 0.0f || (best && off >= least)) continue;
        best = chain;
        least = off;
    }
    return best;
}

/* Interpolates the path between two places. */
static void fill_gap(float *path, int32_t from, int32_t to) {
    for (int32_t along = from + 1; along < to; along++)
        path[along] =
            path[from] + (path[to] - path[from]) * (float)(along - from) / (float)(to - from);
}

/* Writes the middle of a chain to the path. */
static void lay(const Work *work, const Chain *chain) {
    int32_t run = chain->first_run;
    for (int32_t along = chain->from; along < chain->to; along++, run = work->runs[run].next)
        work->path[along] = middle_of(&work->runs[run]);
}

/* Joins a chain with all that continue it. */
static Extent grow_rule(const InkView *view, Work *work, Chain *seed) {
    seed->used = true;
    lay(work, seed);
    Extent rule = {seed->from, seed->to, seed->to - seed->from, seed->weight};
    for (int32_t before = 0; before < 2; before++) {
        Chain *chain;
        while ((chain = next_chain(view, work, &rule, before))) {
            chain->used = true;
            lay(work, chain);
            if (before)
                fill_gap(work->path, chain->to - 1, rule.from);
            else
                fill_gap(work->path, rule.to - 1, chain->from);
            rule.from = ink_min(rule.from, chain->from);
            rule.to = ink_max(rule.to, chain->to);
            rule.inked += chain->to - chain->from;
            rule.weight += chain->weight;
        }
    }
    return rule;
}

static bool may_be_rule(const InkView *view, const float *path, const Extent *rule) {
    int32_t length = rule->to - rule->from;
    if (SHORT * length < view->longer || 100 * rule->inked < COVERED * length ||
        (int64_t)length * rule->inked < (int64_t)BOX_RATIO * rule->weight)
        return false;
    float slope = (path[rule->to - 1] - path[rule->from]) / (float)length;
    for (int32_t along = rule->from; along < rule->to; along++) {
        float off = path[along] - path[rule->from] - slope * (float)(along - rule->from);
        if ((float)BEND * fabsf(off) > (float)(length + BEND)) return false;
    }
    return true;
}

static void free_work(Work *work) {
    free(work->runs);
    free(work->firsts);
    free(work->chains);
    free(work->by_end);
    free(work->by_length);
    free(work->path);
}

InkStatus ink_chains_find(const InkView *view, InkRules *rules) {
    Work work = {0};
    work.firsts = malloc(((size_t)view->length + 1) * sizeof *work.firsts);
    work.path = calloc((size_t)view->length, sizeof *work.path);
    InkStatus status = work.firsts && work.path ? find_chains(view, &work) : INK_NO_MEMORY;
    int32_t limit = rules->count + INK_MAX_RULES / 2;
    for (int32_t i = 0; status == INK_OK && i < work.chain_count && rules->count < limit; i++) {
        Chain *seed = &work.chains[work.by_length[i]];
        if (seed->to - seed->from < MIN_SEED) break;
        if (seed->used) continue;
        Extent found = grow_rule(view, &work, seed);
        if (!may_be_rule(view, work.path, &found)) continue;
        size_t size = (size_t)(found.to - found.from) * sizeof(float);
        float *centers = malloc(size);
        if (!centers) {
            status = INK_NO_MEMORY;
            break;
        }
        memcpy(centers, work.path + found.from, size);
        rules->list[rules->count++] = (InkRule){view->upright, found.from, found.to,
                                                (float)found.weight / (float)found.inked, centers};
    }
    free_work(&work);
    return status;
}

InkView ink_view(uint8_t *ink, int32_t width, int32_t height, bool upright) {
    int32_t longer = ink_max(width, height);
    if (upright) return (InkView){ink, height, width, (size_t)width, 1, true, longer};
    return (InkView){ink, width, height, 1, (size_t)width, false, longer};
}
