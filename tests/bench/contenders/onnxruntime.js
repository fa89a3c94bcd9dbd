/** onnxruntime-web on wasm, inference only, as this package can't train. Option: `threads`. */
/// <reference path="./peers.d.ts" />
import * as ort from 'onnxruntime-web/wasm';
import { PIXELS } from '../shape.js';
import { onnxModel } from './onnx-model.js';
import { serve } from './worker.js';

serve(async ({ shape, weights }, { threads }) => {
  ort.env.wasm.wasmPaths = '/tests/bench/peers/node_modules/onnxruntime-web/dist/';
  ort.env.wasm.numThreads = threads;
  const { model, input } = onnxModel(shape, weights);
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  return {
    engine: `wasm, ${threads} threads`,
    async predict(images) {
      const x = new ort.Tensor('float32', images, [images.length / PIXELS, ...input]);
      const { probabilities } = await session.run({ x });
      return probabilities.data;
    },
  };
});
