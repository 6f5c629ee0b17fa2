/** Shows places of files in editors. */
import * as vscode from 'vscode';
import type { Location, Range } from 'vscode-languageclient/node';
import { unitsBefore } from './places';

/**
 * Puts the cursor at a line and column, both from 1, the column in characters. A file that is shown already stays where
 * it is; another one opens beside the page that asks for it.
 */
export async function showPlace(
  uri: vscode.Uri,
  line: number,
  column: number,
  asking: vscode.ViewColumn | undefined,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const number = Math.min(line, document.lineCount) - 1;
  const at = new vscode.Position(number, unitsBefore(document.lineAt(number).text, column - 1));
  await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(uri, asking),
    selection: new vscode.Range(at, at),
  });
}

/** The column in which a file is shown, else one that is not that of the page. */
function columnOf(uri: vscode.Uri, asking: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const shown = vscode.window.tabGroups.all.find(group =>
    group.tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    ),
  );
  return (
    shown?.viewColumn ?? (asking === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One)
  );
}

/** A range of the protocol as one of VS Code. */
export function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** A location of the protocol as one of VS Code. */
export function locationOf({ uri, range }: Location): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri), rangeOf(range));
}
