/** The most probable class. @param {Float32Array} probabilities */
export const mostProbable = (probabilities) => probabilities.indexOf(Math.max(...probabilities));
