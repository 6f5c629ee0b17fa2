/** The frame of the access page: what stands around the views and stays. */
import { POWER } from './axis.js';
import { counted, make } from './dom.js';
import { ANSWERS, GLYPHS } from './words.js';

/** @typedef {import('./relation.js').Fact} Fact */
/** @typedef {import('./relation.js').Relation} Relation */

/** @type {[view: string, words: string][]} */
const VIEWS = [
  ['matrix', 'Matrix'],
  ['caller', 'By caller'],
  ['object', 'By object'],
  ['spending', 'Worst spend'],
];

/** @param {Relation} relation */
export function header(relation) {
  const { title, callers, objects, refused, columns } = relation.data;
  const of = (/** @type {string} */ kind) => callers.filter(caller => caller.kind === kind).length;
  const said = [
    counted(of('key'), 'key'),
    counted(of('roles'), 'role'),
    of('everyone') > 0 && 'anybody',
    counted(objects.length, 'object'),
    `${counted(callers.length, 'caller')} in ${counted(columns.length, 'column')} of equal answers`,
  ];
  return make(
    'header',
    {},
    make('h1', {}, 'Who may call what'),
    make('p', {}, [title, ...said.filter(Boolean)].join(' · ')),
    refused && make('p', { className: 'verdict' }, refused),
  );
}

/** What reviewers ask first, as buttons that filter. @param {Relation} relation */
export function factButtons(relation) {
  return relation.data.facts.map(factButton);
}

/** @param {Fact} fact */
function factButton(fact) {
  const count = (fact.objects ?? fact.callers ?? []).length;
  return make(
    'button',
    { type: 'button', className: 'fact', disabled: count === 0, data: { fact: fact.name } },
    make('b', {}, count.toLocaleString('en')),
    ` ${fact.words}`,
  );
}

export function viewButtons() {
  return VIEWS.map(([view, words]) => make('button', { type: 'button', data: { view } }, words));
}

/** What the glyphs mean; only those that occur. @param {Relation} relation */
export function legend(relation) {
  const states = new Set(relation.data.objects.flatMap(object => object.answers.map(([state]) => state)));
  const shown = Object.keys(GLYPHS).filter(state => states.has(state));
  return make(
    'p',
    { className: 'legend' },
    ...shown.map(state =>
      make(
        'span',
        { className: `badge ${state}` },
        make('span', { 'aria-hidden': 'true' }, `${GLYPHS[state]} `),
        ANSWERS[state] ?? '',
      ),
    ),
    relation.data.callers.some(caller => caller.powers.length > 0) &&
      make('span', {}, `${POWER} administrates Core or reads all`),
  );
}
