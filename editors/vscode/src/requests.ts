/** What the extension asks the server beyond the protocol. */
import type * as vscode from 'vscode';
import type { Opened } from './pages';
import type { Session } from './session';

/** The configuration as Core would have it, merged from all files of the project; comments say who writes a line. */
export function mergedConfig(session: Session, uri: vscode.Uri): Promise<string | undefined> {
  return session.execute<string>('dial-lint.renderMerged', uri.toString(), null, true);
}

/** The command behind lenses, too: the page of who reaches what. */
export const OPEN_ACCESS = 'dial-lint.openAccess';

/** Where the page of who reaches what is; with a position, what to show there of the key, role or model. */
export function accessPage(
  session: Session,
  uri: vscode.Uri,
  at?: vscode.Position,
): Promise<Opened | undefined> {
  const position = at ? [{ line: at.line, character: at.character }] : [];
  return session.execute<Opened>(OPEN_ACCESS, uri.toString(), ...position);
}

/** Makes all fixes that are safe in all files of the project; returns how many there were. */
export function fixAll(session: Session, uri: vscode.Uri): Promise<number | undefined> {
  return session.execute<number>('dial-lint.fixAll', uri.toString());
}

/** The command behind the lens above an unsaved file, too: the page of what differs. */
export const OPEN_DIFFERENCE = 'dial-lint.openDifference';

/** Where the page is of what differs from the saved file or the last commit. */
export function differencePage(
  session: Session,
  uri: vscode.Uri,
  against: 'saved' | 'HEAD',
): Promise<Opened | undefined> {
  return session.execute<Opened>(OPEN_DIFFERENCE, uri.toString(), against);
}

/** The command behind the lens of a policy: what became of it, and why. */
export const SHOW_POLICY = 'dial-lint.showPolicy';

/** The command behind lenses and links of hovers, too: why somebody can or cannot call something. */
export const WHY = 'dial-lint.why';
