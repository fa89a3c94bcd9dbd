#define _POSIX_C_SOURCE 200809L
#include "threads.h"
#include "files.h"

enum { MAX_HELPERS = 63 }; /* the pool has room for 64 threads */

#ifdef __EMSCRIPTEN__
/* In Node, web/module/command.js starts the helpers and receives the signals. */
#include <emscripten.h>
#include <stdlib.h>

enum { STACK_BYTES = 256 << 10, STACK_ALIGNMENT = 16 };

/* clang-format off */
EM_JS(int32_t, host_processors, (void), { return Module.host.processors; })
EM_JS(void, host_start_helper, (InkPool *pool, char *stack_top), { Module.host.startHelper(pool, stack_top); })
EM_JS(void, host_catch_signals, (volatile sig_atomic_t *to), { Module.host.catchSignals(to); })
/* clang-format on */

void start_threads(InkNetwork *network, int32_t count) {
    if (count == 0) count = host_processors();
    if (count < 2) return;
    InkPool *pool;
    check(ink_pool_create(&pool), "threads");
    for (int32_t i = 0; i < count - 1 && i < MAX_HELPERS; i++) {
        char *stack = aligned_alloc(STACK_ALIGNMENT, STACK_BYTES);
        if (!stack) break;
        host_start_helper(pool, stack + STACK_BYTES);
    }
    ink_network_set_pool(network, pool);
}

/* Helpers wait in the pool until the host ends them. */
void stop_threads(void) {
}

void catch_signals(volatile sig_atomic_t *to) {
    host_catch_signals(to);
}

#else
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static struct {
    InkPool *pool;
    pthread_t helpers[MAX_HELPERS];
    int32_t count;
    atomic_bool stopped;
} threads;

/* Nothing wakes a helper in the native build, so it polls for work. */
static const struct timespec NAP = {.tv_nsec = 50000};

static void *help(void *unused) {
    (void)unused;
    int32_t number = ink_pool_join(threads.pool);
    while (number > 0 && !atomic_load(&threads.stopped)) {
        ink_pool_serve(threads.pool, number);
        nanosleep(&NAP, NULL);
    }
    return NULL;
}

void start_threads(InkNetwork *network, int32_t count) {
    if (count == 0) count = (int32_t)sysconf(_SC_NPROCESSORS_ONLN);
    if (count < 2) return;
    check(ink_pool_create(&threads.pool), "threads");
    atomic_store(&threads.stopped, false);
    /* Signals interrupt the main thread only. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (threads.count < count - 1 && threads.count < MAX_HELPERS) {
        if (pthread_create(&threads.helpers[threads.count], NULL, help, NULL) != 0) break;
        threads.count++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    ink_network_set_pool(network, threads.pool);
}

void stop_threads(void) {
    atomic_store(&threads.stopped, true);
    for (int32_t i = 0; i < threads.count; i++)
        pthread_join(threads.helpers[i], NULL);
    threads.count = 0;
    ink_pool_free(threads.pool);
    threads.pool = NULL;
}

static volatile sig_atomic_t *caught;

static void on_signal(int number) {
    /* Not every system resets a handler once it is called. */
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    *caught = number;
}

void catch_signals(volatile sig_atomic_t *to) {
    caught = to;
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
}
#endif
