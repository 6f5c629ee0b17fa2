/** Reasons with the lines that they come from. */
import { make } from './dom.js';

/** @typedef {import('./relation.js').Place} Place */
/** @typedef {import('./relation.js').Step} Step */
/** @typedef {{ data: { files: string[], places: Place[], uris?: string[] } }} Files */

/**
 * Each step with its place and what is written there.
 *
 * @param {Files} from
 * @param {Step[]} steps
 */
export function stepList(from, steps) {
  return make('ol', { className: 'why' }, ...steps.map(step => stepItem(from, step)));
}

/** @param {Files} from @param {Step} step */
function stepItem(from, [, message, at]) {
  const place = at === null ? undefined : from.data.places[at];
  return make(
    'li',
    {},
    place && placeButton(from, /** @type {number} */ (at)),
    make('span', { className: 'said' }, message),
    place && excerpt(place),
  );
}

/**
 * The file and line of a place. In an editor it is a button that goes there.
 *
 * @param {Files} from
 * @param {number} at
 */
export function placeButton(from, at) {
  const [file, line, column] = /** @type {Place} */ (from.data.places[at]);
  const text = `${from.data.files[file]}:${line}:${column}`;
  const uri = from.data.uris?.[file];
  return make('button', { type: 'button', className: 'place', data: uri ? { uri, line, column } : {} }, text);
}

/** @param {Place} place */
function excerpt([, , , before, meant, after]) {
  return make('pre', {}, before, meant && make('mark', {}, meant), after);
}
