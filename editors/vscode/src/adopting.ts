/**
 * Gives a JSON file that the server knows as a configuration the language of configurations.
 *
 * As plain JSON it would be checked twice: VS Code's own JSON support would repeat the syntax problems in other words.
 */
import * as vscode from 'vscode';
import { LANGUAGE } from './language';

const adopted = new Set<string>(); // by URI: someone who changes the language back is not contradicted

/** Changes the language of a JSON document if it is a configuration. */
export async function adopt(
  document: vscode.TextDocument,
  isConfig: (uri: vscode.Uri) => Promise<boolean>,
): Promise<void> {
  const name = document.uri.toString();
  if (!['json', 'jsonc'].includes(document.languageId) || adopted.has(name)) return;
  if (!(await isConfig(document.uri)) || document.isClosed) return;
  adopted.add(name);
  await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
}
