/** Answers in words, glyphs and numbers. */

/** @typedef {import('./relation.js').Limits} Limits */
/** @typedef {import('./relation.js').Relation} Relation */

/** @type {{ [state: string]: string }} */
export const GLYPHS = {
  unlimited: '●',
  limited: '◐',
  partly: '▲',
  refused: '∅',
  fails: '!',
  taken: '↷',
  may: '✓',
  denied: '·',
};

/** @type {{ [state: string]: string }} */
export const ANSWERS = {
  unlimited: 'without limit',
  limited: 'limited',
  partly: 'some calls fail',
  refused: 'refused by a limit of zero',
  fails: 'let in, but every call fails',
  taken: 'let in, but other routes come first',
  may: 'may',
  denied: 'no',
};

/** @type {{ [window: string]: string }} */
const SHORT = {
  minute: '/min',
  day: '/day',
  week: '/week',
  month: '/month',
  requestHour: ' calls/h',
  requestDay: ' calls/day',
};

/** A limit in full. @param {number | string} value */
export function inFull(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A limit in a few characters: 5M, 20k. @param {number | string} value */
function inShort(value) {
  const number = Number(value);
  for (const [size, unit] of /** @type {[number, string][]} */ ([
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ])) {
    if (Math.abs(number) >= size && Number.isInteger((number / size) * 100)) return `${number / size}${unit}`;
  }
  return inFull(value);
}

/**
 * The limits in a few words each.
 *
 * @param {{ data: { windows: string[] } }} relation
 * @param {Limits} limits
 */
export function limitsInShort(relation, limits) {
  return limits.flatMap((limit, at) =>
    limit === null ? [] : [inShort(limit) + (SHORT[relation.data.windows[at] ?? ''] ?? '')],
  );
}

/**
 * The answer for a pair in a few words.
 *
 * @param {Relation} relation
 * @param {number} caller
 * @param {number} object
 */
export function answerInShort(relation, caller, object) {
  const state = relation.state(caller, object);
  if (state !== 'limited') return ANSWERS[state] ?? '';
  const said = [...limitsInShort(relation, relation.limits(caller, object)), relation.cost(caller, object)];
  return said.filter(Boolean).join(' · ') || (ANSWERS[state] ?? '');
}

/**
 * The answer for a pair as a sentence.
 *
 * @param {Relation} relation
 * @param {number} caller
 * @param {number} object
 */
export function answerInWords(relation, caller, object) {
  const state = relation.state(caller, object);
  const called = relation.object(object);
  const who = relation.caller(caller).sentence;
  const subject = who.charAt(0).toUpperCase() + who.slice(1);
  if (state === 'denied') return `${subject} may not call ${called.sentence}.`;
  if (state === 'refused')
    return `${subject} is let in by ${called.sentence}, but a limit refuses every call.`;
  if (state === 'fails') return `${subject} is let in by ${called.sentence}, but every call fails.`;
  if (state === 'taken')
    return `${subject} is let in by ${called.sentence}, but other routes take every request first.`;
  const may = `${subject} may call ${called.sentence}`;
  if (state === 'may') return `${may}. ${NOT_ASKED[called.asked] ?? ''}`;
  const cost = relation.cost(caller, object);
  const limits = limitsInWords(relation, relation.limits(caller, object)).join(', ');
  const how = limits || (cost === null && state === 'unlimited' ? 'without any limit' : '');
  return [
    `${may}${how && `, ${how}`}${state === 'partly' ? ', but some calls fail or are refused' : ''}.`,
    cost !== null && `Spending limit over all models: ${cost}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Why "may" says nothing of limits. @type {{ [asked: string]: string }} */
const NOT_ASKED = {
  'v1-apis': 'Only the newer APIs ask for a limit of it, and none is set.',
  never: 'Core asks for no limit of it.',
  unknown: 'Whether Core asks for a limit of it is not known.',
};

/**
 * @param {Relation} relation
 * @param {Limits} limits
 */
function limitsInWords(relation, limits) {
  const { windows, units } = relation.data;
  return limits.flatMap((limit, at) =>
    limit === null ? [] : [`${inFull(limit)} ${units[windows[at] ?? ''] ?? ''}`],
  );
}
