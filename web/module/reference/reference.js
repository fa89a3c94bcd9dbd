/** The search of the API reference. Its pages work without. */

/** @typedef {[name: string, place: string, summary: string]} Entry */

const MOST = 12;

const input = /** @type {HTMLInputElement} */ (document.querySelector('.search input'));
const list = /** @type {HTMLUListElement} */ (document.querySelector('.search ul'));
const contents = /** @type {HTMLDetailsElement} */ (document.querySelector('nav details'));

/** @type {Promise<Entry[]> | undefined} */
let loading;
const entries = () => {
  loading ??= fetch('search.json').then((response) => response.json());
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
};

/** How well an entry fits; 0 if it does not. @param {Entry} entry @param {string} wanted in lower case */
function fit([name, , summary], wanted) {
  const low = name.toLowerCase();
  const last = low.slice(low.lastIndexOf('.') + 1);
  if (low === wanted || last.replace('()', '') === wanted) return 5;
  if (last.startsWith(wanted)) return 4;
  if (low.startsWith(wanted)) return 3;
  if (low.includes(wanted)) return 2;
  return summary.toLowerCase().includes(wanted) ? 1 : 0;
}

/** @param {Entry} entry */
function item([name, place, summary]) {
  const link = Object.assign(document.createElement('a'), { href: place });
  const code = Object.assign(document.createElement('code'), { textContent: name });
  const text = Object.assign(document.createElement('small'), { textContent: summary });
  link.append(code, text);
  const line = document.createElement('li');
  line.append(link);
  return line;
}

async function search() {
  const wanted = input.value.trim().toLowerCase();
  const all = wanted ? await entries().catch(() => []) : [];
  if (wanted !== input.value.trim().toLowerCase()) return;
  const best = all
    .map((entry) => ({ entry, score: fit(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
  const none = Object.assign(document.createElement('li'), { textContent: 'Nothing found' });
  list.replaceChildren(...(best.length ? best.map(({ entry }) => item(entry)) : [none]));
  list.hidden = !wanted;
}

const close = () => {
  list.hidden = true;
};

input.addEventListener('focus', () => {
  entries().catch(() => {});
});
input.addEventListener('input', search);
input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') list.querySelector('a')?.click();
  if (event.key === 'Escape') close();
});
list.addEventListener('click', close);
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === input) return;
  event.preventDefault();
  input.focus();
});
document.addEventListener('pointerdown', (event) => {
  if (!list.parentElement?.contains(/** @type {Node} */ (event.target))) close();
});

// On a phone, the contents would fill the screen.
if (matchMedia('(max-width: 899px)').matches) contents.open = false;

// The service worker keeps every page that is fetched, for offline use.
if (navigator.serviceWorker?.controller) {
  const pages = new Set(
    Array.from(document.querySelectorAll('nav a'), (link) => link.getAttribute('href') ?? ''),
  );
  for (const page of pages) {
    if (/^\w+\.html$/.test(page)) fetch(page).catch(() => {});
  }
  entries().catch(() => {});
}
