/** The matrix: callers across, objects down, and in each cell a glyph for the answer. */
import { fullNameOf, groupOf, nameOf, pairOf, sidesOf } from './axis.js';
import { make, refill } from './dom.js';
import { rowsOf } from './rows.js';
import { ANSWERS, GLYPHS, limitsInShort } from './words.js';

/** @typedef {import('./axis.js').Item} Item */
/** @typedef {import('./filter.js').Kept} Kept */
/** @typedef {import('./relation.js').Relation} Relation */
/** @typedef {{ heading: string } | { item: Item, number: number }} Line */

export class Matrix {
  /**
   * @param {Relation} relation
   * @param {HTMLElement} scroller
   * @param {Kept} kept
   * @param {boolean} isWide - whether cells show limits
   */
  constructor(relation, scroller, kept, isWide) {
    this.relation = relation;
    this.scroller = scroller;
    this.isWide = isWide;
    this.sides = sidesOf(relation, kept);
    this.lines = linesOf(relation, this.sides.down);
    /** Where the keyboard is: the row among the items, the column. @type {[number, number]} */
    this.cursor = [0, 0];
    /** @type {[caller: number, object: number] | null} */
    this.marked = null;
    this.body = make('tbody', {});
    const { across, down } = this.sides;
    const table = make(
      'table',
      {
        className: `matrix${isWide ? ' wide' : ''}`,
        role: 'grid',
        'aria-label': 'Who may call what',
        'aria-rowcount': down.length + 1,
        'aria-colcount': across.length + 1,
      },
      make('thead', {}, make('tr', {}, this.corner(), ...across.map((item, at) => this.head(item, at)))),
      this.body,
    );
    refill(scroller, table);
    this.rows = rowsOf({
      body: this.body,
      scroller,
      count: this.lines.length,
      width: across.length + 1,
      draw: number => this.row(number),
    });
  }

  corner() {
    return make('th', { className: 'corner' }, this.sides.down[0]?.kind === 'callers' ? 'caller' : 'object');
  }

  /** @param {Item} item @param {number} at */
  head(item, at) {
    const [name, more] = nameOf(this.relation, item);
    return make(
      'th',
      {
        scope: 'col',
        className: 'top',
        tabIndex: -1,
        data: { head: at },
        title: fullNameOf(this.relation, item),
      },
      make('div', {}, name, more && make('small', {}, ` ${more}`)),
    );
  }

  /** @param {number} number */
  row(number) {
    const line = /** @type {Line} */ (this.lines[number]);
    if ('heading' in line) {
      return make(
        'tr',
        { className: 'kind' },
        make('th', { scope: 'rowgroup' }, line.heading),
        make('td', { colSpan: Math.max(1, this.sides.across.length), 'aria-hidden': 'true' }),
      );
    }
    const [name, more] = nameOf(this.relation, line.item);
    const side = make(
      'th',
      {
        scope: 'row',
        tabIndex: -1,
        data: { side: line.number },
        title: fullNameOf(this.relation, line.item),
      },
      name,
      more && make('small', {}, ` ${more}`),
    );
    const cells = this.sides.across.map((item, at) => this.cell(line, item, at));
    return make('tr', { 'aria-rowindex': line.number + 2, data: { row: line.number } }, side, ...cells);
  }

  /** @param {{ item: Item, number: number }} line @param {Item} item @param {number} at */
  cell(line, item, at) {
    const [caller, object] = pairOf(line.item, item);
    const state = this.relation.state(caller, object);
    const isSaid = this.isWide && state === 'limited';
    const said = isSaid ? limitsInShort(this.relation, this.relation.limits(caller, object)) : [];
    const cell = said.length ? cellSaying(state, said) : copyOf(state);
    if (this.marked?.[0] === caller && this.marked[1] === object) cell.classList.add('chosen');
    if (this.cursor[0] === line.number && this.cursor[1] === at) cell.tabIndex = 0;
    return cell;
  }

