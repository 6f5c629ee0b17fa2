/** What the page knows: callers, objects, and the answer for each pair. */

/**
 * @typedef {object} Caller
 * @property {'key' | 'roles' | 'everyone'} kind
 * @property {string} label - in a table
 * @property {string} sentence - in a sentence
 * @property {number | null} position
 * @property {string | null} project
 * @property {number[]} roles - in the caller's order
 * @property {number | null} at
 * @property {boolean} usable - whether a key counts
 * @property {[power: string, role: string][]} powers - what it may do beside calls
 * @property {string | null} cost - the limit of what is spent
 * @property {number} class - callers of one class have the very same answers
 * @property {number[]} steps - what is to be said of it, whatever is called
 * @property {number[]} ofRoles - of a key, where it is given each of its roles
 * @property {number[]} ofNoRole - of a key, that it has these roles only
 * @property {number[]} ofCost - where the limit of what is spent comes from
 */
/** @typedef {(number | string | null)[]} Limits - by window; none at all: no limit */
/**
 * The state of an answer, the role that lets callers in, the reasons, why calls fail; of who is let in the limits, the
 * role that gives each, and whether it matters what is spent.
 *
 * @typedef {[
 *   state: string,
 *   roles: number[],
 *   steps: number[],
 *   problems: number[],
 *   limits?: Limits,
 *   sources?: number[],
 *   asksMoney?: boolean,
 * ]} Answer
 */
/**
 * @typedef {object} Called
 * @property {string} kind
 * @property {string} name
 * @property {string | null} application
 * @property {string} label
 * @property {string} sentence
 * @property {number} at
 * @property {number[] | null} admits - the roles of userRoles; null: it is open
 * @property {boolean} isMatched - whether the roles of a caller decide who may call it
 * @property {number[]} grant - why it is open or closed, where no role decides
 * @property {string} asked - for which calls Core asks the limits of roles
 * @property {number[]} problems - why calls fail
 * @property {[role: number, limits: Limits][]} limits - what roles say of it
 * @property {Answer[]} answers
 * @property {string | number[]} cells - by class of callers the number of the answer
 */
/** @typedef {{ name: string, words: string, objects?: number[], callers?: number[] }} Fact */
/**
 * What callers may cost at worst: in an hour, a day and a month; no bounds: nothing bounds it.
 *
 * @typedef {object} Spending
 * @property {string | null} project - whose keys are counted together
 * @property {number[]} callers
 * @property {string[] | null} bounds
 * @property {number | null} at - the limit that bounds it
 * @property {number[]} missing - what would bound it
 * @property {[object: number, day: string | null][]} models - the dearest, or those that nothing bounds
 */
/** @typedef {[file: number, line: number, column: number, before: string, meant: string, after: string]} Place */
/** @typedef {[kind: string, message: string, place: number | null]} Step */
/**
 * @typedef {object} Data
 * @property {string} title
 * @property {import('./link.js').View | null} [view] - the one to begin with
 * @property {string | null} refused - that Core would refuse the configuration
 * @property {Caller[]} callers
 * @property {number[][]} columns - callers whose answers look the same
 * @property {Called[]} objects
 * @property {(string | null)[]} roles
 * @property {number | null} default
 * @property {string} digits
 * @property {string[]} windows
 * @property {{ [window: string]: string }} units
 * @property {Fact[]} facts
 * @property {{ rows: Spending[], assumptions: string[] }} spending
 * @property {string[]} files
 * @property {string[]} [uris] - where an editor finds the files
 * @property {Place[]} places
 * @property {Step[]} steps
 */

export class Relation {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.columns = data.columns;
    /** @type {number[]} */
    this.columnOf = [];
    this.columns.forEach((callers, number) => {
      for (const caller of callers) this.columnOf[caller] = number;
    });
    this.digits = new Map([...data.digits].map((digit, number) => [digit, number]));
  }

  /** @param {number} caller */
  caller(caller) {
    return /** @type {Caller} */ (this.data.callers[caller]);
  }

  /** @param {number} object */
  object(object) {
    return /** @type {Called} */ (this.data.objects[object]);
  }

  /**
   * @param {number} caller
   * @param {number} object
   * @returns {Answer}
   */
  answer(caller, object) {
    const { answers, cells } = this.object(object);
    const cell = cells[this.caller(caller).class] ?? 0;
    return /** @type {Answer} */ (answers[typeof cell === 'number' ? cell : (this.digits.get(cell) ?? 0)]);
  }

  /**
   * @param {number} caller
   * @param {number} object
   */
  state(caller, object) {
    return this.answer(caller, object)[0];
  }

  /** The limits of a caller who is let in. @param {number} caller @param {number} object @returns {Limits} */
  limits(caller, object) {
    return this.answer(caller, object)[4] ?? [];
  }

  /** What the caller may spend, where it matters. @param {number} caller @param {number} object */
  cost(caller, object) {
    return this.answer(caller, object)[6] ? this.caller(caller).cost : null;
  }

  /** The callers with the same answers, this one among them. @param {number} caller */
  sameAs(caller) {
    return this.columns[this.columnOf[caller] ?? 0] ?? [];
  }

  /** Reasons by their numbers. @param {number[]} numbers */
  steps(numbers) {
    return numbers.map(number => /** @type {Step} */ (this.data.steps[number]));
  }
}
