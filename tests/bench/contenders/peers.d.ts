// The peers are there only once the benchmark has installed them; their types are not asked for.
declare module '@jax-js/jax';
declare module '@tensorflow/tfjs';
declare module '@tensorflow/tfjs-backend-wasm';
declare module 'onnxruntime-web/wasm';
