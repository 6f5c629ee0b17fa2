/** What is shown: the callers and objects that a text and a fact leave. */

/** @typedef {import('./relation.js').Relation} Relation */
/** @typedef {{ columns: Column[], objects: number[] }} Kept */
/**
 * Callers with equal answers; those that were asked for come first.
 *
 * @typedef {object} Column
 * @property {number[]} callers
 * @property {number} found - how many of them were asked for
 */

/** @type {WeakMap<Relation, { callers: string[], objects: string[] }>} */
const TEXTS = new WeakMap();

/** The texts that are looked at, made once for a relation. @param {Relation} relation */
function textsOf(relation) {
  let texts = TEXTS.get(relation);
  if (!texts) {
    const { callers, objects, roles } = relation.data;
    texts = {
      callers: callers.map(one =>
        [one.label, ...one.roles.map(role => roles[role] ?? 'null')].join(' ').toLowerCase(),
      ),
      objects: objects.map(one => one.label.toLowerCase()),
    };
    TEXTS.set(relation, texts);
  }
  return texts;
}

/** @param {string[]} texts @param {string} word */
function isIn(texts, word) {
  return texts.some(text => text.includes(word));
}

/**
 * What is looked for: the whole if it is found somewhere, else word by word.
 *
 * @param {{ callers: string[], objects: string[] }} texts
 * @param {string} query
 */
function wordsOf(texts, query) {
  const isWhole = isIn(texts.callers, query) || isIn(texts.objects, query);
  return isWhole && query ? [query] : query.split(/\s+/).filter(Boolean);
}

/**
 * What a text and a fact leave. Each word of the text must be found: in callers, in objects, or in both.
 *
 * @param {Relation} relation
 * @param {string} query
 * @param {string | null} fact
 * @returns {Kept}
 */
export function kept(relation, query, fact) {
  const texts = textsOf(relation);
  const chosen = relation.data.facts.find(one => one.name === fact);
  const words = wordsOf(texts, query.toLowerCase().trim());
  const ofCallers = words.filter(word => isIn(texts.callers, word));
  const ofObjects = words.filter(word => isIn(texts.objects, word));
  if (words.some(word => !ofCallers.includes(word) && !ofObjects.includes(word)))
    return { columns: [], objects: [] };
  const all = (/** @type {string[]} */ wanted, /** @type {string | undefined} */ text) =>
    wanted.every(word => text?.includes(word));
  const objects = chosen?.objects ?? texts.objects.map((_, number) => number);
  const isWanted = chosen?.callers && new Set(chosen.callers);
  const holds = (/** @type {number} */ caller) =>
    all(ofCallers, texts.callers[caller]) && (!isWanted || isWanted.has(caller));
  return {
    columns: relation.columns.map(callers => sorted(callers, holds)).filter(column => column.found > 0),
    objects: objects.filter(object => all(ofObjects, texts.objects[object])),
  };
}

/**
 * @param {number[]} callers
 * @param {(caller: number) => boolean} holds
 * @returns {Column}
 */
function sorted(callers, holds) {
  const found = callers.filter(holds);
  if (found.length === 0 || found.length === callers.length) return { callers, found: found.length };
  return { callers: [...found, ...callers.filter(caller => !found.includes(caller))], found: found.length };
}
