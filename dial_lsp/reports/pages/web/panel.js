/** What is known of one cell, one caller or one object. */
import { badge, pairButton } from './badge.js';
import { counted, make } from './dom.js';
import { limitsTable } from './limits.js';
import { commonRoles, reasonsOf } from './reasons.js';
import { placeButton, stepList } from './steps.js';
import { ANSWERS, answerInWords } from './words.js';

/** @typedef {import('./relation.js').Relation} Relation */
/** @typedef {import('./relation.js').Step} Step */

const NAMED = 8;

/** @param {Relation} relation @param {number} caller @param {number} object */
export function cellPanel(relation, caller, object) {
  const state = relation.state(caller, object);
  const [asking, called] = [relation.caller(caller), relation.object(object)];
  return [
    make('h2', { tabIndex: -1 }, `${asking.label} → ${called.label}`),
    make('p', {}, badge(state, ANSWERS[state] ?? '')),
    make('p', { className: 'answer' }, answerInWords(relation, caller, object)),
    way(relation, caller, object),
    state !== 'denied' && limitsTable(relation, caller, object),
    stepList(relation, reasonsOf(relation, caller, object)),
    ...whoMay(relation, caller, object),
    ...alsoSame(relation, caller, object),
  ];
}

/** The way from the caller over its roles to the object. @param {Relation} relation @param {number} caller @param {number} object */
function way(relation, caller, object) {
  const [asking, called] = [relation.caller(caller), relation.object(object)];
  const chip = (/** @type {string} */ text, className = 'chip') => make('span', { className }, text);
  const arrow = () => make('span', { className: 'arrow' }, '→');
  const letting = lettingIn(relation, caller, object);
  const between = letting.length
    ? letting.filter(label => label !== asking.label).map(label => chip(label))
    : [chip('no common role', 'chip none')];
  return make(
    'p',
    { className: 'way' },
    chip(asking.label),
    ...(between.length ? [arrow(), ...between] : []),
    arrow(),
    chip(called.label),
  );
}

/** Who of a caller is let in: everybody, or its roles. @param {Relation} relation @param {number} caller @param {number} object */
function lettingIn(relation, caller, object) {
  if (relation.object(object).admits === null) return ['everybody'];
  return commonRoles(relation, caller, object).map(role => `role ${relation.data.roles[role] ?? 'null'}`);
}

/** @param {Relation} relation @param {number} caller @param {number} object */
function whoMay(relation, caller, object) {
  const others = relation.data.callers.flatMap((_, number) =>
    number !== caller && relation.state(number, object) !== 'denied' ? [number] : [],
  );
  const title = relation.state(caller, object) === 'denied' ? 'Who may' : 'Who else may';
  if (!others.length) return [make('h3', {}, title), make('p', {}, 'nobody')];
  const shown = others.slice(0, NAMED);
  return [
    make('h3', {}, title),
    make(
      'ul',
      { className: 'list' },
      ...shown.map(number =>
        make('li', {}, pairButton(relation, number, object, relation.caller(number).label)),
      ),
    ),
    others.length > NAMED && more(`all ${others.length}`, 'object', object),
  ];
}

/** @param {string} text @param {'caller' | 'object'} view @param {number} number */
function more(text, view, number) {
  return make(
    'p',
    {},
    make('button', { type: 'button', className: 'link', data: { show: view, number } }, text),
  );
}

/** @param {Relation} relation @param {number} caller @param {number} object */
function alsoSame(relation, caller, object) {
  const others = relation.sameAs(caller).filter(one => one !== caller);
  if (!others.length) return [];
  const link = (/** @type {number} */ one) =>
    make(
      'button',
      { type: 'button', className: 'link', data: { caller: one, object } },
      relation.caller(one).label,
    );
  const most = 30;
  return [
    make('h3', {}, 'Same answers for everything'),
    make(
      'p',
      { className: 'names' },
      ...others.slice(0, most).flatMap((one, at) => (at ? [', ', link(one)] : [link(one)])),
      others.length > most && ` and ${others.length - most} more`,
    ),
  ];
}

/** A column: its callers, their roles, and how much they may call. @param {Relation} relation @param {number[]} callers */
export function callersPanel(relation, callers) {
  const [first = 0] = callers;
  const { cost, powers, usable } = relation.caller(first);
  const may = relation.data.objects.filter((_, object) => relation.state(first, object) !== 'denied').length;
  return [
    make(
      'h2',
      { tabIndex: -1 },
      relation.caller(first).label,
      callers.length > 1 && ` and ${counted(callers.length - 1, 'more caller')} with the same answers`,
    ),
    make('p', {}, `May call ${may} of ${counted(relation.data.objects.length, 'object')}. `),
    cost !== null && make('p', {}, `Spending limit over all models: ${cost}.`),
    ...powers.map(([power, role]) =>
      make(
        'p',
        { className: 'power' },
        `${power.charAt(0).toUpperCase()}${power.slice(1)} by role "${role}"`,
      ),
    ),
    !usable && make('p', { className: 'power' }, 'Nobody can use this key.'),
    make(
      'ul',
      { className: 'members' },
      ...callers.map(caller => make('li', {}, ...member(relation, caller))),
    ),
    more('what may it call?', 'caller', first),
  ];
}

/** @param {Relation} relation @param {number} caller */
function member(relation, caller) {
  const { label, roles, at } = relation.caller(caller);
  const names = roles.map(role => relation.data.roles[role] ?? 'null').join(', ');
  return [
    make('strong', {}, label),
    ` ${names ? `roles: ${names}` : 'no roles'} `,
    at !== null && placeButton(relation, at),
  ];
}

/** A row: whom an object admits, and what keeps its calls from being answered. @param {Relation} relation @param {number} object */
export function objectPanel(relation, object) {
  const called = relation.object(object);
  const may = relation.data.callers.filter((_, caller) => relation.state(caller, object) !== 'denied').length;
  const roles = (called.admits ?? []).map(role => relation.data.roles[role] ?? 'null');
  const known = (/** @type {number[]} */ numbers) =>
    numbers.map(number => /** @type {Step} */ (relation.data.steps[number]));
  const steps = [...known(called.grant), ...known(called.problems)];
  return [
    make('h2', { tabIndex: -1 }, called.label),
    make('p', {}, `${may} of ${counted(relation.data.callers.length, 'caller')} may call it.`),
    roles.length > 0 &&
      make(
        'p',
        { className: 'way' },
        'Admits ',
        ...roles.map(role => make('span', { className: 'chip' }, `role ${role}`)),
      ),
    make('p', {}, placeButton(relation, called.at)),
    steps.length > 0 && stepList(relation, steps),
    more('who may call it?', 'object', object),
  ];
}
