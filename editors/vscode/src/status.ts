/** The status item of configurations: whether Core would refuse the file, how many findings, and for which Core. */
import * as vscode from 'vscode';
import { SECTION } from './choices';
import type { Session, Standing } from './session';
import { type Counts, type Judged, statusOf } from './status-text';
import type { Verdict, Verdicts } from './verdicts';

/** Shows the item while a configuration is in the active editor. */
export function showStatus(session: Session, verdicts: Verdicts): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(`${SECTION}.status`, vscode.StatusBarAlignment.Right, 100);
  item.name = 'AI DIAL Config';
  item.command = `${SECTION}.showMenu`;
  const refresh = (): void => {
    const document = verdicts.active();
    if (!document) {
      item.hide();
      return;
    }
    const judged = judgedBy(verdicts.of(document.uri));
    const { text, tooltip, alarming } = statusOf(described(session.standing), counts(document.uri), judged);
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = alarming ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    item.show();
  };
  refresh();
  return vscode.Disposable.from(
    item,
    session.onDidChange(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.workspace.onDidOpenTextDocument(refresh), // also when a document changes its language
    verdicts.onDidChange(refresh),
    vscode.languages.onDidChangeDiagnostics(event => {
      const active = verdicts.active()?.uri.toString();
      if (event.uris.some(uri => uri.toString() === active)) refresh();
    }),
  );
}

function judgedBy(verdict: Verdict | undefined): Judged {
  const refusal = verdict?.verdict === 'rejects' ? verdict.message : undefined;
  return { core: verdict?.core ?? undefined, refusal };
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
