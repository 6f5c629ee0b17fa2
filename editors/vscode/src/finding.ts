/**
 * Finds the language server: the setting, then the selected Python environment, then PATH, then the one in the
 * extension, with any Python that is new enough.
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
  | 'the extension';

/** What is run: a file with its first arguments. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

export type Found =
  | (Program & { readonly kind: 'usable'; readonly origin: Origin; readonly version: string })
  | { readonly kind: 'old'; readonly file: string; readonly origin: Origin; readonly version: string }
  | { readonly kind: 'broken'; readonly file: string; readonly origin: Origin; readonly reason: string }
  /** `seen` says why each Python that is there does not do. */
  | { readonly kind: 'missing'; readonly seen: readonly string[] };

/** What the search needs to know of the machine and of the user's choices. */
export interface Surroundings {
  /** The setting `dial-lsp.path` with variables replaced; empty if not set. */
  readonly setting: string;
  /** The setting `dial-lsp.python`, the same; another Python does not run the server of the extension then. */
  readonly python: string;
  /** The selected Python interpreter; not asked for in a workspace that is not trusted. */
  readonly interpreter: () => Promise<string | undefined>;
  /** The environment variable PATH. */
  readonly searchPath: string;
  /** The arguments that make a Python run the server of the extension. */
  readonly bundle: readonly string[];
  readonly trusted: boolean;
  /** The folders of the workspace: nothing in them is run unless the workspace is trusted. */
  readonly folders: readonly string[];
  readonly windows: boolean;
  readonly isFile: (file: string) => Promise<boolean>;
  readonly run: Run;
}

/** The first usable server. If there is none, the first one that is too old or broken, because that is what to tell of. */
export async function findServer(at: Surroundings): Promise<Found> {
  if (at.setting)
    return (await tried(alone(at.setting), 'the setting dial-lsp.path', at)) ?? noSuchFile(at.setting);
  const interpreter = at.trusted ? await at.interpreter() : undefined;
  let second: Found | undefined;
  for (const [file, origin] of installed(interpreter, at)) {
    const found = await tried(alone(file), origin, at);
    if (found?.kind === 'usable') return found;
    second ??= found;
  }
  const bundled = await inExtension(interpreter, at);
  return bundled.kind === 'usable' ? bundled : (second ?? bundled);
}

/** Where `python -m pip install` of that interpreter puts the command `name`. */
export function besideInterpreter(interpreter: string, name: string, windows: boolean): string {
  const paths = windows ? path.win32 : path.posix;
  const folder = paths.dirname(interpreter);
  // A Windows interpreter is in the root of an installation, and in Scripts in a virtual environment.
  const scripts = windows && paths.basename(folder).toLowerCase() !== 'scripts' ? 'Scripts' : '';
  return paths.join(folder, scripts, windows ? `${name}.exe` : name);
}

function* installed(interpreter: string | undefined, at: Surroundings): Generator<[string, Origin]> {
  if (interpreter)
    yield [besideInterpreter(interpreter, 'dial-lsp', at.windows), 'the selected Python environment'];
  for (const file of onPath(['dial-lsp'], at)) yield [file, 'PATH'];
}

/** The server of the extension with the first Python that runs it. */
async function inExtension(interpreter: string | undefined, at: Surroundings): Promise<Found> {
  const seen: string[] = [];
  for (const python of pythons(interpreter, at)) {
    const found = await tried({ file: python, args: at.bundle }, 'the extension', at);
    if (found?.kind === 'usable') return found;
    if (found?.kind === 'broken') seen.push(`${python}: ${found.reason}`);
  }
  return { kind: 'missing', seen };
}

/** Interpreters that may be there, newest first. */
const PYTHONS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const PYTHONS_OF_WINDOWS = ['python', 'py'];

function* pythons(interpreter: string | undefined, at: Surroundings): Generator<string> {
  if (at.python) return yield at.python;
  if (interpreter) yield interpreter;
  yield* onPath(at.windows ? PYTHONS_OF_WINDOWS : PYTHONS, at);
}

function* onPath(names: readonly string[], at: Surroundings): Generator<string> {
  const paths = at.windows ? path.win32 : path.posix;
  for (const name of names) {
    for (const folder of at.searchPath.split(paths.delimiter)) {
      // A relative folder of PATH would mean the workspace.
      if (!paths.isAbsolute(folder)) continue;
      const file = paths.join(folder, at.windows ? `${name}.exe` : name);
      if (at.trusted || !at.folders.some(root => isInside(file, root, paths))) yield file;
    }
  }
}

function isInside(file: string, folder: string, paths: path.PlatformPath): boolean {
  const relative = paths.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !paths.isAbsolute(relative);
}

const ANSWER_WITHIN = 20_000; // milliseconds: Python's first start on a cold disk is slow

async function tried(program: Program, origin: Origin, at: Surroundings): Promise<Found | undefined> {
  const { file, args } = program;
  if (!(await at.isFile(file))) return undefined;
  const { code, stdout, stderr } = await at.run(file, [...args, '--version'], ANSWER_WITHIN);
  const version = code === 0 ? versionIn(stdout) : undefined;
  if (version === undefined)
    return { kind: 'broken', file, origin, reason: lastLine(stderr) || 'it does not tell its version' };
  if (!isAtLeast(version, OLDEST_SERVER)) return { kind: 'old', file, origin, version };
  return { kind: 'usable', file, args, origin, version };
}

function alone(file: string): Program {
  return { file, args: [] };
}

function noSuchFile(file: string): Found {
  return { kind: 'broken', file, origin: 'the setting dial-lsp.path', reason: 'there is no such file' };
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
