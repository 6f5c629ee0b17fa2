/** What callers may cost at worst: what nothing bounds first, then what costs most. */
import { counted, make } from './dom.js';
import { placeButton, stepList } from './steps.js';

/** @typedef {import('./filter.js').Kept} Kept */
/** @typedef {import('./relation.js').Relation} Relation */
/** @typedef {import('./relation.js').Spending} Spending */

const NAMED = 3;
const HEAD = ['USD at worst', 'an hour', 'a day', 'a month', 'because of'];

/**
 * @param {Relation} relation
 * @param {Kept} kept
 */
export function spendingView(relation, kept) {
  const { rows: every, assumptions } = relation.data.spending;
  const shown = new Set(kept.columns.flatMap(column => column.callers.slice(0, column.found)));
  const rows = every.flatMap(one => {
    const callers = one.callers.filter(caller => shown.has(caller));
    return callers.length ? [rowOf(relation, one, callers)] : [];
  });
  if (!every.length) {
    return [
      make(
        'p',
        { className: 'nothing' },
        'Nobody reaches a model with a price, so there is no spending to show.',
      ),
    ];
  }
  if (!rows.length) return [make('p', { className: 'nothing' }, 'Nothing matches.')];
  return [
    make(
      'div',
      { className: 'sideways', tabIndex: 0 },
      make(
        'table',
        { className: 'spending' },
        make('thead', {}, make('tr', {}, ...HEAD.map(name => make('th', { scope: 'col' }, name)))),
        make('tbody', {}, ...rows),
      ),
    ),
    ...assumptions.map(sentence => make('p', { className: 'remark' }, sentence)),
  ];
}

/** @param {Relation} relation @param {Spending} one @param {number[]} callers */
function rowOf(relation, one, callers) {
  const names = callers.map(caller => relation.caller(caller).label);
  const rest = names.length - NAMED;
  const amounts = one.bounds?.map(bound => make('td', { className: 'amount' }, bound)) ?? [
    make('td', { className: 'amount', colSpan: 3 }, make('span', { className: 'badge fails' }, 'unbounded')),
  ];
  return make(
    'tr',
    {},
    make(
      'th',
      { scope: 'row', title: names.join(', ') },
      one.project ?? names.slice(0, NAMED).join(', '),
      one.project === null && rest > 0 && make('small', {}, ` +${rest}`),
    ),
    ...amounts,
    make('td', {}, ...reasonsOfSpending(relation, one, callers[0] ?? 0)),
  );
}

/** The limit that bounds it, or what would, and the models that it is about. @param {Relation} relation @param {Spending} one @param {number} caller */
function reasonsOfSpending(relation, one, caller) {
  const models = one.models
    .slice(0, NAMED)
    .flatMap(([object, day], at) => [
      at ? ', ' : '',
      make(
        'button',
        { type: 'button', className: 'link', data: { caller, object } },
        relation.object(object).name,
      ),
      day !== null && ` ${day}`,
    ]);
  const more = one.models.length > NAMED && ', …';
  const missing = one.missing.length > 0 && [
    make(
      'details',
      {},
      make('summary', {}, `${counted(one.missing.length, 'statement')} would bound it`),
      stepList(relation, relation.steps(one.missing)),
    ),
  ];
  return [...models, more, one.at !== null && placeButton(relation, one.at), missing || null].flat();
}
