/* The door of the WebAssembly module. The functions marked INK_API in inkling.h are exported as
 * they are, handles being addresses; here stands only what a caller without C needs beside them. */
#include "inkling.h"

#include <stdlib.h>

/* What web/inkling reads and writes byte by byte. Whoever changes one of these structs changes the
 * module named beside it, too; tests/wasm/layouts.test.mjs holds the order of settings to it. */
_Static_assert(sizeof(InkTrainerSettings) == 92, "trainer-settings.js");
_Static_assert(sizeof(InkPictureInfo) == 20, "pictures.js");
_Static_assert(sizeof(InkMark) == 20, "pages.js");
_Static_assert(sizeof(InkLayerSpec) == 20 && offsetof(InkLayerSpec, rate) == 16, "layers.js");
_Static_assert(sizeof(InkLayerInfo) == 16, "layers.js");
_Static_assert(sizeof(InkBatchResult) == 12, "core.js");
_Static_assert(sizeof(InkTrace) == 4 * (1 + 2 * INK_MAX_CLASSES), "inspect.js");
_Static_assert(offsetof(InkTrace, probabilities) == 4 * (1 + INK_MAX_CLASSES), "inspect.js");
_Static_assert(offsetof(InkActivation, info) == 20, "inspect.js");
_Static_assert(offsetof(InkActivation, first_parameter) == 36, "inspect.js");
#ifdef __wasm__ /* pointers have four bytes there */
_Static_assert(sizeof(InkLayerKindInfo) == 24 && sizeof(InkLayerNumber) == 32, "layers.js");
_Static_assert(sizeof(InkActivation) == 48, "inspect.js");
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
