/**
 * Gives a JSON file that the server knows as a configuration the language of configurations, and gives it back when
 * there is no server: until one runs, VS Code's own JSON support looks after the file.
 *
 * With both, each syntax problem would be reported twice, in different words.
 */
import * as vscode from 'vscode';
import { isJson, LANGUAGE } from './language';

const before = new Map<string, string>(); // by URI: the language a document had

/** Changes the language of a JSON document if it is a configuration. Someone who changes it back is not contradicted. */
export async function adopt(
  document: vscode.TextDocument,
  isConfig: (uri: vscode.Uri) => Promise<boolean>,
): Promise<void> {
  const name = document.uri.toString();
  if (!isJson(document) || before.has(name)) return;
  if (!(await isConfig(document.uri)) || document.isClosed || before.has(name)) return;
  before.set(name, document.languageId);
  await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}

/** Gives all open documents the language back that they had. */
export async function giveBack(): Promise<void> {
  const had = new Map(before);
  before.clear();
  for (const document of vscode.workspace.textDocuments) {
    const language = had.get(document.uri.toString());
    if (language !== undefined && document.languageId === LANGUAGE)
      await vscode.languages.setTextDocumentLanguage(document, language);
  }
}

/** Forgets documents that are closed, so that they are adopted when they are opened again. */
export function forgetClosed(): vscode.Disposable {
  return vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    // A change of the language closes and opens a document at once: that one is still known.
    setTimeout(() => {
      const isOpen = vscode.workspace.textDocuments.some(open => open.uri.toString() === uri.toString());
      if (!isOpen) before.delete(uri.toString());
    }, 0);
  });
}
