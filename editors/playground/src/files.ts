/** The files as tabs: one configuration, which Core merges in the order of the tabs, and policies for it. */
import type { LSPClient } from '@codemirror/lsp-client';
import type { EditorView } from 'codemirror';
import { FOLDER } from './client.ts';
import { button, element } from './dom.ts';
import { openEditor } from './editor.ts';
import { arePolicies, FIRST_POLICY, POLICIES } from './policies.ts';
import type { Server } from './server.ts';
import { oneOf } from './theme.ts';

const FIRST = 'aidial.config.json';
const SETTINGS = 'dial-lint.toml';

export class Files {
  readonly #views = new Map<string, EditorView>(); // by address
  #core = '';
  #shown = '';

  constructor(
    private readonly client: LSPClient,
    private readonly server: Server,
    private readonly tabs: HTMLElement,
    private readonly editors: HTMLElement,
    private readonly told: { changed(): void; closed(uri: string): void },
  ) {}

  has(uri: string): boolean {
    return this.#views.has(uri);
  }

  get shown(): string {
    return this.#shown;
  }

  /** The file that is shown, or the first of the configuration while policies are. */
  get config(): string {
    return arePolicies(this.#shown) ? this.#first() : this.#shown;
  }

  get core(): string {
    return this.#core;
  }

  get #configs(): string[] {
    return [...this.#views.keys()].filter(uri => !arePolicies(uri));
  }

  get texts(): Record<string, string> {
    return Object.fromEntries([...this.#views].map(([uri, view]) => [oneOf(uri), view.state.doc.toString()]));
  }

  /** Shows these files in place of those that are open. */
  open(texts: Record<string, string>, core: string): void {
    for (const uri of [...this.#views.keys()]) this.#close(uri);
    this.#core = core;
    for (const [name, text] of Object.entries(texts)) this.#add(name, text);
    this.#settle();
    this.show(this.#first());
  }

  /** Checks for another version of Core. */
  choose(core: string): void {
    this.#core = core;
    this.#settle();
  }

  show(uri: string): void {
    this.#shown = uri;
    for (const [each, view] of this.#views) view.dom.hidden = each !== uri;
    this.#draw();
    this.#views.get(uri)?.requestMeasure();
  }

  #first(): string {
    return this.#configs[0] ?? '';
  }

  #add(name: string, text: string): void {
    const uri = `${FOLDER}/${encodeURIComponent(name)}`;
    this.server.put(name, text);
    const view = openEditor(this.client, uri, text, this.told.changed);
    this.#views.set(uri, view);
    this.editors.append(view.dom);
  }

  #close(uri: string): void {
    this.#views.get(uri)?.destroy();
    this.#views.delete(uri);
    this.server.put(oneOf(uri), null);
    this.told.closed(uri);
  }

  /** Tells the server which files there are, as a project on a disk would. */
  #settle(): void {
    const names = this.#configs.map(uri => JSON.stringify(oneOf(uri)));
    this.server.put(
      SETTINGS,
      `files = [${names.join(', ')}]\ncore-version = ${JSON.stringify(this.#core)}\n`,
    );
    const changes = [{ uri: `${FOLDER}/${SETTINGS}`, type: 2 }];
    this.client.notification('workspace/didChangeWatchedFiles', { changes });
  }

  #draw(): void {
    const tabs = [...this.#views.keys()].map(uri => this.#tab(uri));
    const more = button('+', () => this.#addConfig(), { 'aria-label': 'Add a file', class: 'add' });
    const policies = button('+ policies', () => this.#addOne(POLICIES, FIRST_POLICY), { class: 'add' });
    const have = [...this.#views.keys()].some(arePolicies);
    this.tabs.replaceChildren(...tabs, more, ...(have ? [] : [policies]));
  }

  #tab(uri: string): HTMLElement {
    const name = oneOf(uri);
    const selected = String(uri === this.#shown);
    const tab = button(name, () => this.show(uri), { role: 'tab', 'aria-selected': selected });
    if (!arePolicies(uri) && this.#configs.length === 1) return tab;
    const remove = button('×', () => this.#remove(uri), { 'aria-label': `Remove ${name}`, class: 'remove' });
    return element('span', { class: 'tab', role: 'presentation' }, tab, remove);
  }

  #remove(uri: string): void {
    this.#close(uri);
    this.#settle();
    this.show(this.#views.has(this.#shown) ? this.#shown : this.#first());
    this.told.changed();
  }

  #addConfig(): void {
    const names = new Set([...this.#views.keys()].map(oneOf));
    let number = names.size + 1;
    let name = names.has(FIRST) ? `more-${number}.json` : FIRST;
    while (names.has(name)) name = `more-${++number}.json`;
    this.#addOne(name, '{\n}\n');
  }

  #addOne(name: string, text: string): void {
    this.#add(name, text);
    this.#settle();
    this.show(`${FOLDER}/${name}`);
    this.told.changed();
  }
}
