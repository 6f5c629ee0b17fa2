/** A real VS Code with the packaged extension, in a headless browser, with all its files in a folder of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { animated, type Frame } from './animation';
import { getVSCode } from './get-vscode';
import { GIVEN } from './given';

export interface Wanted {
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables that replace those of the caller. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Further packages or folders of extensions. */
  readonly extensions?: readonly string[];
  /** Copied into the workspace folder. */
  readonly files?: string;
}

const QUIET = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export class VSCode {
  private readonly frames: Frame[] = [];

  private constructor(
    private readonly data: string,
    private readonly server: ChildProcess,
    private readonly browser: Browser,
    private readonly address: string,
    readonly page: Page,
    /** The folder that is opened. */
    readonly folder: string,
  ) {}

  /** Installs the extension, starts VS Code and a browser. */
  static async start(wanted: Wanted): Promise<VSCode> {
    const main = path.join(await getVSCode(GIVEN.cache), 'out/server-main.js');
    const data = mkdtempSync(path.join(os.tmpdir(), 'vscode-'));
    const folder = path.join(data, 'workspace');
    if (wanted.files) cpSync(wanted.files, folder, { recursive: true });
    else mkdirSync(folder);
    mkdirSync(`${data}/user/User`, { recursive: true });
    writeFileSync(`${data}/user/User/settings.json`, JSON.stringify({ ...QUIET, ...wanted.settings }));
    const folders = ['--extensions-dir', `${data}/extensions`, '--server-data-dir', `${data}/server`];
    const common = [main, ...folders, '--user-data-dir', `${data}/user`];
    // Sockets and caches go to the folder, too, so that nothing is left behind.
    const own = { NODE_OPTIONS: '', TMPDIR: data, XDG_RUNTIME_DIR: data, HOME: data };
    const env = { ...process.env, ...own, ...wanted.environment };
    for (const extension of [GIVEN.vsix, ...(wanted.extensions ?? [])]) {
      execFileSync(GIVEN.node, [...common, '--install-extension', extension], { env, stdio: 'pipe' });
    }
    const { server, port } = await started(common, env);
    const browser = await chromium.launch({ executablePath: GIVEN.chromium, args: BROWSER });
    const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
    return new VSCode(data, server, browser, `127.0.0.1:${port}`, page, folder);
  }

  /** Opens the folder and waits until the workbench is there. */
  async open(): Promise<void> {
    await this.page.goto(`http://${this.address}/?folder=${encodeURIComponent(this.folder)}`);
    await this.page.waitForSelector('.explorer-folders-view', { timeout: 2 * GIVEN.patience });
  }

  /** Runs the `run` function of a module inside the extension host; returns its lines, and 0 if it did not throw. */
  async runInHost(harness: string): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    await this.page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      const line = args.map(String).join(' ');
      // The console of VS Code comes the same way.
      if (line.startsWith('T| ')) lines.push(line.slice(3));
    });
    let exit: (code: number) => void = () => {};
    const done = new Promise<number>(resolve => {
      exit = resolve;
    });
    await this.page.exposeFunction('codeAutomationExit', exit);
    const limit = setTimeout(() => exit(NOT_IN_TIME), HOST_LIMIT);
    const remote = (file: string) => `vscode-remote://${this.address}${path.resolve(file)}`;
    const payload = [
      ['extensionDevelopmentPath', remote(harness)],
      ['extensionTestsPath', remote(`${harness}/suite.js`)],
      ['skipWelcome', 'true'],
      ['logLevel', 'dial-lsp.dial-lsp:trace'],
    ];
    const query = new URLSearchParams({ folder: this.folder, payload: JSON.stringify(payload) });
    await this.page.goto(`http://${this.address}/?${query}`);
    const code = await done;
    clearTimeout(limit);
    return { code, lines };
  }

  /** Where extensions are installed. */
  get extensions(): string {
    return path.join(this.data, 'extensions');
  }

  /** The path of a file of the folder. */
  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** Takes a picture for people to look at. */
  async picture(name: string): Promise<void> {
    mkdirSync(GIVEN.pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(GIVEN.pictures, `${name}.png`) });
  }

  /** Takes a picture that a film shows so long. */
  async frame(milliseconds: number): Promise<void> {
    this.frames.push({ png: await this.page.screenshot({ caret: 'initial' }), milliseconds });
  }

  /** Makes an animated picture of the frames taken so far. */
  film(name: string): void {
    mkdirSync(GIVEN.pictures, { recursive: true });
    writeFileSync(path.join(GIVEN.pictures, `${name}.png`), animated(this.frames));
  }

  /** Keeps what the extension has logged beside the pictures. */
  keepLog(name: string): void {
    mkdirSync(GIVEN.pictures, { recursive: true });
    const logs = readdirSync(this.data, { recursive: true, encoding: 'utf8' });
    const own = logs.filter(file => file.endsWith('AI DIAL Config.log'));
    const texts = own.map(file => readFileSync(path.join(this.data, file), 'utf8'));
    writeFileSync(path.join(GIVEN.pictures, `${name}.log`), texts.join('\n'));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    end(this.server);
    if (this.server.exitCode === null && this.server.signalCode === null) await once(this.server, 'exit');
    rmSync(this.data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

const HOST_LIMIT = 240_000; // milliseconds
const NOT_IN_TIME = 124;

const BROWSER = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

async function started(
  common: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ server: ChildProcess; port: string }> {
  const options = [
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--without-connection-token',
    '--force-disable-user-env', // PATH is what a test says, not what a shell of the machine adds
    '--telemetry-level',
    'off',
  ];
  const tests = ['--accept-server-license-terms', '--enable-smoke-test-driver'];
  // A process group of its own: the file watcher and the extension host outlive a signal to the server alone.
  const server = spawn(GIVEN.node, [...common, ...options, ...tests], { env, detached: true });
  // Nothing is left running, whatever ends this process.
  process.once('exit', () => end(server));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  let said = '';
  server.stderr.on('data', text => {
    said += text;
  });
  const port = await new Promise<string>((resolve, reject) => {
    server.once('exit', code => reject(new Error(`VS Code ended with ${code}: ${said}`)));
    server.stdout.on('data', text => {
      said += text;
      const port = /agent listening on (\d+)/.exec(said)?.[1];
      if (port) resolve(port);
    });
  });
  return { server, port };
}

function end(server: ChildProcess): void {
  try {
    if (server.pid) process.kill(-server.pid, 'SIGKILL');
  } catch {
    // has ended already
  }
}
