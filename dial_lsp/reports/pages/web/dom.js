/** Makes elements. Texts become text and nothing else: there is no way from data to markup. */

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {{ [name: string]: unknown }} Properties */

/**
 * An element with properties, and with attributes where the name has a dash or is one of them.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} properties
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'data') Object.assign(made.dataset, value);
    else if (name in made && !name.includes('-')) Reflect.set(made, name, value);
    else made.setAttribute(name, String(value));
  }
  fill(made, ...children);
  return made;
}

/**
 * Puts children at the end of an element.
 *
 * @param {Element} parent
 * @param {...(Child | Child[])} children
 */
export function fill(parent, ...children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Children in the place of those there are.
 *
 * @param {Element} parent
 * @param {...(Child | Child[])} children
 */
export function refill(parent, ...children) {
  parent.replaceChildren();
  fill(parent, ...children);
}

/**
 * A number with its noun.
 *
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
