/** The language of configurations, and which open documents are in it. */
import * as vscode from 'vscode';

export const LANGUAGE = 'dial-config';

/** The document of the active editor if it is a configuration. */
export function activeConfig(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === LANGUAGE ? document : undefined;
}
