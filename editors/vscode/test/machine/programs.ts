/** A folder of programs that is all of PATH. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const NEEDED = ['sh', 'bash', 'rg', 'uname', 'env', 'touch', 'dirname']; // by VS Code, and by programs that tests make

/** Makes a folder with these programs beside what VS Code needs; gone when the process ends. */
export function programsWith(programs: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'programs-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  for (const name of NEEDED) {
    const file = execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    symlinkSync(file, path.join(folder, name));
  }
  for (const [name, file] of Object.entries(programs)) symlinkSync(file, path.join(folder, name));
  return folder;
}
