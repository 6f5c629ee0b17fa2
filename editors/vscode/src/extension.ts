/** Where VS Code enters: starts the server and keeps it fitting to the user's choices. */
import * as vscode from 'vscode';
import { forgetClosed, giveBack } from './adopting';
import { showWhy, type WhyAnswer } from './asking';
import { SECTION } from './choices';
import type { OnAnswer } from './client';
import { registerCommands } from './commands';
import { mayHoldConfig, SIGNS } from './language';
import { type Opened, Pages } from './pages';
import { PolicyTests } from './policy-tests';
import { onOtherInterpreter } from './python';
import { Reports } from './reports';
import { OPEN_ACCESS, OPEN_DIFFERENCE, SHOW_POLICY, WHY } from './requests';
import { Session } from './session';
import { showStatus } from './status';
import { tell } from './telling';
import { Verdicts } from './verdicts';
import { followSteps } from './walkthrough';

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('AI DIAL Config', { log: true });
  const reports = new Reports();
  const verdicts = new Verdicts();
  const onAnswer: OnAnswer = async (command, args, answer) => {
    if (command === WHY) await showWhy(mine, String(args[0]), answer as WhyAnswer, reports);
    if (command === OPEN_ACCESS || command === OPEN_DIFFERENCE) await pages.show(command, answer as Opened);
    if (command === SHOW_POLICY) await reports.showText('Policy.md', String(answer));
  };
  const mine = new Session(context, log, {
    onAnswer,
    onVerdict: verdict => verdicts.take(verdict),
    onContent: uri => pages.changed(uri),
    onPolicies: () => void policies.refresh(),
  });
  const pages = new Pages(mine);
  const policies = new PolicyTests(mine);
  session = mine;
  context.subscriptions.push(
    log,
    reports,
    verdicts,
    pages,
    policies,
    registerCommands(mine, log, reports, pages, verdicts),
    followSteps(mine),
    showStatus(mine, verdicts),
    forgetClosed(),
    mine.onDidChange(standing => {
      if (standing.kind === 'running') {
        pages.restarted();
        void policies.refresh();
      } else {
        verdicts.forget();
        policies.forget();
      }
      if (standing.kind !== 'failed') return;
      void giveBack();
      void tell(standing.trouble);
    }),
    vscode.workspace.onDidChangeConfiguration(event => {
      const counts = ['path', 'python'].some(name => event.affectsConfiguration(`${SECTION}.${name}`));
      if (counts && mine.standing.kind !== 'stopped') void mine.restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => mine.reconsider()),
  );
  const listener = vscode.workspace.isTrusted && (await onOtherInterpreter(() => mine.reconsider()));
  if (listener) context.subscriptions.push(listener);
  if (await hasConfig()) return mine.restart();
  // Any JSON or YAML file wakes the extension. It starts nothing before a configuration is opened.
  const waiting = vscode.workspace.onDidOpenTextDocument(document => {
    if (!mayHoldConfig(document)) return;
    waiting.dispose();
    void mine.restart();
  });
  context.subscriptions.push(waiting);
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

/** Whether a configuration is open, or a folder has one. */
async function hasConfig(): Promise<boolean> {
  if (vscode.workspace.textDocuments.some(mayHoldConfig)) return true;
  return (await vscode.workspace.findFiles(SIGNS, '**/node_modules/**', 1)).length > 0;
}
