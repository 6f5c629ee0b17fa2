/** The access page of what is open, drawn anew when the text has rested for a moment. */
import type { LSPClient } from '@codemirror/lsp-client';
import type { Server } from './server.ts';

const REST = 400; // milliseconds without an edit

export class AccessView {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawn = '';

  constructor(
    private readonly client: LSPClient,
    private readonly server: Server,
    private readonly frame: HTMLIFrameElement,
    private readonly shown: () => string,
  ) {}

  /** Something was edited, or the page is looked at. */
  changed(): void {
    clearTimeout(this.#timer);
    if (!this.frame.hidden) this.#timer = setTimeout(() => this.#draw(), REST);
  }

  async #draw(): Promise<void> {
    this.client.sync();
    await this.client.initializing; // the client sends what it sends when this is done, so the edits go first
    const page = (await this.server.answer('access', this.shown())) ?? '';
    if (page === this.#drawn) return;
    this.#drawn = page;
    this.frame.srcdoc = page;
  }
}
