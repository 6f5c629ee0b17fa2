/** What the extension asks the server beyond the protocol. */
import type * as vscode from 'vscode';
import type { Session } from './session';

/** The configuration as Core would have it, merged from all files of the project; comments say who writes a line. */
export function mergedConfig(session: Session, uri: vscode.Uri): Promise<string | undefined> {
  return session.execute<string>('dial-lint.renderMerged', uri.toString(), null, true);
}

/** The command behind lenses, too; it is answered with Markdown. */
export const SHOW_ACCESS = 'dial-lint.showAccess';

/** Who reaches what, as Markdown. */
export function accessTable(session: Session, uri: vscode.Uri): Promise<string | undefined> {
  return session.execute<string>(SHOW_ACCESS, uri.toString());
}

/** Makes all fixes that are safe in all files of the project; returns how many there were. */
export function fixAll(session: Session, uri: vscode.Uri): Promise<number | undefined> {
  return session.execute<number>('dial-lint.fixAll', uri.toString());
}

/** The command behind the lens above an unsaved file, too; it is answered with Markdown. */
export const SHOW_DIFFERENCE = 'dial-lint.showDifference';

/** What differs from the saved file or the last commit, as Markdown. */
export function difference(
  session: Session,
  uri: vscode.Uri,
  against: 'saved' | 'HEAD',
): Promise<string | undefined> {
  return session.execute<string>(SHOW_DIFFERENCE, uri.toString(), against);
}

/** The command behind lenses and links of hovers, too: why somebody can or cannot call something. */
export const WHY = 'dial-lint.why';
