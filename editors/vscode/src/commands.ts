/** The commands of the palette. They are there before the server is, and say so when they need it. */
import * as vscode from 'vscode';
import { SECTION } from './choices';
import { installServer } from './installing';
import { activeConfig } from './language';
import { Reports } from './reports';
import { accessTable, mergedConfig } from './requests';
import type { Session } from './session';
import { tell } from './telling';

type Command = (...args: unknown[]) => unknown;

export function registerCommands(
  context: vscode.ExtensionContext,
  session: Session,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const reports = new Reports();
  const commands: Readonly<Record<string, Command>> = {
    installServer: () => installServer(context, session, log),
    restart: () => session.restart(),
    showOutput: () => log.show(),
    showMenu,
    fixAll: () => onConfig(fixAll),
    renderMerged: () => onConfig(document => renderMerged(document, session, reports)),
    showAccess: () => onConfig(document => showAccess(document, session, reports)),
  };
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`${SECTION}.${name}`, run),
  );
  return vscode.Disposable.from(reports, ...registered);

  async function onConfig(act: (document: vscode.TextDocument) => Promise<void>): Promise<void> {
    const document = activeConfig();
    if (!document) {
      void vscode.window.showInformationMessage(
        'Open a DIAL configuration such as aidial.config.json first.',
      );
      return;
    }
    if (session.standing.kind === 'failed') return tell(session.standing.trouble);
    await act(document);
  }
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.codeAction', {
    kind: 'source.fixAll.dial-lint',
    apply: 'first',
  });
}

async function renderMerged(
  document: vscode.TextDocument,
  session: Session,
  reports: Reports,
): Promise<void> {
  const text = await mergedConfig(session, document.uri);
  if (text === undefined) return;
  const shown = await vscode.workspace.openTextDocument(reports.put('merged.json', text));
  await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

async function showAccess(document: vscode.TextDocument, session: Session, reports: Reports): Promise<void> {
  const text = await accessTable(session, document.uri);
  if (text === undefined) return;
  await vscode.commands.executeCommand('markdown.showPreviewToSide', reports.put('access.md', text));
}

async function showMenu(): Promise<void> {
  const entries = [
    { label: '$(list-unordered) Show findings', command: 'workbench.actions.view.problems' },
    { label: '$(tools) Fix all that is safe', command: `${SECTION}.fixAll` },
    { label: '$(organization) Show who reaches what', command: `${SECTION}.showAccess` },
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
