/** Runs a program and says how it went. Nothing here knows VS Code. */
import { execFile } from 'node:child_process';

/** How a program ended. `code` is null if it could not be started or did not end in time. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `file` without a shell, for at most `limit` milliseconds. Never throws. */
export type Run = (file: string, args: readonly string[], limit: number) => Promise<Outcome>;

export const run: Run = (file, args, limit) =>
  new Promise(resolve => {
    const options = { timeout: limit, killSignal: 'SIGKILL', windowsHide: true, maxBuffer: 1 << 24 } as const;
    execFile(file, [...args], options, (error, stdout, stderr) => {
      if (!error) return resolve({ code: 0, stdout, stderr });
      const code = typeof error.code === 'number' ? error.code : null;
      const late = error.killed ? `did not end within ${limit / 1000} s` : '';
      const reason = late || (code === null ? error.message : '');
      resolve({ code, stdout, stderr: [stderr, reason].filter(Boolean).join('\n') });
    });
  });
