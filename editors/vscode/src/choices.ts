/** Reads what the user has chosen and what the machine has: the surroundings of a search for the server. */
import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Surroundings } from './finding';
import { selectedInterpreter } from './python';
import { run } from './running';
import { expanded } from './variables';

export const SECTION = 'dial-lsp';
export const WINDOWS = process.platform === 'win32';

export function surroundings(context: vscode.ExtensionContext): Surroundings {
  return {
    setting: pathSetting('path'),
    python: pathSetting('python'),
    interpreter: selectedInterpreter,
    searchPath: process.env['PATH'] ?? '',
    bundle: bundleArguments(context),
    trusted: vscode.workspace.isTrusted,
    folders: folders(),
    windows: WINDOWS,
    isFile: async file => (await stat(file).catch(() => undefined))?.isFile() ?? false,
    run,
  };
}

/**
 * What makes a Python run the server inside the extension: nothing of the user's Python but its standard library, and
 * nothing is written into the folder of the extension.
 */
function bundleArguments(context: vscode.ExtensionContext): readonly string[] {
  const cache = path.join(context.globalStorageUri.fsPath, 'pycache');
  return ['-I', '-S', '-X', `pycache_prefix=${cache}`, context.asAbsolutePath('bundled/server.py')];
}

function pathSetting(name: string): string {
  return expanded(vscode.workspace.getConfiguration(SECTION).get<string>(name, ''), {
    home: os.homedir(),
    workspaceFolder: folders()[0],
    environment: process.env,
  });
}

function folders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath);
}
