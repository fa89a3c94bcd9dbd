/**
 * The only ways from text to code and markup. Under the page's policy, browsers take scripts of workers
 * and HTML from here alone (Trusted Types), so that no text from elsewhere can become either.
 */

/** @param {string} address */
function ownAddress(address) {
  if (new URL(address).origin === new URL(import.meta.url).origin) return address;
  throw new TypeError(`${address} is not a script of this page.`);
}

const same = (/** @type {any} */ text) => text;

/** @returns {{ createHTML: (html: string) => string, createScriptURL: (address: string) => string }} */
function createPolicy() {
  const policy = { createHTML: same, createScriptURL: ownAddress };
  try {
    return Reflect.get(globalThis, 'trustedTypes').createPolicy('inkling', policy);
  } catch {
    // The browser has none, or the policy of another site forbids it.
    return policy;
  }
}

const policy = createPolicy();

/** A script of the page, as browsers take it. @param {URL} url */
export const ownScript = (url) => policy.createScriptURL(url.href);

/** @param {unknown} value */
const escaped = (value) =>
  String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * Markup, with its values escaped: element.innerHTML = html`<b>${name}</b>`.
 * @param {TemplateStringsArray} strings @param {...unknown} values
 */
export const html = (strings, ...values) =>
  policy.createHTML(String.raw({ raw: strings }, ...values.map(escaped)));
