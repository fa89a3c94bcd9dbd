import { HANDLE, HOLD, KIND, RETAIN } from './core.js';
import { InklingError } from './errors.js';
import { refuse } from './guard.js';

/** @typedef {import('./core.js').Core} Core */

/**
 * What an object holds in the module's memory. It is separate from the object, so that a finalizer can
 * free it, and counts its users: a network's memory outlives the network until its trainers are freed.
 */
class Block {
  #users = 1;

  /** @param {Core} core @param {string} kind @param {number} address @param {() => void} free */
  constructor(core, kind, address, free) {
    this.core = core;
    this.kind = kind;
    this.address = address;
    this.free = free;
    core.held[kind] = (core.held[kind] ?? 0) + 1;
  }

  retain() {
    this.#users++;
    return this;
  }

  release() {
    if (--this.#users > 0) return;
    this.free();
    this.core.held[this.kind]--;
  }
}

/** Frees what was forgotten, some time after its object has become unreachable. */
const forgotten = new FinalizationRegistry((/** @type {Block} */ block) => block.release());

/** An object in the module's memory. */
export class Held {
  /** What messages call it. */
  static kind = 'object';
  /** @type {Block | null} */
  #block = null;
  #core;
  #kind;

  /** @param {Core} core */
  constructor(core) {
    this.#core = core;
    this.#kind = new.target.kind;
  }

  /**
   * Takes an address; `free` must not refer to the object itself.
   * @param {number} address @param {() => void} free
   */
  [HOLD](address, free) {
    this.#block = new Block(this.#core, this.#kind, address, free);
    forgotten.register(this, this.#block, this);
  }

  /** @internal */
  get core() {
    return this.#core;
  }

  /** Whether free() was called. */
  get freed() {
    return !this.#block;
  }

  /** @internal @param {unknown} value @returns {string | null} what messages call it; null for no object of a module */
  static [KIND](value) {
    return typeof value === 'object' && value !== null && #kind in value ? value.#kind : null;
  }

  #live() {
    if (this.#block) return this.#block;
    throw new InklingError('FREED', `This ${this.#kind} was freed.`, undefined, {
      argument: this.#kind,
      value: this,
      range: 'in use, not freed',
    });
  }

  /** @internal The address, for this folder. */
  get [HANDLE]() {
    return this.#live().address;
  }

  /** @internal Keeps the memory until the result is released, even if free() is called before. */
  [RETAIN]() {
    return this.#live().retain();
  }

  /** Frees its memory. Calling it again does nothing; calling anything else throws FREED. */
  free() {
    const block = this.#block;
    if (!block) return;
    this.#block = null;
    forgotten.unregister(this);
    block.release();
  }
}

// For `using`, where the language has it.
if (Symbol.dispose) {
  Object.defineProperty(Held.prototype, Symbol.dispose, { value: Held.prototype.free });
}

/**
 * The address of an object that was passed as an argument.
 * @param {Core} core of the object that uses it
 * @param {string} argument
 * @param {unknown} value
 * @param {string} kind
 */
export function addressOf(core, argument, value, kind) {
  if (Held[KIND](value) !== kind) refuse(argument, value, `a ${kind}`);
  const held = /** @type {Held} */ (value);
  if (held.core !== core) {
    refuse(argument, value, 'of the same loaded module');
  }
  return held[HANDLE];
}
