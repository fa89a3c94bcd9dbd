/** The words of networks and settings, and what the core says, in English. */

/** @type {import('../index.js').Messages} */
export const SETTINGS = {
  setup: {
    title: 'Network',
    presets: 'Networks to choose from',
    layers: 'Layers',
    training: 'Training',
    variety: 'Variety of the digits',
    device: 'This device',
    promise: '{share} on test digits',
    seconds: 'about {count} s here',
    minutes: 'about {count} min here',
    wholeNumber: 'Choose a whole number from {least} to {most}.',
    varietyPicture: 'Training digits as the network sees them',
    varietyOthers: 'Show others',
  },
  layers: {
    asText: 'As text',
    help: 'From 28 x 28 pixels to 10 digits, at most 32 layers: conv 5x5x8 (kernel 1 to 9, up to 256 channels), conv 3x3x16 same (keeps the size), relu, maxpool 2, dropout 0.25, dense 10 (up to 4,096 units).',
    layer: 'Layer',
    output: 'Output',
    parameters: 'Parameters',
    removeLayer: 'Remove {layer}',
    sum: 'In all',
    before: 'Before the last layer',
    add: 'Add',
    stays: 'The network stays as it was.',
    last: 'The last must be a dense layer with {count} units, one for each class.',
    outputs: 'The last layer has {count} outputs: one for each class of what is trained on.',
  },
  presets: {
    mlp: 'MLP 784-128-10',
    quick: 'Quick CNN',
    small: 'Small CNN',
    better: 'Better CNN',
  },
  settings: {
    layers: 'Layers',
    layersHelp:
      'From the 28 x 28 pixels to the 10 digits: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    rule: 'Optimizer',
    ruleHelp: 'How gradients move the weights. AdamW finds a step size for each weight by itself.',
    learningRate: 'Learning rate',
    learningRateHelp:
      'How far each step moves the weights. Too small learns slowly, too large jumps about. AdamW wants about a thirtieth of what SGD does.',
    schedule: 'Schedule',
    scheduleHelp:
      'How the learning rate goes over the training. One cycle rises to the rate above, then falls to almost nothing.',
    warmUp: 'Warm-up',
    warmUpHelp: 'The part of the training in which the learning rate rises.',
    epochs: 'Epochs',
    epochsHelp: 'How often the network sees every digit.',
    batchSize: 'Batch size',
    batchSizeHelp: 'How many digits are looked at before the weights move once.',
    weightDecay: 'Weight decay',
    weightDecayHelp:
      'Pulls all weights towards zero a little with every step, against learning by heart.',
    labelSmoothing: 'Label smoothing',
    labelSmoothingHelp:
      'Asks for a little less than full certainty, so that the network does not overstate.',
    sampleCount: 'Digits',
    sampleCountHelp: 'How many of the 60,000 handwritten digits it learns from.',
    seed: 'Seed',
    seedHelp:
      'Decides the first weights and all that is random. The same seed gives the same curve.',
    augmentation: 'Augmentation',
    augmentationHelp:
      'Shifts add twelve copies of each digit, moved 1 to 3 pixels: 1,000 become 13,000. Distortions make each digit afresh every time, as far as the sliders up to Thickness allow.',
    engine: 'Engine',
    engineHelp:
      'Fast uses what this processor does best. Reproducible gives the same curve on every device, bit for bit.',
    threads: 'Threads',
    threadsHelp: 'How many cores train at once. Fewer keep a phone cooler; the result is the same.',
    shift: 'Shift',
    shiftHelp: 'How far digits are moved.',
    rotation: 'Rotation',
    rotationHelp: 'How far they are turned.',
    scale: 'Size',
    scaleHelp: 'How much larger or smaller, in width and in height.',
    shear: 'Slant',
    shearHelp: 'How far they lean.',
    elastic: 'Elastic',
    elasticHelp: 'How far the paper is stretched here and there.',
    thickness: 'Thickness',
    thicknessHelp: 'How much wider or narrower lines become.',
    drawn: 'Drawn by rule',
    drawnHelp: 'Share of digits from pen strokes of our own: flagged 1s, crossed 7s, open 4s.',
    lettered: 'From fonts',
    letteredHelp: 'Share of digits from handwriting fonts.',
    strange: 'Not a digit',
    strangeHelp: 'Share of scribbles and letters, to learn when not to be sure.',
  },
  choices: {
    sgd: 'SGD',
    momentum: 'Momentum',
    adamw: 'AdamW',
    constant: 'Constant',
    cosine: 'Cosine',
    'one-cycle': 'One cycle',
    none: 'None',
    shifts: '12 shifts',
    distort: 'Distortions',
    fast: 'Fast',
    reproducible: 'Reproducible',
    threads0: 'Automatic',
  },
  // As the core says it, src/status.c; by code.
  core: {
    BAD_ARGUMENT: 'A setting is outside its allowed range. Choose a value within the limits shown.',
    NO_MEMORY:
      'There is not enough memory. Close other tabs, or choose a smaller network or fewer digits.',
    BAD_LAYERS:
      'These layers do not make a network. Use 1 to 32 layers; the last must be a dense layer with 2 to 36 units.',
    BAD_LAYER_TEXT:
      'This is not a layer. Write for example: conv 5x5x8, conv 3x3x16 same, relu, maxpool 2, dropout 0.25, dense 10.',
    TOO_SMALL:
      'The image has become too small for this layer. Use a smaller kernel or window, padding, or fewer layers before it.',
    NOT_A_MODEL: 'This is not a model file. Choose a .safetensors file that was saved by Inkling.',
    MODEL_HEADER:
      'This model file is damaged: its header can’t be read. Save or download it again.',
    MODEL_SIZES:
      'This model file is damaged or was cut off: its numbers are not all where its header says. Save or download it again.',
    FOREIGN_MODEL:
      'This is a safetensors file, but not of a network that Inkling can make. Choose one that was saved by Inkling.',
    MODEL_NOT_FINITE:
      'This model holds weights that are no finite numbers. Choose one that was saved before its training went wrong.',
    UNKNOWN_CLASS:
      'The images are of more classes than this network has outputs. Its last layer must be dense, with a unit for each class.',
    NO_WASM: 'This browser cannot run WebAssembly. Use a current Chrome, Edge, Firefox or Safari.',
    NO_SIMD:
      'This browser lacks WebAssembly SIMD, which the network needs. Use Chrome or Edge 97, Firefox 114, Safari 16.4 or newer.',
    NOT_LOADED: '{file} could not be loaded. Check the connection, then reload the page.',
    DAMAGED_MODULE: 'The network arrived damaged. Reload the page to load it again.',
    BAD_PNG:
      'This is not a complete PNG image. It may have been cut off on the way: load it again.',
    BAD_SHEET_SIZE:
      'This PNG is not a sprite sheet of digits. It must be 784 pixels wide, with one 28x28 image in each row.',
    BAD_LABELS:
      'This is not a complete label file. It must be an idx1-ubyte file with labels 0 to 35, or 255 for what is of no class.',
    LABEL_MISMATCH:
      'The sheet and its label file do not hold the same number of digits. Use files that belong together.',
    DATASET_FULL: 'The dataset is full: this sheet holds more digits than there is room for.',
  },
};
