/** The page of differences: what changed, by cause or by cell. */

import { cellPanel, cellsTable } from './cells.js';
import { causesView } from './changes.js';
import { make, refill } from './dom.js';
import { keep, keptBefore, onMessage } from './host.js';
import { returnTo, spotIn } from './spot.js';

/** @typedef {import('./changes.js').Configuration} Configuration */
/** @typedef {import('./rows.js').Rows} Rows */
/**
 * @typedef {object} Data
 * @property {string} [title]
 * @property {{ heading: string, changes: [place: string, message: string][], consequence: string } | null} judged
 * @property {Configuration[]} configurations
 * @property {string} untold
 * @property {string[]} windows
 */

/** @type {Data} */
let data = { judged: null, configurations: [], untold: '', windows: [] };
const EFFECTS = [
  ['widens', 'widened'],
  ['narrows', 'narrowed'],
  ['neutral', 'changed otherwise'],
];
const state = keptBefore({ view: 'causes', query: '', effect: /** @type {string | null} */ (null) });

const query = make('input', {
  type: 'search',
  id: 'filter',
  placeholder: 'caller, object or edit  ( / )',
  'aria-label': 'Filter changes',
  'aria-keyshortcuts': '/',
  value: state.query,
});
const top = make('header', {});
const stale = make('p', { className: 'stale', role: 'status', hidden: true });
const effects = make('div', { className: 'facts', role: 'group', 'aria-label': 'Effects that filter' });
const views = make(
  'div',
  { className: 'views', role: 'group', 'aria-label': 'View' },
  make('button', { type: 'button', data: { view: 'causes' } }, 'By cause'),
  make('button', { type: 'button', data: { view: 'cells' } }, 'Changed cells'),
);
const view = make('div', { id: 'changes' });
const panel = make('aside', { id: 'panel', tabIndex: 0, 'aria-label': 'Before and now' });
/** @type {Rows[]} */
let rows = [];

const main = make('main', { className: 'differences' }, view, panel);

refill(
  /** @type {HTMLElement} */ (document.getElementById('page')),
  top,
  stale,
  effects,
  make('div', { className: 'bar', role: 'search' }, query, views),
  main,
);

/** @param {string} text */
function take(text) {
  const given = /** @type {Data | null} */ (JSON.parse(text));
  if (!given) {
    refill(view, make('p', { className: 'nothing', role: 'status' }, 'Working out what changes …'));
    return;
  }
  const spot = spotIn([main, view, effects]);
  data = given;
  stale.hidden = true;
  refill(top, make('h1', {}, data.title ?? 'Who may do more or less'), judges());
  refill(effects, ...EFFECTS.map(effectButton));
  draw();
  returnTo([main, view, effects], spot);
}

/** @param {string[]} effect */
function effectButton([effect = '', words]) {
  const changes = data.configurations.flatMap(one => one.causes.flatMap(cause => cause.changes));
  const count = changes.filter(change => change.effect.includes(effect)).length;
  return make(
    'button',
    { type: 'button', className: `fact ${effect}`, disabled: count === 0, data: { effect } },
    make('b', {}, count.toLocaleString('en')),
    ` ${words}`,
  );
}

/** What the change does to its own judges. */
function judges() {
  if (!data.judged) return null;
  return make(
    'section',
    { className: 'judges' },
    make('p', {}, make('strong', {}, data.judged.heading)),
    make(
      'ul',
      {},
      ...data.judged.changes.map(([place, message]) =>
        make('li', {}, make('code', {}, place), ` ${message}`),
      ),
    ),
    make('p', {}, data.judged.consequence),
  );
}

function draw() {
  keep(state);
  for (const button of [...effects.children, ...views.children]) {
    const { effect, view: name } = /** @type {HTMLElement} */ (button).dataset;
    button.ariaPressed = String(effect ? effect === state.effect : name === state.view);
  }
  rows = [];
  refill(view);
  data.configurations.forEach(drawConfiguration);
  if (data.untold) view.append(make('p', { className: 'untold' }, data.untold));
  panel.hidden = state.view !== 'cells';
}

/** @param {Configuration} one @param {number} number */
function drawConfiguration(one, number) {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  view.append(
    make('h2', {}, one.title, one.remark && make('small', {}, ` (${one.remark})`)),
    ...one.verdicts.map(line => make('p', { className: 'verdict' }, line)),
    make('p', { className: 'closing' }, one.closing),
  );
  const nothing = make('p', { className: 'nothing' }, one.causes.length ? 'Nothing matches.' : '');
  if (state.view === 'causes') {
    const cards = causesView(one, words, state.effect);
    view.append(...(cards.length ? cards : [nothing]));
    return;
  }
  const scroller = make('div', {
    className: 'scroller',
    tabIndex: 0,
    role: 'region',
    'aria-label': `Changed cells of ${one.title}`,
    data: { configuration: number },
  });
  view.append(scroller);
  const drawn = cellsTable(one, words, state.effect, scroller, { data });
  if (drawn) {
    rows.push(drawn);
    scroller.addEventListener('scroll', () => drawn.scrolled());
  } else scroller.append(nothing);
}

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target.closest('button') : null;
  const { effect, view: name, label, column } = target?.dataset ?? {};
  if (effect) state.effect = state.effect === effect ? null : effect;
  if (name) state.view = name;
  if (effect || name) draw();
  const scroller = /** @type {HTMLElement | null | undefined} */ (target?.closest('.scroller'));
  const configuration = data.configurations[Number(scroller?.dataset['configuration'])];
  if (configuration && label !== undefined) {
    for (const cell of view.querySelectorAll('.chosen')) cell.classList.remove('chosen');
    target?.closest('td')?.classList.add('chosen');
    const close = make('button', { type: 'button', className: 'close', data: { close: '' } }, 'Close');
    refill(panel, close, ...cellPanel(configuration, { data }, label, Number(column)));
    panel.classList.add('open');
  }
  if (target && 'close' in target.dataset) panel.classList.remove('open');
});

query.addEventListener('input', () => {
  state.query = query.value.trim();
  draw();
});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') panel.classList.remove('open');
  if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  query.focus();
});

addEventListener('beforeprint', () => {
  for (const fold of view.querySelectorAll('details')) fold.open = true;
});

take(document.getElementById('data')?.textContent ?? '');
onMessage(message => {
  if (message.data !== undefined) take(message.data);
  if (message.stale !== undefined) {
    stale.textContent = `This is not kept up to date: ${message.stale}.`;
    stale.hidden = false;
  }
});
