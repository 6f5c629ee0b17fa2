/** Where VS Code enters: starts the server and keeps it fitting to the user's choices. */
import * as vscode from 'vscode';
import { SECTION } from './choices';
import { registerCommands } from './commands';
import { onOtherInterpreter } from './python';
import { ACCESS_PAGE, Reports } from './reports';
import { SHOW_ACCESS, targetCore } from './requests';
import { Session } from './session';
import { showStatus } from './status';
import { tell } from './telling';
import { followSteps } from './walkthrough';

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('AI DIAL Config', { log: true });
  const reports = new Reports();
  const mine = new Session(context, log, async (command, answer) => {
    if (command === SHOW_ACCESS && typeof answer === 'string') await reports.showPage(ACCESS_PAGE, answer);
  });
  session = mine;
  context.subscriptions.push(
    log,
    reports,
    registerCommands(context, mine, log, reports),
    followSteps(mine),
    showStatus(mine, document => targetCore(mine, document.uri)),
    mine.onDidChange(standing => {
      if (standing.kind === 'failed') void tell(standing.trouble);
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(`${SECTION}.path`)) void mine.restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => mine.reconsider()),
  );
  const listener = vscode.workspace.isTrusted && (await onOtherInterpreter(() => mine.reconsider()));
  if (listener) context.subscriptions.push(listener);
  await mine.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}
