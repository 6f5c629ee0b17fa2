/** Versions of the server: reading and comparing. */

/** The oldest server that this extension works with. */
export const OLDEST_SERVER = '0.1.0';

/** The oldest Python that runs the server of the extension. */
export const OLDEST_PYTHON = '3.11';

/** The version in what `dial-lsp --version` prints, such as "dial-lsp, version 0.1.0"; undefined if there is none. */
export function versionIn(output: string): string | undefined {
  return /(?:^|\s)v?(\d+(?:\.\d+)+\S*)/m.exec(output)?.[1];
}

/** Whether a version is at least another one. Only the numbers before any suffix count: 1.2.0rc1 is as good as 1.2.0. */
export function isAtLeast(version: string, least: string): boolean {
  const [mine, theirs] = [numbersOf(version), numbersOf(least)];
  for (let place = 0; place < Math.max(mine.length, theirs.length); place++) {
    const difference = (mine[place] ?? 0) - (theirs[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(version: string): number[] {
  return (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
}
