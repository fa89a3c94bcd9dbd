/* Threads that share the work. */
#ifndef INKLING_THREADS_H
#define INKLING_THREADS_H

#include "inkling/base.h"

/* A pool shares out the work of networks that were given it. Results do not depend on how many
 * threads serve. In a build without threads the pool is NULL, and does everything on one. */
typedef struct InkPool InkPool;

INK_API InkStatus ink_pool_create(InkPool **pool);

/* No helper may serve the pool any more, and no network use it. */
INK_API void ink_pool_free(InkPool *pool);

/* How many threads work: the caller's own, and those that serve, up to the limit. */
INK_API int32_t ink_pool_threads(const InkPool *pool);
INK_API void ink_pool_limit(InkPool *pool, int32_t threads);

/* For a thread that is to help: its number in the pool, 1 and up, or 0 when the pool is full. */
INK_API int32_t ink_pool_join(InkPool *pool);

/* Works for the pool until there has been nothing to do for some 50 microseconds. The helper should
 * then sleep until the first 32 bits of the pool are no longer the value that was returned, and
 * call this again. (The core does not sleep by itself: V8 11.3 loses local variables over a
 * memory.atomic.wait32 in its baseline compiler.) */
INK_API int32_t ink_pool_serve(InkPool *pool, int32_t part);

#endif
