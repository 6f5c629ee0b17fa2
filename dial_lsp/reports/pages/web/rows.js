/** The rows of a table: all of them while they are few, else those that are in sight, as tall as the whole. */
import { make } from './dom.js';

const MOST = 20_000; // cells that are drawn at once
const AROUND = 5; // rows drawn above and below those in sight

/**
 * @typedef {object} Rows
 * @property {() => void} scrolled - to be told when the place in sight changes
 * @property {(number: number) => void} bring - draws a row, scrolling there if it was not drawn
 */

/**
 * Fills the body of a table.
 *
 * @param {object} given
 * @param {HTMLTableSectionElement} given.body
 * @param {HTMLElement} given.scroller
 * @param {number} given.count - of rows
 * @param {number} given.width - cells of a row
 * @param {(number: number) => HTMLTableRowElement} given.draw
 * @returns {Rows}
 */
export function rowsOf(given) {
  if (given.count * given.width <= MOST) {
    const every = document.createDocumentFragment();
    for (let number = 0; number < given.count; number++) every.append(given.draw(number));
    given.body.append(every);
    return { scrolled: () => {}, bring: () => {} };
  }
  return new InSight(given);
}

/** @implements {Rows} */
class InSight {
  /** @param {Parameters<typeof rowsOf>[0]} given */
  constructor(given) {
    this.given = given;
    this.first = 0;
    this.end = 0;
    this.above = spacer(given.width);
    this.below = spacer(given.width);
    given.body.append(this.above.row, this.below.row);
    this.show(0, 1);
    this.height = Math.max(1, this.above.row.nextElementSibling?.getBoundingClientRect().height ?? 0);
    this.scrolled();
  }

  scrolled() {
    const { scroller, count } = this.given;
    const first = Math.max(0, Math.floor(scroller.scrollTop / this.height) - AROUND);
    const end = Math.min(
      count,
      Math.ceil((scroller.scrollTop + scroller.clientHeight) / this.height) + AROUND,
    );
    this.show(Math.min(first, count), Math.max(end, 1));
  }

  /** @param {number} number */
  bring(number) {
    if (number >= this.first && number < this.end) return;
    const { scroller } = this.given;
    scroller.scrollTop = Math.max(0, number * this.height - scroller.clientHeight / 2);
    this.scrolled();
  }

  /**
   * Draws the rows from one number up to another; those that stay are not drawn anew.
   *
   * @param {number} first
   * @param {number} end
   */
  show(first, end) {
    const { body, draw, count } = this.given;
    const drawn = [...body.rows].slice(1, -1);
    drawn.forEach((row, at) => {
      const number = this.first + at;
      if (number < first || number >= end) row.remove();
    });
    const isApart = end <= this.first || first >= this.end;
    const [from, until] = isApart ? [end, end] : [this.first, this.end];
    for (let number = first; number < Math.min(from, end); number++) {
      body.insertBefore(draw(number), isApart ? this.below.row : (body.rows[number - first + 1] ?? null));
    }
    for (let number = Math.max(until, first); number < end && !isApart; number++) {
      body.insertBefore(draw(number), this.below.row);
    }
    this.first = first;
    this.end = end;
    this.above.cell.style.height = `${first * (this.height ?? 0)}px`;
    this.below.cell.style.height = `${(count - end) * (this.height ?? 0)}px`;
  }
}

/** A row that is as tall as those it stands for. @param {number} width */
function spacer(width) {
  const cell = make('td', { colSpan: width, className: 'space' });
  return { cell, row: make('tr', { 'aria-hidden': 'true', className: 'space' }, cell) };
}
