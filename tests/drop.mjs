/** Drops files and folders from disk onto the page, as from a file manager. */

/**
 * @param {import('@playwright/test').CDPSession} session of the page
 * @param {import('@playwright/test').Locator} place
 * @param {...string} paths absolute
 */
export async function dropOnto(session, place, ...paths) {
  await place.scrollIntoViewIfNeeded();
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (
    await place.boundingBox()
  );
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
    await session.send('Input.dispatchDragEvent', { type, ...point, data });
  }
}
