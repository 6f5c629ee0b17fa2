/** Small pieces that several views share. */
import { make } from './dom.js';
import { answerInShort, GLYPHS } from './words.js';

/** @typedef {import('./relation.js').Relation} Relation */

/**
 * An answer as a coloured word.
 *
 * @param {string} state
 * @param {string} words
 */
export function badge(state, words) {
  return make(
    'span',
    { className: `badge ${state}` },
    make('span', { 'aria-hidden': 'true' }, `${GLYPHS[state]} `),
    words,
  );
}

/**
 * A button that opens the reasons of a pair, with a name and the answer.
 *
 * @param {Relation} relation
 * @param {number} caller
 * @param {number} object
 * @param {string} name
 */
export function pairButton(relation, caller, object, name) {
  return make(
    'button',
    { type: 'button', className: 'pair', data: { caller, object } },
    make('span', { className: 'name' }, name),
    badge(relation.state(caller, object), answerInShort(relation, caller, object)),
  );
}
