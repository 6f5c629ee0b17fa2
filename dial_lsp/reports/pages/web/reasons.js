/** Why an answer is what it is. */

/** @typedef {import('./relation.js').Relation} Relation */
/** @typedef {import('./relation.js').Step} Step */

/**
 * The steps of a reason, in order: of the caller, of the role that decides, of the answer, of money, of what fails.
 *
 * @param {Relation} relation
 * @param {number} caller
 * @param {number} object
 * @returns {Step[]}
 */
export function reasonsOf(relation, caller, object) {
  const asking = relation.caller(caller);
  const [, roles, steps, problems, , , asksMoney] = relation.answer(caller, object);
  const ofRole = asking.ofRoles[asking.roles.indexOf(roles[0] ?? -1)];
  const matched = ofRole === undefined ? asking.ofNoRole : [ofRole];
  return relation.steps([
    ...asking.steps,
    ...(relation.object(object).isMatched ? matched : []),
    ...steps,
    ...(asksMoney ? asking.ofCost : []),
    ...problems,
  ]);
}

/** The roles of a caller that an object admits. @param {Relation} relation @param {number} caller @param {number} object */
export function commonRoles(relation, caller, object) {
  const { admits } = relation.object(object);
  const { roles } = relation.caller(caller);
  return admits === null ? roles : roles.filter(role => admits.includes(role));
}
