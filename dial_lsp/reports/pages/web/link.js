/** Addresses of answers: `#key=3&to=gpt-4`, which comments and other pages can point to. */

/** @typedef {import('./relation.js').Relation} Relation */
/**
 * What is shown.
 *
 * @typedef {object} State
 * @property {View} view
 * @property {string} query
 * @property {string | null} fact
 * @property {number | null} caller - who is asked about
 * @property {number | null} object - what is asked about
 * @property {boolean} isOpen - whether the reasons of both are shown
 */
/** @typedef {'matrix' | 'caller' | 'object' | 'spending'} View */

/** @type {View[]} */
const VIEWS = ['matrix', 'caller', 'object', 'spending'];

/**
 * What stands in an address; names that nobody has are told.
 *
 * @param {Relation} relation
 * @param {string} hash
 * @returns {{ state: Partial<State>, missing: string[] }}
 */
export function read(relation, hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  /** @type {string[]} */
  const missing = [];
  /** @type {Partial<State>} */
  const state = {};
  const view = VIEWS.find(one => one === given.get('view'));
  if (view) state.view = view;
  if (given.has('q')) state.query = given.get('q') ?? '';
  if (relation.data.facts.some(fact => fact.name === given.get('fact'))) state.fact = given.get('fact');
  const caller = callerOf(relation, given);
  if (caller >= 0) state.caller = caller;
  else if (given.has('key') || given.has('role')) {
    missing.push(given.has('key') ? `key ${given.get('key')}` : `role ${given.getAll('role').join('+')}`);
  }
  const object = objectOf(relation, given);
  if (object >= 0) state.object = object;
  else if (given.has('to')) missing.push(`${given.get('kind') ?? 'object'} ${given.get('to')}`);
  state.isOpen = state.caller !== undefined && state.object !== undefined;
  return { state, missing };
}

/**
 * The address of what is shown.
 *
 * @param {Relation} relation
 * @param {State} state
 */
export function written(relation, state) {
  const said = new URLSearchParams();
  if (state.view !== 'matrix') said.set('view', state.view);
  if (state.query) said.set('q', state.query);
  if (state.fact) said.set('fact', state.fact);
  if (state.caller !== null) writeCaller(relation, state.caller, said);
  if (state.object !== null) {
    const { kind, name, application } = relation.object(state.object);
    said.set('to', application === null ? name : `${application}/${name}`);
    if (relation.data.objects.findIndex(one => isNamed(one, said.get('to'))) !== state.object)
      said.set('kind', kind);
  }
  return said.size ? `#${said}` : '';
}

/** @param {Relation} relation @param {number} caller @param {URLSearchParams} said */
function writeCaller(relation, caller, said) {
  const { kind, position, roles } = relation.caller(caller);
  if (kind === 'key') said.set('key', String(position));
  else if (kind === 'everyone') said.set('anybody', '');
  else for (const role of roles) said.append('role', relation.data.roles[role] ?? 'null');
}

/** A key by its project or position, a caller by all its roles. @param {Relation} relation @param {URLSearchParams} given */
function callerOf(relation, given) {
  const { callers, roles } = relation.data;
  const key = given.get('key');
  if (key !== null) {
    const named = callers.findIndex(one => one.kind === 'key' && one.project === key);
    return named >= 0 ? named : callers.findIndex(one => one.kind === 'key' && String(one.position) === key);
  }
  if (given.has('anybody')) return callers.findIndex(one => one.kind === 'everyone');
  const wanted = given.getAll('role');
  if (!wanted.length) return -1;
  return callers.findIndex(
    one =>
      one.kind === 'roles' &&
      one.roles.length === wanted.length &&
      one.roles.every(role => wanted.includes(roles[role] ?? 'null')),
  );
}

/** @param {Relation} relation @param {URLSearchParams} given */
function objectOf(relation, given) {
  const [name, kind] = [given.get('to'), given.get('kind')];
  return relation.data.objects.findIndex(one => isNamed(one, name) && (kind === null || one.kind === kind));
}

/** @param {import('./relation.js').Called} one @param {string | null} name */
function isNamed(one, name) {
  return name === one.name || (one.application !== null && name === `${one.application}/${one.name}`);
}
