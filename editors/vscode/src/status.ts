/** The status item of configurations: how many findings, and for which version of Core. */
import * as vscode from 'vscode';
import { SECTION } from './choices';
import { activeConfig } from './language';
import type { Session, Standing } from './session';
import { type Counts, statusOf } from './status-text';

/** Shows the item while a configuration is in the active editor. `coreOf` tells the version of Core meant for a file. */
export function showStatus(
  session: Session,
  coreOf: (document: vscode.TextDocument) => Promise<string | undefined>,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(`${SECTION}.status`, vscode.StatusBarAlignment.Right, 100);
  item.name = 'AI DIAL Config';
  item.command = `${SECTION}.showMenu`;
  let newest = 0;
  const refresh = async (): Promise<void> => {
    const mine = ++newest;
    const document = activeConfig();
    if (!document) return item.hide();
    const core = session.standing.kind === 'running' ? await coreOf(document) : undefined;
    if (mine !== newest) return; // a later call has shown something newer
    const { text, tooltip, alarming } = statusOf(described(session.standing), counts(document.uri), core);
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = alarming ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    item.show();
  };
  void refresh();
  return vscode.Disposable.from(
    item,
    session.onDidChange(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.workspace.onDidOpenTextDocument(refresh), // also when a document changes its language
    vscode.workspace.onDidSaveTextDocument(refresh), // perhaps of a settings file
    vscode.workspace.onDidChangeConfiguration(refresh),
    vscode.languages.onDidChangeDiagnostics(event => {
      const active = activeConfig()?.uri.toString();
      if (event.uris.some(uri => uri.toString() === active)) void refresh();
    }),
  );
}

function described(standing: Standing): Parameters<typeof statusOf>[0] {
  switch (standing.kind) {
    case 'running':
      return { kind: 'running', server: `dial-lsp ${standing.version} from ${standing.origin}` };
    case 'failed':
      return { kind: 'failed', reason: standing.trouble.text };
    default:
      return { kind: standing.kind };
  }
}

function counts(uri: vscode.Uri): Counts {
  const found = vscode.languages.getDiagnostics(uri).map(diagnostic => diagnostic.severity);
  return {
    errors: found.filter(severity => severity === vscode.DiagnosticSeverity.Error).length,
    warnings: found.filter(severity => severity === vscode.DiagnosticSeverity.Warning).length,
    informations: found.filter(severity => severity === vscode.DiagnosticSeverity.Information).length,
  };
}
