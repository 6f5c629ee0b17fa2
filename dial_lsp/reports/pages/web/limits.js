/** Which role gives which part of a limit, as a table with the cells that count marked. */
import { make } from './dom.js';
import { commonRoles } from './reasons.js';
import { inFull } from './words.js';

/** @typedef {import('./relation.js').Relation} Relation */

/**
 * The table; null where no role says anything.
 *
 * @param {Relation} relation
 * @param {number} caller
 * @param {number} object
 */
export function limitsTable(relation, caller, object) {
  const [, , , , limits = [], sources = []] = relation.answer(caller, object);
  const counted = commonRoles(relation, caller, object);
  const { limits: entries } = relation.object(object);
  const own = entries.filter(([role]) => counted.includes(role));
  const said = own.length ? own : entries.filter(([role]) => role === relation.data.default);
  const used = relation.data.windows.flatMap((window, at) =>
    said.some(([, values]) => (values[at] ?? null) !== null) ? [{ window, at }] : [],
  );
  if (!used.length) return null;
  return make(
    'table',
    { className: 'limits' },
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        make('th', { scope: 'col' }, 'role'),
        ...used.map(({ window }) => make('th', { scope: 'col' }, WINDOWS[window] ?? window)),
      ),
    ),
    make(
      'tbody',
      {},
      ...said.map(([role, values]) =>
        make(
          'tr',
          {},
          make(
            'th',
            { scope: 'row' },
            relation.data.roles[role] ?? 'null',
            !own.length && make('small', {}, ' (no other role limits it)'),
          ),
          ...used.map(({ at }) => cell(values[at] ?? null, sources[at] === role && limits.length > 0)),
        ),
      ),
    ),
  );
}

/** @type {{ [window: string]: string }} */
const WINDOWS = { requestHour: 'calls an hour', requestDay: 'calls a day' };

/** @param {number | string | null} value @param {boolean} isCounting */
function cell(value, isCounting) {
  return make(
    'td',
    { className: isCounting ? 'counts' : '' },
    value === null ? '∞' : inFull(value),
    isCounting && make('span', { className: 'unseen' }, ' counts'),
  );
}
