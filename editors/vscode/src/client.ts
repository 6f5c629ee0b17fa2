/** Makes the language client: which documents it sends and what it may say. */
import * as vscode from 'vscode';
import {
  DocumentSymbolRequest,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { adopt } from './adopting';
import { SECTION } from './choices';
import type { Program } from './finding';
import { LANGUAGE } from './language';
import { OPEN_ACCESS, OPEN_DIFFERENCE, WHY } from './requests';

/** A client that logs its troubles and leaves it to the session to tell of them once, with buttons that help. */
export class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** What the server answers to a command behind a lens, a code action or a link, and the arguments it was asked with. */
export type OnAnswer = (command: string, args: readonly unknown[], answer: unknown) => Promise<void>;

/** `onAnswer` gets what the server answers. */
export function makeClient(
  { file, args }: Program,
  log: vscode.LogOutputChannel,
  errorHandler: ErrorHandler,
  onAnswer: OnAnswer,
): QuietClient {
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: LANGUAGE },
      { scheme: 'untitled', language: LANGUAGE },
      // A configuration may have any name. The server knows one when it sees it, and leaves all others alone.
      { scheme: 'file', language: 'json' },
      { scheme: 'file', language: 'jsonc' },
      // What the settings say counts before it is saved, and the server completes them.
      { scheme: 'file', pattern: '**/{dial-lint,dial-policy,pyproject}.toml' },
      // Values of Helm and manifests may hold one, too, in whichever language another extension has put them.
      { scheme: 'file', pattern: '**/*.{yaml,yml}' },
      { scheme: 'file', language: 'yaml' },
      { scheme: 'file', language: 'helm' },
    ],
    diagnosticCollectionName: SECTION,
    errorHandler,
    initializationFailedHandler: () => false,
    initializationOptions: () => vscode.workspace.getConfiguration(SECTION),
    middleware: {
      executeCommand: async (command, args, next) => {
        const answer: unknown = await next(command, args);
        await onAnswer(command, args, answer);
        return answer;
      },
      didOpen: async (document, next) => {
        await next(document);
        // Whoever waits for the opening does not wait for this.
        void adopt(document, uri => isConfig(client, uri)).catch(error => log.warn(String(error)));
      },
    },
    markdown: { isTrusted: { enabledCommands: [WHY] }, supportHtml: false },
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { configurationSection: SECTION },
    traceOutputChannel: withoutParameters(log),
  };
  const client = new QuietClient(SECTION, 'AI DIAL Config', { command: file, args: [...args] }, options);
  client.registerFeature(SHOWS_ANSWERS);
  return client;
}

/** Tells the server whose answers are shown, so that it offers links to them, and that policies are asked for again. */
const SHOWS_ANSWERS: StaticFeature = {
  fillClientCapabilities: capabilities => {
    capabilities.experimental = {
      dialLintCommands: [WHY, OPEN_ACCESS, OPEN_DIFFERENCE],
      dialLintPolicies: true,
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** The server outlines configurations, and answers nothing at all for other files. */
async function isConfig(client: LanguageClient, uri: vscode.Uri): Promise<boolean> {
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  return (await client.sendRequest(DocumentSymbolRequest.type, { textDocument })) !== null;
}

/**
 * Traces name the messages but never show what is in them: documents hold API keys, and traces get pasted into reports.
 */
function withoutParameters(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return new Proxy(log, {
    get: (target, name) => {
      if (name === 'trace') return (message: string) => target.trace(message.split('\n', 1)[0] ?? '');
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
