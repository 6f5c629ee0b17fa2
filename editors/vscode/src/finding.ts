/**
 * Finds the language server: the setting, then the selected Python environment, then PATH, then the private environment.
 *
 * Nothing here knows VS Code, so `node --test` can try every case.
 */

import path from 'node:path';
import type { Run } from './running';
import { isAtLeast, OLDEST_SERVER, versionIn } from './version';

/** Where a server was found, in words that fit after "from". */
export type Origin =
  | 'the setting dial-lsp.path'
  | 'the selected Python environment'
  | 'PATH'
  | 'the private environment';

export type Found =
  | { readonly kind: 'usable'; readonly file: string; readonly origin: Origin; readonly version: string }
  | { readonly kind: 'old'; readonly file: string; readonly origin: Origin; readonly version: string }
  | { readonly kind: 'broken'; readonly file: string; readonly origin: Origin; readonly reason: string }
  | { readonly kind: 'missing' };

/** What the search needs to know of the machine and of the user's choices. */
export interface Surroundings {
  /** The setting `dial-lsp.path` with variables replaced; empty if not set. */
  readonly setting: string;
  /** The selected Python interpreter; not asked for in a workspace that is not trusted. */
  readonly interpreter: () => Promise<string | undefined>;
  /** The environment variable PATH. */
  readonly searchPath: string;
  /** The server of the private environment, whether or not it is there. */
  readonly privateServer: string | undefined;
  readonly trusted: boolean;
  /** The folders of the workspace: nothing in them is run unless the workspace is trusted. */
  readonly folders: readonly string[];
  readonly windows: boolean;
  readonly isFile: (file: string) => Promise<boolean>;
  readonly run: Run;
}

/** The first usable server. If there is none, the first one that is too old or broken, because that is what to tell of. */
export async function findServer(at: Surroundings): Promise<Found> {
  if (at.setting) return (await tried(at.setting, 'the setting dial-lsp.path', at)) ?? noSuchFile(at.setting);
  let second: Found | undefined;
  for await (const [file, origin] of candidates(at)) {
    const found = await tried(file, origin, at);
    if (found?.kind === 'usable') return found;
    second ??= found;
  }
  return second ?? { kind: 'missing' };
}

/** Where `python -m pip install` of that interpreter puts the command `name`. */
export function besideInterpreter(interpreter: string, name: string, windows: boolean): string {
  const paths = windows ? path.win32 : path.posix;
  const folder = paths.dirname(interpreter);
  // A Windows interpreter is in the root of an installation, and in Scripts in a virtual environment.
  const scripts = windows && paths.basename(folder).toLowerCase() !== 'scripts' ? 'Scripts' : '';
  return paths.join(folder, scripts, windows ? `${name}.exe` : name);
}

async function* candidates(at: Surroundings): AsyncGenerator<[string, Origin]> {
  const interpreter = at.trusted ? await at.interpreter() : undefined;
  if (interpreter) {
    yield [besideInterpreter(interpreter, 'dial-lsp', at.windows), 'the selected Python environment'];
  }
  for (const file of onPath(at)) yield [file, 'PATH'];
  if (at.privateServer) yield [at.privateServer, 'the private environment'];
}

function* onPath(at: Surroundings): Generator<string> {
  const paths = at.windows ? path.win32 : path.posix;
  for (const folder of at.searchPath.split(paths.delimiter)) {
    // A relative folder of PATH would mean the workspace.
    if (!paths.isAbsolute(folder)) continue;
    const file = paths.join(folder, at.windows ? 'dial-lsp.exe' : 'dial-lsp');
    if (at.trusted || !at.folders.some(root => isInside(file, root, paths))) yield file;
  }
}

function isInside(file: string, folder: string, paths: path.PlatformPath): boolean {
  const relative = paths.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !paths.isAbsolute(relative);
}

const ANSWER_WITHIN = 20_000; // milliseconds: Python's first start on a cold disk is slow

async function tried(file: string, origin: Origin, at: Surroundings): Promise<Found | undefined> {
  if (!(await at.isFile(file))) return undefined;
  const { code, stdout, stderr } = await at.run(file, ['--version'], ANSWER_WITHIN);
  const version = code === 0 ? versionIn(stdout) : undefined;
  if (version === undefined)
    return { kind: 'broken', file, origin, reason: lastLine(stderr) || 'it does not tell its version' };
  return { kind: isAtLeast(version, OLDEST_SERVER) ? 'usable' : 'old', file, origin, version };
}

function noSuchFile(file: string): Found {
  return { kind: 'broken', file, origin: 'the setting dial-lsp.path', reason: 'there is no such file' };
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
