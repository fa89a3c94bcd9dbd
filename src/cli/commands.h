/* The commands, and the options that they take. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "inkling.h"

enum { MAX_FILES = 4096 };

typedef struct {
    const char *data, *out, *layers, *resume;
    const char *onnx, *header, *safetensors; /* files to export to */
    int32_t hold, stop_after;
    bool json, half, resumable, int8;
    InkTrainerSettings trainer;
    const char *files[MAX_FILES];
    int32_t file_count;
    char command[4096]; /* as it was typed, without what names files: a note of the model */
} Options;

/* Reads the options and files behind a command; fails on what it does not know. */
void read_options(Options *options, const char *command, int argc, char **argv);

void run_train(Options *options);
void run_eval(Options *options);
void run_predict(Options *options);
void run_export(Options *options);
void run_info(Options *options);

/* The model in the first file of the options. */
InkModel *need_model(const Options *options);
InkNetwork *need_network(const Options *options);

/* Fails unless the network has an output for each digit and no others. */
void need_digits(const InkNetwork *network, const char *what);

#endif
