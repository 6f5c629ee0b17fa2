/** Differences by cause: each edit with the changes it makes, before and after side by side. */
import { counted, make } from './dom.js';
import { placeButton, stepList } from './steps.js';

/** @typedef {import('./dom.js').Child} Child */
/** @typedef {import('./relation.js').Place} Place */
/** @typedef {import('./relation.js').Step} Step */
/** @typedef {{ files: string[], places: Place[], steps: Step[], uris?: string[] }} Side */
/**
 * @typedef {object} Change
 * @property {string} effect
 * @property {string} word
 * @property {string} sentence
 * @property {string[]} who - all callers, where the sentence names some
 * @property {[before: number[], after: number[]]} steps
 */
/**
 * @typedef {object} Cause
 * @property {string} effect
 * @property {string} heading
 * @property {string} sum
 * @property {0 | 1} side - where it stands: in the earlier or the later files
 * @property {number | null} at
 * @property {Change[]} changes
 */
/** @typedef {[state: string, limits: import('./relation.js').Limits, steps: number[]]} Answer */
/** @typedef {[effect: string, before: Answer | null, after: Answer | null]} Cell */
/**
 * @typedef {object} Configuration
 * @property {string} title
 * @property {string} remark
 * @property {string[]} verdicts
 * @property {string} closing
 * @property {Cause[]} causes
 * @property {{ columns: string[][], rows: { label: string, cells: (Cell | null)[] }[] }} cells
 * @property {[before: Side, after: Side]} sides
 */

const OPEN = 10; // causes of more changes are folded at first
const NAMED = 8;

/**
 * The causes whose words and changes have all that is looked for.
 *
 * @param {Configuration} configuration
 * @param {string[]} words
 * @param {string | null} effect
 */
export function causesView(configuration, words, effect) {
  return configuration.causes.flatMap(cause => {
    const changes = cause.changes.filter(change => isWanted(cause, change, words, effect));
    const isWhole = !effect && has(cause.heading, words);
    return changes.length || isWhole ? [causeCard(configuration, cause, changes)] : [];
  });
}

/** @param {Cause} cause @param {Change} change @param {string[]} words @param {string | null} effect */
function isWanted(cause, change, words, effect) {
  if (effect && !change.effect.includes(effect)) return false;
  return has([cause.heading, change.sentence, ...change.who].join(' '), words);
}

/** @param {string} text @param {string[]} words */
export function has(text, words) {
  const lower = text.toLowerCase();
  return words.every(word => lower.includes(word));
}

/** @param {Configuration} configuration @param {Cause} cause @param {Change[]} changes */
function causeCard(configuration, cause, changes) {
  const side = { data: configuration.sides[cause.side] };
  return make(
    'details',
    { className: `cause ${classOf(cause.effect)}`, open: changes.length <= OPEN },
    make(
      'summary',
      {},
      make('strong', {}, cause.heading),
      cause.sum && make('span', { className: 'sum' }, ` ${cause.sum}`),
    ),
    cause.at !== null && placeButton(side, cause.at),
    ...changes.map(change => changeItem(configuration, change)),
  );
}

/** @param {Configuration} configuration @param {Change} change */
function changeItem(configuration, change) {
  return make(
    'section',
    { className: `change ${classOf(change.effect)}` },
    make('p', {}, make('span', { className: 'effect' }, change.word), ` ${change.sentence}`),
    change.who.length > NAMED &&
      make('details', {}, make('summary', {}, counted(change.who.length, 'caller')), change.who.join(', ')),
    change.steps.some(steps => steps.length) && sideBySide(configuration, change.steps),
  );
}

/**
 * Reasons before and after.
 *
 * @param {Configuration} configuration
 * @param {[before: number[], after: number[]]} steps
 * @param {[before: Child, after: Child]} [heads]
 */
export function sideBySide(configuration, steps, heads) {
  const half = (/** @type {0 | 1} */ at) => {
    const data = configuration.sides[at];
    const known = steps[at].map(number => /** @type {Step} */ (data.steps[number]));
    return make(
      'div',
      {},
      make('h4', {}, at ? 'now' : 'before'),
      heads?.[at],
      known.length ? stepList({ data }, known) : make('p', { className: 'none' }, '-'),
    );
  };
  return make('div', { className: 'sides' }, half(0), half(1));
}

/** @param {string} effect */
export function classOf(effect) {
  return effect.replaceAll(' ', '-');
}
