/** The words of the status item. Nothing here knows VS Code. */

/** The findings in a file. Hints do not count: the Problems panel does not list them either. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
}

export type ServerState =
  | { readonly kind: 'running'; readonly server: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'starting' }
  | { readonly kind: 'stopped' };

export interface StatusText {
  /** With icons in the form of VS Code, `$(name)`. */
  readonly text: string;
  readonly tooltip: string;
  readonly alarming: boolean;
}

/** What the server tells of a file: the version of Core that it is checked for, and the sentence if Core refuses it. */
export interface Judged {
  readonly core?: string | undefined;
  readonly refusal?: string | undefined;
}

/** What the item says of a file. */
export function statusOf(state: ServerState, counts: Counts, { core, refusal }: Judged): StatusText {
  if (state.kind === 'starting')
    return { text: '$(sync~spin) DIAL', tooltip: 'The server is starting', alarming: false };
  if (state.kind === 'stopped')
    return { text: '$(circle-slash) DIAL', tooltip: 'The server is stopped', alarming: false };
  if (state.kind === 'failed')
    return { text: '$(error) DIAL: no server', tooltip: state.reason, alarming: true };
  const target = core === undefined ? '' : `Core ${core}`;
  const tooltip = [refusal, inWords(counts), target && `Checked for ${target}`, state.server]
    .filter(Boolean)
    .join('\n');
  const said = refusal ? short(refusal) : target;
  const text = ['DIAL', inIcons(counts), said].filter(Boolean).join(' ');
  return { text, tooltip, alarming: refusal !== undefined };
}

/** The sentence without what goes without saying beside a red background: "Core 0.46 would refuse this file". */
function short(refusal: string): string {
  return refusal.replace(/ and keep .*$/, '');
}

function inIcons({ errors, warnings, informations }: Counts): string {
  if (errors + warnings + informations === 0) return '$(check)';
  const shown = [
    errors > 0 && `$(error) ${errors}`,
    warnings > 0 && `$(warning) ${warnings}`,
    informations > 0 && `$(info) ${informations}`,
  ];
  return shown.filter(Boolean).join(' ');
}

function inWords({ errors, warnings, informations }: Counts): string {
  if (errors + warnings + informations === 0) return 'No findings in this file';
  const words = [many(errors, 'error'), many(warnings, 'warning'), many(informations, 'remark')];
  return `In this file: ${words.filter(Boolean).join(', ')}`;
}

function many(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}
