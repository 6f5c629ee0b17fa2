/** What Core would do with each file that is open, as the server tells it after each check. */
import * as vscode from 'vscode';
import type { Location } from 'vscode-languageclient/node';
import { SECTION } from './choices';
import { activeConfig } from './language';
import { rangeOf } from './showing';

/** The notification of the server, as docs/language-server.md describes it. */
export const STATUS = 'dial-lint/status';

export interface Verdict {
  readonly uri: string;
  readonly version: number | null;
  readonly verdict: 'accepts' | 'rejects' | 'none';
  readonly message: string;
  readonly core: string | null;
  readonly reason?: Location;
}

export class Verdicts implements vscode.Disposable {
  private readonly known = new Map<string, Verdict>(); // by URI
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.changes.event;

  take(verdict: Verdict): void {
    const uri = vscode.Uri.parse(verdict.uri);
    this.known.set(uri.toString(), verdict);
    this.changed(uri);
  }

  /** Forgets all: the server that told them is gone. */
  forget(): void {
    const uris = [...this.known.values()].map(({ uri }) => vscode.Uri.parse(uri));
    this.known.clear();
    for (const uri of uris) this.changed(uri);
  }

  of(uri: vscode.Uri): Verdict | undefined {
    return this.known.get(uri.toString());
  }

  /** The document of the active editor if it is a configuration, or YAML with one inside. */
  active(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    const verdict = document && this.of(document.uri)?.verdict;
    return verdict && verdict !== 'none' ? document : activeConfig();
  }

  dispose(): void {
    this.changes.dispose();
  }

  private changed(uri: vscode.Uri): void {
    const configs = [...this.known.values()].filter(({ verdict }) => verdict !== 'none');
    // Commands that are about a configuration are offered where one is. The workbench knows a remote file by its path.
    const paths = configs
      .map(({ uri }) => vscode.Uri.parse(uri))
      .flatMap(({ path, fsPath }) => [path, fsPath]);
    void vscode.commands.executeCommand('setContext', `${SECTION}.files`, [...new Set(paths)]);
    this.changes.fire(uri);
  }
}

/** Opens the place that makes Core refuse a file. */
export async function showReason({ reason }: Verdict): Promise<void> {
  if (!reason) return;
  await vscode.window.showTextDocument(vscode.Uri.parse(reason.uri), { selection: rangeOf(reason.range) });
}
