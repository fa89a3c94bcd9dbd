/** Finds layout faults in the page: clipped text, and anything wider than the screen. */
import { expect } from '@playwright/test';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Texts wider than their box, and options that do not fit into their menu.
 * Runs in the page.
 * @returns {string[]} each with its place in the page
 */
function clippedTexts() {
  /** Tolerance for rounding. */
  const CLOSE = 1;
  /** Headings as narrow as their columns; the inspector has the full names. */
  const SHORTENED = '.network-stage .heads';
  /** @type {string[]} */
  const found = [];
  /** @param {Element} element */
  const nameOf = (element) => {
    const named = element.closest('[data-testid], [id], [class]:not([class=""])');
    return `${named?.getAttribute('data-testid') ?? (named?.id || named?.className)} ${element.tagName.toLowerCase()}`;
  };
  /** @param {Element} element @param {string} text @param {string} how */
  const report = (element, text, how) =>
    found.push(`${nameOf(element)} “${text.trim().slice(0, 60)}”: ${how}`);

  /** Whether an element is for screen readers only. @param {Element | null} element */
  const unseen = (element) => {
    for (; element; element = element.parentElement) {
      if (getComputedStyle(element).clipPath !== 'none') return true;
    }
    return false;
  };
  const canvas = document.createElement('canvas').getContext('2d');
  /** @param {HTMLElement} field @param {string} text */
  const widthIn = (field, text) => {
    if (!canvas) throw new Error('There is no canvas.');
    canvas.font = getComputedStyle(field).font;
    return canvas.measureText(text).width;
  };

  // Text must stay inside its box: its button, its cell, its card.
  const BOXES =
    'button, label, summary, legend, th, td, li, dt, dd, figcaption, .card, header, footer';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = node.textContent ?? '';
    if (
      !text.trim() ||
      !parent ||
      parent.closest(`option, ${SHORTENED}`) ||
      !parent.checkVisibility()
    )
      continue;
    const box = parent.closest(BOXES);
    if (!box || unseen(parent)) continue;
    range.selectNodeContents(node);
    const chart = parent.closest('.chart');
    const outer = box.getBoundingClientRect();
    const { bottom } = (chart ?? box).getBoundingClientRect();
    // Text cut off by overflow still measures its full size.
    for (const inner of range.getClientRects()) {
      const over = Math.max(outer.left - inner.left, inner.right - outer.right);
      const below = chart || box.matches('button') ? inner.bottom - bottom : 0;
      if (over > CLOSE) report(box, text, `${Math.round(over)} px too wide`);
      else if (below > CLOSE) report(box, text, `${Math.round(below)} px too high`);
      else continue;
      break;
    }
  }

  for (const element of document.body.querySelectorAll('*')) {
    if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
    const { overflowX } = getComputedStyle(element);
    if (overflowX !== 'hidden' && overflowX !== 'clip') continue;
    if (!element.textContent?.trim() || unseen(element) || element.closest(SHORTENED)) continue;
    const over = element.scrollWidth - element.clientWidth;
    if (over > CLOSE) report(element, element.textContent, `${over} px cut off`);
  }

  // Controls must stay inside their card, and visible in scrolled tables.
  for (const control of document.querySelectorAll('button, select, input')) {
    const frame = control.closest('.card, header, .layers-table');
    if (!frame || !control.checkVisibility() || unseen(control)) continue;
    const outer = frame.getBoundingClientRect();
    const inner = control.getBoundingClientRect();
    const over = Math.max(outer.left - inner.left, inner.right - outer.right);
    if (over > CLOSE) report(control, control.textContent ?? '', `${Math.round(over)} px outside`);
  }

  for (const select of document.querySelectorAll('select')) {
    // Under an icon, a menu is transparent.
    if (!select.checkVisibility({ checkOpacity: true })) continue;
    // Skips menus that always show their first option, and the language menu.
    const one = select.value === '' || select.matches('header *');
    const options = one ? [...select.selectedOptions] : [...select.options];
    const alone = /** @type {HTMLSelectElement} */ (select.cloneNode(false));
    alone.removeAttribute('data-testid');
    alone.style.cssText = 'position: absolute; width: max-content; min-width: 0; max-width: none';
    select.after(alone);
    for (const option of options) {
      alone.replaceChildren(option.cloneNode(true));
      const over = alone.offsetWidth - select.offsetWidth;
      if (over > CLOSE) report(select, option.text, `${over} px too wide for its menu`);
    }
    alone.remove();
  }

  for (const input of document.querySelectorAll('input')) {
    if (!input.placeholder || !input.checkVisibility()) continue;
    const { paddingLeft, paddingRight } = getComputedStyle(input);
    const room =
      input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    const over = widthIn(input, input.placeholder) - room;
    if (over > CLOSE) report(input, input.placeholder, `${Math.round(over)} px too wide`);
  }
  return found;
}

/**
 * Elements that make the page wider than the screen. Runs in the page.
 * @returns {string[]}
 */
function tooWide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.body.querySelectorAll('*')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (left < 0 || right > clientWidth) && !element.closest('.scrolls');
  });
  return [
    `${scrollWidth} px wide`,
    ...out.map((one) => `${one.tagName} ${one.className} ${one.textContent?.trim().slice(0, 40)}`),
  ];
}

/**
 * Checks that the page fits screens of these widths: no sideways scrolling, no text cut off. Restores
 * the first width afterwards.
 * @param {Page} page @param {string} name of what is looked at @param {number[]} widths
 */
export async function expectFits(page, name, widths) {
  const { width: before = 0, height = 0 } = page.viewportSize() ?? {};
  for (const width of widths) {
    await page.setViewportSize({ width, height });
    // Charts resize with the next paint, which a busy machine may delay.
    const found = async () => [
      ...(await page.evaluate(tooWide)),
      ...(await page.evaluate(clippedTexts)),
    ];
    await expect.soft
      .poll(found, { message: `${name} at ${width} px`, timeout: 30_000 })
      .toEqual([]);
  }
  await page.setViewportSize({ width: before, height });
}
