/* What training and evaluation see of a dataset, beyond its public interface. */
#ifndef INK_DATASET_H
#define INK_DATASET_H

#include "inkling/dataset.h"

/* How many images it has room for. */
int32_t ink_dataset_capacity(const InkDataset *dataset);

/* The labels of all images. */
const uint8_t *ink_dataset_labels(const InkDataset *dataset);

#endif
