/** Pages beside the editor that follow its edits: who may call what, and what an edit changes. */
import * as vscode from 'vscode';
import { OPEN_ACCESS, OPEN_DIFFERENCE } from './requests';
import type { Session } from './session';
import { showPlace } from './showing';

/** What the server answers to a command that opens a page: where its frame and its data are, and what to show of it. */
export interface Opened {
  readonly frame: string;
  readonly data: string;
  readonly address: string;
}

/** What a page says. */
interface Said {
  readonly ready?: true;
  readonly goTo?: { readonly uri: string; readonly line: number; readonly column: number };
}

const TITLES: Readonly<Record<string, string>> = {
  [OPEN_ACCESS]: 'Who reaches what',
  [OPEN_DIFFERENCE]: 'What changes',
};

/** All pages that are open, by the URI of their data. */
export class Pages implements vscode.Disposable {
  private readonly open = new Map<string, Page>();

  constructor(private readonly session: Session) {}

  /** Opens a page, or turns to the one that is open, and shows there what was asked for. */
  async show(command: string, opened: Opened): Promise<void> {
    const known = this.open.get(opened.data);
    if (known) return known.turnTo(opened.address);
    const frame = await this.session.content(opened.frame);
    if (frame === undefined || this.open.has(opened.data)) return;
    const page = new Page(this.session, TITLES[command] ?? '', opened, frame);
    this.open.set(opened.data, page);
    page.onDidClose(() => this.open.delete(opened.data));
  }

  /** A document of the server is otherwise now. */
  changed(uri: string): void {
    void this.open.get(uri)?.renew();
  }

  /** Another server runs, or none: what the pages show may be otherwise now. */
  restarted(): void {
    for (const page of this.open.values()) void page.renew();
  }

  dispose(): void {
    for (const page of this.open.values()) page.dispose();
  }
}

/** One page in a tab. Out of sight it forgets its answers, and asks for them when it is seen again. */
class Page implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private isReady = false;

  /** What is to be shown once there are answers. */
  private wanted: string;

  constructor(
    private readonly session: Session,
    title: string,
    private readonly opened: Opened,
    frame: string,
  ) {
    this.wanted = opened.address;
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
    this.panel = vscode.window.createWebviewPanel('dial-lsp.page', title, beside, options);
    this.panel.webview.onDidReceiveMessage((said: Said) => this.hear(said));
    this.panel.onDidChangeViewState(() => {
      if (!this.panel.visible) this.isReady = false;
    });
    this.panel.webview.html = frame;
  }

  get onDidClose(): vscode.Event<void> {
    return this.panel.onDidDispose;
  }

  /** Brings the page into sight, with an answer of it. */
  async turnTo(address: string): Promise<void> {
    this.wanted = address;
    this.panel.reveal(undefined, true);
    if (this.isReady) await this.showWanted();
  }

  /** Sends the answers that hold now, if anybody sees the page. */
  async renew(): Promise<void> {
    if (!this.isReady || this.session.standing.kind !== 'running') return;
    try {
      const data = await this.session.content(this.opened.data);
      if (data !== undefined) await this.panel.webview.postMessage({ data });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.panel.webview.postMessage({ stale: reason });
    }
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async hear(said: Said): Promise<void> {
    if (said.goTo) {
      const { uri, line, column } = said.goTo;
      await showPlace(vscode.Uri.parse(uri), line, column, this.panel.viewColumn);
    }
    if (!said.ready) return;
    this.isReady = true;
    await this.renew();
    await this.showWanted();
  }

  private async showWanted(): Promise<void> {
    const show = this.wanted;
    this.wanted = '';
    if (show) await this.panel.webview.postMessage({ show });
  }
}
