/** What goes to paper: everything that is kept, whether it is drawn on the screen or not. */
import { nameOf, pairOf, sidesOf } from './axis.js';
import { make } from './dom.js';
import { answerInShort, GLYPHS } from './words.js';

/** @typedef {import('./axis.js').Sides} Sides */
/** @typedef {import('./filter.js').Kept} Kept */
/** @typedef {import('./relation.js').Relation} Relation */

const ACROSS = 24; // columns that fit a page
const MOST = 20_000; // cells; more are told as lists

/**
 * The matrix in parts that fit a page; of very many cells a list for each object of who may call it.
 *
 * @param {Relation} relation
 * @param {Kept} kept
 */
export function printed(relation, kept) {
  if (kept.columns.length * kept.objects.length > MOST)
    return kept.objects.map(object => listed(relation, kept, object));
  const sides = sidesOf(relation, kept);
  /** @type {HTMLElement[]} */
  const parts = [];
  for (let first = 0; first < sides.across.length; first += ACROSS) parts.push(part(relation, sides, first));
  return [...parts, ...members(relation, kept)];
}

/** Who is meant by the columns that stand for several callers. @param {Relation} relation @param {Kept} kept */
function members(relation, kept) {
  const shared = kept.columns.filter(({ callers }) => callers.length > 1);
  if (!shared.length) return [];
  const named = shared.map(({ callers: [first = 0, ...others] }) =>
    make(
      'li',
      {},
      make('strong', {}, relation.caller(first).label),
      `: ${others.map(caller => relation.caller(caller).label).join(', ')}`,
    ),
  );
  return [make('section', {}, make('h2', {}, 'Callers with the same answers'), make('ul', {}, ...named))];
}

/** @param {Relation} relation @param {Sides} sides @param {number} first */
function part(relation, sides, first) {
  const across = sides.across.slice(first, first + ACROSS);
  const name = (/** @type {import('./axis.js').Item} */ item) => {
    const [text, more] = nameOf(relation, item);
    return more ? `${text} ${more}` : text;
  };
  return make(
    'table',
    { className: 'matrix' },
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        make('td', {}),
        ...across.map(item => make('th', { scope: 'col', className: 'top' }, make('div', {}, name(item)))),
      ),
    ),
    make(
      'tbody',
      {},
      ...sides.down.map(item =>
        make(
          'tr',
          {},
          make(
            'th',
            { scope: 'row' },
            item.kind === 'object' ? relation.object(item.object).label : name(item),
          ),
          ...across.map(other => {
            const state = relation.state(...pairOf(item, other));
            return make('td', { className: state }, GLYPHS[state] ?? '');
          }),
        ),
      ),
    ),
  );
}

/** @param {Relation} relation @param {Kept} kept @param {number} object */
function listed(relation, kept, object) {
  const may = kept.columns.filter(column => relation.state(column.callers[0] ?? 0, object) !== 'denied');
  /** @type {Map<string, string[]>} */
  const byAnswer = new Map();
  for (const { callers } of may) {
    const [first = 0] = callers;
    const answer = `${GLYPHS[relation.state(first, object)]} ${answerInShort(relation, first, object)}`;
    const names = byAnswer.get(answer) ?? [];
    for (const caller of callers) names.push(relation.caller(caller).label);
    byAnswer.set(answer, names);
  }
  return make(
    'section',
    {},
    make('h2', {}, relation.object(object).label),
    byAnswer.size
      ? make(
          'ul',
          {},
          ...[...byAnswer].map(([answer, names]) =>
            make('li', {}, make('strong', {}, `${answer}: `), names.join(', ')),
          ),
        )
      : make('p', {}, 'nobody'),
  );
}
