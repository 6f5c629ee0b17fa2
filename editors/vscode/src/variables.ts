/** Replaces variables in settings that name files. Nothing here knows VS Code. */
import path from 'node:path';

export interface Variables {
  readonly home: string;
  readonly workspaceFolder: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * A path with `~`, `${userHome}`, `${workspaceFolder}` and `${env:NAME}` replaced. A relative path counts from the
 * workspace folder. A variable without a value stays as it is, so that the message about the missing file shows it.
 */
export function expanded(written: string, variables: Variables): string {
  if (!written) return '';
  const { home, workspaceFolder, environment } = variables;
  const known: Record<string, string | undefined> = { userHome: home, workspaceFolder };
  const full = written
    .trim()
    .replace(/^~(?=[/\\]|$)/, home)
    .replace(
      /\$\{(?:env:([^}]+)|(\w+))\}/g,
      (whole, variable: string | undefined, name: string | undefined) => {
        const value = variable ? environment[variable] : known[name ?? ''];
        return value ?? whole;
      },
    );
  return path.isAbsolute(full) || full.startsWith('${') ? full : path.join(workspaceFolder ?? home, full);
}
