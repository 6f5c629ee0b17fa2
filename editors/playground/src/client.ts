/** The client: what it can do, and what it is told. */
import {
  findReferencesKeymap,
  formatKeymap,
  hoverTooltips,
  jumpToDefinitionKeymap,
  LSPClient,
  type LSPClientExtension,
  renameKeymap,
  serverCompletion,
  serverDiagnostics,
} from '@codemirror/lsp-client';
import { keymap } from '@codemirror/view';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { OpenFiles } from './workspace.ts';

export const FOLDER = 'file:///config';

export interface Status {
  uri: string;
  verdict: 'accepts' | 'rejects' | 'none';
  message: string;
}

export interface Heard {
  found(params: PublishDiagnosticsParams): void;
  status(status: Status): void;
  show(uri: string): void;
}

/** The library does not say these of itself. */
const abilities: LSPClientExtension = {
  clientCapabilities: {
    textDocument: {
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
      publishDiagnostics: { codeDescriptionSupport: true },
    },
  },
};

export function createClient(heard: Heard): LSPClient {
  return new LSPClient({
    rootUri: FOLDER,
    timeout: 60_000, // under WebAssembly the first answers take long
    workspace: client => new OpenFiles(client, heard.show),
    notificationHandlers: {
      'textDocument/publishDiagnostics': (_, params) => {
        heard.found(params);
        return false; // the library underlines them
      },
      'dial-lint/status': (_, params) => {
        heard.status(params);
        return true;
      },
    },
    extensions: [
      abilities,
      serverDiagnostics(),
      serverCompletion({ override: true }),
      hoverTooltips(),
      keymap.of([...formatKeymap, ...renameKeymap, ...jumpToDefinitionKeymap, ...findReferencesKeymap]),
    ],
  });
}
