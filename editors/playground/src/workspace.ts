/** The files of the page, each with an editor of its own, of which one is shown. */
import { type LSPClient, LSPPlugin, Workspace, type WorkspaceFile } from '@codemirror/lsp-client';
import type { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

class OpenFile implements WorkspaceFile {
  version = 0;
  doc: Text;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    readonly view: EditorView,
  ) {
    this.doc = view.state.doc;
  }

  getView(): EditorView {
    return this.view;
  }
}

export class OpenFiles extends Workspace {
  files: OpenFile[] = [];
  readonly #show: (uri: string) => void;

  constructor(client: LSPClient, show: (uri: string) => void) {
    super(client);
    this.#show = show;
  }

  syncFiles() {
    return this.files.flatMap(file => {
      const plugin = LSPPlugin.get(file.view);
      if (!plugin || plugin.unsyncedChanges.empty) return [];
      const update = { file, prevDoc: file.doc, changes: plugin.unsyncedChanges };
      file.doc = file.view.state.doc;
      file.version += 1;
      plugin.clear();
      return [update];
    });
  }

  openFile(uri: string, languageId: string, view: EditorView): void {
    const file = new OpenFile(uri, languageId, view);
    this.files.push(file);
    this.client.didOpen(file);
  }

  closeFile(uri: string): void {
    this.files = this.files.filter(file => file.uri !== uri);
    this.client.didClose(uri);
  }

  override async displayFile(uri: string): Promise<EditorView | null> {
    const view = this.getFile(uri)?.getView() ?? null;
    if (view) this.#show(uri);
    return view;
  }
}
