// The peers are installed only by the benchmark, so their types are not checked.
declare module '@jax-js/jax';
declare module '@tensorflow/tfjs';
declare module '@tensorflow/tfjs-backend-wasm';
declare module 'onnxruntime-web/wasm';
