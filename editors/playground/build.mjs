/** `npm run build` writes the page into dist/: static files, for any web server. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';
import { loadPyodide } from 'pyodide';

const PYODIDE = ['pyodide.asm.mjs', 'pyodide.asm.wasm', 'pyodide-lock.json', 'python_stdlib.zip'];
const python = process.env['PYTHON'] ?? 'python3';

/** Runs a program with the bundle's libraries; what it prints. @param {string} program */
function run(program) {
  const found = `import sys; sys.path.insert(0, 'build/bundle/libs'); sys.dont_write_bytecode = True; ${program}`;
  return execFileSync(python, ['-c', found], { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** What a browser may do with the page: load its own files, run the script of the access page, and no more. */
function policy() {
  const script = run(
    "from dial_lsp.reports.pages.document import scripts; sys.stdout.write(scripts('access'))",
  );
  const digest = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${digest}'`,
    "style-src 'self' 'unsafe-inline'", // the editor sets styles of its own
    "connect-src 'self'",
    "worker-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A bundle whose modules Pyodide's own Python has compiled, which takes long in a page. @param {Buffer} sources */
async function compiled(sources) {
  const python = await loadPyodide();
  python.unpackArchive(new Uint8Array(sources), 'zip', { extractDir: '/libs' });
  python.runPython(`
import compileall, pathlib, py_compile, zipfile
libs = pathlib.Path('/libs')
unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
if not compileall.compile_dir(libs, legacy=True, quiet=1, stripdir=libs, invalidation_mode=unchecked):
    raise SystemExit('a module cannot be compiled')
with zipfile.ZipFile('/bundle.zip', 'w') as bundle:
    for path in sorted(path for path in libs.rglob('*') if path.is_file() and path.suffix != '.py'):
        name = zipfile.ZipInfo(path.relative_to(libs).as_posix())
        bundle.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
`);
  return python.FS.readFile('/bundle.zip');
}

await rm('dist', { recursive: true, force: true });
await mkdir('dist');
await esbuild.build({
  entryPoints: ['src/page.ts', 'src/worker.ts'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
  loader: { '.py': 'text', '.json': 'text', '.toml': 'text' },
  external: ['node:*'],
});
for (const file of PYODIDE) await cp(`node_modules/pyodide/${file}`, `dist/${file}`);
run(`
import pathlib, zipfile
libs = pathlib.Path('build/bundle/libs')
with zipfile.ZipFile('build/sources.zip', 'w') as sources:
    for path in sorted(path for path in libs.rglob('*') if path.is_file()):
        sources.writestr(path.relative_to(libs).as_posix(), path.read_bytes())
`);
await writeFile('dist/bundle.zip', await compiled(await readFile('build/sources.zip')));
const page = await readFile('src/index.html', 'utf8');
await writeFile('dist/index.html', page.replace('{{policy}}', policy()));
await cp('src/style.css', 'dist/style.css');
