/** The keys: arrows through the matrix, Enter for the reasons, / for the filter, Escape to close. */

/** @typedef {import('./matrix.js').Matrix} Matrix */

/** @type {{ [key: string]: [rows: number, columns: number] }} */
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/**
 * Moves through the matrix by a key.
 *
 * @param {KeyboardEvent} event
 * @param {Matrix} matrix
 * @returns {boolean} whether the key was one of these
 */
export function moved(event, matrix) {
  const { down, across } = matrix.sides;
  const from = placeOf(event.target, matrix);
  const step = STEPS[event.key];
  const isWhole = event.ctrlKey || event.metaKey;
  /** @type {[number, number]} */
  let to = [...from];
  if (step) to = [from[0] + step[0], from[1] + step[1]];
  else if (event.key === 'Home') to = [isWhole ? 0 : from[0], 0];
  else if (event.key === 'End') to = [isWhole ? down.length - 1 : from[0], across.length - 1];
  else return false;
  if (!down.length || !across.length) return false;
  event.preventDefault();
  const [row, column] = [Math.min(to[0], down.length - 1), Math.min(to[1], across.length - 1)];
  focus(matrix, Math.max(row, -1), Math.max(column, -1));
  return true;
}

/**
 * Where the keyboard is: -1 is the head of a row or column.
 *
 * @param {EventTarget | null} target
 * @param {Matrix} matrix
 * @returns {[number, number]}
 */
function placeOf(target, matrix) {
  const { head, side } = target instanceof HTMLElement ? target.dataset : {};
  if (head) return [-1, Number(head)];
  if (side) return [Number(side), -1];
  if (target instanceof HTMLTableCellElement) return matrix.numbersOf(target);
  return matrix.cursor;
}

/**
 * @param {Matrix} matrix
 * @param {number} row
 * @param {number} column
 */
function focus(matrix, row, column) {
  const isHead = row < 0 && column >= 0;
  const isSide = column < 0 && row >= 0;
  if (isSide) matrix.moveTo(row, 0);
  const selector = isHead ? `[data-head="${column}"]` : `[data-side="${row}"]`;
  const found =
    isHead || isSide
      ? matrix.scroller.querySelector(selector)
      : matrix.moveTo(Math.max(row, 0), Math.max(column, 0));
  if (!(found instanceof HTMLElement)) return;
  found.focus({ preventScroll: true });
  intoSight(found, matrix.scroller);
}

/**
 * Scrolls until an element is not behind the heads, which stay where they are.
 *
 * @param {HTMLElement} found
 * @param {HTMLElement} scroller
 */
export function intoSight(found, scroller) {
  const [own, around] = [found.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const corner = scroller.querySelector('.corner')?.getBoundingClientRect();
  const [top, left] = [around.top + (corner?.height ?? 0), around.left + (corner?.width ?? 0)];
  if (!found.dataset['head']) {
    if (own.top < top) scroller.scrollTop -= top - own.top;
    if (own.bottom > around.top + scroller.clientHeight)
      scroller.scrollTop += own.bottom - around.top - scroller.clientHeight;
  }
  if (!found.dataset['side']) {
    if (own.left < left) scroller.scrollLeft -= left - own.left;
    if (own.right > around.left + scroller.clientWidth)
      scroller.scrollLeft += own.right - around.left - scroller.clientWidth;
  }
}
