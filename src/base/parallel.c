#include "base/parallel.h"

#include <stdatomic.h>
#include <stdlib.h>

#ifdef __wasm_atomics__

/* How many times an idle helper polls for work before it goes to sleep. A poll takes about a
 * nanosecond, sleeping and waking more than ten microseconds, so helpers stay awake between the
 * tasks of one training step. */
enum { POLLS = 20000 };

/* One atomic word announces a task, so that a helper can never see half of an announcement: the low
 * bits hold the number of parts, the high bits a task counter. */
enum { PART_BITS = 6, MAX_PARTS = (1 << PART_BITS) - 1 };

typedef _Atomic int32_t Counter;

static void wake_all(Counter *counter) {
    __builtin_wasm_memory_atomic_notify((int32_t *)counter, UINT32_MAX);
}

struct InkPool {
    Counter call;     /* the last announcement; first, as helpers watch it: see ink_pool_serve */
    Counter joining;  /* helpers that have asked to join */
    Counter helpers;  /* helpers that have joined */
    Counter sleeping; /* helpers that are asleep, or about to be */
    Counter busy;     /* helpers still working on the current task */
    int32_t limit;
    int32_t last_seen[MAX_PARTS + 1]; /* per part, the last announcement it saw */
    bool asleep[MAX_PARTS + 1];
    InkTask *task;
    void *context;
};

InkStatus ink_pool_create(InkPool **out) {
    *out = calloc(1, sizeof **out);
    if (!*out) return INK_NO_MEMORY;
    (*out)->limit = MAX_PARTS;
    return INK_OK;
}

void ink_pool_free(InkPool *pool) {
    free(pool);
}

void ink_pool_limit(InkPool *pool, int32_t threads) {
    pool->limit = threads < 1 ? 1 : threads > MAX_PARTS ? MAX_PARTS : threads;
}

int32_t ink_pool_threads(const InkPool *pool) {
    int32_t threads = 1 + atomic_load(&((InkPool *)pool)->helpers);
    return threads < pool->limit ? threads : pool->limit;
}

void ink_pool_run(InkPool *pool, InkTask *task, void *context) {
    int32_t parts = pool ? ink_pool_threads(pool) : 1;
    if (parts == 1) {
        task(context, 0, 1);
        return;
    }
    pool->task = task;
    pool->context = context;
    atomic_store(&pool->busy, parts - 1);
    uint32_t tasks = ((uint32_t)atomic_load(&pool->call) >> PART_BITS) + 1;
    atomic_store(&pool->call, (int32_t)(tasks << PART_BITS | (uint32_t)parts));
    if (atomic_load(&pool->sleeping) > 0) wake_all(&pool->call);
    task(context, 0, parts);
    while (atomic_load(&pool->busy) > 0) {
    }
}

int32_t ink_pool_join(InkPool *pool) {
    /* Read before joining: only tasks announced from here on can count on this helper. */
    int32_t call = atomic_load(&pool->call);
    int32_t part = 1 + atomic_fetch_add(&pool->joining, 1);
    if (part >= MAX_PARTS) return 0;
    pool->last_seen[part] = call;
    /* Part numbers must not have gaps, so wait for the previous helper to finish joining. */
    while (atomic_load(&pool->helpers) != part - 1) {
    }
    atomic_store(&pool->helpers, part);
    return part;
}

int32_t ink_pool_serve(InkPool *pool, int32_t part) {
    if (pool->asleep[part]) {
        pool->asleep[part] = false;
        atomic_fetch_sub(&pool->sleeping, 1);
    }
    int32_t last_seen = pool->last_seen[part];
    for (int32_t polls = 0; polls < POLLS; polls++) {
        int32_t call = atomic_load(&pool->call);
        if (call == last_seen) continue;
        last_seen = pool->last_seen[part] = call;
        polls = 0;
        int32_t parts = call & MAX_PARTS;
        if (part >= parts) continue;
        pool->task(pool->context, part, parts);
        atomic_fetch_sub(&pool->busy, 1);
    }
    pool->asleep[part] = true;
    atomic_fetch_add(&pool->sleeping, 1);
    return last_seen;
}

#else

InkStatus ink_pool_create(InkPool **out) {
    *out = NULL;
    return INK_OK;
}

void ink_pool_free(InkPool *pool) {
    (void)pool;
}

void ink_pool_limit(InkPool *pool, int32_t threads) {
    (void)pool, (void)threads;
}

int32_t ink_pool_threads(const InkPool *pool) {
    (void)pool;
    return 1;
}

void ink_pool_run(InkPool *pool, InkTask *task, void *context) {
    (void)pool;
    task(context, 0, 1);
}

int32_t ink_pool_join(InkPool *pool) {
    (void)pool;
    return 0;
}

int32_t ink_pool_serve(InkPool *pool, int32_t part) {
    (void)pool, (void)part;
    return 0;
}

#endif
