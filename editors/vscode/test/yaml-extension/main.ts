/** Starts YAML's language server as the YAML extension does; the settings are VS Code's, below `yaml`. */
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

export async function activate(): Promise<void> {
  const server = { module: process.env['DIAL_LSP_YAML_SERVER'] ?? '', transport: TransportKind.ipc };
  const options = {
    documentSelector: [{ language: 'yaml' }],
    synchronize: { configurationSection: ['yaml', 'http.proxy', '[yaml]', 'editor.tabSize'] },
  };
  await new LanguageClient('yaml', 'YAML Support', server, options).start();
}
