/** Takes pictures from the camera, a file, the clipboard, or a drop. */
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';

/** @param {'camera' | 'file'} kind @param {(file: File) => void} onFile */
function createInput(kind, onFile) {
  const input = element('input', { type: 'file', accept: 'image/*', hidden: '' });
  input.dataset.testid = `photo-${kind}`;
  if (kind === 'camera') input.setAttribute('capture', 'environment');
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    input.value = ''; // so that choosing the same file again fires 'change'
    if (file) onFile(file);
  });
  const button = element('button', { type: 'button', class: kind }, t(`photo.${kind}`));
  button.addEventListener('click', () => input.click());
  return [button, input];
}

/** The first picture pasted or dropped, or else the first file. @param {DataTransfer | null} transfer */
const pictureIn = (transfer) =>
  [...(transfer?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? transfer?.files[0];

/**
 * @param {() => boolean} open whether the panel is open; it ignores pastes while closed
 * @param {(file: File) => void} onFile
 */
export function createSource(open, onFile) {
  const dropZone = element(
    'div',
    { class: 'drop', 'data-testid': 'photo-drop' },
    ...createInput('camera', onFile),
    ...createInput('file', onFile),
    element('p', { class: 'note' }, t('photo.drop')),
  );
  /** @param {DragEvent} event */
  const over = (event) => {
    event.preventDefault();
    dropZone.classList.toggle('over', event.type === 'dragover');
  };
  dropZone.addEventListener('dragover', over);
  dropZone.addEventListener('dragleave', over);
  dropZone.addEventListener('drop', (event) => {
    over(event);
    const file = pictureIn(event.dataTransfer);
    if (file) onFile(file);
  });
  document.addEventListener('paste', ({ clipboardData }) => {
    const file = pictureIn(clipboardData);
    if (file && open()) onFile(file);
  });
  return dropZone;
}
