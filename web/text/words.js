/** English messages that any room may need, and those for errors of the core. */

export const WORDS = /** @type {const} */ ({
  ui: {
    labeled: '{label}: {value}',
    about: '“{what}”: {reason}',
    aside: '{what} ({more})',
  },
  // The errors of src/base/status.c, by code.
  core: {
    BAD_ARGUMENT: 'A setting is out of range. Choose a value within the limits shown.',
    NO_MEMORY:
      'There is not enough memory. Close other tabs, or choose a smaller network or fewer digits.',
    BAD_LAYERS:
      'These layers don’t make a network. Use 1 to 32 layers; the last must be a dense layer with 2 to 36 units.',
    BAD_LAYER_TEXT: 'This is not a layer.',
    TOO_SMALL:
      'The image has become too small for this layer. Use a smaller kernel or window, padding, or fewer layers before it.',
    NOT_A_MODEL: 'This is not a model file. Choose a .safetensors file saved by Inkling.',
    MODEL_HEADER:
      'This model file is damaged: its header can’t be read. Save or download it again.',
    MODEL_SIZES:
      'This model file is damaged or incomplete: its size doesn’t match its header. Save or download it again.',
    FOREIGN_MODEL:
      'This safetensors file doesn’t hold a network that Inkling can run. Choose one saved by Inkling.',
    MODEL_NOT_FINITE:
      'This model contains weights that are not finite numbers. Choose one saved before its training diverged.',
    UNKNOWN_CLASS:
      'The images have more classes than this network has outputs. Its last layer must be dense, with one unit for each class.',
    NO_WASM:
      'This browser can’t run WebAssembly. Use a current version of Chrome, Edge, Firefox, or Safari.',
    NO_SIMD:
      'This browser lacks WebAssembly SIMD, which the network needs. Use Chrome or Edge 97, Firefox 114, Safari 16.4, or newer.',
    WASM_OFF:
      'WebAssembly is turned off or restricted in this browser, for example by Lockdown Mode. Allow it for this site, or use another browser.',
    WASM_FORBIDDEN:
      'The content security policy of this site forbids WebAssembly. Its script-src must allow “wasm-unsafe-eval”.',
    NOT_LOADED: '{file} could not be loaded. Check your connection, then reload the page.',
    DAMAGED_MODULE: 'The download was damaged. Reload the page to try again.',
    BAD_PNG: 'This PNG image is damaged or incomplete. Download or copy it again.',
    BAD_SHEET_SIZE:
      'This PNG is not a sprite sheet of digits. It must be 784 pixels wide, with one 28×28 image in each row.',
    BAD_LABELS:
      'This is not a complete label file. It must be an idx1-ubyte file with labels 0 to 35, or 255 for images of no class.',
    LABEL_MISMATCH:
      'The sheet and its label file hold different numbers of digits. Use files that belong together.',
    DATASET_FULL: 'The dataset is full: this sheet holds more digits than there is room for.',
  },
});
