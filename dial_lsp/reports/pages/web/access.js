/** Where the access page begins: it reads its data and listens to people and to the editor. */
import { refill } from './dom.js';
import { goTo, onMessage } from './host.js';
import { moved } from './keyboard.js';
import { AccessPage } from './page.js';
import { printed } from './print.js';

/** @typedef {import('./link.js').View} View */
/** @typedef {import('./relation.js').Data} Data */

const page = new AccessPage(
  /** @type {HTMLElement} */ (document.getElementById('page')),
  /** @type {Data} */ (JSON.parse(document.getElementById('data')?.textContent ?? '')),
  location.hash,
);

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
  place: target => {
    const place = page.relation.data.places[Number(target.dataset['place'])];
    if (place) goTo(place[0], place[1], place[2]);
  },
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

document.addEventListener('click', event => press(event.target));

document.addEventListener('change', event => {
  if (event.target === page.wide) page.draw();
  if (!(event.target instanceof HTMLSelectElement)) return;
  const chosen = Number(event.target.value);
  if (event.target.dataset['choose'] === 'caller') page.change({ caller: chosen });
  else page.change({ object: chosen });
});

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

page.query.addEventListener('input', () => page.change({ query: page.query.value.trim() }));
page.view.addEventListener('scroll', () => soon(() => page.matrix?.rows.scrolled()));
addEventListener('resize', () => soon(() => page.matrix?.rows.scrolled()));
addEventListener('hashchange', () => page.go(location.hash));
addEventListener('beforeprint', () => refill(page.paper, ...printed(page.relation, page.kept)));
addEventListener('afterprint', () => refill(page.paper));

document.addEventListener('keydown', event => {
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
});

onMessage(message => {
  if (message.data) page.renew(/** @type {Data} */ (message.data));
  if (typeof message.show === 'string') page.go(message.show);
});
