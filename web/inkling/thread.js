/** The body of a helper thread, for browsers and Node. */

/**
 * @typedef {object} Start
 * @property {WebAssembly.Module} module
 * @property {WebAssembly.Memory} memory shared
 * @property {number} pool address of the InkPool
 * @property {number} stackTop end of the memory reserved for this thread's stack
 */

/**
 * Instantiates the core on the shared memory and works for its pool from then on.
 * @param {Start} start
 */
export async function serve({ module, memory, pool, stackTop }) {
  /** @type {Record<string, Record<string, any>>} */
  const imports = { env: { memory } };
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    // Only the thread that owns the core calls these.
    if (kind === 'function') (imports[from] ??= {})[name] = () => {};
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  const core = /** @type {Record<string, (...values: number[]) => number>} */ (
    /** @type {unknown} */ (exports)
  );
  // The name depends on the version of Emscripten.
  (core.stackRestore ?? core._emscripten_stack_restore)(stackTop);
  const part = core.ink_pool_join(pool);
  const call = new Int32Array(memory.buffer, pool, 1);
  while (part) Atomics.wait(call, 0, core.ink_pool_serve(pool, part));
}
