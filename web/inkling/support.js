/** Why the network can't run here, if it can't: an old browser, a restricted one, or the site's policy. */
import { SIMD_PROBE } from './builds.js';
import { InklingError } from './errors.js';

/** A module with nothing in it. */
const EMPTY = SIMD_PROBE.slice(0, 8);

/**
 * Browsers with this method support SIMD (Chrome 111, Firefox 119, Safari 16.4). One that has it and
 * lacks WebAssembly has been restricted.
 * @param {object} strings a string's prototype
 */
const isCurrent = (strings) => 'isWellFormed' in strings;

/**
 * @param {typeof WebAssembly | undefined} wasm the browser's
 * @param {object} [strings]
 * @returns {InklingError | null}
 */
export function whyNot(wasm, strings = String.prototype) {
  if (typeof wasm !== 'object' || !wasm.validate(SIMD_PROBE)) {
    if (isCurrent(strings)) {
      return new InklingError(
        'WASM_OFF',
        'WebAssembly is turned off or restricted in this browser.',
      );
    }
    return typeof wasm === 'object'
      ? new InklingError(
          'NO_SIMD',
          'This browser lacks WebAssembly SIMD, which the network needs. Use Chrome or Edge 97, ' +
            'Firefox 114, Safari 16.4, or newer.',
        )
      : new InklingError(
          'NO_WASM',
          'This browser can’t run WebAssembly. Use a current version of Chrome, Edge, Firefox, or Safari.',
        );
  }
  try {
    // Unlike validating, these are subject to the content security policy: WebKit checks the second only.
    new wasm.Instance(new wasm.Module(EMPTY));
    return null;
  } catch {
    return new InklingError(
      'WASM_FORBIDDEN',
      "The content security policy lacks 'wasm-unsafe-eval'.",
    );
  }
}
