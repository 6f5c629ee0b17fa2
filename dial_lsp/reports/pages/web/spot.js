/** Where somebody is on a page: what is scrolled, unfolded and has the keyboard, to be there again when it is drawn anew. */

/**
 * @typedef {object} Spot
 * @property {[top: number, left: number][]} scrolled
 * @property {boolean[]} open - of folds
 * @property {[part: number, at: number] | null} focused - at: the number of the element; -1: the cursor of a matrix
 */

const FOCUSABLE = 'button, select, input, summary, th[tabindex]';
const CURSOR = 'td[tabindex="0"]'; // of a matrix, wherever it is

/** @param {HTMLElement[]} parts @returns {Spot} */
export function spotIn(parts) {
  const at = document.activeElement;
  const part = parts.findIndex(one => at !== null && at !== one && one.contains(at));
  const within = part < 0 ? [] : [...(parts[part]?.querySelectorAll(FOCUSABLE) ?? [])];
  return {
    scrolled: parts.map(one => [one.scrollTop, one.scrollLeft]),
    open: foldsOf(parts).map(fold => fold.open),
    focused: part < 0 || at === null ? null : [part, within.indexOf(at)],
  };
}

/** @param {HTMLElement[]} parts @param {Spot} spot */
export function returnTo(parts, { scrolled, open, focused }) {
  foldsOf(parts).forEach((fold, number) => {
    fold.open = open[number] ?? fold.open;
  });
  if (focused) {
    const part = parts[focused[0]];
    const found =
      focused[1] < 0 ? part?.querySelector(CURSOR) : part?.querySelectorAll(FOCUSABLE)[focused[1]];
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  }
  parts.forEach((part, number) => {
    const [top, left] = scrolled[number] ?? [0, 0];
    part.scrollTo(left, top);
  });
}

/** @param {HTMLElement[]} parts */
function foldsOf(parts) {
  return parts.flatMap(part => [...part.querySelectorAll('details')]);
}
