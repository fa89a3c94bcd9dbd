/** Reasons for skipping a file, or for rejecting an import. */

/**
 * Why a file or row is skipped. The text is import.<reason>.
 * @typedef {'damaged' | 'tooLarge' | 'encrypted' | 'unsafePath' | 'bomb' | 'packing'
 *   | 'unknownKind' | 'unreadable' | 'limit' | 'tooManyClasses' | 'emptyZip' | 'emptyFile'
 *   | import('./evidence/kinds.js').NamedReason
 *   | import('./formats/index.js').FormatReason} Reason
 *
 * Why an import fails as a whole. The text is import.<failure>.
 * @typedef {'badZip' | 'zipBomb' | 'tooMany' | 'nothing' | 'gone' | 'broken'} ImportFailure
 *
 * @typedef {object} Skipped
 * @property {Reason} reason
 * @property {number} count
 * @property {string[]} examples paths of the first few
 * @property {string} [detail] such as the name of their format
 */

export class ImportError extends Error {
  /** @param {Reason | ImportFailure} reason @param {string} [detail] such as the name of a format */
  constructor(reason, detail) {
    super(reason);
    this.name = 'ImportError';
    this.reason = reason;
    this.detail = detail;
  }
}
