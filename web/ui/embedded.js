/** Whether the page is a part of another one, by its address: ?embed. before-paint.js reads it too. */
export const embedded = () => document.documentElement.classList.contains('embed');
