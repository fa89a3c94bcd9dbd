/* The commands and their options. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "inkling.h"

enum { MAX_FILES = 4096 };

typedef struct {
    const char *data, *out, *layers, *resume;
    const char *onnx, *header, *safetensors; /* export destinations */
    int32_t hold, stop_after;
    bool json, half, resumable, int8;
    InkTrainerSettings trainer;
    const char *files[MAX_FILES];
    int32_t file_count;
    char command[4096]; /* the command line without file names, stored as a note in the model */
} Options;

/* Parses the options and files after the command; fails on unknown options. */
void read_options(Options *options, const char *command, int argc, char **argv);

void run_train(Options *options);
void run_eval(Options *options);
void run_predict(Options *options);
void run_export(Options *options);
void run_info(Options *options);

/* Loads the model given as the first file, or fails. */
InkModel *load_model(const Options *options);
InkNetwork *load_network(const Options *options);

/* Fails unless the network's classes are the ten digits. */
void require_digit_classes(const InkNetwork *network, const char *what);

#endif
