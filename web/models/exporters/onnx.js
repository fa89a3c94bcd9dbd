import { nameInOnnx, namesIn } from './class-names.js';
import { withNetwork } from './network.js';

/** For onnxruntime and other readers of ONNX. @type {import('./index.js').Exporter} */
export const onnx = {
  extension: '.onnx',
  type: 'application/octet-stream',
  write: (inkling, file) =>
    nameInOnnx(
      withNetwork(inkling, file, (network) => network.toOnnx()),
      namesIn(inkling, file),
    ),
};
