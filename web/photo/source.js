/** Where pictures come from: the camera, a file, the clipboard, or dropped. */
import { t } from '../text/index.js';
import { element } from '../ui/elements.js';

/** @param {'camera' | 'file'} kind @param {(file: File) => void} came */
function createInput(kind, came) {
  const input = element('input', { type: 'file', accept: 'image/*', hidden: '' });
  input.dataset.testid = `photo-${kind}`;
  if (kind === 'camera') input.setAttribute('capture', 'environment');
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    input.value = ''; // the same may be chosen again
    if (file) came(file);
  });
  const button = element('button', { type: 'button', class: kind }, t(`photo.${kind}`));
  button.addEventListener('click', () => input.click());
  return [button, input];
}

/** The first picture of what was pasted or dropped. @param {DataTransfer | null} transfer */
const pictureIn = (transfer) =>
  [...(transfer?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? transfer?.files[0];

/**
 * @param {() => boolean} open whether the panel is: what is pasted elsewhere is not for it
 * @param {(file: File) => void} came
 */
export function createSource(open, came) {
  const place = element(
    'div',
    { class: 'drop', 'data-testid': 'photo-drop' },
    ...createInput('camera', came),
    ...createInput('file', came),
    element('p', { class: 'note' }, t('photo.drop')),
  );
  /** @param {DragEvent} event */
  const over = (event) => {
    event.preventDefault();
    place.classList.toggle('over', event.type === 'dragover');
  };
  place.addEventListener('dragover', over);
  place.addEventListener('dragleave', over);
  place.addEventListener('drop', (event) => {
    over(event);
    const file = pictureIn(event.dataTransfer);
    if (file) came(file);
  });
  document.addEventListener('paste', ({ clipboardData }) => {
    const file = pictureIn(clipboardData);
    if (file && open()) came(file);
  });
  return place;
}
