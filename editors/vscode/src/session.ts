/** Holds the one running server: starts, restarts and stops it, one after the other, and tells how it stands. */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  TextDocumentContentRefreshRequest,
  TextDocumentContentRequest,
} from 'vscode-languageclient/node';
import { surroundings } from './choices';
import { makeClient, type OnAnswer, type QuietClient } from './client';
import { Crashes } from './crashes';
import { type Found, findServer } from './finding';
import { POLICIES_CHANGED } from './policies';
import { type Trouble, troubleOf, troubleOfCrash } from './trouble';
import { STATUS, type Verdict } from './verdicts';

export type Standing =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly file: string; readonly origin: string; readonly version: string }
  | { readonly kind: 'failed'; readonly trouble: Trouble }
  | { readonly kind: 'stopped' };

/** Who hears what the server says of itself. */
export interface Listeners {
  readonly onAnswer: OnAnswer;
  readonly onVerdict: (verdict: Verdict) => void;
  /** A document of the server, by its URI, is otherwise now. */
  readonly onContent: (uri: string) => void;
  /** Policies, or what became of them, are otherwise now. */
  readonly onPolicies: () => void;
}

type Usable = Extract<Found, { kind: 'usable' }>;

export class Session {
  private client: QuietClient | undefined;
  private work: Promise<void> = Promise.resolve();
  private readonly crashes = new Crashes();
  private readonly changes = new vscode.EventEmitter<Standing>();
  private current: Standing = { kind: 'stopped' };

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly listeners: Listeners,
  ) {}

  get standing(): Standing {
    return this.current;
  }

  /** Finds and starts the server anew. Resolves when that has worked or failed; never rejects. */
  restart(): Promise<void> {
    this.crashes.forget();
    return this.next(() => this.open());
  }

  /** Restarts only if the search now gives another server, or gave none before. */
  reconsider(): Promise<void> {
    return this.next(async () => {
      if (this.current.kind === 'running') {
        const found = await findServer(surroundings(this.context));
        if (found.kind === 'usable' && found.file === this.current.file) return;
      }
      await this.open();
    });
  }

  stop(): Promise<void> {
    return this.next(async () => {
      await this.close();
      this.become({ kind: 'stopped' });
    });
  }

  /** Asks the server to execute one of its commands. Undefined if no server runs; rejects with the server's reason. */
  async execute<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    return this.client?.sendRequest<T>('workspace/executeCommand', { command, arguments: args });
  }

  /** Sends a request of ours. Undefined if no server runs; rejects with the server's reason. */
  async request<T>(method: string, params: object, token?: vscode.CancellationToken): Promise<T | undefined> {
    // A token that is undefined would be sent as a second parameter.
    return this.client?.sendRequest<T>(method, params, ...(token ? [token] : []));
  }

  /** The text of a document of the server. Undefined if no server runs; rejects with the server's reason. */
  async content(uri: string): Promise<string | undefined> {
    return (await this.client?.sendRequest(TextDocumentContentRequest.type, { uri }))?.text;
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(step).catch(error => this.log.error(String(error)));
    return this.work;
  }

  private async open(): Promise<void> {
    await this.close();
    this.become({ kind: 'starting' });
    const found = await findServer(surroundings(this.context));
    if (found.kind !== 'usable') return this.fail(troubleOf(found));
    this.log.info(`Starting dial-lsp ${found.version} from ${found.origin}: ${found.file}`);
    const errorHandler: ErrorHandler = {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        this.ended(found);
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
    this.client = makeClient(found, this.log, errorHandler, this.listeners.onAnswer);
    this.client.onNotification(STATUS, this.listeners.onVerdict);
    this.client.onNotification(POLICIES_CHANGED, this.listeners.onPolicies);
    try {
      await this.client.start();
      this.client.onRequest(TextDocumentContentRefreshRequest.type, ({ uri }) =>
        this.listeners.onContent(uri),
      );
      this.become({ ...found, kind: 'running' });
    } catch (error) {
      this.log.error(String(error));
      await this.close();
      this.fail(troubleOfCrash(found.file, found.origin, 1));
    }
  }

  /** The server ended though nobody asked it to. What ends while it starts is told of by `open`. */
  private ended(found: Usable): void {
    if (this.current.kind !== 'running') return;
    if (this.crashes.tooMany(Date.now())) {
      this.fail(troubleOfCrash(found.file, found.origin, this.crashes.count));
    } else {
      this.log.warn('The server ended unexpectedly and is started again.');
      void this.next(() => this.open());
    }
  }

  private async close(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose(5000).catch(() => undefined); // a server that is dead already cannot be stopped
  }

  private fail(trouble: Trouble): void {
    this.log.error(trouble.text);
    this.become({ kind: 'failed', trouble });
  }

  private become(standing: Standing): void {
    this.current = standing;
    this.changes.fire(standing);
  }
}
