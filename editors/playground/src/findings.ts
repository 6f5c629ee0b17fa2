/** The list of findings: each goes to its place, and offers its fixes. */
import type { LSPClient } from '@codemirror/lsp-client';
import type { CodeAction, Diagnostic, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { button, element } from './dom.ts';
import { goTo } from './editor.ts';
import { oneOf } from './theme.ts';

const WORDS = ['', 'error', 'warning', 'information', 'hint'];

export class Findings {
  readonly #client: LSPClient;
  readonly #list: HTMLElement;
  readonly #found = new Map<string, Diagnostic[]>();

  constructor(client: LSPClient, list: HTMLElement) {
    this.#client = client;
    this.#list = list;
  }

  /** Shows what is found in a file now. */
  take(uri: string, found: Diagnostic[]): void {
    this.#found.set(uri, found);
    this.#draw();
  }

  forget(uri: string): void {
    this.#found.delete(uri);
    this.#draw();
  }

  #draw(): void {
    const several = this.#found.size > 1;
    const items = [...this.#found].flatMap(([uri, found]) =>
      found.toSorted(bySeverity).map(one => this.#item(uri, one, several)),
    );
    const nothing = element('li', { class: 'nothing' }, 'No problems found.');
    this.#list.replaceChildren(...(items.length ? items : [nothing]));
  }

  #item(uri: string, one: Diagnostic, several: boolean): HTMLElement {
    const { line, character } = one.range.start;
    const where = `${several ? `${oneOf(uri)}:` : ''}${line + 1}:${character + 1}`;
    const severity = WORDS[one.severity ?? 1] ?? 'error';
    const go = button(where, () => this.#go(uri, line, character), { class: 'where' });
    const fixes = element('div', { class: 'fixes' });
    const offer = button('Fix…', () => this.#offer(uri, one, offer, fixes), { class: 'offer' });
    return element(
      'li',
      { class: severity },
      element('p', {}, go, ' ', element('b', {}, severity), ' ', this.#rule(one), ' ', messageOf(one)),
      element('div', { class: 'fixes' }, offer, fixes),
    );
  }

  #rule(one: Diagnostic): HTMLElement {
    const name = String(one.code ?? '');
    const href = one.codeDescription?.href;
    return href
      ? element('a', { href, target: '_blank', rel: 'noreferrer' }, name)
      : element('span', {}, name);
  }

  async #go(uri: string, line: number, character: number): Promise<void> {
    const view = await this.#client.workspace.displayFile(uri);
    if (view) goTo(view, line, character);
  }

  async #offer(uri: string, one: Diagnostic, offer: HTMLElement, place: HTMLElement): Promise<void> {
    this.#client.sync();
    const context = { diagnostics: [one], only: ['quickfix'] };
    const params = { textDocument: { uri }, range: one.range, context };
    const actions = await this.#client.request<object, CodeAction[] | null>(
      'textDocument/codeAction',
      params,
    );
    const fixes = (actions ?? []).filter(action => action.edit && !action.disabled);
    const none = element('span', {}, 'Nothing to choose: mend it by hand.');
    offer.hidden = true;
    place.replaceChildren(
      ...(fixes.length ? fixes.map(fix => button(fix.title, () => this.#apply(fix.edit ?? {}))) : [none]),
    );
  }

  #apply(edit: WorkspaceEdit): void {
    for (const [uri, edits] of editsOf(edit)) {
      const file = this.#client.workspace.getFile(uri);
      const view = file?.getView();
      if (!file || !view) continue;
      const { doc } = view.state;
      const at = ({ line, character }: { line: number; character: number }) =>
        doc.line(line + 1).from + character;
      const changes = edits.map(one => ({
        from: at(one.range.start),
        to: at(one.range.end),
        insert: one.newText,
      }));
      view.dispatch({ changes, userEvent: 'input.fix' });
    }
  }
}

function editsOf(edit: WorkspaceEdit): [string, TextEdit[]][] {
  const changes = Object.entries(edit.changes ?? {});
  const documents = (edit.documentChanges ?? []).flatMap((change): [string, TextEdit[]][] =>
    'edits' in change ? [[change.textDocument.uri, change.edits as TextEdit[]]] : [],
  );
  return [...changes, ...documents];
}

function messageOf(one: Diagnostic): string {
  return typeof one.message === 'string' ? one.message : String(one.message);
}

function bySeverity(one: Diagnostic, other: Diagnostic): number {
  return (one.severity ?? 1) - (other.severity ?? 1) || one.range.start.line - other.range.start.line;
}
