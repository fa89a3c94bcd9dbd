#include "base/parallel.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if !defined(__wasm__) || defined(__wasm_atomics__)

/* How many times an idle helper polls for work before it goes to sleep. A poll takes about a
 * nanosecond, sleeping and waking more than ten microseconds, so helpers stay awake between the
 * tasks of one training step. */
enum { POLLS = 20000 };

/* How many times the owner polls for the last parts before it sleeps as well: longer than a part
 * usually takes. If it still is not finished, the helper has probably lost its processor, and may
 * get this one. */
enum { OWNER_POLLS = 10 * POLLS };

/* Parts per thread, where a task can be split that far: with more parts, threads finish closer
 * together, but each part costs a little. */
enum { PARTS_PER_THREAD = 4 };

enum { MAX_THREADS = 64 };

typedef _Atomic int32_t Counter;

/* The parts of a task that one thread starts with; others help once they are done with their own.
 * So each thread mostly works on the same memory in every step, yet none waits for a thread that
 * got no processor. From the highest bit up: task number, 32 bits; end and next part, 16 bits each.
 * Because this is one word, a claim fails once the queue belongs to another task. */
typedef struct {
    _Alignas(64) _Atomic uint64_t claim;
} Queue;

struct InkPool {
    Counter call;     /* number of the last task; first, as helpers watch it: see ink_pool_serve */
    Counter joining;  /* helpers that have asked to join */
    Counter helpers;  /* helpers that have joined */
    Counter sleeping; /* helpers that are asleep, or about to be */
    Counter left;     /* parts of the current task that are not finished */
    Counter resting;  /* whether the owner sleeps until they are */
    Counter parts, threads; /* of the current task */
    int32_t limit;
    bool owner_may_sleep;
    int32_t last_seen[MAX_THREADS]; /* per thread, the last task it saw */
    bool asleep[MAX_THREADS];
    _Atomic(InkTask *) task;
    _Atomic(void *) context;
    Queue queues[MAX_THREADS];
};

static void wake_all(Counter *counter) {
#ifdef __wasm__
    __builtin_wasm_memory_atomic_notify((int32_t *)counter, UINT32_MAX);
#else
    (void)counter; /* native helpers look for work by themselves */
#endif
}

static void sleep_while(Counter *counter, int32_t value) {
#ifdef __wasm__
    __builtin_wasm_memory_atomic_wait32((int32_t *)counter, value, -1);
#else /* keeps polling */
    (void)counter, (void)value;
#endif
}

/* A pointer keeps optimizers from moving it into its caller, which has local variables; see
 * ink_pool_serve. */
static void (*volatile const sleeper)(Counter *counter, int32_t value) = sleep_while;

InkStatus ink_pool_create(InkPool **out) {
    *out = aligned_alloc(_Alignof(InkPool), sizeof **out);
    if (!*out) return INK_NO_MEMORY;
    memset(*out, 0, sizeof **out);
    (*out)->limit = MAX_THREADS;
    return INK_OK;
}

void ink_pool_free(InkPool *pool) {
    free(pool);
}

void ink_pool_limit(InkPool *pool, int32_t threads) {
    pool->limit = threads < 1 ? 1 : threads > MAX_THREADS ? MAX_THREADS : threads;
}

void ink_pool_let_owner_sleep(InkPool *pool) {
    pool->owner_may_sleep = true;
}

int32_t ink_pool_threads(const InkPool *pool) {
    int32_t threads = 1 + atomic_load(&((InkPool *)pool)->helpers);
    return threads < pool->limit ? threads : pool->limit;
}

static uint64_t queue_of(uint32_t call, int32_t end, int32_t next) {
    return (uint64_t)call << 32 | (uint64_t)(uint32_t)end << 16 | (uint32_t)next;
}