  /** The pair of a cell by its row and column. @param {number} row @param {number} column */
  pairAt(row, column) {
    const [down, across] = [this.sides.down[row], this.sides.across[column]];
    return down && across ? pairOf(down, across) : null;
  }

  /** The caller and object of the cell where the keyboard is. */
  pair() {
    const [caller, object] = this.pairAt(...this.cursor) ?? [null, null];
    return { caller, object };
  }

  /** Puts the cursor of the keyboard where it was before the matrix was drawn anew. @param {{ caller: number | null, object: number | null } | null} pair */
  moveBack(pair) {
    if (pair?.caller == null || pair.object === null) return;
    const [row, column] = this.placeOf(pair.caller, pair.object);
    if (row >= 0 && column >= 0) this.moveTo(row, column);
  }

  /** Where the cell of a caller and an object is. @param {number} caller @param {number} object */
  placeOf(caller, object) {
    const at = (/** @type {Item[]} */ side) =>
      side.findIndex(item =>
        item.kind === 'object' ? item.object === object : item.column.callers.includes(caller),
      );
    return /** @type {[number, number]} */ ([at(this.sides.down), at(this.sides.across)]);
  }

  /** The row and column of a cell. @param {HTMLTableCellElement} cell @returns {[number, number]} */
  numbersOf(cell) {
    return [Number(cell.parentElement?.dataset['row']), cell.cellIndex - 1];
  }

  /** The drawn cell; null if it is out of sight. @param {number} row @param {number} column */
  cellAt(row, column) {
    const drawn = this.body.querySelector(`[data-row="${row}"]`);
    return drawn instanceof HTMLTableRowElement ? (drawn.cells[column + 1] ?? null) : null;
  }

  /** Marks the cell whose answer is explained. @param {number} caller @param {number} object */
  mark(caller, object) {
    for (const cell of this.body.querySelectorAll('.chosen')) cell.classList.remove('chosen');
    for (const head of this.scroller.querySelectorAll('.here')) head.classList.remove('here');
    this.marked = null;
    const [row, column] = this.placeOf(caller, object);
    if (row < 0 || column < 0) return null;
    this.marked = this.pairAt(row, column);
    const cell = this.moveTo(row, column);
    cell?.classList.add('chosen');
    this.scroller.querySelector(`[data-head="${column}"]`)?.classList.add('here');
    this.scroller.querySelector(`[data-side="${row}"]`)?.classList.add('here');
    return cell;
  }

  /** Puts the cursor of the keyboard on a cell, which is drawn then. @param {number} row @param {number} column */
  moveTo(row, column) {
    const before = this.cellAt(...this.cursor);
    this.cursor = [row, column];
    this.rows.bring(this.lines.findIndex(line => 'number' in line && line.number === row));
    const cell = this.cellAt(row, column);
    if (before !== cell) before?.removeAttribute('tabindex');
    if (cell) cell.tabIndex = 0;
    return cell;
  }
}

/** A cell for each state, to be copied: there are many. @type {Map<string, HTMLTableCellElement>} */
const CELLS = new Map();

/** @param {string} state */
function copyOf(state) {
  let cell = CELLS.get(state);
  if (!cell) {
    cell = make('td', { className: state, 'aria-label': ANSWERS[state] }, GLYPHS[state]);
    CELLS.set(state, cell);
  }
  return /** @type {HTMLTableCellElement} */ (cell.cloneNode(true));
}

/** @param {string} state @param {string[]} said */
function cellSaying(state, said) {
  return make('td', { className: state, 'aria-label': said.join(', ') }, said[0]);
}

/** The items with a heading before each kind. @param {Relation} relation @param {Item[]} items */
function linesOf(relation, items) {
  /** @type {Line[]} */
  const lines = [];
  let heading = '';
  items.forEach((item, number) => {
    const own = groupOf(relation, item);
    if (own !== heading) lines.push({ heading: own });
    heading = own;
    lines.push({ item, number });
  });
  return lines;
}
