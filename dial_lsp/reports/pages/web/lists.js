/** What one caller may call, and who may call one object: a list, and behind it those with the answer no. */
import { pairButton } from './badge.js';
import { make } from './dom.js';

/** @typedef {import('./filter.js').Kept} Kept */
/** @typedef {import('./relation.js').Relation} Relation */
/** @typedef {[caller: number, object: number, name: string]} Pair */

/**
 * @param {Relation} relation
 * @param {Kept} kept
 * @param {number} caller
 */
export function byCaller(relation, kept, caller) {
  const pairs = kept.objects.map(
    object => /** @type {Pair} */ ([caller, object, relation.object(object).label]),
  );
  return [
    question('What may', chooser('caller', relation.data.callers, caller), 'call?'),
    ...listOf(relation, pairs, 'may not be called', 'It may call nothing of this.'),
  ];
}

/**
 * @param {Relation} relation
 * @param {Kept} kept
 * @param {number} object
 */
export function byObject(relation, kept, object) {
  const callers = kept.columns.flatMap(column => column.callers.slice(0, column.found)).sort((a, b) => a - b);
  const pairs = callers.map(caller => /** @type {Pair} */ ([caller, object, relation.caller(caller).label]));
  return [
    question('Who may call', chooser('object', relation.data.objects, object), '?'),
    ...listOf(relation, pairs, 'may not call it', 'Nobody of these may call it.'),
  ];
}

/** @param {string} before @param {HTMLSelectElement} choice @param {string} behind */
function question(before, choice, behind) {
  return make('p', { className: 'question' }, make('label', {}, `${before} `, choice, ` ${behind}`));
}

/** @param {'caller' | 'object'} what @param {{ label: string }[]} every @param {number} chosen */
function chooser(what, every, chosen) {
  const options = every.map((one, number) =>
    make('option', { value: String(number), selected: number === chosen }, one.label),
  );
  return make('select', { data: { choose: what } }, ...options);
}

/** @param {Relation} relation @param {Pair[]} pairs @param {string} no @param {string} nothing */
function listOf(relation, pairs, no, nothing) {
  const isNo = (/** @type {Pair} */ [caller, object]) => relation.state(caller, object) === 'denied';
  const items = (/** @type {Pair[]} */ some) =>
    make(
      'ul',
      { className: 'list' },
      ...some.map(([caller, object, name]) => make('li', {}, pairButton(relation, caller, object, name))),
    );
  const [may, others] = [pairs.filter(pair => !isNo(pair)), pairs.filter(isNo)];
  return [
    may.length ? items(may) : make('p', { className: 'nothing' }, nothing),
    others.length > 0 &&
      make(
        'details',
        {},
        make('summary', {}, `${others.length.toLocaleString('en')} more ${no}`),
        items(others),
      ),
  ];
}
