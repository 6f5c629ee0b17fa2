/** What the caller of the tests says by environment variables. */
export const GIVEN = {
  cache: process.env['DIAL_LSP_CACHE'] ?? '.cache',
  chromium: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  node: process.env['DIAL_LSP_VSCODE_NODE'] ?? process.execPath,
  /** Milliseconds to wait for a sight; a machine with much other work needs more. */
  patience: 1000 * Number(process.env['DIAL_LSP_PATIENCE'] ?? 120),
  pictures: process.env['DIAL_LSP_PICTURES'] ?? 'build/pictures',
  python: process.env['DIAL_LSP_BARE_PYTHON'] ?? '/usr/bin/python3',
  server: process.env['DIAL_LSP_SERVER'] ?? '',
  /** Where the server keeps what it hears, and a story what it has saved. */
  sessions: process.env['DIAL_LSP_SESSIONS'] ?? '',
  yamlServer: process.env['DIAL_LSP_YAML_SERVER'] ?? '',
  vsix: process.env['DIAL_LSP_VSIX'] ?? 'dist/dial-lsp.vsix',
};
