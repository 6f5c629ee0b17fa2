/**
 * Puts a real VS Code into the cache: `node build/get-vscode.mjs`.
 *
 * The npm package code-server carries VS Code's own server and browser workbench. Only this part is taken: no script of
 * the package runs and nothing is compiled. What is native and not needed by a test is replaced by a few lines.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The version of code-server, which is that of VS Code with a 4 in front. Newer ones need a newer Node than 20. */
export const VERSION = process.env['DIAL_LSP_VSCODE'] ?? '4.104.0';

/** Built-in extensions that run code and that no test needs. Grammars stay: the workbench counts on them. */
const NOT_NEEDED = [
  ...[
    'copilot',
    'debug-auto-launch',
    'debug-server-ready',
    'emmet',
    'extension-editing',
    'git',
    'git-base',
    'github',
  ],
  ...['github-authentication', 'grunt', 'gulp', 'jake', 'merge-conflict', 'microsoft-authentication', 'npm'],
  ...['php-language-features', 'tunnel-forwarding', 'typescript-language-features'],
];

/** The folder of VS Code, downloaded if it is not there. */
export async function getVSCode(cache: string): Promise<string> {
  const folder = path.join(cache, `vscode-${VERSION}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(
    `Downloading VS Code ${VERSION} (npm's code-server) into ${folder}, 325 MB when unpacked\n`,
  );
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'download-'));
  try {
    const made = await unpack(work);
    npm(made, 'install', '--ignore-scripts', '--omit=dev', '--no-package-lock');
    await withoutWhatIsNotNeeded(made);
    await withRipgrep(made);
    await withoutNativeModules(made);
    await withoutOnlineServices(made);
    await rename(made, folder); // only what is complete gets the name
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

async function unpack(work: string): Promise<string> {
  npm(work, 'pack', `code-server@${VERSION}`);
  execFileSync('tar', ['xzf', `code-server-${VERSION}.tgz`, 'package/lib/vscode'], { cwd: work });
  return path.join(work, 'package/lib/vscode');
}

function npm(folder: string, ...command: string[]): void {
  execFileSync('npm', [...command, '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'pipe',
  });
}

async function withoutWhatIsNotNeeded(folder: string): Promise<void> {
  for (const name of NOT_NEEDED)
    await rm(path.join(folder, 'extensions', name), { recursive: true, force: true });
}

/** VS Code looks for files with ripgrep, as for `workspaceContains`. Its package would download it from GitHub. */
async function withRipgrep(folder: string): Promise<void> {
  const module = path.join(folder, 'node_modules/@vscode/ripgrep');
  if (!existsSync(module)) return; // newer versions bring it along
  const rg = execFileSync('sh', ['-c', 'command -v rg'], { encoding: 'utf8' }).trim();
  await mkdir(path.join(module, 'bin'), { recursive: true });
  await symlink(rg, path.join(module, 'bin/rg'));
}

const SPDLOG = `'use strict';
const fs = require('node:fs'), path = require('node:path');
class Logger {
  constructor(name, file) { this.file = file; this.level = 2; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, message) { if (level >= this.level) try { fs.appendFileSync(this.file, message + '\\n'); } catch {} }
  trace(m) { this.write(0, m); } debug(m) { this.write(1, m); } info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); } error(m) { this.write(4, m); } critical(m) { this.write(5, m); }
  getLevel() { return this.level; } setLevel(level) { this.level = level; }
  setPattern() {} clearFormatters() {} flush() {} drop() {}
}
exports.version = 11800; exports.Logger = Logger;
exports.setLevel = exports.setFlushOn = exports.shutdown = () => {};
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => new Logger(name, file);
`;
const WATCHDOG = 'exports.start = () => {}; exports.exit = code => process.exit(code || 0);\n';

async function withoutNativeModules(folder: string): Promise<void> {
  const replacements = [
    ['@vscode/spdlog', SPDLOG],
    ['native-watchdog', WATCHDOG],
    ['@vscode/native-watchdog', WATCHDOG],
  ] as const;
  for (const [name, code] of replacements) {
    const module = path.join(folder, 'node_modules', name);
    if (existsSync(module)) await writeFile(path.join(module, 'index.js'), code);
  }
}

async function withoutOnlineServices(folder: string): Promise<void> {
  const file = path.join(folder, 'product.json');
  const product = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  for (const service of [
    'extensionsGallery',
    'linkProtectionTrustedDomains',
    'updateUrl',
    'webEndpointUrlTemplate',
  ]) {
    delete product[service];
  }
  await writeFile(file, JSON.stringify(product));
}
