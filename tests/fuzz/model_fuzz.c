/* A model file of arbitrary bytes. If it can be read, it is run, trained on, and written back. */
#include "fuzz.h"

enum { MOST_PARAMETERS = 200000, MOST_ORIGINALS = 64, MOST_BATCH = 8 };

/* Whether two texts describe the same layers, ignoring whitespace. */
static bool same_layers(const char *a, const char *b) {
    InkLayerSpec layers[2][INK_MAX_LAYERS];
    char text[2][INK_MAX_LAYERS_TEXT];
    int32_t count[2];
    const char *from[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        PROMISE(ink_layers_parse(from[i], layers[i], &count[i]) == INK_OK);
        PROMISE(ink_layers_format(layers[i], count[i], text[i], sizeof text[i]) == INK_OK);
    }
    return !strcmp(text[0], text[1]);
}

/* Resumes training from the position and with the settings in the file. */
static void resume(const InkModel *model, InkNetwork *network) {
    const InkTrainerSettings *settings = ink_model_training(model);
    InkDataset *dataset;
    if (!settings || settings->sample_count > MOST_ORIGINALS ||
        ink_dataset_create(&dataset, MOST_ORIGINALS) != INK_OK)
        return;
    static const uint8_t images[MOST_ORIGINALS * INK_PIXELS], labels[MOST_ORIGINALS];
    PROMISE(ink_dataset_add_images(dataset, images, labels, MOST_ORIGINALS) == INK_OK);
    InkTrainer *trainer;
    if (ink_trainer_create(&trainer, network, dataset, NULL, settings) == INK_OK) {
        if (ink_model_resume(model, trainer) == INK_OK) {
            InkBatchResult result;
            PROMISE(ink_trainer_epoch(trainer) == ink_model_epoch(model));
            PROMISE(ink_trainer_position(trainer) == ink_model_position(model));
            ink_trainer_step(trainer, &result);
        }
        ink_trainer_free(trainer);
    }
    ink_dataset_free(dataset);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    InkModel *model;
    if (ink_model_read(&model, bytes, size) != INK_OK) {
        PROMISE(!model);
        return 0;
    }
    PROMISE(ink_model_layers(model) && ink_model_temperature(model) > 0.0f);
    size_t length = 0;
    for (int32_t i = 0; i < ink_model_note_count(model); i++)
        length += strlen(ink_model_note_name(model, i)) + strlen(ink_model_note_value(model, i));
    PROMISE(length <= size);
    PROMISE(ink_model_memory_size(model) >= 0);
    InkNetwork *network;
    if (ink_model_parameter_count(model) <= MOST_PARAMETERS &&
        ink_model_network(model, MOST_BATCH, &network) == INK_OK) {
        static const float x[INK_PIXELS] = {0.5f};
        float probabilities[INK_MAX_CLASSES];
        PROMISE(ink_model_classes(model) == ink_network_classes(network));
        PROMISE(ink_network_predict(network, x, 1, probabilities) == INK_OK);
        uint8_t *written;
        size_t written_size;
        if (ink_model_write(network, NULL, NULL, 0, false, &written, &written_size) == INK_OK) {
            InkModel *again;
            PROMISE(ink_model_read(&again, written, written_size) == INK_OK);
            PROMISE(same_layers(ink_model_layers(again), ink_model_layers(model)));
            ink_model_free(again);
            ink_bytes_free(written);
        }
        resume(model, network);
        ink_network_free(network);
    }
    ink_model_free(model);
    return 0;
}
