/** Does something when the typing has paused. */
import * as vscode from 'vscode';

const PAUSE = 300; // milliseconds without an edit

/** Calls back once after edits of documents, when no more come; until it is cancelled. */
export function atPauses(
  counts: (uri: vscode.Uri) => boolean,
  act: () => Promise<void>,
  token: vscode.CancellationToken,
): void {
  let timer: NodeJS.Timeout | undefined;
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0 || !counts(document.uri)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void act(), PAUSE);
  });
  token.onCancellationRequested(() => {
    clearTimeout(timer);
    listener.dispose();
  });
}
