/** What is asked about, found again in other answers, where callers and objects may have other numbers. */

/** @typedef {import('./link.js').State} State */
/** @typedef {import('./relation.js').Relation} Relation */
/**
 * What is asked about, by names that mean the same in other answers.
 *
 * @typedef {{ caller: string | null, object: string | null, isOpen: boolean }} Wanted
 */

/** @param {Relation} relation @param {State} state @returns {Wanted} */
export function wantedOf(relation, { caller, object, isOpen }) {
  return {
    caller: caller === null ? null : (callersOf(relation)[caller] ?? null),
    object: object === null ? null : (objectsOf(relation)[object] ?? null),
    isOpen,
  };
}

/**
 * The same by numbers; null where something of it is not there.
 *
 * @param {Relation} relation
 * @param {Wanted} wanted
 * @returns {Pick<State, 'caller' | 'object' | 'isOpen'> | null}
 */
export function foundIn(relation, { caller, object, isOpen }) {
  const found = {
    caller: caller === null ? null : callersOf(relation).indexOf(caller),
    object: object === null ? null : objectsOf(relation).indexOf(object),
  };
  return found.caller === -1 || found.object === -1 ? null : { ...found, isOpen };
}

/** A key is the first, second or a later one of its project: its position moves with what stands before it. @param {Relation} relation */
function callersOf(relation) {
  /** @type {Map<string | null, number>} */
  const seen = new Map();
  return relation.data.callers.map(({ kind, project, roles }) => {
    if (kind !== 'key') return JSON.stringify([kind, ...roles.map(role => relation.data.roles[role])]);
    const before = seen.get(project) ?? 0;
    seen.set(project, before + 1);
    return JSON.stringify([kind, project, before]);
  });
}

/** @param {Relation} relation */
function objectsOf(relation) {
  return relation.data.objects.map(({ kind, application, name }) =>
    JSON.stringify([kind, application, name]),
  );
}
