/** The access page as a whole: what is shown of the answers, and how it changes. */
import { make, refill } from './dom.js';
import { kept } from './filter.js';
import { foundIn, wantedOf } from './follow.js';
import { factButtons, header, legend, viewButtons } from './frame.js';
import { isInEditor, keep, keptBefore } from './host.js';
import { intoSight } from './keyboard.js';
import { read, written } from './link.js';
import { byCaller, byObject } from './lists.js';
import { Matrix } from './matrix.js';
import { callersPanel, cellPanel, objectPanel } from './panel.js';
import { Relation } from './relation.js';
import { spendingView } from './spending.js';
import { returnTo, spotIn } from './spot.js';

/** @typedef {import('./link.js').State} State */
/** @typedef {import('./dom.js').Child} Child */
/** @typedef {import('./follow.js').Wanted} Wanted */

const isNarrow = matchMedia('(max-width: 50rem)');
const HINT = () => [
  make('h2', {}, 'Why?'),
  make(
    'p',
    {},
    'Choose a cell: click it, or go there with the arrow keys and press Enter. Every answer shows the lines that it comes from.',
  ),
];

const GONE = () => [
  make('h2', {}, 'Not here now'),
  make('p', {}, 'What was shown is not in the text any more. It is shown again when it is back.'),
];

export class AccessPage {
  /** @param {HTMLElement} root @param {import('./relation.js').Data} data @param {string} address */
  constructor(root, data, address) {
    this.top = make('div', { className: 'top' });
    this.facts = make('div', { className: 'facts', role: 'group', 'aria-label': 'Facts that filter' });
    this.query = make('input', {
      type: 'search',
      id: 'filter',
      placeholder: 'caller, role or object  ( / )',
      'aria-label': 'Filter callers, roles and objects',
      'aria-keyshortcuts': '/',
    });
    this.views = make('div', { className: 'views', role: 'group', 'aria-label': 'View' }, ...viewButtons());
    this.wide = make('input', { type: 'checkbox' });
    this.count = make('span', { className: 'count', role: 'status' });
    this.clear = make('button', { type: 'button', className: 'link', data: { clear: '' } }, 'clear');
    this.stale = make('p', { className: 'stale', role: 'status', hidden: true });
    this.legend = make('div', {});
    this.view = make('section', { id: 'view', tabIndex: 0, 'aria-label': 'Answers' });
    this.panel = make('aside', { id: 'panel', tabIndex: 0, 'aria-label': 'Reasons' });
    this.paper = make('div', { id: 'paper' });
    const bar = make(
      'div',
      { className: 'bar', role: 'search' },
      this.query,
      this.views,
      make('label', { className: 'wide' }, this.wide, ' limits in cells'),
      this.count,
      this.clear,
    );
    refill(
      root,
      this.top,
      this.stale,
      this.facts,
      bar,
      this.legend,
      make('main', {}, this.view, this.panel),
      this.paper,
    );
    /** @type {State} */
    this.state = { view: 'matrix', query: '', fact: null, caller: null, object: null, isOpen: false };
    /** @type {Matrix | null} */
    this.matrix = null;
    /** @type {HTMLElement | null} */
    this.opener = null;
    /** What was asked about and is not there now; it may come back. @type {Wanted | null} */
    this.lost = null;
    this.relation = new Relation(data);
    this.kept = kept(this.relation, '', null);
    this.take(this.relation);
    const before = keptBefore({ address, isWide: false, spot: null });
    this.wide.checked = before.isWide;
    this.go(before.address);
    if (before.spot) returnTo(this.parts(), before.spot);
  }

  /** What is drawn anew with new answers. */
  parts() {
    return [this.view, this.panel, this.facts];
  }

  /** Takes new answers, and stays where it was. @param {import('./relation.js').Data} data */
  renew(data) {
    const wanted = this.lost ?? wantedOf(this.relation, this.state);
    const cursor = this.matrix && wantedOf(this.relation, { ...this.state, ...this.matrix.pair() });
    const spot = spotIn(this.parts());
    this.take(new Relation(data));
    const found = foundIn(this.relation, wanted);
    this.lost = found ? null : wanted;
    Object.assign(this.state, found ?? { caller: null, object: null, isOpen: false });
    if (!this.relation.data.facts.some(fact => fact.name === this.state.fact)) this.state.fact = null;
    this.draw();
    if (!found) this.explain(GONE());
    else if (!this.state.isOpen) this.explain(HINT());
    if (cursor) this.matrix?.moveBack(foundIn(this.relation, cursor));
    returnTo(this.parts(), spot);
    this.matrix?.rows.scrolled();
  }

  /** @param {Relation} relation */
  take(relation) {
    this.relation = relation;
    this.stale.hidden = true;
    document.title = `Who may call what: ${relation.data.title}`;
    refill(this.top, header(this.relation));
    refill(this.legend, legend(this.relation));
    refill(this.facts, ...factButtons(this.relation));
  }

  /** Says why there are no newer answers. @param {string} reason */
  age(reason) {
    this.stale.textContent = `These answers are not kept up to date: ${reason}.`;
    this.stale.hidden = false;
  }

