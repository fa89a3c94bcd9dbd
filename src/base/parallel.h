/* Fork and join: one task, shared out to a pool of threads that stay.
 *
 * The core starts no threads itself. Whoever has some (web/inkling.js starts workers over shared
 * memory) lets each call ink_pool_serve. How many take part never changes a result, because a task
 * shares out work so that no two parts write the same number. */
#ifndef INK_PARALLEL_H
#define INK_PARALLEL_H

#include "inkling/threads.h"

/* Does share number part of parts; parts is 1 where there are no threads. */
typedef void InkTask(void *context, int32_t part, int32_t parts);

/* Runs the task on all threads of the pool and returns when every part is done. Without a pool
 * (NULL), or in a build without threads, it is one part. Called by one thread at a time. */
void ink_pool_run(InkPool *pool, InkTask *task, void *context);

/* Where part number part of count things begins; it ends where the next begins. */
static inline int32_t ink_share(int32_t count, int32_t part, int32_t parts) {
    return (int32_t)((int64_t)count * part / parts);
}

#endif
