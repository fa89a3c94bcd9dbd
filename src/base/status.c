#include "inkling/base.h"

const char *ink_status_message(InkStatus status) {
    switch (status) {
    case INK_OK: return "Done.";
    case INK_WAITING: return "The next minibatch is waiting for digits that have not loaded yet.";
    case INK_BAD_ARGUMENT:
        return "A setting is outside its allowed range. Choose a value within the limits shown.";
    case INK_NO_MEMORY:
        return "There is not enough memory. Choose a smaller network, smaller minibatches, or "
               "fewer images.";
    case INK_BAD_LAYERS:
        return "These layers don't make a network. Use 1 to 32 layers; the last must be a dense "
               "layer with 2 to 36 units, one for each class.";
    case INK_BAD_LAYER_TEXT: return "This is not a layer.";
    case INK_TOO_SMALL:
        return "The image has become too small for this layer. Use a smaller kernel or window, "
               "padding, or fewer layers before it.";
    case INK_BAD_PNG: return "This PNG image is damaged or incomplete. Download or copy it again.";
    case INK_BAD_SHEET_SIZE:
        return "This PNG is not a sprite sheet of digits. It must be 784 pixels wide, with one "
               "28x28 image in each row.";
    case INK_BAD_LABELS:
        return "This is not a complete label file. It must be an idx1-ubyte file with labels 0 to "
               "35, or 255 for images of no class.";
    case INK_LABEL_MISMATCH:
        return "The sheet and its label file hold different numbers of digits. Use files that "
               "belong together.";
    case INK_DATASET_FULL:
        return "The dataset is full: this sheet holds more digits than there is room for.";
    case INK_DIVERGED:
        return "The loss is no longer a finite number. Lower the learning rate and reset the "
               "network.";
    case INK_NOT_A_PICTURE: return "This is neither a PNG nor a JPEG image. Save it as one.";
    case INK_BAD_PICTURE: return "This image is damaged or incomplete. Save or copy it again.";
    case INK_PICTURE_TOO_LARGE:
        return "This image is larger than 4096 x 4096 pixels. Make it smaller first.";
    case INK_NOT_A_MODEL:
        return "This is not a model file. Choose a .safetensors file saved by Inkling.";
    case INK_MODEL_HEADER:
        return "This model file is damaged: its header can't be read. Save or download it again.";
    case INK_MODEL_SIZES:
        return "This model file is damaged or incomplete: its size doesn't match its header. Save "
               "or download it again.";
    case INK_FOREIGN_MODEL:
        return "This safetensors file doesn't hold a network that Inkling can run. Choose one "
               "saved by Inkling.";
    case INK_MODEL_NOT_FINITE:
        return "This model contains weights that are not finite numbers. Choose one saved before "
               "its training diverged.";
    case INK_UNKNOWN_CLASS:
        return "The images have more classes than this network has outputs. Its last layer must be "
               "dense, with one unit for each class.";
    case INK_UNFINISHED_LAYER:
        return "Layers of this kind can't be written to such a file. Choose another format, or a "
               "network without them.";
    }
    return "Unknown status.";
}
