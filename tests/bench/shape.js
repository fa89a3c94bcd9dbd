/** The networks that all contenders train, with plain SGD on softmax cross-entropy. */
export const PIXELS = 784;
export const CLASSES = 10;
export const BATCH = 64;
export const LEARNING_RATE = 0.1;
/** Batch size when measuring inference throughput. */
export const PREDICT_BATCH = 256;

/**
 * @typedef {object} Shape
 * @property {string} name
 * @property {string} layers in Inkling's notation
 * @property {number[][]} parameters shapes, in the order of the file weights.f32
 * @property {number} steps minibatches per run; each run starts from the same weights and takes each
 *   minibatch once
 */

/** @type {Record<'mlp' | 'cnn', Shape>} */
export const SHAPES = {
  mlp: {
    name: 'mlp',
    layers: 'dense 128, relu, dense 10',
    parameters: [[PIXELS, 128], [128], [128, CLASSES], [CLASSES]],
    steps: 64,
  },
  cnn: {
    name: 'cnn',
    layers: 'conv 5x5x8, relu, maxpool 2, conv 5x5x16, relu, maxpool 2, dense 10',
    // Kernels are [height][width][in][out]; the input of the dense layer is [4][4][16].
    parameters: [[5, 5, 1, 8], [8], [5, 5, 8, 16], [16], [256, CLASSES], [CLASSES]],
    steps: 12, // beyond that, a max-pooling tie broken by rounding shows in the losses
  },
};

/** @param {number[]} shape */
const size = (shape) => shape.reduce((product, length) => product * length, 1);

/** Splits an array into parameters. @param {Shape} shape @param {Float32Array} all */
export function split({ parameters }, all) {
  let first = 0;
  return parameters.map((shape) => {
    const data = all.slice(first, first + size(shape));
    first += data.length;
    return { data, shape };
  });
}

/**
 * Converts the parameters of a convolutional network to channels-first layout: kernels as
 * [out][in][height][width], and the rows of the dense layer in the order [channel][height][width].
 * @param {ReturnType<typeof split>} parts
 */
export const channelsFirst = (parts) =>
  parts.map(({ data, shape }) => {
    if (shape.length === 4) return transposed(data, shape, [3, 2, 0, 1]);
    if (shape.length === 1) return { data, shape };
    return { data: transposed(data, [4, 4, 16, CLASSES], [2, 0, 1, 3]).data, shape };
  });

/** @param {Float32Array} from @param {number[]} shape of four axes @param {number[]} order of the axes */
function transposed(from, shape, order) {
  const strides = shape.map((_, axis) => size(shape.slice(axis + 1)));
  const to = order.map((axis) => shape[axis]);
  const [s0, s1, s2, s3] = order.map((axis) => strides[axis]);
  const data = new Float32Array(from.length);
  let at = 0;
  for (let i = 0; i < to[0]; i++)
    for (let j = 0; j < to[1]; j++)
      for (let k = 0; k < to[2]; k++)
        for (let l = 0; l < to[3]; l++) data[at++] = from[i * s0 + j * s1 + k * s2 + l * s3];
  return { data, shape: to };
}
