#ifndef INK_DATASET_H
#define INK_DATASET_H

#include "inkling.h"

int32_t ink_dataset_capacity(const InkDataset *dataset);

#endif
