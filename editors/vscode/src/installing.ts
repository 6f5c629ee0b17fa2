/** Installs the server into a private environment while a notification shows how far it is. */
import * as vscode from 'vscode';
import { chooseEnvironment, pythons, storageOf, WINDOWS } from './choices';
import { InstallationError, install, removeOthers } from './private-environment';
import { run } from './running';
import type { Session } from './session';

let running: Promise<boolean> | undefined;

/** Installs and starts the newest server. True if it is there now; whatever went wrong has been told. */
export function installServer(
  context: vscode.ExtensionContext,
  session: Session,
  log: vscode.LogOutputChannel,
): Promise<boolean> {
  // Two clicks make one installation.
  running ??= installOnce(context, session, log).finally(() => {
    running = undefined;
  });
  return running;
}

async function installOnce(
  context: vscode.ExtensionContext,
  session: Session,
  log: vscode.LogOutputChannel,
): Promise<boolean> {
  const place = {
    location: vscode.ProgressLocation.Notification,
    title: 'Installing the DIAL language server',
  };
  try {
    await vscode.window.withProgress(place, async progress => {
      const tell = (step: string) => {
        log.info(step);
        progress.report({ message: step });
      };
      const storage = storageOf(context);
      const name = await install({ storage, pythons: await pythons(), windows: WINDOWS, run, tell });
      await chooseEnvironment(context, name);
      tell('Starting the server');
      await session.restart();
      await removeOthers(storage, name);
    });
    return true;
  } catch (error) {
    await tellOf(error, log);
    return false;
  }
}

async function tellOf(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const known = error instanceof InstallationError;
  log.error(known ? `${error.message}\n${error.details}` : String(error));
  const text = known ? error.message : 'The server could not be installed.';
  const show = 'Show Output';
  if ((await vscode.window.showErrorMessage(text, show)) === show) log.show();
}
