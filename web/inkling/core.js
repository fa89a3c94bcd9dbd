/** The WebAssembly module's memory and functions, for the other files in this folder. */

import { InklingError, OK, STATUS, WAITING } from './errors.js';
import { usage } from './guard.js';

/** @typedef {import('./types.js').BatchResult} BatchResult */

// Keys for what only this folder and the npm package may use, so that no public name leads to memory.

/** An object's address in the module's memory. */
export const HANDLE = Symbol('handle');
/** What kind of object it is. */
export const KIND = Symbol('kind');
/** Gives an object its address. */
export const HOLD = Symbol('hold');
/** Keeps an object's memory. */
export const RETAIN = Symbol('retain');
/** Makes room in a network for a minibatch. */
export const RESERVE = Symbol('reserve');
/** Sets a network's class names and notes. */
export const DESCRIBE = Symbol('describe');
/** Creates the network of a list of layers. */
export const CREATE = Symbol('create');

export const BATCH_RESULT_BYTES = 12;

/** The module's memory and functions. */
export class Core {
  /** The address of the thread pool; 0 if there is none. */
  pool = 0;
  /** How many objects of each kind are held in memory. @type {Record<string, number>} */
  held = {};
  /**
   * Whether every value is checked. It is in the npm package; the page must be able to show a network
   * whose weights are no longer finite.
   */
  strict = false;

  /** @param {WebAssembly.Instance} instance @param {WebAssembly.Memory} [memory] if it is shared */
  constructor(instance, memory) {
    /** @type {Record<string, (...args: number[]) => number>} */
    this.call = /** @type {any} */ (instance.exports);
    this.memory = memory ?? /** @type {WebAssembly.Memory} */ (instance.exports.memory);
    this.call._initialize();
  }

  // Views are created on each call, because growing the memory detaches earlier ones.
  /** @param {number} address @param {number} length */
  u8(address, length) {
    return new Uint8Array(this.memory.buffer, address, length);
  }
  /** @param {number} address @param {number} length */
  i32(address, length) {
    return new Int32Array(this.memory.buffer, address, length);
  }
  /** @param {number} address @param {number} length */
  f32(address, length) {
    return new Float32Array(this.memory.buffer, address, length);
  }
  /** @param {number} address @param {number} length */
  f64(address, length) {
    return new Float64Array(this.memory.buffer, address, length);
  }

  /** @param {number} status an InkStatus */
  check(status) {
    if (status === OK) return;
    const message = this.message(status);
    throw new InklingError(
      STATUS[status],
      STATUS[status] === 'NO_MEMORY' ? message + usage(this) : message,
    );
  }

  /** @param {number} status */
  message(status) {
    return this.text(this.call.ink_status_message(status));
  }

  /** @param {number} address of a null-terminated string */
  text(address) {
    const bytes = new Uint8Array(this.memory.buffer, address);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  /** @param {number} bytes @returns {number} the address of a new block */
  alloc(bytes) {
    const address = this.call.ink_wasm_alloc(Math.max(bytes, 1));
    if (!address) this.check(STATUS.indexOf('NO_MEMORY'));
    return address;
  }

  /** @param {number} address */
  release(address) {
    this.call.ink_wasm_free(address);
  }

  /**
   * Calls `use` with temporary blocks of the given sizes, and frees them afterwards.
   * @template T
   * @param {number[]} sizes in bytes
   * @param {(...addresses: number[]) => T} use
   * @returns {T}
   */
  borrow(sizes, use) {
    /** @type {number[]} */
    const addresses = [];
    try {
      for (const size of sizes) addresses.push(this.alloc(size));
      return use(...addresses);
    } finally {
      for (const address of addresses) this.release(address);
    }
  }

  /**
   * Calls a constructor of the core, which writes the new object's address to `out`.
   * @param {(out: number) => number} construct
   */
  create(construct) {
    return this.borrow([4], (out) => {
      this.check(construct(out));
      return this.i32(out, 1)[0];
    });
  }

  /**
   * @param {number} status
   * @param {number} address of an InkBatchResult
   * @returns {BatchResult | null} null while the next samples have not been added
   */
  batchResult(status, address) {
    if (status === WAITING) return null;
    this.check(status);
    const [loss] = this.f32(address, 1);
    const [correct, count] = this.i32(address + 4, 2);
    return { loss, correct, count };
  }
}