  /** Shows what an address says. @param {string} address */
  go(address) {
    this.lost = null;
    const { state, missing } = read(this.relation, address);
    const view = this.relation.data.view ?? (isNarrow.matches ? 'caller' : 'matrix');
    this.state = { view, query: '', fact: null, caller: null, object: null, isOpen: false, ...state };
    this.query.value = this.state.query;
    this.draw();
    if (missing.length)
      this.explain([
        make('h2', {}, 'Not here'),
        make('p', {}, `This page knows no ${missing.join(' and no ')}.`),
      ]);
    else if (!this.state.isOpen) this.explain(HINT());
  }

  /** Changes what is shown. @param {Partial<State>} change */
  change(change) {
    this.lost = null;
    Object.assign(this.state, change);
    this.draw();
    this.remember();
  }

  remember() {
    const address = written(this.relation, this.state);
    if (isInEditor) keep({ address, isWide: this.wide.checked, spot: spotIn(this.parts()) });
    else history.replaceState(null, '', address || location.pathname + location.search);
  }

  draw() {
    const { relation, state } = this;
    this.kept = kept(relation, state.query, state.fact);
    for (const button of this.facts.children) press(button, 'fact', state.fact);
    for (const button of this.views.children) press(button, 'view', state.view);
    document.body.dataset['shown'] = state.view;
    this.tellCount();
    this.matrix = null;
    if (state.view === 'matrix') this.drawMatrix();
    else refill(this.view, ...this.list());
    if (state.isOpen) this.open();
  }

  drawMatrix() {
    const { columns, objects } = this.kept;
    if (columns.length && objects.length) {
      const { scrollTop, scrollLeft } = this.view;
      this.matrix = new Matrix(this.relation, this.view, this.kept, this.wide.checked);
      this.view.scrollTo(scrollLeft, scrollTop);
      this.matrix.rows.scrolled();
      return;
    }
    const isAll = this.relation.data.objects.length > 0 && this.relation.data.callers.length > 0;
    const nothing = this.relation.data.objects.length
      ? 'There is nobody to call.'
      : 'Nothing can be called here.';
    refill(this.view, make('p', { className: 'nothing' }, isAll ? 'Nothing matches.' : nothing));
  }

  /** @returns {Child[]} */
  list() {
    const { relation, state } = this;
    if (state.view === 'spending') return spendingView(relation, this.kept);
    if (!relation.data.objects.length)
      return [make('p', { className: 'nothing' }, 'Nothing can be called here.')];
    if (!relation.data.callers.length)
      return [make('p', { className: 'nothing' }, 'There is nobody to call.')];
    if (state.view === 'caller') {
      return byCaller(relation, this.kept, state.caller ?? this.kept.columns[0]?.callers[0] ?? 0);
    }
    return byObject(relation, this.kept, state.object ?? this.kept.objects[0] ?? 0);
  }

  tellCount() {
    const { columns, objects } = this.kept;
    const { relation, state } = this;
    const isFiltered = state.query !== '' || state.fact !== null;
    const parts = [
      `${objects.length} of ${relation.data.objects.length} objects`,
      `${columns.length} of ${relation.columns.length} columns`,
    ];
    this.count.textContent = isFiltered ? parts.join(', ') : '';
    this.clear.hidden = !isFiltered;
  }

  /** Explains the answer for the chosen pair, or what is known of the chosen callers or object. @param {number[]} [column] */
  open(column) {
    const { caller, object } = this.state;
    if (caller === null && object === null) return;
    this.panel.classList.add('open');
    if (object === null)
      this.explain(callersPanel(this.relation, column ?? this.relation.sameAs(caller ?? 0)));
    else if (caller === null) this.explain(objectPanel(this.relation, object));
    else this.explain(cellPanel(this.relation, caller, object));
    if (!this.matrix || caller === null || object === null) return;
    const cell = this.matrix.mark(caller, object);
    if (cell) intoSight(cell, this.view);
  }

  /** @param {Child[]} content */
  explain(content) {
    const close = make('button', { type: 'button', className: 'close', data: { close: '' } }, 'Close');
    refill(this.panel, close, ...content);
    this.panel.scrollTop = 0;
  }

  /** Closes the reasons; the list of a caller or an object stays. */
  close() {
    this.panel.classList.remove('open');
    this.lost = null;
    const { view, caller, object } = this.state;
    this.state = { ...this.state, isOpen: false };
    this.state.caller = view === 'caller' ? caller : null;
    this.state.object = view === 'object' ? object : null;
    this.remember();
    this.opener?.focus();
    this.opener = null;
  }

  /** Opens the reasons for a pair. @param {number} caller @param {number} object @param {HTMLElement} opener */
  choose(caller, object, opener) {
    this.opener = opener;
    this.lost = null;
    Object.assign(this.state, { caller, object, isOpen: true });
    this.open();
    this.remember();
    if (isNarrow.matches) this.panel.focus();
  }

  /** What is known of a column or row, by its number on its side. @param {import('./axis.js').Item | undefined} item */
  chooseItem(item) {
    if (!item) return;
    const [caller, object] =
      item.kind === 'object' ? [null, item.object] : [item.column.callers[0] ?? 0, null];
    this.lost = null;
    Object.assign(this.state, { caller, object, isOpen: true });
    this.open(item.kind === 'object' ? [] : item.column.callers);
    this.remember();
    if (isNarrow.matches) this.panel.focus();
  }
}

/** @param {Element} button @param {string} name @param {string | null} chosen */
function press(button, name, chosen) {
  button.ariaPressed = String(button instanceof HTMLElement && button.dataset[name] === chosen);
}
