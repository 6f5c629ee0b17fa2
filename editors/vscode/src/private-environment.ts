/**
 * A Python environment of the extension's own, for people who have none with the server in it.
 *
 * Each installation makes a new folder, which counts only when its server has answered: a failed update leaves the
 * working one alone. Nothing here knows VS Code.
 */

import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { besideInterpreter } from './finding';
import type { Run } from './running';
import { isAtLeast, OLDEST_SERVER, versionIn } from './version';

export const OLDEST_PYTHON = '3.11';

export interface Installation {
  /** Where environments are kept. */
  readonly storage: string;
  /** Interpreters to try, best first; names are looked up on PATH. */
  readonly pythons: readonly string[];
  readonly windows: boolean;
  readonly run: Run;
  /** Called with what is being done, such as "Downloading dial-lsp". */
  readonly tell: (step: string) => void;
}

/** Why there is no server now; the message is for the user, the details are for the log. */
export class InstallationError extends Error {
  constructor(
    message: string,
    readonly details = '',
  ) {
    super(message);
  }
}

/** Installs the newest server. Returns the name of the new environment's folder. Throws InstallationError. */
export async function install(wanted: Installation): Promise<string> {
  const name = `server-${Date.now()}`;
  const folder = path.join(wanted.storage, name);
  try {
    await mkdir(wanted.storage, { recursive: true });
    await fill(folder, wanted);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return name;
}

/** Removes all environments but one. What is still in use, as files may be on Windows, is left for the next time. */
export async function removeOthers(storage: string, kept: string): Promise<void> {
  for (const name of await readdir(storage)) {
    if (!name.startsWith('server-') || name === kept) continue;
    await rm(path.join(storage, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** The server in an environment's folder. */
export function serverIn(folder: string, windows: boolean): string {
  return besideInterpreter(interpreterIn(folder, windows), 'dial-lsp', windows);
}

/** Interpreters that may be there, newest first, when nobody has chosen one. */
export function usualPythons(windows: boolean): readonly string[] {
  return windows
    ? ['python', 'py']
    : ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
}

async function fill(folder: string, wanted: Installation): Promise<void> {
  const { run, tell, windows } = wanted;
  tell('Looking for Python');
  const python = await newEnough(wanted);
  tell('Making an environment');
  await must(
    run(python, ['-m', 'venv', folder], 120_000),
    'Python could not make an environment for the server.',
  );
  tell('Downloading dial-lsp');
  const pip = [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--no-input',
    `dial-lsp>=${OLDEST_SERVER}`,
  ];
  await must(run(interpreterIn(folder, windows), pip, 600_000), 'pip could not install dial-lsp.');
  tell('Trying the server');
  const answer = await must(
    run(serverIn(folder, windows), ['--version'], 60_000),
    'The installed server does not start.',
  );
  const version = versionIn(answer);
  if (!version || !isAtLeast(version, OLDEST_SERVER)) {
    throw new InstallationError('The installed server is too old.', answer);
  }
}

async function newEnough({ pythons, run }: Installation): Promise<string> {
  const seen: string[] = [];
  for (const python of pythons) {
    const { code, stdout } = await run(python, ['--version'], 20_000);
    const version = code === 0 ? versionIn(stdout) : undefined;
    if (version && isAtLeast(version, OLDEST_PYTHON)) return python;
    if (version) seen.push(`${python} is ${version}`);
  }
  const have = seen.length > 0 ? ` (${seen.join(', ')})` : '';
  throw new InstallationError(
    `The server needs Python ${OLDEST_PYTHON} or newer, and none was found${have}. Install one, or name it in the setting dial-lsp.python.`,
  );
}

async function must(outcome: ReturnType<Run>, message: string): Promise<string> {
  const { code, stdout, stderr } = await outcome;
  if (code !== 0) throw new InstallationError(message, [stdout, stderr].filter(Boolean).join('\n'));
  return stdout;
}

function interpreterIn(folder: string, windows: boolean): string {
  return windows
    ? path.win32.join(folder, 'Scripts', 'python.exe')
    : path.posix.join(folder, 'bin', 'python');
}
