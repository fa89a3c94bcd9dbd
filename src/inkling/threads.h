/* Thread pools. */
#ifndef INKLING_THREADS_H
#define INKLING_THREADS_H

#include "inkling/base.h"

/* A pool of threads for the networks that use it. Results do not depend on how many threads serve
 * it. In a WebAssembly build without threads the pool is NULL and all work runs on the caller. */
typedef struct InkPool InkPool;

/* Errors: INK_NO_MEMORY. */
INK_API InkStatus ink_pool_create(InkPool **pool);

/* Frees a pool. No helper may still serve it, and no network may still use it. */
INK_API void ink_pool_free(InkPool *pool);

/* The number of threads that work: the caller and all helpers, up to the limit, which is brought
 * into the range 1 to 64. */
INK_API int32_t ink_pool_threads(const InkPool *pool);
INK_API void ink_pool_limit(InkPool *pool, int32_t threads);

/* From now on, the thread that runs tasks may sleep in WebAssembly while a helper that has lost its
 * processor finishes a part. A browser's main thread must not sleep. */
INK_API void ink_pool_let_owner_sleep(InkPool *pool);

/* Registers the calling thread as a helper. Returns its number, 1 and up, or 0 if the pool is full.
 */
INK_API int32_t ink_pool_join(InkPool *pool);

/* For a helper, with its number. Works for the pool until it has been idle for about 50
 * microseconds, then returns the last value seen in the first 32 bits of the pool. The helper
 * should then sleep until they differ from it, and call this again. (The core does not sleep here:
 * V8 11.3 loses local variables across a memory.atomic.wait32 in its baseline compiler. Outside
 * WebAssembly nobody wakes it: it should call this again after a moment.) */
INK_API int32_t ink_pool_serve(InkPool *pool, int32_t thread);

#endif
