/** What differs on iPhones and iPads, where every browser is WebKit. */

/** @param {object} device @returns {device is { standalone: boolean }} only they have this property */
export const isIos = (device) => 'standalone' in device;

/**
 * The `accept` of a file input. iOS grays out files of a kind it does not know, although they are listed.
 * @param {string} extensions @param {object} [device]
 */
export const acceptable = (extensions, device = navigator) => (isIos(device) ? '' : extensions);
