/* The door of the WebAssembly module. The functions marked INK_API in inkling.h are exported as
 * they are, handles being addresses; here stands only what a caller without C needs beside them. */
#include "inkling.h"

#include <stdlib.h>

/* What web/inkling reads and writes byte by byte. Whoever changes one of these structs changes the
 * module named beside it, too; tests/wasm/layout.test.mjs holds the order of members to it. */
#define LAYOUT(struct, bytes, file)                                                                \
    _Static_assert(sizeof(struct) == (bytes), "web/inkling/" file " knows this layout")
LAYOUT(InkTrainerSettings, 92, "trainer-settings.js");
#ifdef __wasm__ /* pointers have four bytes there */
LAYOUT(InkLayerSpec, 20, "layers.js");
LAYOUT(InkLayerInfo, 16, "layers.js");
LAYOUT(InkActivation, 48, "inspect.js");
LAYOUT(InkTrace, 4 * (1 + 2 * INK_MAX_CLASSES), "inspect.js");
LAYOUT(InkPictureInfo, 20, "pictures.js");
LAYOUT(InkMark, 20, "pages.js");
LAYOUT(InkBatchResult, 12, "trainer.js");
#endif

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
