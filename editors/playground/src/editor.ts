/** One editor: JSON with comments or the TOML of policies, and all that the server offers. */
import { jsonLanguage } from '@codemirror/lang-json';
import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { type LSPClient, LSPPlugin } from '@codemirror/lsp-client';
import { basicSetup, EditorView } from 'codemirror';
import { arePolicies } from './policies.ts';
import { oneOf, theme } from './theme.ts';

const policies = StreamLanguage.define(toml);
const comments = jsonLanguage.data.of({ commentTokens: { line: '//', block: { open: '/*', close: '*/' } } });

export function openEditor(client: LSPClient, uri: string, text: string, changed: () => void): EditorView {
  return new EditorView({
    doc: text,
    extensions: [
      basicSetup,
      arePolicies(uri) ? policies : new LanguageSupport(jsonLanguage, comments),
      client.plugin(uri, arePolicies(uri) ? 'toml' : 'dial'),
      EditorView.updateListener.of(update => update.docChanged && changed()),
      EditorView.contentAttributes.of({ 'aria-label': `Text of ${oneOf(uri)}` }),
      theme,
    ],
  });
}

/** Goes to a place and gives the editor the focus. */
export function goTo(view: EditorView, line: number, character: number): void {
  const at = LSPPlugin.get(view)?.fromPosition({ line, character }) ?? 0;
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
  view.focus();
}
