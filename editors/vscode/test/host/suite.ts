/** What runs inside the extension host of VS Code, with its whole API. VS Code calls `run`. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

const PATIENCE = 30_000; // milliseconds
const tests: [string, () => Promise<void>][] = [];
const test = (name: string, body: () => Promise<void>) => tests.push([name, body]);

const extension = () => vscode.extensions.getExtension('dial-lsp.dial-lsp');
const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const open = async (name: string) => {
  const document = await vscode.workspace.openTextDocument(path.join(folder(), name));
  await vscode.window.showTextDocument(document);
  return document;
};
const findings = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'dial-lint');
const rules = (document: vscode.TextDocument) =>
  findings(document).map(found => (found.code as { value: string }).value);
const configuration = () => vscode.workspace.getConfiguration('dial-lsp');

async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + PATIENCE; ; await new Promise(resolve => setTimeout(resolve, 50))) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`never seen: ${what}`);
  }
}

test('a workspace with a configuration starts the extension', async () => {
  await until('the extension is active', () => extension()?.isActive);
});

test('findings have a rule, and a link to its page', async () => {
  const document = await open('aidial.config.json');
  await until('its language', () => document.languageId === 'dial-config');
  await until('findings', () => findings(document).length === 4);
  assert.deepEqual(rules(document).sort(), [
    'missing-default-role',
    'non-positive-limit',
    'undeclared-role',
    'unused-limit',
  ]);
  const code = findings(document)[0]?.code as { target: vscode.Uri };
  assert.match(code.target.toString(), /\/rules\/undeclared-role\/$/);
});

test('a JSON file that the settings name becomes a configuration', async () => {
  const document = await open('keys.json');
  await until(
    'its language',
    () => document.languageId === 'dial-config' || current('keys.json') !== undefined,
  );
  const adopted = await until('the document', () => current('keys.json'));
  await until('findings', () => rules(adopted).includes('weak-key'));
});

test('a foreign JSON file stays what it is', async () => {
  const document = await open('foreign.json');
  await open('aidial.config.json');
  assert.equal(document.languageId, 'json');
  assert.deepEqual(findings(document), []);
});

test('a configuration inside Helm values has findings in its place', async () => {
  const document = await open('values.yaml');
  await until('findings', () => findings(document).length > 0);
  const found = findings(document).find(({ message }) => message.includes('anlyst'));
  assert.equal(found && document.getText(found.range), '"anlyst"');
});

test('a choice of the settings counts at once', async () => {
  const document = await open('aidial.config.json');
  await configuration().update('idpRoles', ['developer'], vscode.ConfigurationTarget.Workspace);
  await until('the finding is gone', () => !rules(document).includes('undeclared-role'));
  await configuration().update('idpRoles', undefined, vscode.ConfigurationTarget.Workspace);
  await until('the finding is back', () => rules(document).includes('undeclared-role'));
});

test('lenses can be switched off', async () => {
  const document = await open('aidial.config.json');
  const lenses = () =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
  await until('lenses', async () => (await lenses()).length > 0);
  await configuration().update('codeLenses', false, vscode.ConfigurationTarget.Workspace);
  await until('no lenses', async () => (await lenses()).length === 0);
  await configuration().update('codeLenses', undefined, vscode.ConfigurationTarget.Workspace);
});

test('the merged configuration opens beside', async () => {
  await open('aidial.config.json');
  await vscode.commands.executeCommand('dial-lsp.renderMerged');
  const shown = await until('the document', () =>
    vscode.window.visibleTextEditors.find(editor => editor.document.uri.scheme === 'dial-lsp'),
  );
  const text = shown.document.getText();
  const merged = JSON.parse(text.replaceAll(/ {2}\/\/ .*$/gm, ''));
  assert.deepEqual(Object.keys(merged).sort(), ['keys', 'models', 'roles']);
  assert.match(Object.keys(merged.keys)[0] ?? '', /^key 1 \(/);
  const links = await until('links to the source', async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      shown.document.uri,
    );
    return found.length > 0 ? found : undefined;
  });
  assert.match(links[0]?.target?.toString() ?? '', /aidial\.config\.json#L\d/);
  assert.deepEqual(vscode.languages.getDiagnostics(shown.document.uri), []);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
});

test('who reaches what is shown as a page', async () => {
  await open('aidial.config.json');
  await vscode.commands.executeCommand('dial-lsp.showAccess');
  await until('a page', () =>
    vscode.window.tabGroups.all
      .flatMap(group => group.tabs)
      .some(tab => tab.label.includes('Who reaches what')),
  );
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
});

test('fixing all does what is safe and leaves the rest', async () => {
  const document = await open('fixable.aidial.config.json');
  await until('findings', () => findings(document).length > 0);
  await vscode.commands.executeCommand('dial-lsp.fixAll');
  await until('the fixed text', () => !document.getText().includes('],\n    }'));
});

test('a server that ends is started again', async () => {
  const document = await open('aidial.config.json');
  const first = await until('a server', serverProcess);
  process.kill(first, 'SIGKILL');
  const second = await until('another server', () => {
    const found = serverProcess();
    return found !== first && found;
  });
  assert.notEqual(second, first);
  await until('findings', () => findings(document).length === 4);
});

test('the restart command starts another server', async () => {
  const document = await open('aidial.config.json');
  const first = await until('a server', serverProcess);
  await vscode.commands.executeCommand('dial-lsp.restart');
  assert.notEqual(await until('a server', serverProcess), first);
  await until('findings', () => findings(document).length === 4);
});

test('the log of a traced session has no key in it', async () => {
  const home = process.env['HOME'] ?? ''; // where the tests have put everything of VS Code
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
  const own = files.filter(file => file.endsWith('AI DIAL Config.log'));
  assert.notDeepEqual(own, []);
  for (const file of own) {
    const text = readFileSync(path.join(home, file), 'utf8');
    assert.match(text, /textDocument\/didOpen/); // it is traced
    assert.ok(!text.includes('b7QmX2vR9kTz4LwY8nHc3JfD6sGp1VaE'), file);
  }
});

function current(name: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    document => document.uri.path.endsWith(`/${name}`) && document.languageId === 'dial-config',
  );
}

/** The process of the server, a child of this extension host. */
function serverProcess(): number | undefined {
  for (const entry of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
      const runs = command.slice(0, 2).some(part => path.basename(part) === 'dial-lsp'); // itself, or by an interpreter
      if (Number(parent) === process.pid && runs) return Number(entry);
    } catch {
      // has ended meanwhile
    }
  }
  return undefined;
}

export async function run(): Promise<void> {
  const say = (line: string) => console.log(`T| ${line}`);
  let failed = 0;
  for (const [name, body] of tests) {
    try {
      await body();
      say(`ok ${name}`);
    } catch (error) {
      failed++;
      say(`not ok ${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  say(`${tests.length - failed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} failed`);
}
