/** What the walkthrough ticks its steps off by. */
import * as vscode from 'vscode';
import { SECTION } from './choices';
import { isConfig } from './language';
import type { Session } from './session';

/** Notes that the server runs, and that a configuration has been looked at. */
export function followSteps(session: Session): vscode.Disposable {
  const note = (name: string, value: boolean) =>
    void vscode.commands.executeCommand('setContext', `${SECTION}.${name}`, value);
  const look = (editor: vscode.TextEditor | undefined) => {
    if (editor && isConfig(editor.document)) note('opened', true);
  };
  look(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    session.onDidChange(standing => note('running', standing.kind === 'running')),
    vscode.window.onDidChangeActiveTextEditor(look),
  );
}
