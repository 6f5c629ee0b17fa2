/** What the user is told when there is no working server, and which buttons help. Nothing here knows VS Code. */
import type { Found, Origin } from './finding';
import { OLDEST_PYTHON, OLDEST_SERVER } from './version';

export type Button = 'Open Settings' | 'Restart' | 'Show Output';

export interface Trouble {
  readonly text: string;
  readonly buttons: readonly Button[];
}

/** Why the search gave no usable server. */
export function troubleOf(found: Exclude<Found, { kind: 'usable' }>): Trouble {
  if (found.kind === 'missing') {
    const seen = found.seen.length > 0 ? ` (${found.seen.join('; ')})` : '';
    const text = `The language server needs Python ${OLDEST_PYTHON} or newer, and none was found${seen}. Install Python, or name one in the setting dial-lsp.python.`;
    return { text, buttons: ['Restart', 'Open Settings'] };
  }
  const what =
    found.kind === 'old'
      ? `is version ${found.version}; this extension needs ${OLDEST_SERVER} or newer`
      : `does not run: ${found.reason}`;
  const text = `The language server from ${found.origin} (${found.file}) ${what}.`;
  return { text, buttons: ['Open Settings', 'Show Output'] };
}

/** A server that was found but ended again and again, or did not get as far as answering. */
export function troubleOfCrash(file: string, origin: Origin, times: number): Trouble {
  const what = times > 1 ? `ended unexpectedly ${times} times in a row` : 'ended while it was starting';
  return {
    text: `The language server from ${origin} (${file}) ${what}.`,
    buttons: ['Restart', 'Open Settings', 'Show Output'],
  };
}
