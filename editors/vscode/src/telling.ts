/** Shows the user why there is no server, and does what the chosen button says. */
import * as vscode from 'vscode';
import { SECTION } from './choices';
import type { Button, Trouble } from './trouble';

/** Shows a trouble. Resolves when it was answered or closed. */
export async function tell(trouble: Trouble): Promise<void> {
  const button = await vscode.window.showErrorMessage(trouble.text, ...trouble.buttons);
  if (button) await vscode.commands.executeCommand(...COMMANDS[button]);
}

const COMMANDS: Readonly<Record<Button, [string, ...string[]]>> = {
  'Open Settings': ['workbench.action.openSettings', '@ext:dial-lsp.dial-lsp'],
  Restart: [`${SECTION}.restart`],
  'Show Output': [`${SECTION}.showOutput`],
};