/* Does parts of one task: those of this thread first, then what the others have left. */
static void work(InkPool *pool, uint32_t call, int32_t thread) {
    int32_t threads = atomic_load(&pool->threads);
    for (int32_t i = 0; i < threads; i++) {
        _Atomic uint64_t *queue = &pool->queues[(thread + i) % threads].claim;
        uint64_t claim = atomic_load(queue);
        for (;;) {
            int32_t end = claim >> 16 & 0xffff, next = claim & 0xffff;
            if ((uint32_t)(claim >> 32) != call || next >= end) break;
            /* Read before claiming. If the claim succeeds, the task was still the same. */
            InkTask *task = atomic_load(&pool->task);
            void *context = atomic_load(&pool->context);
            int32_t parts = atomic_load(&pool->parts);
            if (!atomic_compare_exchange_weak(queue, &claim, claim + 1)) continue;
            task(context, next, parts);
            if (atomic_fetch_sub(&pool->left, 1) == 1 && atomic_load(&pool->resting))
                wake_all(&pool->left);
            claim = atomic_load(queue);
        }
    }
}

static void wait_for_helpers(InkPool *pool) {
    int32_t polls = 0;
    while (atomic_load(&pool->left) > 0) {
        if (!pool->owner_may_sleep || ++polls < OWNER_POLLS) continue;
        /* In this order: whoever finishes the last part either sees this, or is seen here. */
        atomic_store(&pool->resting, 1);
        int32_t left = atomic_load(&pool->left);
        if (left > 0) sleeper(&pool->left, left);
        atomic_store(&pool->resting, 0);
    }
}

void ink_pool_run(InkPool *pool, int32_t most, InkTask *task, void *context) {
    int32_t threads = pool ? ink_pool_threads(pool) : 1;
    int32_t parts = most < threads * PARTS_PER_THREAD ? most : threads * PARTS_PER_THREAD;
    if (threads == 1 || parts <= 1) {
        task(context, 0, 1);
        return;
    }
    atomic_store(&pool->task, task);
    atomic_store(&pool->context, context);
    atomic_store(&pool->parts, parts);
    atomic_store(&pool->threads, threads);
    atomic_store(&pool->left, parts);
    uint32_t call = (uint32_t)atomic_load(&pool->call) + 1;
    for (int32_t t = 0; t < threads; t++) {
        atomic_store(&pool->queues[t].claim, queue_of(call, ink_share(parts, t + 1, threads),
                                                      ink_share(parts, t, threads)));
    }
    atomic_store(&pool->call, (int32_t)call);
    if (atomic_load(&pool->sleeping) > 0) wake_all(&pool->call);
    work(pool, call, 0);
    wait_for_helpers(pool);
}

int32_t ink_pool_join(InkPool *pool) {
    int32_t call = atomic_load(&pool->call);
    int32_t thread = 1 + atomic_fetch_add(&pool->joining, 1);
    if (thread >= MAX_THREADS) return 0;
    pool->last_seen[thread] = call;
    /* Numbers must not have gaps, so wait for the previous helper to finish joining. */
    while (atomic_load(&pool->helpers) != thread - 1) {
    }
    atomic_store(&pool->helpers, thread);
    return thread;
}

int32_t ink_pool_serve(InkPool *pool, int32_t thread) {
    if (pool->asleep[thread]) {
        pool->asleep[thread] = false;
        atomic_fetch_sub(&pool->sleeping, 1);
    }
    int32_t last_seen = pool->last_seen[thread];
    for (int32_t polls = 0; polls < POLLS; polls++) {
        int32_t call = atomic_load(&pool->call);
        if (call == last_seen) continue;
        last_seen = pool->last_seen[thread] = call;
        polls = 0;
        if (thread < atomic_load(&pool->threads)) work(pool, (uint32_t)call, thread);
    }
    pool->asleep[thread] = true;
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

void ink_pool_let_owner_sleep(InkPool *pool) {
    (void)pool;
}

int32_t ink_pool_threads(const InkPool *pool) {
    (void)pool;
    return 1;
}

void ink_pool_run(InkPool *pool, int32_t most, InkTask *task, void *context) {
    (void)pool, (void)most;
    task(context, 0, 1);
}

int32_t ink_pool_join(InkPool *pool) {
    (void)pool;
    return 0;
}

int32_t ink_pool_serve(InkPool *pool, int32_t thread) {
    (void)pool, (void)thread;
    return 0;
}

#endif
