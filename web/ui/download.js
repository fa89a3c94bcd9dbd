/** Downloads: files made by the page. */

/** @param {HTMLCanvasElement} canvas @param {string} name of the file */
export function saveCanvas(canvas, name) {
  canvas.toBlob((blob) => {
    if (blob) download(blob, name);
  });
}

/** @param {Blob} content @param {string} name of the file */
export function download(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
