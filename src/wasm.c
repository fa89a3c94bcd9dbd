/* The WebAssembly entry points. Functions marked INK_API in the public headers are exported as they
 * are, with handles as addresses; this file adds what a JavaScript caller needs besides. */
#include "inkling.h"

#include <stdlib.h>

/* web/inkling reads and writes these structs byte by byte. If you change one, change the module
 * named beside it; tests/wasm/layouts.test.mjs checks the order of the trainer settings. */
_Static_assert(sizeof(InkTrainerSettings) == 92, "trainer-settings.js");
_Static_assert(sizeof(InkPictureInfo) == 20, "pictures.js");
_Static_assert(sizeof(InkMark) == 20, "pages.js");
_Static_assert(sizeof(InkGroup) == 24, "groups.js");
_Static_assert(sizeof(InkLayerSpec) == 36 && offsetof(InkLayerSpec, rate) == 16, "layers.js");
_Static_assert(sizeof(InkLayerInfo) == 16, "layers.js");
_Static_assert(sizeof(InkBatchResult) == 12, "core.js");
_Static_assert(sizeof(InkTrace) == 4 * (1 + 2 * INK_MAX_CLASSES), "inspect.js");
_Static_assert(offsetof(InkTrace, probabilities) == 4 * (1 + INK_MAX_CLASSES), "inspect.js");
_Static_assert(offsetof(InkActivation, info) == 36, "inspect.js");
_Static_assert(offsetof(InkActivation, first_parameter) == 52, "inspect.js");
#ifdef __wasm__ /* pointers are 4 bytes there */
_Static_assert(sizeof(InkLayerKindInfo) == 24 && sizeof(InkLayerNumber) == 32, "layers.js");
_Static_assert(sizeof(InkActivation) == 64, "inspect.js");
#endif

INK_API void *ink_wasm_alloc(size_t size) {
    return malloc(size);
}

INK_API void ink_wasm_free(void *block) {
    free(block);
}

/* The size of the block that an InkEvaluation needs. */
INK_API size_t ink_wasm_evaluation_size(void) {
    return sizeof(InkEvaluation);
}
