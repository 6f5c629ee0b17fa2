/** What the user is told when there is no working server, and which buttons help. Nothing here knows VS Code. */
import type { Found, Origin } from './finding';
import { OLDEST_SERVER } from './version';

export type Button = 'Install' | 'Open Settings' | 'Restart' | 'Show Output';

export interface Trouble {
  readonly text: string;
  readonly buttons: readonly Button[];
}

/** Why the search gave no usable server. */
export function troubleOf(found: Exclude<Found, { kind: 'usable' }>): Trouble {
  if (found.kind === 'missing') {
    return {
      text: 'The language server dial-lsp is not installed. Install it into an environment of its own, which changes nothing else?',
      buttons: ['Install', 'Open Settings'],
    };
  }
  const what =
    found.kind === 'old'
      ? `is version ${found.version}; this extension needs ${OLDEST_SERVER} or newer`
      : `does not run: ${found.reason}`;
  const text = `The language server from ${found.origin} (${found.file}) ${what}.`;
  return {
    text,
    buttons: isChosen(found.origin)
      ? ['Open Settings', 'Show Output']
      : ['Install', 'Open Settings', 'Show Output'],
  };
}

/** A server that was found but ended again and again, or did not get as far as answering. */
export function troubleOfCrash(file: string, origin: Origin, times: number): Trouble {
  const what = times > 1 ? `ended unexpectedly ${times} times in a row` : 'ended while it was starting';
  return {
    text: `The language server from ${origin} (${file}) ${what}.`,
    buttons: isChosen(origin)
      ? ['Restart', 'Open Settings', 'Show Output']
      : ['Restart', 'Install', 'Show Output'],
  };
}

/** A server of the user's own choice is not overruled: another installation would not be looked at. */
function isChosen(origin: Origin): boolean {
  return origin === 'the setting dial-lsp.path';
}
