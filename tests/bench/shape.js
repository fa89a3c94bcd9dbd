/** What every contender trains: 784-128-10 with ReLU, softmax cross entropy and plain SGD. */
export const PIXELS = 784;
export const HIDDEN = 128;
export const CLASSES = 10;
export const BATCH = 64;
/** Minibatches in a run; each run starts from the same weights and takes each of them once. */
export const STEPS = 64;
export const SAMPLES = BATCH * STEPS;
export const LEARNING_RATE = 0.1;
/** Images at once when throughput of answers is measured. */
export const PREDICT_BATCH = 256;

/** The parameters in the order of the file weights.f32, each with its shape. */
export const PARAMETERS = [
  [PIXELS, HIDDEN],
  [1, HIDDEN],
  [HIDDEN, CLASSES],
  [1, CLASSES],
];

/** Cuts the parameters out of one array. @param {Float32Array} all */
export function split(all) {
  let first = 0;
  return PARAMETERS.map(([rows, columns]) => {
    const part = all.slice(first, first + rows * columns);
    first += part.length;
    return part;
  });
}
