/** The cells that changed, and what is otherwise in one of them. */
import { badge } from './badge.js';
import { classOf, has, sideBySide } from './changes.js';
import { make } from './dom.js';
import { rowsOf } from './rows.js';
import { ANSWERS, GLYPHS, limitsInShort } from './words.js';

/** @typedef {import('./changes.js').Answer} Answer */
/** @typedef {import('./changes.js').Cell} Cell */
/** @typedef {import('./changes.js').Configuration} Configuration */
/** @typedef {{ data: { windows: string[] } }} Named */

/**
 * A table of the changed cells that have what is looked for, and how to draw what comes in sight.
 *
 * @param {Configuration} configuration
 * @param {string[]} words
 * @param {string | null} effect
 * @param {HTMLElement} scroller
 * @param {Named} named
 */
export function cellsTable(configuration, words, effect, scroller, named) {
  const { columns, rows } = configuration.cells;
  const shown = rows.map(row => ({
    label: row.label,
    cells: row.cells.map((cell, at) =>
      cell && (!effect || cell[0].includes(effect)) && has(`${row.label} ${columns[at]?.join(' ')}`, words)
        ? cell
        : null,
    ),
  }));
  const down = shown.filter(row => row.cells.some(Boolean));
  const across = columns.flatMap((names, at) => (down.some(row => row.cells[at]) ? [{ names, at }] : []));
  if (!down.length) return null;
  const body = make('tbody', {});
  const table = make(
    'table',
    { className: 'matrix changed', 'aria-label': 'Changed cells' },
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        make('th', { className: 'corner' }, 'object'),
        ...across.map(({ names }) => head(names)),
      ),
    ),
    body,
  );
  scroller.append(table);
  return rowsOf({
    body,
    scroller,
    count: down.length,
    width: across.length + 1,
    draw: number => {
      const row = down[number] ?? { label: '', cells: [] };
      const cells = across.map(({ at }) => cellOf(row.cells[at] ?? null, [row.label, at], named));
      return make(
        'tr',
        { data: { row: number } },
        make('th', { scope: 'row', title: row.label }, row.label),
        ...cells,
      );
    },
  });
}

/** @param {string[]} names */
function head(names) {
  const [first = '', ...others] = names;
  return make(
    'th',
    { scope: 'col', className: 'top', title: names.slice(0, 20).join(', ') },
    make('div', {}, first, others.length > 0 && make('small', {}, ` +${others.length}`)),
  );
}

/** @param {Cell | null} cell @param {[label: string, column: number]} at @param {Named} named */
function cellOf(cell, [label, column], named) {
  if (!cell) return make('td', { className: 'same' });
  const [effect, before, after] = cell;
  const glyph = (/** @type {Answer | null} */ one) => (one ? GLYPHS[one[0]] : '∄');
  const said = (/** @type {Answer | null} */ one) => wordsOf(named, one);
  return make(
    'td',
    { className: classOf(effect) },
    make(
      'button',
      {
        type: 'button',
        data: { label, column },
        'aria-label': `${said(before)} before, ${said(after)} now`,
        title: `${said(before)} → ${said(after)}`,
      },
      `${glyph(before)}→${glyph(after)}`,
    ),
  );
}

/** An answer in a few words. @param {Named} named @param {Answer | null} answer */
function wordsOf(named, answer) {
  if (!answer) return 'not there';
  return limitsInShort(named, answer[1]).join(' · ') || (ANSWERS[answer[0]] ?? '');
}

/**
 * What a cell was and is, with the reasons of both.
 *
 * @param {Configuration} configuration
 * @param {Named} named
 * @param {string} label
 * @param {number} column
 */
export function cellPanel(configuration, named, label, column) {
  const names = configuration.cells.columns[column] ?? [];
  const cell = configuration.cells.rows.find(row => row.label === label)?.cells[column];
  if (!cell) return [];
  const [, before, after] = cell;
  const answer = (/** @type {Answer | null} */ one) =>
    one ? badge(one[0], wordsOf(named, one)) : wordsOf(named, one);
  return [
    make('h2', { tabIndex: -1 }, `${names[0]} → ${label}`),
    names.length > 1 && make('p', { className: 'names' }, `The same for ${names.slice(1).join(', ')}.`),
    sideBySide(configuration, [before?.[2] ?? [], after?.[2] ?? []], [answer(before), answer(after)]),
  ];
}
