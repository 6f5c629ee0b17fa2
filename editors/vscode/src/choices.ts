/** Reads what the user has chosen and what the machine has: the surroundings of a search for the server. */
import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Surroundings } from './finding';
import { serverIn, usualPythons } from './private-environment';
import { selectedInterpreter } from './python';
import { run } from './running';
import { expanded } from './variables';

export const SECTION = 'dial-lsp';
export const WINDOWS = process.platform === 'win32';

const CURRENT = 'privateEnvironment'; // in the extension's global state: the name of the folder that counts

/** Where private environments are kept. */
export function storageOf(context: vscode.ExtensionContext): string {
  return path.join(context.globalStorageUri.fsPath, 'servers');
}

export function chosenEnvironment(context: vscode.ExtensionContext): string | undefined {
  const name = context.globalState.get<string>(CURRENT);
  return name === undefined ? undefined : path.join(storageOf(context), name);
}

export async function chooseEnvironment(context: vscode.ExtensionContext, name: string): Promise<void> {
  await context.globalState.update(CURRENT, name);
}

export function surroundings(context: vscode.ExtensionContext): Surroundings {
  const environment = chosenEnvironment(context);
  return {
    setting: pathSetting('path'),
    interpreter: selectedInterpreter,
    searchPath: process.env['PATH'] ?? '',
    privateServer: environment && serverIn(environment, WINDOWS),
    trusted: vscode.workspace.isTrusted,
    folders: folders(),
    windows: WINDOWS,
    isFile: async file => (await stat(file).catch(() => undefined))?.isFile() ?? false,
    run,
  };
}

/** Interpreters to make a private environment with, best first. */
export async function pythons(): Promise<readonly string[]> {
  const chosen = pathSetting('python');
  if (chosen) return [chosen];
  const selected = vscode.workspace.isTrusted ? await selectedInterpreter() : undefined;
  return [...(selected ? [selected] : []), ...usualPythons(WINDOWS)];
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
