/** Why something is not imported. */

/**
 * Why a part is skipped; its words are import.<reason>.
 * @typedef {'damaged' | 'tooLarge' | 'encrypted' | 'unsafePath' | 'bomb' | 'packing'
 *   | 'unknownKind' | 'unreadable' | 'limit' | 'tooManyClasses'
 *   | import('./formats/index.js').FormatReason} Reason
 *
 * Why nothing can be imported; its words are import.<failure>.
 * @typedef {'badZip' | 'zipBomb' | 'tooMany' | 'nothing' | 'gone' | 'broken'} ImportFailure
 *
 * @typedef {object} Skipped
 * @property {Reason} reason
 * @property {number} count
 * @property {string[]} examples the first ones
 */

export class ImportError extends Error {
  /** @param {Reason | ImportFailure} reason */
  constructor(reason) {
    super(reason);
    this.name = 'ImportError';
    this.reason = reason;
  }
}
