/* The door of the WebAssembly module. The functions marked INK_API in inkling.h are exported as
 * they are, handles being addresses; here stands only what a caller without C needs beside them. */
#include "inkling.h"

#include <stdlib.h>

INK_API void *ink_wasm_alloc(size_t size) {
    return malloc(size);
}

INK_API void ink_wasm_free(void *block) {
    free(block);
}

/* How large the block for an InkEvaluation is. */
INK_API size_t ink_wasm_evaluation_size(void) {
    return sizeof(InkEvaluation);
}
