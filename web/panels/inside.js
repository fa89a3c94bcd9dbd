/** @param {HTMLElement} _host @param {import('../page.js').Page} _page @returns {import('../panels.js').Panel} */
export function create(_host, _page) {
  return { update() {} };
}
