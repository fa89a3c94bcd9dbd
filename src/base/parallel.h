/* Fork-join parallelism: one task, split across a pool of long-lived threads.
 *
 * The core starts no threads of its own. The host does (web/inkling starts workers over shared
 * memory), and each of them calls ink_pool_serve. Neither the number of threads nor who does which
 * part affects a result, because a task is split so that no two parts write the same value, and
 * each value is computed in the same order however it is split. */
#ifndef INK_PARALLEL_H
#define INK_PARALLEL_H

#include "inkling/threads.h"

/* Does part number `part` of `parts`; parts is 1 when there are no helpers. A thread may do any
 * number of parts. */
typedef void InkTask(void *context, int32_t part, int32_t parts);

/* Runs the task, in at most `most` parts, on the threads of the pool that have time for it, and
 * returns when all parts are done. With no pool (NULL), or in a build without threads, the caller
 * runs it as a single part. Not reentrant: only one thread may call it at a time. */
void ink_pool_run(InkPool *pool, int32_t most, InkTask *task, void *context);

/* The first index of part number `part` when `count` items are split evenly into `parts`. The part
 * ends where the next one starts. */
static inline int32_t ink_share(int32_t count, int32_t part, int32_t parts) {
    return (int32_t)((int64_t)count * part / parts);
}

#endif
