/**
 * Gives a JSON file that the server has recognised as a configuration the language of configurations.
 *
 * As plain JSON it would be checked twice: VS Code's own JSON support would repeat the syntax problems in other words.
 */
import * as vscode from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient/node';
import { LANGUAGE } from './language';

const adopted = new Set<string>(); // by URI: someone who changes the language back is not contradicted

/** Middleware: the server tells findings, if only that there are none, of configurations alone. */
export function adopting(
  uri: vscode.Uri,
  diagnostics: vscode.Diagnostic[],
  next: HandleDiagnosticsSignature,
): void {
  next(uri, diagnostics);
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri.toString());
  if (!document || !['json', 'jsonc'].includes(document.languageId) || adopted.has(uri.toString())) return;
  adopted.add(uri.toString());
  void vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}
