/** Where `path:line:column` in a report leads. Nothing here knows VS Code. */

export interface Place {
  /** Where the text of the place begins and ends in its line, from 0. */
  readonly start: number;
  readonly end: number;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** The places that a line of a report leads to: the one it starts with, or those in the comment it ends with. */
export function placesIn(text: string): Place[] {
  const first = placeIn(text);
  if (first) return [first];
  const comment = /^.*? {2}\/\/ (?=[^"]*$)/.exec(text)?.[0].length;
  if (comment === undefined) return [];
  return [...text.slice(comment).matchAll(/(?:^|, )(.+?):(\d+)(?=, |$)/g)].map(found => {
    const [whole, path = '', line] = found;
    const end = comment + found.index + whole.length;
    return { start: end - path.length - 1 - String(line).length, end, path, line: Number(line), column: 1 };
  });
}

/** How many units of VS Code so many characters at the start of a line have: those beyond the basic plane have two. */
export function unitsBefore(line: string, characters: number): number {
  return [...line].slice(0, characters).join('').length;
}

/** The place at the start of a line of a report; undefined if the line has none. */
export function placeIn(text: string): Place | undefined {
  const found = /^(\s*)(\S.*?):(\d+):(\d+)(?=\s|$)/.exec(text);
  if (!found) return undefined;
  const [whole, indent = '', path = '', line, column] = found;
  return { start: indent.length, end: whole.length, path, line: Number(line), column: Number(column) };
}
