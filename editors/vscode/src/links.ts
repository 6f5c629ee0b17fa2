/** Makes the places in our reports links: a click opens the file at the line. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { placesIn } from './places';

export class PlaceLinks implements vscode.DocumentLinkProvider {
  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const links: vscode.DocumentLink[] = [];
    for (let number = 0; number < document.lineCount; number++) {
      for (const place of placesIn(document.lineAt(number).text)) {
        const file = await fileOf(place.path);
        if (!file) continue;
        const range = new vscode.Range(number, place.start, number, place.end);
        const target = file.with({ fragment: `L${place.line},${place.column}` });
        links.push(new vscode.DocumentLink(range, target));
      }
    }
    return links;
  }
}

/** The file of a path as reports write it: from a folder of the workspace, absolute, or what was never saved. */
async function fileOf(written: string): Promise<vscode.Uri | undefined> {
  if (/^untitled:/.test(written)) return vscode.Uri.parse(written);
  if (path.isAbsolute(written)) return vscode.Uri.file(written);
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const file = path.join(folder.uri.fsPath, written);
    if (await stat(file).catch(() => undefined)) return vscode.Uri.file(file);
  }
  return undefined;
}
