/** Where the access page begins: it reads its data, or waits for it, and listens to people and to the editor. */
import { make, refill } from './dom.js';
import { isInEditor, onMessage } from './host.js';
import { moved } from './keyboard.js';
import { AccessPage } from './page.js';
import { printed } from './print.js';

/** @typedef {import('./link.js').View} View */
/** @typedef {import('./relation.js').Data} Data */

const root = /** @type {HTMLElement} */ (document.getElementById('page'));
const given = /** @type {Data | null} */ (JSON.parse(document.getElementById('data')?.textContent ?? ''));

/** @type {AccessPage} */
let page;

/** What a click does, by the data of the element that is hit. @type {{ [name: string]: (target: HTMLElement) => void }} */
const CLICKS = {
  head: target => page.chooseItem(page.matrix?.sides.across[Number(target.dataset['head'])]),
  side: target => page.chooseItem(page.matrix?.sides.down[Number(target.dataset['side'])]),
  caller: target => page.choose(Number(target.dataset['caller']), Number(target.dataset['object']), target),
  show: target => {
    const chosen = Number(target.dataset['number']);
    page.close();
    if (target.dataset['show'] === 'caller') page.change({ view: 'caller', caller: chosen });
    else page.change({ view: 'object', object: chosen });
  },
  fact: target => {
    const fact = target.dataset['fact'] ?? null;
    page.change({ fact: page.state.fact === fact ? null : fact });
  },
  view: target => page.change({ view: /** @type {View} */ (target.dataset['view']) }),
  clear: () => {
    page.query.value = '';
    page.change({ query: '', fact: null });
    page.query.focus();
  },
  close: () => page.close(),
};
const CLICKED = Object.keys(CLICKS)
  .map(name => `[data-${name}]`)
  .join();

/** @param {EventTarget | null} from */
function press(from) {
  const cell = from instanceof Element && page.view.contains(from) ? from.closest('td') : null;
  const pair = cell && page.matrix?.pairAt(...page.matrix.numbersOf(cell));
  if (cell && pair) return page.choose(...pair, cell);
  const target = from instanceof Element ? from.closest(CLICKED) : null;
  if (!(target instanceof HTMLElement)) return;
  const name = Object.keys(CLICKS).find(one => one in target.dataset);
  CLICKS[name ?? '']?.(target);
}

let isWaiting = false;

/** Does something before the next picture, once however often it is asked for. @param {() => void} work */
function soon(work) {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    work();
  });
}

/** @param {Event} event */
function chosen({ target }) {
  if (target === page.wide) {
    page.draw();
    page.remember();
  }
  if (!(target instanceof HTMLSelectElement)) return;
  const number = Number(target.value);
  if (target.dataset['choose'] === 'caller') page.change({ caller: number });
  else page.change({ object: number });
}

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.key === '/' && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    page.query.focus();
    page.query.select();
  } else if (event.key === 'Escape') {
    page.close();
  } else if (page.matrix && event.target instanceof Node && page.view.contains(event.target)) {
    const isButton = event.target instanceof HTMLButtonElement;
    if ((event.key === 'Enter' || event.key === ' ') && !isButton) {
      event.preventDefault();
      press(event.target);
    } else {
      moved(event, page.matrix);
    }
  }
}

/** Shows the first answers. @param {Data} data */
function begin(data) {
  page = new AccessPage(root, data, location.hash);
  document.addEventListener('click', event => press(event.target));
  document.addEventListener('change', chosen);
  document.addEventListener('keydown', key);
  page.query.addEventListener('input', () => page.change({ query: page.query.value.trim() }));
  page.view.addEventListener('scroll', () =>
    soon(() => {
      page.matrix?.rows.scrolled();
      if (isInEditor) page.remember();
    }),
  );
  addEventListener('resize', () => soon(() => page.matrix?.rows.scrolled()));
  addEventListener('hashchange', () => page.go(location.hash));
  addEventListener('beforeprint', () => refill(page.paper, ...printed(page.relation, page.kept)));
  addEventListener('afterprint', () => refill(page.paper));
}

if (given) begin(given);
else refill(root, make('p', { className: 'nothing', role: 'status' }, 'Working out who may call what …'));

onMessage(({ data, show, stale }) => {
  if (data !== undefined) {
    if (page) page.renew(/** @type {Data} */ (JSON.parse(data)));
    else begin(/** @type {Data} */ (JSON.parse(data)));
  }
  if (show !== undefined) {
    page?.go(show);
    page?.remember();
  }
  if (stale !== undefined && page) page.age(stale);
  else if (stale !== undefined)
    refill(root, make('p', { className: 'nothing', role: 'status' }, `${stale}.`));
});
