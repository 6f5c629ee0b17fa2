/** What stands along a side of the matrix: columns of callers, or objects. */

/** @typedef {import('./relation.js').Relation} Relation */
/** @typedef {import('./filter.js').Kept} Kept */
/** @typedef {import('./filter.js').Column} Column */
/** @typedef {{ kind: 'callers', column: Column } | { kind: 'object', object: number }} Item */
/** @typedef {{ across: Item[], down: Item[] }} Sides */

const MANY = 30;
/** Of more columns than this the longer side goes down the page. */

/** Stands behind callers who may do more than call. */
export const POWER = '★';

/**
 * Both sides; objects go down, but where the configuration has more columns of callers, and many.
 *
 * @param {Relation} relation
 * @param {Kept} kept
 * @returns {Sides}
 */
export function sidesOf(relation, kept) {
  const callers = kept.columns.map(column => /** @type {Item} */ ({ kind: 'callers', column }));
  const objects = kept.objects.map(object => /** @type {Item} */ ({ kind: 'object', object }));
  const isTurned = relation.columns.length > MANY && relation.columns.length > relation.data.objects.length;
  return isTurned ? { across: objects, down: callers } : { across: callers, down: objects };
}

/**
 * The caller and the object of a cell.
 *
 * @param {Item} one
 * @param {Item} other
 * @returns {[caller: number, object: number]}
 */
export function pairOf(one, other) {
  const callers = one.kind === 'callers' ? one : other;
  const called = one.kind === 'object' ? one : other;
  if (callers.kind !== 'callers' || called.kind !== 'object') throw new Error('both sides are the same');
  return [callers.column.callers[0] ?? 0, called.object];
}

/**
 * The name of an item and what stands small behind it.
 *
 * @param {Relation} relation
 * @param {Item} item
 * @returns {[name: string, more: string]}
 */
export function nameOf(relation, item) {
  if (item.kind === 'object') return [relation.object(item.object).label.replace(/^\S+ /, ''), ''];
  const [first = 0, ...others] = item.column.callers;
  const isPowerful = relation.caller(first).powers.length > 0;
  const more = [isPowerful && POWER, others.length > 0 && `+${others.length}`];
  return [relation.caller(first).label, more.filter(Boolean).join(' ')];
}

/**
 * All that an item stands for, for who points at it.
 *
 * @param {Relation} relation
 * @param {Item} item
 */
export function fullNameOf(relation, item) {
  if (item.kind === 'object') return relation.object(item.object).label;
  const most = 20;
  const names = item.column.callers.map(caller => relation.caller(caller).label);
  const rest = names.length - most;
  return names.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/**
 * The heading under which an item stands.
 *
 * @param {Relation} relation
 * @param {Item} item
 */
export function groupOf(relation, item) {
  if (item.kind === 'object') {
    const { kind, application } = relation.object(item.object);
    return application === null ? `${kind}s` : 'applications';
  }
  const { kind } = relation.caller(item.column.callers[0] ?? 0);
  return kind === 'key' ? 'keys' : 'others';
}
