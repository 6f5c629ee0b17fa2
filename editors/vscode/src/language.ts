/** The language of configurations, and which open documents are in it. */
import path from 'node:path';
import * as vscode from 'vscode';

export const LANGUAGE = 'dial-config';

/** `aidial.config.json`, also with something in front, in the middle or behind: `aidial.config.dev.json`. */
const NAME = /^(?:[^/]*[.-])?aidial\.(?:[^/]+\.)?config(?:[.-][^/]+)?\.jsonc?$/;

/** Files in a folder that say that it has a configuration, as a pattern. */
export const SIGNS =
  '**/{aidial.config.json,aidial.config.jsonc,aidial.settings.json,dial-lint.toml,dial-policy.toml}';

/** Whether a document is a configuration: by its language, or by its name while no server has looked at it. */
export function isConfig(document: vscode.TextDocument): boolean {
  return (
    document.languageId === LANGUAGE || (isJson(document) && NAME.test(path.basename(document.uri.path)))
  );
}

export function isJson(document: vscode.TextDocument): boolean {
  return ['json', 'jsonc'].includes(document.languageId);
}

/** What YAML speaks of that may hold a configuration: the same as the server looks for. */
const INSIDE = /aidial|(?:dial|proxy)[\w.-]*config[\w.-]*\.json/i;

/** Whether a document is a configuration, its policies, or YAML in which one may stand, as in the values of a chart. */
export function mayHoldConfig(document: vscode.TextDocument): boolean {
  if (isConfig(document) || path.basename(document.uri.path) === 'dial-policy.toml') return true;
  return /\.ya?ml$/.test(document.uri.path) && INSIDE.test(document.getText());
}

/** The document of the active editor if it is a configuration. */
export function activeConfig(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isConfig(document) ? document : undefined;
}
