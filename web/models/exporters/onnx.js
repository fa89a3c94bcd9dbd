import { withNetwork } from './network.js';

/** For onnxruntime and what else reads ONNX. @type {import('./index.js').Exporter} */
export const onnx = {
  ending: '.onnx',
  type: 'application/octet-stream',
  write: (inkling, file) => withNetwork(inkling, file, (network) => network.toOnnx()),
};
