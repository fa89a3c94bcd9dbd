/** A color of the page, such as '--text'. @param {string} name of the CSS custom property */
export const cssColor = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();
