/** `node lint.mjs BUNDLE FOLDER ARGUMENT...`: what the linter of a bundle prints, run by Python in WebAssembly. */
import { loadPyodide } from 'pyodide';

const [bundle, folder, ...given] = process.argv.slice(2);
const python = await loadPyodide();
for (const [place, root] of [['/bundle', bundle], ['/files', folder]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
}
python.globals.set('given', python.toPy(given));
const code = await python.runPythonAsync(`
import os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/bundle/libs")
os.chdir("/files")
sys.argv = ["dial-lint", *given]
from dial_lsp.cli.main import main
try:
    code = main() or 0
except SystemExit as end:
    code = end.code or 0
sys.stdout.flush()
code
`);
process.exitCode = code;
