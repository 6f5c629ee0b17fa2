/** The commands of the palette. They are there before the server is, and say so when they need it. */
import * as vscode from 'vscode';
import { ResponseError } from 'vscode-languageclient/node';
import { askWhy } from './asking';
import { SECTION } from './choices';
import type { Pages } from './pages';
import type { Reports } from './reports';
import { accessPage, differencePage, fixAll, mergedConfig, OPEN_ACCESS, OPEN_DIFFERENCE } from './requests';
import type { Session } from './session';
import { tell } from './telling';
import { showReason, type Verdicts } from './verdicts';

type Command = (...args: unknown[]) => unknown;

export function registerCommands(
  session: Session,
  log: vscode.LogOutputChannel,
  reports: Reports,
  pages: Pages,
  verdicts: Verdicts,
): vscode.Disposable {
  const commands: Readonly<Record<string, Command>> = {
    restart: () => session.restart(),
    showOutput: () => log.show(),
    showMenu: () => showMenu(verdicts),
    showReason: () => goToReason(verdicts),
    fixAll: () => onConfig(document => fixAllSafe(document, session)),
    renderMerged: () => onConfig(document => showMerged(document, session, reports)),
    showDifference: () => onConfig(document => showDifference(document, session, pages)),
    why: () => onConfig(document => askWhy(session, document, reports)),
    showAccess: () => onConfig(document => showAccess(document, session, pages)),
    showAccessHere: () => onConfig(document => showAccess(document, session, pages, cursor())),
  };
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`${SECTION}.${name}`, run),
  );
  return vscode.Disposable.from(...registered);

  async function onConfig(act: (document: vscode.TextDocument) => Promise<void>): Promise<void> {
    const document = verdicts.active();
    if (!document) {
      void vscode.window.showInformationMessage(
        'Open a DIAL configuration such as aidial.config.json first.',
      );
      return;
    }
    if (session.standing.kind === 'failed') return tell(session.standing.trouble);
    try {
      await act(document);
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error;
      void vscode.window.showInformationMessage(`DIAL: ${error.message}.`); // the server says why not
    }
  }
}

async function fixAllSafe(document: vscode.TextDocument, session: Session): Promise<void> {
  const done = await fixAll(session, document.uri);
  if (done === 0) void vscode.window.showInformationMessage('There is nothing that can be fixed safely.');
}

async function showMerged(document: vscode.TextDocument, session: Session, reports: Reports): Promise<void> {
  const text = await mergedConfig(session, document.uri);
  if (text !== undefined) await reports.showText('merged.jsonc', text);
}

/** Opens the page of who reaches what, at what stands at a position if there is one. */
async function showAccess(
  document: vscode.TextDocument,
  session: Session,
  pages: Pages,
  at?: vscode.Position,
): Promise<void> {
  const opened = await accessPage(session, document.uri, at);
  if (opened) await pages.show(OPEN_ACCESS, opened);
}

function cursor(): vscode.Position | undefined {
  return vscode.window.activeTextEditor?.selection.active;
}

async function showDifference(document: vscode.TextDocument, session: Session, pages: Pages): Promise<void> {
  const since = [
    { label: 'Since the file was saved', against: 'saved' },
    { label: 'Since the last commit', against: 'HEAD' },
  ] as const;
  const chosen = await vscode.window.showQuickPick(since, { title: 'What Did My Edit Change?' });
  const opened = chosen && (await differencePage(session, document.uri, chosen.against));
  if (opened) await pages.show(OPEN_DIFFERENCE, opened);
}

async function goToReason(verdicts: Verdicts): Promise<void> {
  const document = verdicts.active();
  const verdict = document && verdicts.of(document.uri);
  if (verdict?.reason) return showReason(verdict);
  void vscode.window.showInformationMessage('Core would load this file: there is no reason to go to.');
}

/** What leads the menu where Core would refuse the file: the way to the reason. */
function firstActions(verdicts: Verdicts): Action[] {
  const document = verdicts.active();
  const verdict = document && verdicts.of(document.uri);
  if (!verdict?.reason) return [];
  const label = `$(error) Go to the reason (line ${verdict.reason.range.start.line + 1})`;
  return [{ label, detail: verdict.message, command: `${SECTION}.showReason` }];
}

interface Action extends vscode.QuickPickItem {
  readonly command: string;
  readonly argument?: string;
}

async function showMenu(verdicts: Verdicts): Promise<void> {
  const entries: Action[] = [
    ...firstActions(verdicts),
    { label: '$(list-unordered) Show findings', command: 'workbench.actions.view.problems' },
    { label: '$(tools) Fix all that is safe', command: `${SECTION}.fixAll` },
    { label: '$(organization) Show who reaches what', command: `${SECTION}.showAccess` },
    { label: '$(question) Why can, or cannot, somebody call something?', command: `${SECTION}.why` },
    { label: '$(diff) What did my edit change?', command: `${SECTION}.showDifference` },
    { label: '$(json) Show the merged configuration', command: `${SECTION}.renderMerged` },
    { label: '$(debug-restart) Restart the server', command: `${SECTION}.restart` },
    { label: '$(output) Show the output', command: `${SECTION}.showOutput` },
    {
      label: '$(gear) Open the settings',
      command: 'workbench.action.openSettings',
      argument: '@ext:dial-lsp.dial-lsp',
    },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title: 'AI DIAL Config' });
  if (chosen) await vscode.commands.executeCommand(chosen.command, chosen.argument);
}
