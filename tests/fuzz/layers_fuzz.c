/* Parses and checks arbitrary text as a list of layers; if the network is small, creates it and
 * trains it for a step. */
#include "fuzz.h"

enum { MOST_PARAMETERS = 20000, MOST_VALUES = 20000 };

static void train(const InkLayerSpec *layers, int32_t count) {
    InkNetwork *network;
    if (ink_network_create(&network, layers, count, 2) != INK_OK) return;
    static const float x[2 * INK_PIXELS] = {0.5f};
    int32_t classes = ink_network_classes(network);
    PROMISE(classes >= INK_MIN_CLASSES && classes <= INK_MAX_CLASSES);
    const uint8_t labels[2] = {1, INK_NO_CLASS}, beyond[2] = {1, (uint8_t)classes};
    InkBatchResult result;
    ink_network_initialize(network, 1);
    PROMISE(ink_network_train_batch(network, x, beyond, 2, 0.01f, &result) == INK_UNKNOWN_CLASS);
    InkStatus status = ink_network_train_batch(network, x, labels, 2, 0.01f, &result);
    PROMISE(status == INK_OK || status == INK_DIVERGED);
    float probabilities[INK_MAX_CLASSES], sum = 0.0f;
    if (ink_network_predict(network, x, 1, probabilities) == INK_OK) {
        for (int32_t i = 0; i < classes; i++)
            sum += probabilities[i];
        PROMISE(status != INK_OK || (sum > 0.99f && sum < 1.01f));
    }
    ink_network_free(network);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    char *text = malloc(size + 1);
    if (!text) return 0;
    memcpy(text, bytes, size);
    text[size] = '\0';
    InkLayerSpec layers[INK_MAX_LAYERS];
    InkLayerInfo info[INK_MAX_LAYERS];
    int32_t count;
    InkStatus status = ink_layers_parse(text, layers, &count);
    free(text);
    PROMISE(count >= 0 && count <= INK_MAX_LAYERS);
    if (status != INK_OK || ink_layers_check(layers, count, info) != INK_OK) return 0;
    int64_t parameters = 0, values = 0;
    for (int32_t l = 0; l < count; l++) {
        PROMISE(info[l].height > 0 && info[l].width > 0 && info[l].channels > 0);
        PROMISE(info[l].parameters >= 0);
        parameters += info[l].parameters;
        values += (int64_t)info[l].height * info[l].width * info[l].channels;
    }
    if (parameters <= MOST_PARAMETERS && values <= MOST_VALUES) train(layers, count);
    return 0;
}
