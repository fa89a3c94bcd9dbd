/** onnxruntime-web on wasm: option `threads`. It answers only; this package does not train. */
/// <reference path="./peers.d.ts" />
import * as ort from 'onnxruntime-web/wasm';
import { PIXELS } from '../shape.js';
import { onnxModel } from './onnx-model.js';
import { serve } from './worker.js';

serve(async ({ weights }, { threads }) => {
  ort.env.wasm.wasmPaths = '/tests/bench/peers/node_modules/onnxruntime-web/dist/';
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create(onnxModel(weights), {
    executionProviders: ['wasm'],
  });
  return {
    engine: `wasm, ${threads} threads`,
    async predict(x) {
      const input = new ort.Tensor('float32', x, [x.length / PIXELS, PIXELS]);
      const { probabilities } = await session.run({ x: input });
      return probabilities.data;
    },
  };
});
